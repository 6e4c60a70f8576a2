import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { prepareLanguages, stem } from '../../../src/search/language.js';

const WORDS = new Map(
  Object.entries({
    ...{
      da: 'fakturaerne',
      de: 'rechnungen',
      es: 'instalaciones',
      fi: 'laskussa',
      fr: 'connexions',
      hu: 'házakban',
    },
    ...{
      it: 'impostazioni',
      nl: 'betalingen',
      no: 'fakturaene',
      pt: 'configurações',
      ro: 'facturilor',
      ru: 'настройками',
    },
    ...{
      sv: 'fakturorna',
      tr: 'faturalar',
      pl: 'płatnościami',
      ar: 'حساباتهم',
      he: 'ההגדרות',
      en: 'running',
    },
  }),
);

test('every stemmer works in a minified bundle as it does here, loaded in any order', async () => {
  const languages = [...WORDS.keys()];
  await prepareLanguages(languages);
  const expected = [...WORDS].map(([language, word]) => stem(word, language));
  expect(expected.filter((term, i) => term === [...WORDS.values()][i])).toEqual([]);

  const folder = mkdtempSync(path.join(tmpdir(), 'kb-stemmers-'));
  try {
    await build({
      stdin: {
        contents: `import { prepareLanguages, stem } from './src/search/language.js';
          await prepareLanguages(${JSON.stringify(languages.toReversed())});
          console.log(JSON.stringify(${JSON.stringify([...WORDS])}.map(([language, word]) => stem(word, language))));`,
        resolveDir: fileURLToPath(new URL('../../..', import.meta.url)),
      },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      minify: true,
      keepNames: true,
    });
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const printed = execFileSync(process.execPath, [path.join(folder, 'stdin.js')], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
