/** Reads CODEOWNERS files. The last pattern that matches a path wins, as on GitHub and GitLab. */

/** Where forges look for the file, in order of precedence. */
export const CODEOWNERS_FILES = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
] as const;

/** Path from the root → its owners; empty if no pattern matches, or if the last matching one has no owners. */
export type OwnersOfPath = (path: string) => readonly string[];

/** Matches any number of path segments, or of characters in a segment. */
const ANY = Symbol('any number');
/** Matches any one character. */
const ONE = Symbol('one');
/** A path segment: a string if it has no wildcard. */
type Word = string | readonly (string | typeof ANY | typeof ONE)[];
type Pattern = readonly (Word | typeof ANY)[];

/** A parsed CODEOWNERS file. */
export interface Codeowners {
  readonly ownersOf: OwnersOfPath;
  /** All owners in the file, as written. */
  readonly names: ReadonlySet<string>;
}

interface Rule {
  readonly pattern: Pattern;
  readonly owners: readonly string[];
}

/** Parses a CODEOWNERS file. Section headers of GitLab (`[Name]`) and invalid lines are skipped. */
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

/** Finds the last rule that matches. Patterns without wildcards use a map: a file may have one for each of 10,000 cards. */
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
 * Unlike in .gitignore, `docs/*` matches only files directly in the folder: only a last segment other than `*` also matches
 * a folder with everything below it. `!` and `[a-z]` have no special meaning.
 */
function patternOf(written: string): Pattern {
  const words = written.split('/');
  const anywhere = words.length === 1 || (words.length === 2 && words[1] === '');
  if (words[0] === '') words.shift();
  const last = words.at(-1) ?? '';
  if (last === '') words.pop();
  const pattern = words.map((word) => (word === '**' ? ANY : wordOf(word)));
  if (anywhere) pattern.unshift(ANY);
  // `docs/` matches what is below the folder, but not the folder itself.
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
 * Whether the parts match the items, where ANY matches zero or more items. Only the last ANY is ever retried, which is
 * sufficient: the time is at most the product of both lengths, whatever the pattern.
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
