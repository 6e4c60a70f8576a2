/** Which paths .gitignore files ignore, without asking git: layers of rules from the top of the work tree down. */
import ignore, { type Ignore } from 'ignore';

/** The rules of one ignore file. */
export interface IgnoreLayer {
  readonly rules: Ignore;
  /** Number of characters to cut from a path (relative to the root of the base): the folder of the rules, with its `/`. */
  readonly cut: number;
  /** The way from the folder of the rules down to the root of the base, if they are above it: `docs/` or nothing. */
  readonly lead: string;
}

/** With more `**` than this in one rule, a deep path takes minutes; such a rule is dropped. */
const GLOBSTARS = 2;

/**
 * The rules of an ignore file; null if it has none, such as git's default `info/exclude`, which is all comments.
 * @param folder of the file, from the root of the base; `''` for the root
 * @param lead for a file above the root: the way from its folder down to the root, with `/` at the end
 */
export function ignoreLayer(text: string, folder: string, lead = ''): IgnoreLayer | null {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^(?:#|\s*$)/.test(line) && line.split('**').length - 1 <= GLOBSTARS);
  if (lines.length === 0) return null;
  const rules = ignore({ ignorecase: false, allowRelativePaths: true }).add(lines);
  return { rules, cut: folder === '' ? 0 : folder.length + 1, lead };
}

/** Whether a path is ignored. Layers are ordered deepest first: the first one with a matching rule decides, as in git. */
export function isIgnored(layers: readonly IgnoreLayer[], path: string, isFolder: boolean): boolean {
  for (const { rules, cut, lead } of layers) {
    const { ignored, unignored } = rules.test(`${lead}${path.slice(cut)}${isFolder ? '/' : ''}`);
    if (ignored || unignored) return ignored;
  }
  return false;
}
