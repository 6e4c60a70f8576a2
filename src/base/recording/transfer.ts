/** Plans how one owner takes over from another: what kb changes, and what people must change by hand. Writes nothing. */
import { basename } from 'node:path';
import type { Base } from '../base.js';
import type { Edit } from '../../card/card.js';
import { decode } from '../../card/decode.js';
import { applyEdits } from '../../card/edit.js';
import { dialectNames } from '../../card/fields.js';
import { isOwner } from '../../card/owner.js';
import type { ParsedCard } from '../../card/parse.js';
import { KbError } from '../../errors.js';
import { codeownersFile } from '../../repo/codeowners.js';
import { contentOf } from '../../repo/content.js';
import { findWorkTree } from '../../repo/place.js';
import { counted } from '../../text/counted.js';
import { fold } from '../../text/fold.js';
import {
  cardEdits,
  folderEdits,
  succession,
  type FileTransfer,
  type Transfer,
} from '../../trust/transfer.js';

/**
 * Plans the change of `owner` and `verifiers` in cards and in `_kb.yaml`.
 * @param tags only cards that have all of these tags; with tags, no `_kb.yaml` changes, because it applies to other cards too
 * @throws KbError (usage) if the new name is not an owner, or if both are the same
 */
export async function planTransfer(
  base: Base,
  from: string,
  to: string,
  tags: readonly string[],
): Promise<Transfer> {
  const { config, repo } = base;
  refuseOwner(to, base);
  const change = succession(from, to, config.people);
  if (change.isOld(to)) throw new KbError('usage', `“${from}” and “${to}” are the same owner`);
  const { folderProblems } = await base.survey();
  const cards = (await base.cards()).cards.filter((card) =>
    tags.every((tag) => card.tags.some((each) => fold(each) === fold(tag))),
  );
  const names = dialectNames(config.dialect, config.fields);
  const files: FileTransfer[] = [];
  const byHand: { file: string; why: string }[] = [];
  const add = (path: string, before: string, edits: readonly Edit[] | null): void => {
    if (edits === null)
      byHand.push({ file: path, why: `${path} names ${from} in a form that kb cannot edit` });
    else if (edits.length > 0) files.push({ path, before, after: applyEdits(before, edits), edits });
  };
  for (const { path, source, unreadable } of cards) {
    if (unreadable === null) add(path, source, cardEdits(source, names, change));
  }
  /** How many cards have the old owner from a source. */
  const heirs = (source: ParsedCard['ownerFrom'], folder = ''): number =>
    cards.filter(
      ({ path, owner, ownerFrom }) =>
        ownerFrom === source && owner.some(change.isOld) && path.startsWith(folder),
    ).length;
  for (const path of folderProblems.keys()) {
    const text = await textOf(path, base);
    if (text === null) continue;
    const edits = folderEdits(text, change);
    const count = heirs('directory', path.slice(0, path.lastIndexOf('/') + 1));
    if (tags.length === 0) add(path, text, edits);
    else if (edits?.length !== 0 && count > 0)
      byHand.push({ file: path, why: `${path} also names ${from} for cards without the tag` });
  }
  if (heirs('codeowners') > 0) {
    const file = codeownersFile(findWorkTree(repo.root)?.root ?? repo.root)?.path ?? 'CODEOWNERS';
    byHand.push({ file, why: `${file} names ${from} for ${counted(heirs('codeowners'), 'card')}` });
  }
  const file = basename(config.file ?? 'kb.config.yaml');
  const byDefault = heirs('config');
  // With tags, the old owner keeps other cards, so the config may go on naming them.
  const leaves = (name: string): boolean => tags.length === 0 && change.isOld(name);
  if (byDefault > 0) {
    byHand.push({ file, why: `defaults.owner in ${file} names ${from} for ${counted(byDefault, 'card')}` });
  } else if (config.defaults.owner.some(leaves)) {
    byHand.push({ file, why: `defaults.owner in ${file} names ${from}` });
  }
  for (const { name } of config.people) {
    if (leaves(name)) byHand.push({ file, why: `people.${name} stays in ${file}` });
  }
  return { from, to, files, byHand };
}

/** Returns null if the file cannot be read, which lint reports. */
async function textOf(path: string, { repo }: Base): Promise<string | null> {
  const bytes = await contentOf(repo, path);
  const decoded = bytes && decode(bytes);
  return decoded?.unreadable === null ? decoded.text : null;
}

/** Throws KbError `usage` if a name is not an owner. */
export function refuseOwner(name: string, base: Base): void {
  const problem = ownerProblem(name, base);
  if (problem !== null) throw new KbError('usage', problem, 'kb owners transfer OLD NEW');
}

/** Why a name is not an owner; null if it is one. Commas are not allowed, because they separate owners. */
export function ownerProblem(name: string, { config }: Base): string | null {
  const people = new Set(config.people.map((person) => person.name));
  const isName = config.dialect === 'kb' ? isOwner(name, people) : !/[,\s\p{Cc}]/u.test(name) && name !== '';
  if (isName && !name.includes(',')) return null;
  const forms = 'a login, a team, a channel, an e-mail address or a name under `people` in the config';
  return `expected an owner: ${forms}; found “${name}”`;
}
