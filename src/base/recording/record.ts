/** Fields of cards → changed files → one commit: how every command writes that records something in cards. */
import type { Base } from '../base.js';
import { applyEdits } from '../../card/edit.js';
import { dialectNames, type CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import { isWritable, sameApartFrom, writeFields, type Written } from '../../card/write.js';
import { KbError } from '../../errors.js';
import type { Environment } from '../../io.js';
import { cardOf, type Survey } from '../../repo/cards.js';
import { makeChanges, type Made } from '../../repo/commit.js';
import type { Git } from '../../repo/git.js';
import type { CommitMessage } from '../../trust/commit-message.js';
import { findWorkTree } from '../../repo/place.js';
import { quoted } from '../../text/shell.js';
import { refuseCommit } from '../../repo/refuse.js';
import type { Change } from '../../repo/rewrite.js';
import { isSame } from '../../repo/uncommitted.js';
import { RECORDED } from '../../trust/verification.js';
import { trustFacts } from '../../trust/verify.js';
import { refuseUnreadable } from '../unreadable.js';

/** A card and the fields that it shall have; null takes a field away. */
export interface CardEdit {
  readonly card: ParsedCard;
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** Fields that are as they shall be, also where the last commit has them otherwise. */
  readonly settles?: readonly CanonicalField[];
  /** Whether whoever records it stands for the whole card: one that is in no commit yet is committed as it is. */
  readonly isWhole?: boolean;
}

/** A change, and the fields that it is of where it is of fields alone. */
export interface Planned extends Change {
  readonly fields?: readonly CanonicalField[];
  readonly isWhole?: boolean;
}

/** A change of a file that is there before and after. */
export interface Rewrite extends Planned {
  readonly before: string;
  readonly after: string;
}

/**
 * The files with the fields in them. A card that says all that already is among them, unchanged: the commit of it may never have
 * come, and comes now.
 * Throws KbError `usage` for a card that cannot be edited, and for a field that the cards of this base have no name for.
 */
export function planEdits({ config }: Base, edits: readonly CardEdit[]): readonly Rewrite[] {
  const names = dialectNames(config.dialect, config.fields);
  return edits.map(({ card, fields, settles = [], isWhole = false }): Rewrite => {
    for (const [field, value] of fields) {
      if (value !== null && !isWritable(names, field)) throw unnamed(field);
    }
    const { path, source } = card;
    refuseUnreadable(card);
    const written = writeFields(source, names, fields);
    if (!written.ok) {
      const place = `${path}:${written.line ?? 1}`;
      throw new KbError('usage', `${place}: ${written.why}`, `kb edit ${quoted(place)}`);
    }
    return {
      path,
      before: source,
      after: applyEdits(source, written.edits),
      fields: [...fields.keys(), ...settles],
      isWhole,
    };
  });
}

function unnamed(field: CanonicalField): KbError {
  return new KbError(
    'usage',
    `the cards of this base have no field for \`${field}\``,
    `give it a name under \`fields\` in kb.config.yaml, such as ${field}: kb.${field}`,
  );
}

export interface RecordOptions {
  readonly env: Environment;
  /** Whether to commit, where there is git. */
  readonly commits: boolean;
  /** Whether edits of the same files that are in no commit yet come along; absent where the command has no such option. */
  readonly includeEdits?: boolean;
  /** Asked when all is ready; absent where nobody need be asked. @param commits whether there will be a commit */
  readonly confirmed?: (commits: boolean) => Promise<boolean>;
}

/** What became of it. */
export type Recorded = Made;

/**
 * Writes the changes and, where the base is in git, commits them. Null where the user says no.
 * Throws KbError `io` where a commit is wanted and cannot be made; the files are then as before.
 */
export async function record(
  base: Base,
  changes: readonly Planned[],
  message: CommitMessage,
  options: RecordOptions,
): Promise<Recorded | null> {
  const git = await refuseRecord(base, changes, options);
  const { confirmed } = options;
  if (confirmed && !(await confirmed(git !== null))) return null;
  return makeChanges(base.repo, changes, git && { git, message });
}

/**
 * Throws KbError `io` where a commit of the changes is wanted and could not be made: ask before the user is asked.
 * Answers the git that would make it; null where none shall.
 */
export async function refuseRecord(
  base: Base,
  changes: readonly Planned[],
  { env, commits, includeEdits }: RecordOptions,
): Promise<Git | null> {
  const { repo } = base;
  const gitDir = commits ? (findWorkTree(repo.root)?.gitDir ?? null) : null;
  if (gitDir === null) return null;
  const git = (await import('../../repo/git.js')).openGit(repo.root, env);
  const survey = await base.survey();
  const planned = new Map(changes.map((change) => [change.path, change]));
  const edits = {
    include: includeEdits ?? false,
    isOwn: (committed: string, now: string, path: string) =>
      isWritten(committed, now, planned.get(path), survey) || isRecord(committed, now, path, survey),
    isWhole: (path: string) => planned.get(path)?.isWhole ?? false,
    ...(includeEdits === undefined ? {} : { hint: '--include-edits also commits it' }),
  };
  const fresh = await refuseCommit(changes, { git, gitDir }, { edits });
  if (fresh.length > 0) {
    const { refuseMoved } = await import('./moved-by-hand.js');
    await refuseMoved(
      base,
      changes.filter(({ path }) => fresh.includes(path)),
      edits.hint,
    );
  }
  return git;
}

/** Whether a run that was killed has written already what this one would: all fields of the change, and nothing else. */
function isWritten(committed: string, now: string, change: Planned | undefined, { names }: Survey): boolean {
  const { before, after, fields } = change ?? {};
  return (
    !!fields &&
    before === after &&
    isSame(before ?? null, now) &&
    sameApartFrom(committed, now, names, fields)
  );
}

/**
 * Whether a text is a flag or a verification more than the committed one. A flag that is gone, a date, or a name in the same
 * record was changed by hand.
 */
function isRecord(committed: string, now: string, path: string, survey: Survey): boolean {
  const { names, defaultsOf } = survey;
  const [before, after] = [committed, now].map((text) =>
    cardOf({ path, bytes: Buffer.from(text) }, survey, defaultsOf(path)),
  );
  if (!before || !after) return false;
  if (sameApartFrom(committed, now, names, ['flags'])) {
    const there = new Set(after.flags.map((flag) => JSON.stringify(flag)));
    return before.flags.every((flag) => there.has(JSON.stringify(flag)));
  }
  if (!sameApartFrom(committed, now, names, RECORDED)) return false;
  const isNew =
    before.verified.content !== after.verified.content || before.verified.by === after.verified.by;
  const { recorded, edited } = trustFacts(after, null);
  return isNew && recorded && !edited;
}
