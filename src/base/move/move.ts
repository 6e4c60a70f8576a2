/** Plans the move of a card: its file, its id, the links to it and in it, and what else depends on its place. */
import type { Base } from '../base.js';
import { moveRemarks } from './remarks.js';
import { applyEdits } from '../../card/edit.js';
import { decode } from '../../card/decode.js';
import { dialectNames, type CanonicalField, type DialectNames } from '../../card/fields.js';
import { derivedId, isCardId } from '../../card/id.js';
import type { ParsedCard } from '../../card/parse.js';
import { lineColumn } from '../../card/position.js';
import { isWritable, writeFields, type Written } from '../../card/write.js';
import { Relinking, type Move } from '../../lint/relink.js';
import type { CommitMessage } from '../../trust/commit-message.js';
import type { Change } from '../../repo/rewrite.js';
import { dueDay } from '../../trust/trust.js';
import { contentHash, trustFacts } from '../../trust/verify.js';
import { refuseUnreadable } from '../unreadable.js';

/** A file that a move changes; `to` differs from `path` only for the moved card. */
export interface MovedFile {
  readonly path: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
}

export interface MovePlan extends Move {
  readonly id: string;
  /** The card itself first. */
  readonly files: readonly MovedFile[];
  /** Number of links that are rewritten. */
  readonly links: number;
  readonly changes: readonly Change[];
  readonly message: CommitMessage;
  /** What else changes with the move, one line each. */
  readonly remarks: readonly string[];
  /** The base after the move. */
  readonly after: Base;
}

/** Plans the move. Throws KbError `usage` for a card that cannot be read, because its links are unknown. */
export async function planMove(base: Base, card: ParsedCard, to: string): Promise<MovePlan> {
  refuseUnreadable(card);
  const [{ cards }, { roots, names }] = await Promise.all([base.cards(), base.survey()]);
  const move: Move = { from: card.path, to };
  const relinking = new Relinking(
    cards.map(({ path }) => path),
    roots,
    move,
  );
  const remarks: string[] = [];
  const texts = new Map<ParsedCard, string>([[card, card.source]]);
  let links = 0;
  for (const each of cards) {
    const { edits, lost } = relinking.of(each);
    const isOpen = edits.length === 0 || (await isEditable(base, each));
    const left = isOpen
      ? lost
      : [...lost, ...edits.map(({ from: at, to }) => ({ at, target: each.source.slice(at, to) }))];
    for (const { target, at } of left) {
      remarks.push(
        `${each.path}:${lineColumn(each.source, at).line}: the link “${target}” must be changed by hand`,
      );
    }
    if (!isOpen || edits.length === 0) continue;
    texts.set(each, applyEdits(each.source, edits));
    links += edits.length;
  }
  texts.set(card, withId(texts.get(card) ?? card.source, card, derivedId(to, roots), names));
  const filesOf = (): MovedFile[] =>
    [...texts].map(([{ path, source }, after]) => ({
      path,
      to: path === card.path ? to : path,
      before: source,
      after,
    }));
  const movedSet = await over(base, filesOf()).cards();
  for (const [each, text] of texts) {
    const then = movedSet.byPath.get(each === card ? to : each.path);
    if (then) texts.set(each, rebound(each, then, text, base));
  }
  const files = filesOf();
  return {
    ...move,
    id: movedSet.byPath.get(to)?.id ?? card.id,
    files,
    links,
    changes: changesOf(files),
    message: { subject: `Move ${card.path} to ${to}` },
    remarks: [...moveRemarks(cards, movedSet, move), ...remarks],
    after: over(base, files),
  };
}

/** Whether a file can be written back: only if its bytes were decoded without loss. */
async function isEditable({ repo }: Base, { path, unreadable }: ParsedCard): Promise<boolean> {
  return unreadable === null || decode(await repo.read(path)).unreadable === null;
}

/** Keeps an id that the new path would change: writes it into the card, or as an alias if it is not a valid id. */
function withId(
  text: string,
  { id, explicitId, aliases }: ParsedCard,
  next: string,
  names: DialectNames,
): string {
  if (explicitId || next === id) return text;
  const field: CanonicalField = isCardId(id) ? 'id' : 'aliases';
  const value: Written = field === 'id' ? id : [...aliases, id];
  if (!isWritable(names, field)) return text;
  const written = writeFields(text, names, new Map([[field, value]]));
  return written.ok ? applyEdits(text, written.edits) : text;
}

/**
 * Updates the content hash of the record if it matched the old text: links that kb rewrote do not count as an edit.
 * Not if the due day is another one in the new place: then the record must not match.
 */
function rebound(card: ParsedCard, then: ParsedCard, text: string, { config }: Base): string {
  const { verified, verifyBy, verifyEvery } = card;
  const due = dueDay(verifyBy, verified.on, verifyEvery);
  const holds = verified.content !== null && !trustFacts(card, null).edited;
  if (!holds || due !== dueDay(then.verifyBy, then.verified.on, then.verifyEvery)) return text;
  const content = contentHash(then, verified.on, due);
  if (content === verified.content) return text;
  const names = dialectNames(config.dialect, config.fields);
  const written = writeFields(text, names, new Map([['verified.content', content]]));
  return written.ok ? applyEdits(text, written.edits) : text;
}

function over(base: Base, files: readonly MovedFile[]): Base {
  return base.over(
    new Map(
      files.flatMap(({ path, to, after }) => [
        ...(path === to ? [] : [[path, null] as const]),
        [to, after] as const,
      ]),
    ),
  );
}

function changesOf(files: readonly MovedFile[]): Change[] {
  return files.flatMap(({ path, to, before, after }): Change[] =>
    path === to
      ? [{ path, before, after }]
      : [
          { path: to, before: null, after },
          { path, before, after: null },
        ],
  );
}
