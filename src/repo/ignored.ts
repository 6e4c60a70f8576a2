/** Which paths .gitignore files leave out, without asking git: layers from the top of the work tree down. */
import ignore, { type Ignore } from 'ignore';

/** The rules of one ignore file. */
export interface IgnoreLayer {
  readonly rules: Ignore;
  /** Letters of a path (from the base's root) that stand for the folder of the rules, with its `/`. */
  readonly cut: number;
  /** What leads from the folder of the rules to the base's root, where they stand above it: `docs/` or nothing. */
  readonly lead: string;
}

/** More `**` in one rule than this make a deep path take minutes; git has no use for them either. */
const GLOBSTARS = 2;

/**
 * The rules of an ignore file; null where it has none, as git's own `info/exclude` of comments.
 * @param folder where the file lies, from the base's root; `''` for the root
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

/** Whether a path is left out. Layers come deepest first: the first that has an opinion decides, as in git. */
export function isIgnored(layers: readonly IgnoreLayer[], path: string, isFolder: boolean): boolean {
  for (const { rules, cut, lead } of layers) {
    const { ignored, unignored } = rules.test(`${lead}${path.slice(cut)}${isFolder ? '/' : ''}`);
    if (ignored || unignored) return ignored;
  }
  return false;
}
