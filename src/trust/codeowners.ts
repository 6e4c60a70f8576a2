/** CODEOWNERS as a source of owners: the last pattern that matches a path wins, as on GitHub and GitLab. */

/** Where forges look for the file, in their order. */
export const CODEOWNERS_FILES = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
] as const;

/** Path from the root → its owners; empty where no pattern matches, or the last one that does names nobody. */
export type OwnersOfPath = (path: string) => readonly string[];

/** Any number of words of a path, or of characters of a word. */
const ANY = Symbol('any number');
/** One character; an escaped or plain one stands for itself. */
const ONE = Symbol('one');
/** Text where no wildcard is in it. */
type Word = string | readonly (string | typeof ANY | typeof ONE)[];
type Pattern = readonly (Word | typeof ANY)[];

/** What a CODEOWNERS file says. */
export interface Codeowners {
  readonly ownersOf: OwnersOfPath;
  /** Everybody whom it names, as written. */
  readonly names: ReadonlySet<string>;
}

interface Rule {
  readonly pattern: Pattern;
  readonly owners: readonly string[];
}

/** Reads the text of a CODEOWNERS file. Sections of GitLab (`[Name]`) and lines that are no pattern are skipped. */
export function parseCodeowners(text: string): Codeowners {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && !/^(?:\^?\[|!|\/$)/.test(line))
    .map((line): Rule => {
      const [pattern = '', ...owners] = line.split(/(?<!\\)\s+/);
      return { pattern: patternOf(pattern), owners };
    });
  return { names: new Set(rules.flatMap(({ owners }) => owners)), ownersOf: lookup(rules) };
}

/** The last rule that matches. Patterns without wildcards are looked up: a file may have one for each of 10,000 cards. */
function lookup(rules: readonly Rule[]): OwnersOfPath {
  const plain = new Map<string, number>();
  const wild: number[] = [];
  rules.forEach(({ pattern }, at) => {
    const words = pattern.slice(0, -1);
    const isPlain = pattern.at(-1) === ANY && words.every((word) => typeof word === 'string');
    if (isPlain) plain.set(words.join('/'), at);
    else wild.push(at);
  });
  wild.reverse();
  return (path) => {
    const words = path.split('/');
    let found = -1;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      found = Math.max(found, plain.get(path.slice(0, end)) ?? -1);
    }
    const stronger = wild.find((at) => at < found || matches(rules[at]?.pattern ?? [], words, wordMatches));
    return rules[Math.max(found, stronger ?? -1)]?.owners ?? [];
  };
}

/**
 * Unlike in .gitignore, `docs/*` stops at the files of the folder: only a last word that is more than a star stands for
 * a folder with all that lies below it. Neither `!` nor `[a-z]` means anything.
 */
function patternOf(written: string): Pattern {
  const words = written.split('/');
  const anywhere = words.length === 1 || (words.length === 2 && words[1] === '');
  if (words[0] === '') words.shift();
  const last = words.at(-1) ?? '';
  if (last === '') words.pop();
  const pattern = words.map((word) => (word === '**' ? ANY : wordOf(word)));
  if (anywhere) pattern.unshift(ANY);
  // A folder is not itself among the files below it.
  if (last === '' || last === '**') pattern.push(ANY, [ANY]);
  else if (last !== '*') pattern.push(ANY);
  return pattern;
}

function wordOf(text: string): Word {
  const characters = (text.match(/\\.|./gs) ?? []).map((found) => {
    if (found === '*') return ANY;
    return found === '?' ? ONE : found.replace(/^\\(?=.)/s, '');
  });
  return characters.every((character) => typeof character === 'string') ? characters.join('') : characters;
}

function wordMatches(word: Word, text: string): boolean {
  if (typeof word === 'string') return word === text;
  return matches(word, text, (wanted, found) => wanted === ONE || wanted === found);
}

/**
 * Whether the parts match the items one by one, ANY standing for none or more of them. Only the last ANY is ever tried
 * again, which is enough: at worst the time is the product of both lengths, whatever the pattern.
 */
function matches<Part, Item>(
  parts: readonly (Part | typeof ANY)[],
  items: ArrayLike<Item>,
  fits: (part: Part, item: Item) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let again: { part: number; item: number } | undefined;
  while (item < items.length) {
    const wanted = parts[part];
    if (wanted === ANY) again = { part: ++part, item };
    else if (wanted !== undefined && fits(wanted, items[item] as Item)) {
      part++;
      item++;
    } else if (again) {
      item = ++again.item;
      part = again.part;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === ANY);
}
