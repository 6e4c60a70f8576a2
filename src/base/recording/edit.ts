/** A card in the user's editor, and what that makes wrong in the base. Nothing is committed. */
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
  /** What is wrong now and was not before, in whatever card; sorted by place. */
  readonly findings: readonly Finding[];
}

export interface Editing {
  /** Where to open the card; null: where its text begins. */
  readonly line: number | null;
  /** Whether to look for what the edit makes wrong. */
  readonly lint: boolean;
  /** The card has just been made: all that is wrong with it is the edit's. */
  readonly isNew?: boolean;
  /** Asked when the edit has made an error in the card: whether to open it again, there. */
  readonly again: (findings: readonly Finding[]) => Promise<boolean>;
}

/** Bytes of a file that somebody may want to make a card of again. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Opens the card and comes back when the editor is done with it.
 * Throws KbError where there is no editor, where it fails, and where the file cannot be read, before or after.
 */
export async function editCard(
  base: Base,
  card: ParsedCard,
  { io, env }: { readonly io: Io; readonly env: Environment },
  { line, lint, isNew = false, again }: Editing,
): Promise<Edited> {
  const { repo } = base;
  const command = editorOf(env, io);
  const read = async (): Promise<string> => decode(await repo.read(card.path, LONGEST)).text;
  const before = await read();
  for (let at = line ?? startOf(card); ;) {
    await openEditor(command, { file: path.join(repo.root, card.path), line: at }, env);
    const after = await read();
    const findings =
      lint && (isNew || after !== before) ? await brought(base, card.path, isNew ? null : before) : [];
    const error = findings.find((each) => each.path === card.path && each.problem.severity === 'error');
    if (!error || !(await again(findings))) return { before, after, findings };
    at = error.problem.line ?? at;
  }
}

/**
 * What is wrong in the base, and was not while the card had its old text. That it is edited is no fault of an edit, nor that
 * nobody has verified a card that is new.
 * @param before null for a card that was not there
 */
export async function brought(base: Base, card: string, before: string | null): Promise<readonly Finding[]> {
  const options = { rules: RULES, ofBranch: true, progress: () => undefined };
  const now = await check(base.over(new Map()), options);
  const expected = before === null ? 'undated' : 'edited-since';
  const isExpected = ({ path: file, problem }: Finding): boolean =>
    file === card && problem.rule === expected;
  if (before === null) return ofNewCard(now, card).filter((each) => !isExpected(each));
  const then = await check(base.over(new Map([[card, before]])), options);
  return gate(then, now, base.config.rules).brought.filter((each) => !isExpected(each));
}

/** What is wrong with it, and what of others names it: so the base need not be looked at as it was without. */
function ofNewCard({ cards, findings }: Side, card: string): Finding[] {
  const subjectOf = subjects(cards, (file) => file);
  const names = (finding: Finding): boolean => subjectOf(finding).named.includes(card);
  return findings.filter((each) => each.path === card || (each.problem.severity !== 'info' && names(each)));
}

/** The first line with text; of a card that cannot be read, the line that is to blame. */
function startOf({ unreadable, problems, body, bodyLine }: ParsedCard): number {
  if (unreadable !== null) return problems.find(({ severity }) => severity === 'error')?.line ?? 1;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0] ?? '';
  return bodyLine + blank.split('\n').length - 1;
}
