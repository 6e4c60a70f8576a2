// Bundles `kbcards/lunr` as ES modules for browsers and Node: a small entry, and a chunk per stemmer, loaded on demand.
import { readFileSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import ts from 'typescript';

const SOURCE = 'src/search/engines/lunr/prepare.ts';

/** @param plugin records the bundled packages */
export async function bundleForLunr(dir, plugin) {
  const build = await rolldown({
    input: { lunr: SOURCE },
    platform: 'browser',
    // The stemmers would register themselves with an AMD loader if the page has one.
    transform: { target: 'es2022', define: { define: 'undefined' } },
    plugins: [plugin],
    logLevel: 'warn',
  });
  await build.write({
    dir,
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    minify: true,
    comments: false,
  });
  await build.close();
  const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(SOURCE, 'utf8'), {
    fileName: SOURCE,
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0 || outputText.includes('import'))
    throw new Error(`${SOURCE}: its types lead out of it`);
  writeFileSync(`${dir}/lunr.d.mts`, outputText);
}
