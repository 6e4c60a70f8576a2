/** What git knows about one card: its versions, and the code that has changed since one of them. */
import path from 'node:path';
import type { Base } from '../base.js';
import { LONGEST_CARD } from '../../card/decode.js';
import type { ParsedCard } from '../../card/parse.js';
import { Blobs } from '../../repo/blobs.js';
import { cardOf } from '../../repo/cards.js';
import { codeSelector } from '../../repo/code.js';
import { lineageOf, type Ancestor } from '../../repo/lineage.js';
import { absentObjects, changedFiles, pathLog, type PathLog } from '../../repo/log.js';
import { tooLarge } from '../../repo/open.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';
import type { CardHistory, Version } from '../../trust/versions.js';

/** Most bytes of text that are held; older versions beyond that are left out. */
const MOST_TEXT = 64 * 1024 * 1024;

/** Reads the history of the card at a path, which counts from the root of the base. */
export type ReadHistory = (base: Base, file: string) => Promise<CardHistory>;

/** What was read from git at once for many histories. */
export interface Prepared {
  readonly log: PathLog;
  /** Already told which texts to expect; null if each history reads its own texts. */
  readonly blobs: Blobs | null;
}

/**
 * Reads the versions of the card that is at a path today, newest first, as far as they can be reached from HEAD.
 * @param limit number of versions after which it may stop
 */
export async function cardHistory(
  base: Base,
  file: string,
  limit = Infinity,
  { log, blobs }: Prepared = { log: pathLog, blobs: null },
): Promise<CardHistory> {
  const { root } = base.repo;
  const tree = findWorkTree(root);
  const state = await base.clone();
  if (state === null || !tree?.gitDir) return none('this folder is not in a git work tree', false);
  if (state.head === null) return none('there is no commit yet', true);
  const prefix = prefixOf(root);
  const { revisions, why } = await lineageOf(tree.root, tree.gitDir, prefix + file, limit, log);
  if (revisions.length === 0) return none(why ?? 'it is not committed yet', why === null);
  const versions = await read(base, tree.root, prefix, revisions, blobs);
  const cut =
    versions.length < revisions.length ? `only the last ${versions.length} versions were read` : null;
  return { versions, complete: (why ?? cut) === null, why: why ?? cut };
}

/**
 * Returns the files under the card's `paths` that differ between a commit (by its id) and HEAD; `status` is git's letter
 * (A, D, M, T). Null if git cannot tell.
 */
export async function changedCode(
  { repo: { root } }: Base,
  { paths }: Pick<ParsedCard, 'paths'>,
  since: string,
): Promise<readonly { readonly path: string; readonly status: string }[] | null> {
  if (paths.length === 0) return [];
  const selects = codeSelector(paths);
  const changed = await changedFiles(findWorkTree(root)?.root ?? root, since, 'HEAD');
  return changed?.filter((file) => selects(file.path)) ?? null;
}

function none(why: string, complete: boolean): CardHistory {
  return { versions: [], complete, why };
}

async function read(
  base: Base,
  top: string,
  prefix: string,
  revisions: readonly Ancestor[],
  prepared: Blobs | null,
): Promise<Version[]> {
  const survey = await base.survey();
  const blobs = prepared ?? new Blobs(top);
  const ids = revisions.flatMap(({ file }) => file?.blob ?? []);
  const sizes = (await blobs.present(ids)) ?? (await presentOf(revisions, top, blobs));
  if (!prepared) await blobs.expect(ids.filter((id) => (sizes.get(id) ?? Infinity) <= LONGEST_CARD));
  const versions: Version[] = [];
  let held = 0;
  for (const { file, path: whole, ...revision } of revisions) {
    const name = path.posix.relative(prefix, whole);
    const refused = refusal(file, sizes);
    const bytes = file === null || refused !== null ? new Uint8Array() : await blobs.read(file.blob);
    held += bytes.length;
    if (held > MOST_TEXT) break;
    const card = cardOf({ path: name, bytes, refused }, survey, survey.defaultsOf(name));
    versions.push({ ...revision, path: name, card, isGone: file === null });
  }
  return versions;
}

/** Sizes in bytes, by blob id, of the texts that are present in a partial clone. */
async function presentOf(
  revisions: readonly Ancestor[],
  top: string,
  blobs: Blobs,
): Promise<ReadonlyMap<string, number>> {
  const commits = revisions.map(({ commit }) => commit);
  const absent = await absentObjects(top, commits, [...new Set(revisions.map((each) => each.path))]);
  const ids = revisions.flatMap(({ file }) => (file && !absent.has(file.blob) ? [file.blob] : []));
  return (await blobs.present(ids)) ?? new Map<string, number>();
}

/** Why the text of a version is not read; null if it is. */
function refusal(file: Ancestor['file'], sizes: ReadonlyMap<string, number>): string | null {
  if (file === null) return 'the file was removed';
  if (!file.mode.startsWith('100')) return 'it is not a regular file';
  const size = sizes.get(file.blob);
  if (size === undefined) return 'its text is not in this clone';
  return size > LONGEST_CARD ? tooLarge(size, LONGEST_CARD) : null;
}
