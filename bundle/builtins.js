// Loads the dear modules of Node when something of them is used: child_process alone takes 4 ms of the start, crypto 3.
import path from 'node:path';

const DEAR =
  /^(?:node:)?(child_process|crypto|dns|events|fs\/promises|https?|net|os|readline|stream|timers\/promises|tty|url|util|worker_threads|zlib)$/;
/** Our own code, and commander, which asks for child_process although kb has no use for it. */
const OURS = path.resolve(import.meta.dirname, '../src') + path.sep;
const COMMANDER = /[\\/]node_modules[\\/]commander[\\/]/;
const MARK = '\0on-use:';

/** The plugin: such a module becomes an object with a getter for each of its names. */
export function builtinsOnUse() {
  return {
    name: 'builtins-on-use',
    resolveId(id, importer) {
      const [, name] = DEAR.exec(id) ?? [];
      return name && importer && (importer.startsWith(OURS) || COMMANDER.test(importer))
        ? `${MARK}node:${name}`
        : null;
    },
    load(id) {
      if (!id.startsWith(MARK)) return null;
      const name = id.slice(MARK.length);
      const getters = Object.keys(process.getBuiltinModule(name)).map(
        (key) => `get ${key}() { return require('${name}').${key}; }`,
      );
      return { code: `module.exports = { ${getters.join(', ')} };`, moduleType: 'js' };
    },
  };
}
