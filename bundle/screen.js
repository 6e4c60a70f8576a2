// Bundles the full screen as an ES module of its own: ink awaits while it loads, which a CommonJS module cannot.
import path from 'node:path';
import { rolldown } from 'rolldown';

const SOURCE = path.resolve(import.meta.dirname, '../src/tui/screen.tsx');
const FILE = './screen.mjs';
/** What the bundler makes of an import() in CommonJS. */
const REQUIRED = /Promise\.resolve\(\)\.then\(\(\)=>[\w.$]+\(require\("\.\/screen\.mjs"\)(?:,1)?\)\)/;

/** A plugin for all else: the screen is a module that only an import() can load. */
export function screen() {
  return {
    name: 'screen',
    resolveId(id, importer) {
      if (!importer || !id.startsWith('.')) return null;
      const file = path.resolve(path.dirname(importer), id).replace(/\.js$/, '.tsx');
      return file === SOURCE ? { id: FILE, external: true } : null;
    },
    generateBundle(_options, files) {
      for (const file of Object.values(files)) {
        if (!file.code?.includes(FILE)) continue;
        if (!REQUIRED.test(file.code))
          throw new Error(`${file.fileName} loads ${FILE} in a way that cannot be`);
        file.code = file.code.replace(REQUIRED, `import("${FILE}")`);
      }
    },
  };
}

/** A plugin for the screen: tools for who works on ink itself stay out, and the server that they talk to. */
function withoutDevtools() {
  return {
    name: 'without-devtools',
    load: (id) => (/[\\/]ink[\\/]build[\\/]devtools\.js$/.test(id) ? 'export {};' : null),
  };
}

/** @param plugin notes what went in */
export async function bundleScreen(dir, plugin) {
  const build = await rolldown({
    input: { screen: SOURCE },
    platform: 'node',
    transform: {
      target: 'node20.19',
      // Yoga carries its WebAssembly along. Where it sees a fetch, Node loads its HTTP client for nothing.
      define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
    },
    plugins: [withoutDevtools(), plugin],
    logLevel: 'warn',
  });
  await build.write({
    dir,
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'screen-[name]-[hash].mjs',
    minify: true,
    comments: false,
  });
  await build.close();
}
