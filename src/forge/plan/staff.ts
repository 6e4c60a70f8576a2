/** Decides which issues a run opens and who is asked in each. Caps spread the many issues of the first day over several runs. */
import { fold } from '../../text/fold.js';
import { assignmentKey } from './assignees.js';
import type { Candidates } from './case.js';
import type { Verdict } from './verdict.js';

/** Maximum number of new issues that one person is asked about in a run. */
export const PER_PERSON = 3;

type CanAssign = (login: string) => Promise<boolean>;

/** The people who are asked about a card. */
export interface Assignment {
  /** All assignable logins of the first group that has any; empty if nobody can be assigned. */
  readonly assignees: readonly string[];
  /** The value of `Marker.asked`. */
  readonly key: string;
}

export interface CappedRun {
  /** What this run does, in order. */
  readonly now: readonly Verdict[];
  /** Left for a later run. @property why a phrase */
  readonly left: readonly {
    readonly verdict: Extract<Verdict, { do: 'create' | 'reopen' }>;
    readonly why: string;
  }[];
}

export interface Caps {
  /** Maximum number of issues that a run opens or reopens: people are notified of both. */
  readonly newPerRun: number;
  readonly perPerson?: number;
}

/**
 * Applies the caps to verdicts, whose most urgent ones come first. A new issue is skipped if one of its assignees has enough.
 * Only checks logins that a new issue needs.
 */
export async function applyCaps(
  verdicts: readonly Verdict[],
  canAssign: CanAssign,
  { newPerRun, perPerson = PER_PERSON }: Caps,
): Promise<CappedRun> {
  const now: Verdict[] = [];
  const left: CappedRun['left'][number][] = [];
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
      const { assignees } = await assignmentOf(verdict.card.candidates, canAssign);
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

/** Checks one login after another, and no more than needed. */
export async function assignmentOf(candidates: Candidates, canAssign: CanAssign): Promise<Assignment> {
  for (const [at, group] of candidates.entries()) {
    const assignees: string[] = [];
    for (const login of group) if (await canAssign(login)) assignees.push(login);
    if (assignees.length > 0) return { assignees, key: assignmentKey(candidates, at) };
  }
  return { assignees: [], key: assignmentKey(candidates, null) };
}

/** Caches the answer for each login. */
export function cached(canAssign: CanAssign): CanAssign {
  const answers = new Map<string, Promise<boolean>>();
  return (login) => {
    const answer = answers.get(fold(login)) ?? canAssign(login);
    answers.set(fold(login), answer);
    return answer;
  };
}
