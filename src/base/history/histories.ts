/** The histories of many cards, read in one pass over the commits. */
import type { Base } from '../base.js';
import { cardHistory, type ReadHistory } from './history.js';
import { LONGEST_CARD } from '../../card/decode.js';
import { Blobs } from '../../repo/blobs.js';
import { pathLogs } from '../../repo/path-logs.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';

/** For fewer cards, one pass for each card is faster. */
const MANY = 8;

/**
 * Returns a reader of card histories that is prepared for these cards.
 * @param files the cards in the order in which they will be read, as paths from the root of the git work tree
 */
export async function historyReader(base: Base, files: readonly string[]): Promise<ReadHistory> {
  const tree = findWorkTree(base.repo.root);
  if (files.length < MANY || !tree?.gitDir) return cardHistory;
  const lead = prefixOf(base.repo.root);
  const { roots } = await base.survey();
  const logs = await pathLogs(
    tree.root,
    roots.map((root) => lead + root),
    new Set(files),
  );
  if (!logs) return cardHistory;
  const blobs = new Blobs(tree.root);
  const sizes = await blobs.present(logs.blobs);
  await blobs.expect(logs.blobs.filter((id) => (sizes?.get(id) ?? Infinity) <= LONGEST_CARD));
  // In a partial clone (`sizes` is null), each history finds out for itself which texts are missing.
  const prepared = { log: logs.log, blobs: sizes && blobs };
  return (of, file) => cardHistory(of, file, Infinity, prepared);
}
