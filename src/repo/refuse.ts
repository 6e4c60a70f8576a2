/** Decides whether a commit would contain only kb's own changes; if not, says why and what to do. */
import { KbError } from '../errors.js';
import { askCommit } from './git-read.js';
import { obstacle, type Committing } from './ready.js';
import type { Change } from './rewrite.js';
import { oneLine, quoted } from '../text/shell.js';
import { filterOf } from './tracked.js';
import { isSame, unixLines, uncommitted, type Uncommitted } from './uncommitted.js';

/** What to do with files that contain more than kb's own change. */
export interface Edits {
  /** Whether to commit them, too. */
  readonly include: boolean;
  /**
   * Whether a difference was made by kb, in a run that was killed before its commit: then it is committed, too.
   * @param committed the text in the last commit
   * @param now the text on disk before kb changes it, or the staged text
   * Both have LF line endings.
   */
  readonly isOwn?: (committed: string, now: string, path: string) => boolean;
  /**
   * Whether the change vouches for the whole text of a file: then a file that is in no commit yet is committed as it is,
   * since it cannot contain a half-done edit of something older.
   */
  readonly isWhole?: (path: string) => boolean;
  /** Which option of the command commits them: `--include-edits commits them, too`. */
  readonly hint?: string;
}

/** States of a file in which no option helps. */
const BLOCKING = {
  conflict: (file: string) => [
    `${oneLine(file)} is in conflict`,
    `git add -- ${quoted(file)} once the conflict is resolved`,
  ],
  ignored: (file: string) => [
    `git ignores ${oneLine(file)}`,
    `git add -f -- ${quoted(file)} commits it anyway`,
  ],
  skipped: (file: string) => [
    `git is configured to skip ${oneLine(file)}`,
    `git update-index --no-skip-worktree -- ${quoted(file)}, or git sparse-checkout add its folder`,
  ],
};

/** The last line of every refusal. */
export const WITHOUT_COMMIT = '--no-commit writes the files without committing';

/**
 * Throws KbError `io` if the changes cannot be committed, or the commit would contain more than kb's own changes. Changes
 * nothing, and runs no program that the repository's config names. Returns the files that are in no commit yet and will be
 * committed as they are.
 */
export async function refuseCommit(
  changes: readonly Change[],
  committing: Committing,
  { edits = { include: false } }: { readonly edits?: Edits } = {},
): Promise<readonly string[]> {
  const refuse = (message: string, ...hints: readonly string[]): never => {
    throw new KbError('io', message, [...hints, WITHOUT_COMMIT].join('\n'));
  };
  const { root } = committing.git;
  const wrong = await obstacle(
    committing,
    changes.map((change) => change.path),
  );
  if (wrong) refuse(wrong.message, wrong.hint);
  const head = await askCommit(root, 'HEAD');
  const found = await uncommitted(root, head.ok ? head.text : null, changes);
  for (const { path: file, state } of found) {
    if (state === 'edited' || state === 'staged' || state === 'unknown') continue;
    const [message = '', hint = ''] = BLOCKING[state](file);
    refuse(message, hint);
  }
  if (edits.include) return [];
  const fresh = found.filter((each) => isNew(each, edits));
  const [first, ...more] = found.filter((each) => !fresh.includes(each) && !isOwn(each, edits));
  if (first === undefined) return fresh.map((each) => each.path);
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  const filter = first.state === 'unknown' ? null : await filterOf(root, first.path);
  if (filter !== null) {
    const why = `kb does not run the filter “${oneLine(filter)}”, so it cannot tell what is not committed yet`;
    refuse(`${oneLine(first.path)}: ${why}`, ...['git status', edits.hint ?? []].flat());
  }
  const file = quoted(first.path);
  const commit =
    first.state === 'unknown' ? `git add -- ${file} && git commit -- ${file}` : `git commit -- ${file}`;
  const hints = [`git status; ${commit}`, ...(edits.hint === undefined ? [] : [edits.hint])];
  return refuse(`not committed yet: ${oneLine(first.path)}${others}`, ...hints);
}

/** A new file must be staged as it is on disk: if the two differ, the user may want to commit either one. */
function isNew({ path, committed, staged, now }: Uncommitted, { isWhole, isOwn: is }: Edits): boolean {
  if (committed !== null || now === null || !isWhole?.(path)) return false;
  if (!staged || isSame(staged, now)) return true;
  return is?.(unixLines(staged), unixLines(now), path) ?? false;
}

function isOwn({ path, committed, staged, isBehind, now }: Uncommitted, { isOwn: is }: Edits): boolean {
  if (committed === null || !is) return false;
  const texts = isBehind ? [now] : [staged, now];
  return texts.every(
    (text) => text !== null && (isSame(committed, text) || is(unixLines(committed), unixLines(text), path)),
  );
}
