// Loads Node's expensive modules only when one of their exports is used: at startup child_process takes 4 ms, crypto 3 ms.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BUILTIN =
  /^(?:node:)?(child_process|crypto|dns|fs\/promises|https?|net|os|readline|stream|timers\/promises|tty|worker_threads|zlib)$/;
/** Packages to load on use, with their exports. This one has 2,000 names, needed only for cards with entities (`&eacute;`). */
const PACKAGES = new Map([['decode-named-character-reference', ['decodeNamedCharacterReference']]]);
const SOURCES = path.resolve(import.meta.dirname, '../src') + path.sep;
/** Commander requires child_process for a feature that kb does not use. */
const COMMANDER = /[\\/]node_modules[\\/]commander[\\/]/;
const MARK = '\0on-use:';

/** The plugin: replaces such a module with an object that has a getter for each export that may be used. */
export function onUse() {
  let words;
  return {
    name: 'on-use',
    resolveId(id, importer) {
      if (!importer || !(importer.startsWith(SOURCES) || COMMANDER.test(importer))) return null;
      const [, builtin] = BUILTIN.exec(id) ?? [];
      if (builtin) return `${MARK}node:${builtin}`;
      return PACKAGES.has(id) ? MARK + id : null;
    },
    load(id) {
      if (!id.startsWith(MARK)) return null;
      const name = id.slice(MARK.length);
      words ??= wordsOfSources();
      const keys =
        PACKAGES.get(name) ?? Object.keys(process.getBuiltinModule(name)).filter((key) => words.has(key));
      const getters = keys.map((key) => `get ${key}() { return require('${name}').${key}; }`);
      return { code: `module.exports = { ${getters.join(', ')} };`, moduleType: 'js' };
    },
  };
}

/** All words in the sources. A module has dozens of exports, and each getter costs a little, so only these get one. */
function wordsOfSources() {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  );
  const texts = files.map((file) => readFileSync(SOURCES + file, 'utf8'));
  return new Set(['spawn', ...texts.flatMap((text) => text.match(/\w+/g) ?? [])]);
}
