/** Which issues a run opens, and who is asked in each: the caps that spread the flood of the first day. */
import { fold } from '../../text/fold.js';
import { askedKey } from './assignees.js';
import type { Candidates } from './case.js';
import type { Verdict } from './verdict.js';

/** New issues that one person is asked about in one run. */
export const PER_PERSON = 3;

type CanAssign = (login: string) => Promise<boolean>;

/** Who is asked about a card. */
export interface Asked {
  /** Of the first group with somebody who may be assigned, all who may; empty where nobody may. */
  readonly assignees: readonly string[];
  /** For the marker. */
  readonly key: string;
}

export interface Staffed {
  /** What this run does, in its order. */
  readonly now: readonly Verdict[];
  /** For a later run. @property why half a sentence */
  readonly left: readonly {
    readonly verdict: Extract<Verdict, { do: 'create' | 'reopen' }>;
    readonly why: string;
  }[];
}

export interface Caps {
  /** Issues that a run opens, those that it opens again among them: people are told of both. */
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
  const now: Verdict[] = [];
  const left: Staffed['left'][number][] = [];
  const load = new Map<string, number>();
  const loadOf = (login: string): number => load.get(fold(login)) ?? 0;
  let opened = 0;
  for (const verdict of verdicts) {
    const isOpening = verdict.do === 'create' || verdict.do === 'reopen';
    if (isOpening && opened >= newPerRun) {
      left.push({ verdict, why: `a run opens ${newPerRun} issues at most` });
      continue;
    }
    if (verdict.do === 'create') {
      const { assignees } = await askedOf(verdict.card.candidates, canAssign);
      const full = assignees.find((login) => loadOf(login) >= perPerson);
      if (full !== undefined) {
        left.push({ verdict, why: `a run asks @${full} about ${perPerson} new issues at most` });
        continue;
      }
      for (const login of assignees) load.set(fold(login), loadOf(login) + 1);
    }
    opened += isOpening ? 1 : 0;
    now.push(verdict);
  }
  return { now, left };
}

/** Asks about one login after another, and about no more than it takes. */
export async function askedOf(candidates: Candidates, canAssign: CanAssign): Promise<Asked> {
  for (const [at, group] of candidates.entries()) {
    const assignees: string[] = [];
    for (const login of group) if (await canAssign(login)) assignees.push(login);
    if (assignees.length > 0) return { assignees, key: askedKey(candidates, at) };
  }
  return { assignees: [], key: askedKey(candidates, null) };
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
