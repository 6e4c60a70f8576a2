// Bundles the full screen as a separate ES module: ink has a top-level await, which CommonJS does not allow.
import path from 'node:path';
import { rolldown } from 'rolldown';

const SOURCE = path.resolve(import.meta.dirname, '../src/tui/screen.tsx');
const FILE = './screen.mjs';
/** What the bundler turns an import() into for CommonJS. */
const REQUIRED = /Promise\.resolve\(\)\.then\(\(\)=>[\w.$]+\(require\("\.\/screen\.mjs"\)(?:,1)?\)\)/;

/** A plugin for the other bundles: keeps the screen external, loaded by a real import(). */
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

/** A plugin for the screen: leaves out ink's devtools, which connect to a debugger of React. */
function withoutDevtools() {
  return {
    name: 'without-devtools',
    load: (id) => (/[\\/]ink[\\/]build[\\/]devtools\.js$/.test(id) ? 'export {};' : null),
  };
}

/** @param plugin records the bundled packages */
export async function bundleScreen(dir, plugin) {
  const build = await rolldown({
    input: { screen: SOURCE },
    platform: 'node',
    transform: {
      target: 'node20.19',
      // Yoga embeds its WebAssembly, so it needs no fetch; just checking for one makes Node load its HTTP client.
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
