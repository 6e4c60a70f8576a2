/** Reads the commits that changed each of many paths in one pass over the history, whereas `pathLog` makes one pass per path. */
import { ask, ID } from './git-read.js';
import { FORM, LOG, pathLog, type PathLog, type Revision } from './log.js';

export interface PathLogs {
  /** Like `pathLog`; anything but the whole history of one of the paths from HEAD is asked of git. */
  readonly log: PathLog;
  /** The ids of all contents that the paths ever had. */
  readonly blobs: readonly string[];
}

interface Commit extends Pick<Revision, 'commit' | 'time' | 'author'> {
  readonly parents: readonly string[];
}

/** What a commit did to a path, compared with its first parent. */
interface Change {
  readonly mode: string;
  readonly blob: string;
}

/**
 * Null if git cannot tell, or not in time.
 * @param folders that contain all of the paths; '' for the root of the work tree
 */
export async function pathLogs(
  top: string,
  folders: readonly string[],
  paths: ReadonlySet<string>,
): Promise<PathLogs | null> {
  // Every commit with its real parents, so that each path can simplify the history for itself.
  const whole = ['--parents', '--full-history', '--sparse'];
  const order = [...whole, '--diff-merges=first-parent', '--no-renames', '--date-order'];
  const limits = folders.includes('') ? [] : folders;
  const answer = await ask(top, [...LOG, ...order, FORM, '--end-of-options', 'HEAD', '--', ...limits]);
  if (!answer.ok) return null;
  const pass = new Pass(answer.text, paths);
  return {
    blobs: pass.blobs(),
    log: (root, from, path, limit) =>
      from === 'HEAD' && limit === Infinity && paths.has(path)
        ? Promise.resolve({ ok: true, revisions: pass.revisions(path) })
        : pathLog(root, from, path, limit),
  };
}

class Pass {
  readonly #commits = new Map<string, Commit>();
  /** By path, then by commit. */
  readonly #changes = new Map<string, Map<string, Change>>();
  readonly #head: string | undefined;

  /** @param text `commit NUL parents NUL time NUL email NUL name NUL`, then `:modes ids status NUL path NUL` for each file */
  constructor(text: string, paths: ReadonlySet<string>) {
    let commit = '';
    const tokens = tokensOf(text);
    for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
      if (ID.test(token)) {
        commit = token;
        const [parents = '', time = '', email = '', name = ''] = [1, 2, 3, 4].map(() => tokens.next());
        const ids = parents.split(' ').filter((id) => ID.test(id));
        this.#commits.set(commit, { commit, time, author: { name, email }, parents: ids });
        continue;
      }
      const [, mode, , blob] = /^\n?:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(token) ?? [];
      if (mode === undefined || blob === undefined) continue;
      const path = tokens.next() ?? '';
      if (!paths.has(path)) continue;
      const changes = this.#changes.get(path) ?? new Map<string, Change>();
      this.#changes.set(path, changes.set(commit, { mode, blob }));
    }
    [this.#head] = this.#commits.keys();
  }

  blobs(): readonly string[] {
    const all = [...this.#changes.values()].flatMap((changes) => [...changes.values()]);
    return [...new Set(all.map(({ blob }) => blob).filter((id) => !isNone(id)))];
  }

  /** The revisions of a path: the newest comes first, the others in no particular order. */
  revisions(path: string): readonly Revision[] {
    const changes = this.#changes.get(path) ?? new Map<string, Change>();
    const found = new Map<string, Revision>();
    const newest = this.#last(this.#head, changes);
    const open = newest === null ? [] : [newest];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = this.#commits.get(id);
      const change = changes.get(id);
      if (!commit || !change || found.has(id)) continue;
      const before = commit.parents.map((parent) => this.#last(parent, changes));
      const parents = [...new Set(before.filter((each) => each !== null))];
      found.set(id, {
        ...commit,
        path,
        file: isNone(change.blob) ? null : change,
        parents,
        isNew: commit.parents.every((parent) => isNone(this.#at(parent, changes).blob)),
      });
      open.push(...parents);
    }
    return [...found.values()];
  }

  /**
   * The last commit that gave the file the content it has in `from`. At a merge it follows the first parent with the same
   * content, as git does.
   */
  #last(from: string | undefined, changes: ReadonlyMap<string, Change>): string | null {
    for (let id = from; id !== undefined;) {
      const parents = this.#commits.get(id)?.parents ?? [];
      const change = changes.get(id);
      if (!change) [id] = parents;
      else {
        const same = parents.slice(1).find((parent) => isSame(this.#at(parent, changes), change));
        if (same === undefined) return id;
        id = same;
      }
    }
    return null;
  }

  #at(from: string, changes: ReadonlyMap<string, Change>): Change {
    for (let id: string | undefined = from; id !== undefined; [id] = this.#commits.get(id)?.parents ?? []) {
      const change = changes.get(id);
      if (change) return change;
    }
    return NOTHING;
  }
}

const NOTHING: Change = { mode: '000000', blob: '0' };

function isSame(one: Change, other: Change): boolean {
  return isNone(one.blob) ? isNone(other.blob) : one.blob === other.blob && one.mode === other.mode;
}

function isNone(blob: string): boolean {
  return /^0+$/.test(blob);
}

/** Splits on NUL lazily: the answer may be long. */
function tokensOf(text: string): { readonly next: () => string | undefined } {
  let at = 0;
  return {
    next: () => {
      if (at >= text.length) return undefined;
      const end = text.indexOf('\0', at);
      const token = text.slice(at, end === -1 ? text.length : end);
      at = end === -1 ? text.length : end + 1;
      return token;
    },
  };
}
