/** Opens a card in the user's editor, and finds the problems that the edit introduces. Commits nothing. */
import path from 'node:path';
import type { Base } from '../base.js';
import { check } from '../lint/lint-run.js';
import { decode } from '../../card/decode.js';
import type { ParsedCard } from '../../card/parse.js';
import { editorOf, openEditor } from '../../editor.js';
import type { Environment, Io } from '../../io.js';
import { gate, type Side } from '../../lint/gate.js';
import type { Finding } from '../../lint/finding.js';
import { RULES } from '../../lint/rules/index.js';
import { subjects } from '../../lint/subject.js';

export interface Edited {
  readonly before: string;
  readonly after: string;
  /** Problems that the edit introduced, in any card; sorted by place. */
  readonly findings: readonly Finding[];
}

export interface Editing {
  /** The line to open the card at; null for the start of its text. */
  readonly line: number | null;
  /** Whether to look for problems that the edit introduces. */
  readonly lint: boolean;
  /** Whether the card was just created, so that all of its problems count. */
  readonly isNew?: boolean;
  /** Called if the edit introduced an error in the card: whether to open it again at that line. */
  readonly openAgain: (findings: readonly Finding[]) => Promise<boolean>;
}

/** Maximum size in bytes; larger than that of a card, so that a file that is too long for a card can be fixed. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Opens the card and returns when the user is done with it.
 * Throws KbError if there is no editor, if it fails, or if the file cannot be read before or after.
 */
export async function editCard(
  base: Base,
  card: ParsedCard,
  { io, env }: { readonly io: Io; readonly env: Environment },
  { line, lint, isNew = false, openAgain }: Editing,
): Promise<Edited> {
  const { repo } = base;
  const command = editorOf(env, io);
  const read = async (): Promise<string> => decode(await repo.read(card.path, LONGEST)).text;
  const before = await read();
  for (let at = line ?? startOf(card); ;) {
    await openEditor(command, { file: path.join(repo.root, card.path), line: at }, env);
    const after = await read();
    const findings =
      lint && (isNew || after !== before)
        ? await introducedFindings(base, card.path, isNew ? null : before)
        : [];
    const error = findings.find((each) => each.path === card.path && each.problem.severity === 'error');
    if (!error || !(await openAgain(findings))) return { before, after, findings };
    at = error.problem.line ?? at;
  }
}

/**
 * Returns the problems of the base that it did not have with the old text of the card, except for those that every edit
 * causes: that the card was edited since it was verified, or that a new card has no date.
 * @param before the old text; null for a new card
 */
export async function introducedFindings(
  base: Base,
  card: string,
  before: string | null,
): Promise<readonly Finding[]> {
  const options = { rules: RULES, ofBranch: true, progress: () => undefined };
  const now = await check(base.over(new Map()), options);
  const expected = before === null ? 'undated' : 'edited-since';
  const isExpected = ({ path: file, problem }: Finding): boolean =>
    file === card && problem.rule === expected;
  if (before === null) return ofNewCard(now, card).filter((each) => !isExpected(each));
  const then = await check(base.over(new Map([[card, before]])), options);
  return gate(then, now, base.config.rules).introduced.filter((each) => !isExpected(each));
}

/** The problems of a new card, and those of other cards that name it. Saves checking the base without the card. */
function ofNewCard({ cards, findings }: Side, card: string): Finding[] {
  const subjectOf = subjects(cards, (file) => file);
  const names = (finding: Finding): boolean => subjectOf(finding).named.includes(card);
  return findings.filter((each) => each.path === card || (each.problem.severity !== 'info' && names(each)));
}

/** The first line with text; in an unreadable card, the line of its error. */
function startOf({ unreadable, problems, body, bodyLine }: ParsedCard): number {
  if (unreadable !== null) return problems.find(({ severity }) => severity === 'error')?.line ?? 1;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0] ?? '';
  return bodyLine + blank.split('\n').length - 1;
}
