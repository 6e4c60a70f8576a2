// Bundles the command line as CommonJS: dist/kb.js has what a search needs, and everything else is in chunks loaded on demand.
// Node 20 starts an ES module some milliseconds more slowly, and cannot use V8's code cache for it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { licences } from './licences.js';
import { bundleForLunr } from './lunr.js';
import { onUse } from './on-use.js';
import { bundleScreen, screen } from './screen.js';

process.chdir(path.join(import.meta.dirname, '..'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const DIST = 'dist.next';

/** The light file has these and all that they import statically. Modules run on first use, so extra ones cost little. */
const LIGHT = [
  'src/main.ts',
  'src/commands/search.ts',
  'src/commands/list.ts',
  'src/commands/stale.ts',
  'src/base/base.ts',
  'src/card/body.ts',
].map((file) => path.resolve(file));

/** Worker threads, which are separate programs. */
const THREADS = {
  'markdown-thread': 'src/thread/markdown-thread.ts',
  'schema-thread': 'src/thread/schema-thread.ts',
  'style-thread': 'src/thread/style-thread.ts',
};

/** Hash of everything that goes into the build: a build does not trust data cached by another one. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).sort();
  for (const file of ['package-lock.json', ...sources.map((name) => `src/${name}`)]) {
    if (statSync(file).isFile()) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('base64url').slice(0, 22);
}

const texts = licences();

/** Bundles some entries. @param output options that differ from the common ones */
async function bundle(input, output) {
  const build = await rolldown({
    input,
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    transform: {
      target: 'node20.19',
      define: {
        'process.env.NODE_ENV': '"production"',
        KB_VERSION: JSON.stringify(version),
        KB_BUILD: JSON.stringify(fingerprint()),
      },
    },
    // Otherwise V8 compiles every module eagerly, even those that a run never reaches.
    optimization: { pifeForModuleWrappers: false },
    plugins: [onUse(), screen(), texts.plugin],
    // Modules of the light file may also be imported dynamically; gray-matter has an eval that kb never reaches.
    checks: { ineffectiveDynamicImport: false, eval: false },
    logLevel: 'warn',
  });
  await build.write({
    dir: DIST,
    format: 'cjs',
    dynamicImportInCjs: false,
    strictExecutionOrder: true,
    minify: true,
    keepNames: true,
    comments: false,
    // V8 reads one-byte strings faster than two-byte strings.
    charset: 'ascii',
    ...output,
  });
  await build.close();
}

/** The modules that the light entries reach through static imports alone. */
function closure(moduleInfo) {
  const reached = new Set();
  const visit = (id) => {
    if (reached.has(id)) return;
    reached.add(id);
    moduleInfo(id)?.importedIds.forEach(visit);
  };
  LIGHT.forEach(visit);
  return reached;
}

rmSync(DIST, { recursive: true, force: true });
let light;
await bundle(
  { entry: LIGHT[0] },
  {
    entryFileNames: '[name].js',
    chunkFileNames: ({ moduleIds }) => (moduleIds.includes(LIGHT[0]) ? 'kb.js' : '[name]-[hash].js'),
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'light',
          name: (id, context) =>
            (light ??= closure((each) => context.getModuleInfo(each))).has(id) ? 'light' : null,
        },
      ],
    },
    plugins: [oneFile()],
  },
);
await bundle(THREADS, { entryFileNames: '[name].js', chunkFileNames: 'thread-[name]-[hash].js' });
await bundleScreen(DIST, texts.plugin);
await bundleForLunr(`${DIST}/lunr`, texts.plugin);
cpSync('src/init/examples', `${DIST}/examples`, { recursive: true });
cpSync('cards/_templates', `${DIST}/templates`, { recursive: true });
writeFileSync(`${DIST}/package.json`, '{ "type": "commonjs" }\n');
writeFileSync(`${DIST}/licences.txt`, texts.text());
// The first run builds the index. The cache of the second run is kept: it covers the code that most searches use.
for (let run = 0; run < 2; run++)
  execFileSync(process.execPath, ['bundle/code-cache.cjs', DIST], { stdio: ['ignore', 'ignore', 'inherit'] });

// Replace the old build last, so that a failed build leaves it intact.
rmSync('dist', { recursive: true, force: true });
renameSync(DIST, 'dist');

/** Inlines two small files into the light file, so that a run opens one file: the entry and the bundler's runtime. */
function oneFile() {
  return {
    name: 'one-file',
    generateBundle(_options, files) {
      const { 'entry.js': entry, 'kb.js': kb } = files;
      const runtime = Object.keys(files).find((name) => name.startsWith('rolldown-runtime-'));
      const loaded = `require("./${runtime}")`;
      kb.code = kb.code.replace(
        loaded,
        () => `(()=>{const exports={};${files[runtime].code};return exports})()`,
      );
      // The entry does not use the runtime.
      kb.code += `{${entry.code.replace('require("./kb.js")', () => 'exports').replace(loaded, '0')}}\n`;
      delete files['entry.js'];
    },
  };
}
