// Bundles the command line: one light entry, and a chunk for each thing that is imported on use.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

process.chdir(import.meta.dirname);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist.next', { recursive: true, force: true });
await build({
  entryPoints: { kb: 'src/main.ts', 'chunks/markdown-thread': 'src/markdown-thread.ts' },
  outdir: 'dist.next',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  keepNames: true,
  charset: 'utf8',
  legalComments: 'linked',
  chunkNames: 'chunks/[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"', KB_VERSION: JSON.stringify(version) },
  // Libraries written for CommonJS call require at run time; ESM has none unless we make it.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// A build that fails leaves the last one as it was.
rmSync('dist', { recursive: true, force: true });
renameSync('dist.next', 'dist');
