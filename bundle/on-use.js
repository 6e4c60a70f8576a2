// Loads the dear modules of Node when something of them is used: child_process alone takes 4 ms of the start, crypto 3.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BUILTIN =
  /^(?:node:)?(child_process|crypto|dns|fs\/promises|https?|net|os|readline|stream|timers\/promises|tty|worker_threads|zlib)$/;
/** 2,000 names, for the cards that write `&eacute;`. */
const PACKAGES = new Map([['decode-named-character-reference', ['decodeNamedCharacterReference']]]);
const SOURCES = path.resolve(import.meta.dirname, '../src') + path.sep;
/** It asks for child_process, of which kb has no use in it. */
const COMMANDER = /[\\/]node_modules[\\/]commander[\\/]/;
const MARK = '\0on-use:';

/** The plugin: such a module becomes an object with a getter for each name that may be meant. */
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

/** A module has dozens of names, and each getter costs a little. */
function wordsOfSources() {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  );
  const texts = files.map((file) => readFileSync(SOURCES + file, 'utf8'));
  return new Set(['spawn', ...texts.flatMap((text) => text.match(/\w+/g) ?? [])]);
}
