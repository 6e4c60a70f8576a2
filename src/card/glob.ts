/** What can be read from the text of a glob without matching anything. Parentheses are literal. */

const MAGIC = /[*?[\]{}\\]/;

/** Normalizes a glob: `./cards//` becomes `cards/**`. */
export function tidyGlob(glob: string): string {
  return glob
    .replace(/^(?:\.\/+)+/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '/**');
}

/**
 * Returns the folder that the literal segments at the start lead to, with a trailing `/`; '' for the root. Nothing
 * outside it is selected.
 */
export function plainStart(glob: string): string {
  const folders = tidyGlob(glob).split('/').slice(0, -1);
  const magic = folders.findIndex((name) => MAGIC.test(name));
  return (magic < 0 ? folders : folders.slice(0, magic)).map((name) => `${name}/`).join('');
}

/** Returns the literal prefix that every selected path has. A trailing `/` is dropped because `src/**` also selects `src`. */
export function plainLetters(glob: string): string {
  return /^[^*?[\]{}\\"]*/.exec(tidyGlob(glob))?.[0].replace(/\/$/, '') ?? '';
}
