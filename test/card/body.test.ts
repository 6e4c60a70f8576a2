/** The body that is found without YAML is the same as from reading the whole card. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf } from '../../src/card/body.js';
import { LONGEST_CARD } from '../../src/card/decode.js';
import { parseCard } from '../../src/card/parse.js';
import { corpora, hasCorpora } from '../corpora.js';
import { sampleContext } from './sample.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function expectSame(bytes: Uint8Array, name = 'a.md'): Promise<void> {
  const { body, bodyLine } = parseCard({ path: 'a.md', bytes }, sampleContext());
  expect({ name, ...(await bodyOf(bytes)) }).toMatchObject({ name, body, bodyLine });
}

/** Lines that determine where a body begins. */
const line = fc.constantFrom(
  '---',
  '--- ',
  '----',
  '--',
  '+++',
  '',
  ' ',
  'title: A',
  'title: "A',
  '  - x',
  '# heading',
  '#comment',
  '# comment: x',
  '## two',
  '<<<<<<< HEAD',
  '=======',
  '>>>>>>> x',
  '\t- x',
  'text',
  'a: &x b',
  'owner: @ana',
);

test('any text made of lines that matter', async () => {
  const texts = fc.tuple(
    fc.constantFrom('', '\uFEFF', '\n', '\uFEFF\n'),
    fc.boolean(),
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(texts, async ([start, opened, lines, end, isEnded]) => {
      const all = [...(opened ? ['---'] : []), ...lines].join(end);
      await expectSame(bytesOf(start + all + (isEnded ? end : '')));
    }),
    { numRuns: process.env['KB_SOAK'] ? 100_000 : 1000 },
  );
});

test.each([
  [
    'a heading in YAML that cannot be read',
    '---\ntitle: "A\n\n# Title\n\n---\nbody\n',
    '# Title\n\n---\nbody\n',
  ],
  ['a comment in YAML that can', '---\ntitle: A\n\n# Title\n\n---\nbody\n', 'body\n'],
  [
    'front matter that is never closed',
    '---\ntitle: A\n\n# Title\n\nbody\n',
    '---\ntitle: A\n\n# Title\n\nbody\n',
  ],
  ['no line feed at the end', '---\ntitle: A\n---', ''],
])('%s', async (_, text, body) => {
  expect((await bodyOf(bytesOf(text))).body).toBe(body);
  await expectSame(bytesOf(text));
});

test('bytes that are no text, and too many', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => expectSame(bytes)));
  await expectSame(new Uint8Array(LONGEST_CARD + 1).fill(0x61));
});

describe.runIf(hasCorpora('mdn-1k', 'govuk'))('real cards', () => {
  test.each(['bad-inputs', 'mdn-1k', 'govuk', 'support-arduino', 'langs'])('%s', async (name) => {
    const files = readdirSync(corpora(name), { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const full = path.join(file.parentPath, file.name);
      await expectSame(readFileSync(full), full);
    }
  });
});
