// Bundles `kbcards/lunr` as ES modules for browsers and Node: a small one, and a chunk for each stemmer, loaded on use.
import { readFileSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import ts from 'typescript';

const SOURCE = 'src/search/engines/lunr/prepare.ts';

/** @param plugin notes what went in */
export async function bundleForLunr(dir, plugin) {
  const build = await rolldown({
    input: { lunr: SOURCE },
    platform: 'browser',
    // The stemmers would take a page's own loader of modules for theirs.
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
