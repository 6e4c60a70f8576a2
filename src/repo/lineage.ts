/**
 * The revisions of one file, followed through renames and merges. What a path held before the file was made there is left
 * out.
 */
import { shallowCommits } from './git-dir.js';
import type { GitTrouble } from './git-read.js';
import { movedFrom, pathLog, type PathLog, type Revision } from './log.js';

/** A revision of the file, under the path it had then. */
export interface Ancestor extends Omit<Revision, 'parents' | 'isNew'> {
  /** The revisions that precede it: none if the file was created there; null if they were not read. */
  readonly parents: readonly string[] | null;
}

export interface Lineage {
  /** Newest first. */
  readonly revisions: readonly Ancestor[];
  /** Why older ones are missing, as half a sentence; null if these are all. */
  readonly why: string | null;
}

/** A file that was moved or recreated more often is not followed further: each time, git compares whole trees. */
const MOST_BEGINNINGS = 50;

/**
 * The history of a file as of HEAD.
 * @param top the root of the work tree
 * @param gitDir its git folder
 * @param file from the root of the work tree
 * @param limit number of revisions after which it may stop
 * @param log reads the revisions of one path
 */
export async function lineageOf(
  top: string,
  gitDir: string,
  file: string,
  limit = Infinity,
  log: PathLog = pathLog,
): Promise<Lineage> {
  const walk = new Walk(top, shallowCommits(gitDir), limit, log);
  const reached = new Map<string, readonly string[] | null>();
  const open = [await walk.enter('HEAD', file)];
  for (let key = open.pop(); typeof key === 'string'; key = open.pop()) {
    const revision = walk.known.get(key);
    if (!revision || reached.has(key)) continue;
    const before = await walk.before(revision);
    reached.set(key, before);
    open.push(...(before ?? []));
  }
  const revisions = inOrder(reached, (key) => Date.parse(walk.known.get(key)?.time ?? '') || 0).flatMap(
    (key): Ancestor[] => {
      const revision = walk.known.get(key);
      if (!revision) return [];
      const { commit, time, author, path, file } = revision;
      const parents = reached.get(key)?.map((each) => walk.known.get(each)?.commit ?? null) ?? [null];
      return [
        { commit, time, author, path, file, parents: parents.every((id) => id !== null) ? parents : null },
      ];
    },
  );
  const isCut = revisions.some(({ parents }) => parents === null);
  return {
    revisions,
    why: walk.why ?? (isCut ? `only the last ${revisions.length} versions were read` : null),
  };
}

/** What was read of the history. One commit may have changed several paths, so a key consists of both. */
class Walk {
  readonly known = new Map<string, Revision>();
  why: string | null = null;
  #beginnings = 0;

  constructor(
    private readonly top: string,
    private readonly ends: ReadonlySet<string>,
    private readonly limit: number,
    private readonly log: PathLog,
  ) {}

  /**
   * Reads the history of a path as of a commit. Returns the key of the newest revision; null if there is none, or it cannot
   * be read.
   */
  async enter(from: string, path: string): Promise<string | null> {
    if (this.known.size >= this.limit) return null;
    const answer = await this.log(this.top, from, path, this.limit - this.known.size);
    if (!answer.ok) return this.#stopped(inWords(answer));
    for (const revision of answer.revisions) {
      const key = keyOf(revision.commit, path);
      if (!this.known.has(key)) this.known.set(key, revision);
    }
    const [newest] = answer.revisions;
    return newest ? keyOf(newest.commit, path) : null;
  }

  /** The keys of the revisions that precede a revision; null if they are unknown. */
  async before({ commit, path, parents, isNew }: Revision): Promise<readonly string[] | null> {
    const here = parents.map((parent) => keyOf(parent, path));
    if (!isNew) return here;
    if (this.ends.has(commit)) return this.#stopped('this clone is shallow');
    this.#beginnings += 1;
    if (this.#beginnings > MOST_BEGINNINGS)
      return this.#stopped(`the file was moved or recreated more than ${MOST_BEGINNINGS} times`);
    const from = await movedFrom(this.top, commit, path);
    if (!from.ok) return this.#stopped(inWords(from));
    if (from.text === '') return here;
    const key = await this.enter(`${commit}^1`, from.text);
    return key === null ? null : [key];
  }

  #stopped(why: string): null {
    this.why ??= why;
    return null;
  }
}

/** Topological order: each key comes after all revisions that follow it; of two that could be next, the later one comes first. */
function inOrder(
  before: ReadonlyMap<string, readonly string[] | null>,
  timeOf: (key: string) => number,
): string[] {
  const followers = new Map<string, number>();
  for (const key of [...before.values()].flatMap((keys) => keys ?? [])) {
    followers.set(key, (followers.get(key) ?? 0) + 1);
  }
  const order: string[] = [];
  // Sorting each time is fine: one file rarely has many parallel branches.
  const free = [...before.keys()].slice(0, 1);
  for (let key = free.pop(); key !== undefined; key = free.pop()) {
    order.push(key);
    for (const each of before.get(key) ?? []) {
      const left = (followers.get(each) ?? 0) - 1;
      followers.set(each, left);
      if (left === 0) free.push(each);
    }
    if (free.length > 1) free.sort((a, b) => timeOf(a) - timeOf(b));
  }
  return order;
}

function keyOf(commit: string, path: string): string {
  return `${commit}\0${path}`;
}

function inWords({ why, message }: GitTrouble): string {
  if (why === 'dubious') return 'another user owns the repository';
  return why === 'refused' ? 'git cannot read all of it, as in a partial clone' : message;
}
