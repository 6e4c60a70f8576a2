/** Globs: which paths they select, and which folders are worth entering. Paths have `/` on every system. */
import picomatch from 'picomatch';
import { plainStart, tidyGlob } from '../card/glob.js';
import { KbError } from '../errors.js';

export interface Selection {
  /** Whether the path of a file is selected. */
  readonly selects: (path: string) => boolean;
  /** Whether selected paths may be below the folder. */
  readonly enters: (folder: string) => boolean;
  /** Whether the plain leading folders of a glob lead into the folder, as `vendor/docs/**` leads into `vendor/docs`. */
  readonly names: (folder: string) => boolean;
}

interface Glob {
  readonly matches: (path: string) => boolean;
  /** The plain leading folders: nothing outside them is selected. */
  readonly base: string;
  /** Number of folders above a selected file, at most. */
  readonly depth: number;
  /** Beginnings of hidden names that the glob spells out. */
  readonly spelled: readonly string[];
}

/** Names that a wildcard does not match: `.git`, `_templates`, `node_modules`. */
const HIDDEN = /(?:^|\/)(?:[._]|node_modules(?:\/|$))/;
/** No glob matches it. */
const GIT = /^\.git$/i;
const SPELLED = /(?:^|[/{,])([._][^/{},*?[\]\\]*|node_modules)/g;

/** Characters of the longest accepted glob. */
const LONGEST = 256;
/** Globs become backtracking regular expressions: with more freedom than this, one long file name takes seconds. */
const FREEDOM = 5;

/**
 * The union of the globs, minus those that start with `!`. A hidden name (it starts with `.` or `_`, or is `node_modules`) is
 * selected only by a glob that spells its beginning: `_templates/*.md` and `**\/_kb.yaml` do, `**\/*.md` does not; with
 * `hidden`, a wildcard matches it, too.
 * Parentheses are literal. Throws KbError `config` if a glob has a problem.
 */
export function select(globs: readonly string[], { hidden = false } = {}): Selection {
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map((glob) => prepare(glob, hidden));
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => prepare(glob.slice(1), true));
  const reaches = (glob: Glob, path: string): boolean => hidden || !HIDDEN.test(path) || spells(glob, path);
  return {
    selects: (path) =>
      wanted.some((glob) => glob.matches(path) && reaches(glob, path)) &&
      !unwanted.some((glob) => glob.matches(path)),
    enters: (folder) =>
      wanted.some(
        (glob) => isAlong(glob, folder) && count(folder, '/') < glob.depth && reaches(glob, folder),
      ),
    names: (folder) => wanted.some(({ base }) => base === folder || base.startsWith(`${folder}/`)),
  };
}

/** Why a glob is not accepted, as half a sentence; null if it is. */
export function globProblem(glob: string): string | null {
  const positive = glob.startsWith('!') ? glob.slice(1) : glob;
  if (positive === '') return 'is empty';
  if (glob.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (/^(?:\/|[A-Za-z]:)/.test(positive)) return 'must be relative to the root of the base';
  if (/(?:^|[/{,])\.\.(?:[/},]|$)/.test(positive)) return 'must not leave the root of the base';
  if (positive.includes('\0')) return 'contains a NUL';
  if (freedom(positive) > FREEDOM) return 'has too many wildcards';
  try {
    compile(positive, true);
  } catch {
    return 'is not a valid glob';
  }
  return null;
}

function prepare(written: string, hidden: boolean): Glob {
  const problem = globProblem(written);
  if (problem !== null) {
    throw new KbError('config', `the glob “${written}” ${problem}`, 'a glob looks like cards/**/*.md');
  }
  const glob = tidyGlob(written);
  return {
    matches: matcher(written, hidden),
    base: plainStart(written).slice(0, -1),
    depth: glob.includes('**') ? Infinity : count(glob, '/'),
    spelled: [...glob.matchAll(SPELLED)].map((match) => match[1] ?? ''),
  };
}

/**
 * `docs/**\/*.md` or `**\/_kb.yaml`: nearly every glob, and it needs no regular expression. Its plain folders must not be
 * hidden.
 */
const COMMON = /^((?:[A-Za-z0-9][\w.-]*\/)*)\*\*\/(?:\*(\.\w+)|(\w+\.\w+))$/;

/** The common form may match hidden names, which `select` rejects itself. */
function matcher(written: string, hidden: boolean): Glob['matches'] {
  const [, lead, extension, name = ''] = COMMON.exec(tidyGlob(written)) ?? [];
  if (lead === undefined || hidden) {
    const pattern = compile(written, hidden);
    return (path) => pattern.test(path);
  }
  if (extension !== undefined) return (path) => path.endsWith(extension) && path.startsWith(lead);
  return (path) =>
    path.endsWith(name) && path.startsWith(lead) && `/${path.slice(lead.length)}`.endsWith(`/${name}`);
}

function compile(glob: string, hidden: boolean): RegExp {
  const plain = tidyGlob(glob).replace(/\\.|[()|]/g, (found) => (found.length > 1 ? found : `\\${found}`));
  // Flag s: a folder's name may contain a line feed.
  return picomatch.makeRe(plain, { dot: hidden, windows: false, noextglob: true, flags: 's', debug: true });
}

/** How many choices the matcher may have to try: stars beyond the first in a name, globstars beyond the first, braces. */
function freedom(glob: string): number {
  const words = glob.split('/');
  const globstars = words.filter((word) => word === '**').length;
  const stars = words.filter((word) => word !== '**').map((word) => (word.match(/\*+/g) ?? []).length);
  const more = (n: number): number => Math.max(0, n - 1);
  return 2 * (more(globstars) + stars.reduce((sum, n) => sum + more(n), 0)) + count(glob, '{');
}

function isAlong({ base }: Glob, folder: string): boolean {
  return base === '' || base === folder || base.startsWith(`${folder}/`) || folder.startsWith(`${base}/`);
}

/** Whether the glob spells the beginning of each hidden name of the path. */
function spells({ spelled }: Glob, path: string): boolean {
  return path
    .split('/')
    .filter((name) => HIDDEN.test(name))
    .every((name) => !GIT.test(name) && spelled.some((start) => name.startsWith(start)));
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
