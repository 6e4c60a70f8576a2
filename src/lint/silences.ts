/** Applies the `kb-ignore` comments of a card to its problems, and finds problems with the comments themselves. */
import type { Problem } from '../card/card.js';
import { nearest } from '../card/nearest.js';
import type { Complaint } from './rule.js';
import type { Suppression } from './suppressions.js';
import { shortened } from '../text/shortened.js';

/** The rule that reports problems with comments; no comment can ignore it. */
export const SUPPRESSION = 'suppression';

export class Silences {
  readonly #suppressions: readonly Suppression[];
  /** Covered line and rule (see `covering`) → the first comment that covers it. */
  readonly #first = new Map<string, Suppression>();
  readonly #used = new Set<string>();

  constructor(suppressions: readonly Suppression[]) {
    this.#suppressions = suppressions;
    for (const each of suppressions) {
      if (each.reason === '') continue;
      for (const rule of each.rules) {
        for (const covered of coverings(each, rule)) {
          if (!this.#first.has(covered)) this.#first.set(covered, each);
        }
      }
    }
  }

  /** Whether a comment covers a problem. If so, the comment counts as used. */
  covers({ rule, line = 1 }: Pick<Problem, 'rule' | 'line'>): boolean {
    if (rule === SUPPRESSION) return false;
    const covered = [covering(line, rule), covering(null, rule)].find((each) => this.#first.has(each));
    if (covered !== undefined) this.#used.add(covered);
    return covered !== undefined;
  }

  /**
   * Returns the problems with the comments. Call it after `covers` has been asked about all problems.
   * @param known names of all rules
   * @param ran names of the rules for which `covers` has been asked about every problem
   */
  complaints(known: ReadonlySet<string>, ran: ReadonlySet<string>): Complaint[] {
    return this.#suppressions.flatMap((each): Complaint[] => {
      const { rules, reason, line, column } = each;
      const at = { line, column };
      if (rules.length === 0) {
        return [
          {
            message: 'expected a rule and a reason, as in “kb-ignore link-target: the reason”',
            ...at,
          },
        ];
      }
      const complaints = rules.flatMap((rule): Complaint[] => {
        const message = mistake(rule, known);
        if (message !== undefined) return [{ message, ...at }];
        const isUsed = coverings(each, rule).some(
          (covered) => this.#used.has(covered) && this.#first.get(covered) === each,
        );
        if (reason === '' || isUsed || !ran.has(rule)) return [];
        return [
          { severity: 'info', message: `${rule} has nothing to ignore here: delete its comment`, ...at },
        ];
      });
      if (reason !== '') return complaints;
      const message = `expected a reason, as in “kb-ignore ${shortened(rules.join(', '))}: the reason”; without one nothing is ignored`;
      return [{ message, ...at }, ...complaints];
    });
  }
}

function mistake(rule: string, known: ReadonlySet<string>): string | undefined {
  if (rule === SUPPRESSION) return 'a problem with a comment cannot be ignored by a comment';
  if (known.has(rule)) return undefined;
  const near = nearest(rule, known);
  const hint = near === undefined ? '; `kb lint --rules` lists them' : `: did you mean “${near}”?`;
  return `there is no rule “${shortened(rule)}”${hint}`;
}

/** The keys of everything that a comment covers for a rule. */
function coverings({ covers }: Suppression, rule: string): string[] {
  if (covers === null) return [covering(null, rule)];
  const [first, last] = covers;
  return Array.from({ length: last - first + 1 }, (_, at) => covering(first + at, rule));
}

function covering(line: number | null, rule: string): string {
  return `${line ?? ''} ${rule}`;
}
