// Bundles the command line: one light entry, and a chunk for each thing that is imported on use.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { build } from 'esbuild';

process.chdir(import.meta.dirname);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Changes with everything that goes into the build: what one build has kept, another does not trust. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).sort();
  for (const file of ['package-lock.json', ...sources.map((name) => `src/${name}`)]) {
    if (statSync(file).isFile()) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('base64url').slice(0, 22);
}

rmSync('dist.next', { recursive: true, force: true });
await build({
  entryPoints: {
    kb: 'src/main.ts',
    'chunks/markdown-thread': 'src/thread/markdown-thread.ts',
    'chunks/schema-thread': 'src/thread/schema-thread.ts',
    'chunks/style-thread': 'src/thread/style-thread.ts',
  },
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
  define: {
    'process.env.NODE_ENV': '"production"',
    KB_VERSION: JSON.stringify(version),
    KB_BUILD: JSON.stringify(fingerprint()),
  },
  // Libraries written for CommonJS call require at run time; ESM has none unless we make it.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// A build that fails leaves the last one as it was.
rmSync('dist', { recursive: true, force: true });
renameSync('dist.next', 'dist');
