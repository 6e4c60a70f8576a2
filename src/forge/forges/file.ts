/** The file forge, for teams without GitHub: each issue is a Markdown file in a folder of the base, which people may edit. */
import path from 'node:path';
import { RefusedIssue } from '../../errors.js';
import { diskRepo } from '../../repo/disk.js';
import { lstatOf, statOf } from '../../repo/open.js';
import { makeChange, rewriteCard } from '../../repo/rewrite.js';
import { select } from '../../repo/select.js';
import { listFiles } from '../../repo/walk.js';
import { fold } from '../../text/fold.js';
import { oneLine } from '../../text/shell.js';
import { isSameLogin, type Forge, type Issue, type IssueQuery } from '../forge.js';
import { WrongFile } from './file/fields.js';
import {
  changedIssueFile,
  commentedIssueFile,
  newIssueFile,
  readIssueFile,
  type IssueFile,
  type StoredIssue,
} from './file/issue-file.js';
import { isNoIssue, newName } from './file/name.js';
import { alsoCard, notKept, notOpened, refuseFolder, sameNumber, wrongFile } from './file/refusals.js';

export interface FileForgeOptions {
  /** Absolute path of the base. */
  readonly root: string;
  /** `issues.folder` of the config. */
  readonly folder: string;
  /** The globs of cards, which must not match any issue file. */
  readonly cards: readonly string[];
  /** The login that kb writes as. Default: `kb`. */
  readonly login?: string;
  /** Returns the current time in ISO 8601, in UTC. */
  readonly now: () => string;
}

/** An issue with the path of its file, from the root of the base. */
type LocatedIssue = IssueFile & { readonly path: string };

/** Opens the file forge. Throws KbError `config` if the folder cannot contain issues. */
export function fileForge({ root, folder: written, cards, login = 'kb', ...given }: FileForgeOptions): Forge {
  /** Without fractions of a second, for human readers. */
  const now = (): string => given.now().replace(/\.\d+Z$/, 'Z');
  const folder = path.posix.normalize(written).replace(/\/$/, '');
  const { selects } = select(cards);
  refuseFolder(root, folder, selects);
  const repo = diskRepo(root);
  /** Number → path, as far as known: while a file is still there, the others need not be read. */
  const places = new Map<number, string>();

  /**
   * People who close an issue by hand may omit the date. It then counts as closed today, on any day, so that kb never reopens it
   * too early.
   */
  const toIssue = (url: string, issue: StoredIssue): Issue => {
    const isUndated = issue.state === 'closed' && issue.closedAt === null;
    return { ...issue, url, ...(isUndated && { closedAt: `${now().slice(0, 10)}T00:00:00Z` }) };
  };

  const read = async (file: string): Promise<LocatedIssue> => {
    if (selects(file)) throw alsoCard(file, folder);
    try {
      return { path: file, ...readIssueFile(await repo.read(file)) };
    } catch (error) {
      throw error instanceof WrongFile ? wrongFile(file, error) : error;
    }
  };

  const readAll = async (): Promise<LocatedIssue[]> => {
    if (!lstatOf(path.join(root, folder))) return [];
    const entries = listFiles(path.join(root, folder), null, ['**/*.md'], { ignored: true });
    const found = new Map<number, LocatedIssue>();
    for (const { path: below, refused } of entries) {
      const file = `${folder}/${below}`;
      if (isNoIssue(below)) continue;
      if (refused !== null) throw notOpened(file, refused);
      const one = await read(file);
      const { number } = one.issue;
      const twin = found.get(number);
      if (twin) throw sameNumber(number, [twin.path, file], Math.max(...found.keys()) + 1);
      found.set(number, one);
    }
    places.clear();
    for (const [number, { path: file }] of found) places.set(number, file);
    return [...found.values()].sort((a, b) => a.issue.number - b.issue.number);
  };

  const find = async (number: number): Promise<LocatedIssue | null> => {
    const known = places.get(number);
    if (known !== undefined && lstatOf(path.join(root, known))) {
      const one = await read(known);
      if (one.issue.number === number) return one;
    }
    return (await readAll()).find(({ issue }) => issue.number === number) ?? null;
  };

  const existing = async (number: number): Promise<LocatedIssue> => {
    const one = await find(number);
    if (one) return one;
    throw new RefusedIssue(`there is no issue ${number} in ${oneLine(folder)}/`, 'run it again');
  };

  const save = async ({ path: file, text }: LocatedIssue, after: string): Promise<Issue> => {
    const issue = readBack(file, after);
    if (after !== text) await rewriteCard(repo, file, text, after);
    return toIssue(file, issue);
  };

  const change = async (
    number: number,
    what: (issue: StoredIssue) => Partial<StoredIssue>,
  ): Promise<Issue> => {
    const one = await existing(number);
    return save(one, changedIssueFile(one, { ...one.issue, ...what(one.issue) }));
  };

  return {
    branch: null,
    viewer: () => Promise.resolve(login),
    issues: async (query) =>
      (await readAll())
        .filter((one) => matchesQuery(root, one, query))
        .map((one) => toIssue(one.path, one.issue)),
    issue: async (number) => {
      const one = await find(number);
      return one && toIssue(one.path, one.issue);
    },
    create: async ({ card, title, body, labels, assignees }) => {
      const others = await readAll();
      const lead = `${folder}/`;
      const taken = new Set(others.map((one) => fold(one.path.slice(lead.length))));
      const file = lead + newName(card, taken);
      if (selects(file)) throw alsoCard(file, folder);
      const text = newIssueFile({
        number: Math.max(0, ...others.map(({ issue }) => issue.number)) + 1,
        state: 'open',
        reason: null,
        title,
        body,
        author: login,
        closedBy: null,
        closedAt: null,
        createdAt: now(),
        labels: together(labels),
        assignees: together(assignees),
        locked: false,
      });
      const issue = readBack(file, text);
      await makeChange(repo, { path: file, before: null, after: text });
      places.set(issue.number, file);
      return toIssue(file, issue);
    },
    update: (number, { title, body, state, reason }) =>
      change(number, (issue) => ({
        title: title ?? issue.title,
        body: body ?? issue.body,
        ...(state === 'open' && { state, reason: null, closedBy: null, closedAt: null }),
        ...(state === 'closed' && { state, reason: reason ?? 'completed' }),
        ...(state === 'closed' && issue.state === 'open' && { closedBy: login, closedAt: now() }),
      })),
    comments: async (number) => (await existing(number)).comments,
    comment: async (number, body) => {
      const one = await existing(number);
      await save(one, commentedIssueFile(one, { author: login, body }, now().slice(0, 10)));
    },
    addLabels: async (number, labels) => {
      await change(number, (issue) => ({ labels: together([...issue.labels, ...labels]) }));
    },
    // Anyone who can write to the folder can write anything, so labels prove nothing.
    hadLabel: () => Promise.resolve(true),
    removeLabel: async (number, label) => {
      await change(number, ({ labels }) => ({ labels: labels.filter((each) => !isSameLogin(each, label)) }));
    },
    ensureLabel: () => Promise.resolve(),
    canAssign: () => Promise.resolve(true),
    assign: async (number, logins) =>
      (await change(number, (issue) => ({ assignees: together([...issue.assignees, ...logins]) }))).assignees,
  };
}

/** Parses a text before it is written. Throws KbError `forge` if it could not be read again. */
function readBack(file: string, text: string): StoredIssue {
  try {
    return readIssueFile(Buffer.from(text)).issue;
  } catch (error) {
    throw error instanceof WrongFile ? notKept(file, error) : error;
  }
}

function matchesQuery(root: string, { path: file, issue }: LocatedIssue, query: IssueQuery): boolean {
  const { state, label, author, since } = query;
  const isSince = (moment: number): boolean => since === undefined || moment >= Date.parse(since);
  return (
    (state === 'all' || issue.state === state) &&
    (label === undefined || issue.labels.some((each) => isSameLogin(each, label))) &&
    (author === undefined || isSameLogin(issue.author, author)) &&
    (isSince(Date.parse(issue.createdAt)) || isSince(statOf(path.join(root, file))?.mtimeMs ?? 0))
  );
}

/** Removes duplicates, ignoring case. */
function together(names: readonly string[]): string[] {
  return names.filter((name, at) => names.findIndex((other) => isSameLogin(other, name)) === at);
}
