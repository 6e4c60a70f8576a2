/** Which new issues a run opens, and who is asked in each: the caps that spread the flood of the first day. */
import { fold } from '../../text/fold.js';
import type { Candidates } from './case.js';
import type { Verdict } from './verdict.js';

/** New issues that one person is asked about in one run. */
export const PER_PERSON = 3;

type Create = Extract<Verdict, { do: 'create' }>;
type CanAssign = (login: string) => Promise<boolean>;

export interface Staffed {
  /** In their order. Without assignees where nobody can be asked. */
  readonly creates: readonly { readonly verdict: Create; readonly assignees: readonly string[] }[];
  /** For a later run. @property why half a sentence */
  readonly left: readonly { readonly verdict: Create; readonly why: string }[];
}

export interface Caps {
  readonly newPerRun: number;
  readonly perPerson?: number;
}

/**
 * The most urgent come first. One whose person has enough is left, and the next one is looked at. No login is asked about that
 * no new issue needs.
 */
export async function staff(
  verdicts: readonly Verdict[],
  canAssign: CanAssign,
  { newPerRun, perPerson = PER_PERSON }: Caps,
): Promise<Staffed> {
  const ask = remembering(canAssign);
  const creates: { verdict: Create; assignees: readonly string[] }[] = [];
  const left: { verdict: Create; why: string }[] = [];
  const load = new Map<string, number>();
  const loadOf = (login: string): number => load.get(fold(login)) ?? 0;
  for (const verdict of verdicts) {
    if (verdict.do !== 'create') continue;
    if (creates.length >= newPerRun) {
      left.push({ verdict, why: `a run opens ${newPerRun} new issues at most` });
      continue;
    }
    const assignees = await assigneesOf(verdict.card.candidates, ask);
    const full = assignees.find((login) => loadOf(login) >= perPerson);
    if (full !== undefined) {
      left.push({ verdict, why: `a run asks @${full} about ${perPerson} new issues at most` });
      continue;
    }
    for (const login of assignees) load.set(fold(login), loadOf(login) + 1);
    creates.push({ verdict, assignees });
  }
  return { creates, left };
}

/** Of the first group with somebody who may be assigned, all who may; empty where nobody may. */
export async function assigneesOf(candidates: Candidates, canAssign: CanAssign): Promise<readonly string[]> {
  for (const group of candidates) {
    const may: string[] = [];
    for (const login of group) if (await canAssign(login)) may.push(login);
    if (may.length > 0) return may;
  }
  return [];
}

/** Asks about each login once. */
export function remembering(canAssign: CanAssign): CanAssign {
  const answers = new Map<string, Promise<boolean>>();
  return (login) => {
    const answer = answers.get(fold(login)) ?? canAssign(login);
    answers.set(fold(login), answer);
    return answer;
  };
}
