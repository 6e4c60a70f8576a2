/** What the text of a glob tells before anything is matched. Parentheses are plain letters. */

const MAGIC = /[*?[\]{}\\]/;

/** `./cards//` means `cards/**`. */
export function tidyGlob(glob: string): string {
  return glob
    .replace(/^(?:\.\/+)+/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '/**');
}

/** The folder that the plain words in front lead to, with a `/` at its end; '' for the root. Nothing outside it is selected. */
export function plainStart(glob: string): string {
  const folders = tidyGlob(glob).split('/').slice(0, -1);
  const magic = folders.findIndex((name) => MAGIC.test(name));
  return (magic < 0 ? folders : folders.slice(0, magic)).map((name) => `${name}/`).join('');
}

/** What every selected path begins with. A `/` at the end counts not, because `src/**` selects `src`, too. */
export function plainLetters(glob: string): string {
  return /^[^*?[\]{}\\"]*/.exec(tidyGlob(glob))?.[0].replace(/\/$/, '') ?? '';
}
