/** Writes fields into cards and commits the files; every command that records something in cards uses this. */
import type { Base } from '../base.js';
import { applyEdits } from '../../card/edit.js';
import { dialectNames, type CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import { isWritable, sameApartFrom, writeFields, type Written } from '../../card/write.js';
import { KbError } from '../../errors.js';
import type { Environment } from '../../io.js';
import { cardOf, type Survey } from '../../repo/cards.js';
import { makeChanges, type CommitResult } from '../../repo/commit.js';
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

/** A card and the fields to set; null removes a field. */
export interface CardEdit {
  readonly card: ParsedCard;
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** Fields that already have the right value on disk, even if the last commit has another one. */
  readonly alreadySet?: readonly CanonicalField[];
  /** Whether the record vouches for the whole card, so that a card in no commit yet may be committed with all of its text. */
  readonly isWhole?: boolean;
}

/** A change, with its fields if it changes only fields. */
export interface Planned extends Change {
  readonly fields?: readonly CanonicalField[];
  readonly isWhole?: boolean;
}

/** A change of a file that exists before and after. */
export interface Rewrite extends Planned {
  readonly before: string;
  readonly after: string;
}

/**
 * Returns the files with the new fields. Includes a card that already has them, unchanged: an interrupted run may have written
 * but not committed it.
 * Throws KbError `usage` for a card that cannot be edited, and for a field that the cards of this base have no name for.
 */
export function planEdits({ config }: Base, edits: readonly CardEdit[]): readonly Rewrite[] {
  const names = dialectNames(config.dialect, config.fields);
  return edits.map(({ card, fields, alreadySet = [], isWhole = false }): Rewrite => {
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
      fields: [...fields.keys(), ...alreadySet],
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
  /** Whether to commit if the base is in git. */
  readonly commits: boolean;
  /** Whether to commit other uncommitted edits of the same files too; absent if the command has no such option. */
  readonly includeEdits?: boolean;
  /** Asks the user before anything is written; absent if there is no need to. @param commits whether there will be a commit */
  readonly confirmed?: (commits: boolean) => Promise<boolean>;
}

/** What `record` has written and committed. */
export type Recorded = CommitResult;

/**
 * Writes the changes and, if the base is in git, commits them. Returns null if the user says no.
 * Throws KbError `io` if a commit is wanted and cannot be made; the files are then as before.
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
 * Throws KbError `io` if a commit of the changes is wanted but cannot be made: call this before asking the user.
 * Returns the git that would make the commit; null if there will be none.
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

/** Whether a killed run has already written what this one would: the fields of the change, and nothing else. */
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
 * Whether a text differs from the committed one only by an added flag or verification. If a flag is gone, or a date or a name
 * in the same record has changed, that was an edit by hand.
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
