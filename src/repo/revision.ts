/** The files of a base as of a commit: a Repo over a tree in git, which is read without a checkout. */
import path from 'node:path';
import { LONGEST_CARD } from '../card/decode.js';
import { LONGEST_CODEOWNERS } from '../trust/codeowners-part.js';
import { Blobs, incomplete } from './blobs.js';
import { CodeFiles } from './code.js';
import { pathProblem, unreadable } from './below.js';
import { readCodeowners } from './disk.js';
import { isShallow } from './git-dir.js';
import { listTree } from './git-read.js';
import { tooLarge } from './open.js';
import { findWorkTree, pathSegments } from './place.js';
import type { FileEntry, Repo } from './repo.js';
import { select } from './select.js';
import { CARD_NAME, DEEPEST } from './walk.js';

/** What a tree has at a path. */
interface Item {
  readonly kind: 'file' | 'link' | 'submodule' | 'folder';
  /** '' for a folder. */
  readonly id: string;
}

/** By path from the root of the work tree; a folder comes before its content. */
type Tree = ReadonlyMap<string, Item>;

const KINDS: Readonly<Record<string, Item['kind']>> = { '120000': 'link', '160000': 'submodule' };
const REFUSALS = {
  file: null,
  link: 'it is a symbolic link, which is not followed',
  submodule: 'it is a submodule, whose files are not in the commit',
  folder: 'it is a folder',
} as const;

/**
 * A Repo over a commit of the git work tree around a folder. Ignore files have no effect: a commit has a file or not.
 * @param root the folder of the base; it need not exist in the commit or on disk
 * @param commit its id
 * @param shared reads the blobs of several commits in turn, which have most files in common. The caller must then announce
 * what will be read (`Blobs.expect`)
 */
export function revisionRepo(root: string, commit: string, shared?: Blobs): Repo {
  const workTree = findWorkTree(root);
  const top = workTree?.root ?? root;
  const way = pathSegments(top, root);
  const lead = way.map((name) => `${name}/`).join('');
  const blobs = shared ?? new Blobs(top);
  let read: Promise<Tree> | undefined;
  let code: Promise<CodeFiles> | undefined;
  const tree = (): Promise<Tree> => (read ??= readTree(top, commit));

  /** @param file from the root of the work tree */
  const readFile = async (file: string, limit: number): Promise<Uint8Array> => {
    const item = (await tree()).get(file);
    const refused = item ? REFUSALS[item.kind] : 'it does not exist';
    if (!item || refused !== null) throw unreadable(file, refused ?? '');
    const size = await blobs.size(item.id);
    if (size > limit) throw unreadable(file, tooLarge(size, limit));
    return blobs.read(item.id);
  };

  return {
    root,
    list: async (globs) => {
      const found = await listed(await tree(), lead, globs, blobs);
      const ids = found.filter(({ refused }) => refused === null).map(({ id }) => id);
      await (shared ? blobs.present(ids) : blobs.expect(ids));
      const entries = found.map(async ({ path: file, id, refused }): Promise<FileEntry> => {
        const size = refused === null ? await blobs.size(id) : 0;
        const tooBig = size > LONGEST_CARD ? tooLarge(size, LONGEST_CARD) : null;
        return { path: file, size, blob: id, refused: refused ?? tooBig };
      });
      return Promise.all(entries);
    },
    read: async (file, limit = LONGEST_CARD) => {
      const problem = pathProblem(file, false);
      if (problem !== null) throw unreadable(file, problem);
      return readFile(lead + file, limit);
    },
    codeowners: () => readCodeowners((file) => readFile(file, LONGEST_CODEOWNERS), way),
    existing: async (paths) => {
      const items = await tree();
      return new Set(paths.filter((each) => isThere(items, lead, each)));
    },
    clone: () =>
      Promise.resolve({
        head: commit,
        fetchedAt: null,
        behind: null,
        shallow: workTree?.gitDir ? isShallow(workTree.gitDir) : false,
      }),
    blobs: async (globs) => (await (code ??= tree().then(codeOf))).matching(globs),
  };
}

function codeOf(tree: Tree): CodeFiles {
  return new CodeFiles(
    [...tree].flatMap(([file, { kind, id }]) => (kind === 'folder' ? [] : [[file, id] as const])),
  );
}

async function readTree(top: string, commit: string): Promise<Tree> {
  const answer = await listTree(top, commit);
  if (!answer.ok) throw incomplete(answer);
  const tree = new Map<string, Item>();
  for (const line of answer.text.split('\0').slice(0, -1)) {
    const file = line.slice(line.indexOf('\t') + 1);
    const [mode = '', , id = ''] = line.split(/[ \t]/, 3);
    for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) {
      const folder = file.slice(0, at);
      if (!tree.has(folder)) tree.set(folder, { kind: 'folder', id: '' });
    }
    tree.set(file, { kind: KINDS[mode] ?? 'file', id });
  }
  return tree;
}

interface Listed {
  readonly path: string;
  readonly id: string;
  readonly refused: string | null;
}

/** Lists in a tree what walk.ts would list on a disk. */
async function listed(tree: Tree, lead: string, globs: readonly string[], blobs: Blobs): Promise<Listed[]> {
  const selection = select(globs);
  const entered = new Set(['']);
  const found: Listed[] = [];
  const links: Listed[] = [];
  for (const [whole, { kind, id }] of tree) {
    const file = whole.slice(lead.length);
    if (!whole.startsWith(lead) || !entered.has(file.slice(0, Math.max(0, file.lastIndexOf('/'))))) continue;
    const selected = selection.selects(file);
    const refused = file.includes('\uFFFD') ? 'its name is not UTF-8' : REFUSALS[kind];
    const enters = kind !== 'file' && selection.enters(file);
    if (kind === 'folder' && enters && !(selected && CARD_NAME.test(file))) {
      if (file.split('/').length <= DEEPEST) entered.add(file);
      else found.push({ path: file, id, refused: `it is more than ${DEEPEST} folders deep` });
    } else if (selected && (kind !== 'folder' || CARD_NAME.test(file))) {
      found.push({ path: file, id, refused });
    } else if (enters && kind !== 'folder') {
      (kind === 'link' ? links : found).push({ path: file, id, refused });
    }
  }
  const toFolders = await exceptFileLinks(links, tree, lead, blobs);
  return [...found, ...toFolders].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Links that may lead to a folder of cards, even one that git does not know: all but those to a file of the tree. */
async function exceptFileLinks(
  links: readonly Listed[],
  tree: Tree,
  lead: string,
  blobs: Blobs,
): Promise<Listed[]> {
  await blobs.expect(links.map(({ id }) => id));
  const kept: Listed[] = [];
  for (const link of links) {
    const small = (await blobs.size(link.id)) <= LONGEST_CARD;
    const target = small ? new TextDecoder().decode(await blobs.read(link.id)) : '';
    const whole = path.posix.join(lead, path.posix.dirname(link.path), target);
    if (target.startsWith('/') || tree.get(whole)?.kind !== 'file') kept.push(link);
  }
  return kept;
}

/** @param file from the root of the base; may leave it, but not the tree */
function isThere(tree: Tree, lead: string, file: string): boolean {
  if (file.includes('\0') || file.startsWith('/')) return false;
  const whole = path.posix.join(lead, file).replace(/\/$/, '');
  const kind = whole === '.' || whole === '' ? 'folder' : tree.get(whole)?.kind;
  return kind !== undefined && kind !== 'link';
}
