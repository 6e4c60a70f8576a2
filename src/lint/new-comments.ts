/** Finds comments by which a branch ignores rules in its cards. */
import type { Config } from '../config.js';
import type { Finding } from './finding.js';
import { gateWeakened } from './rules/gate-weakened.js';
import { RULES } from './rules/index.js';
import { redacted } from './secrets.js';
import { severitySet } from './setting.js';
import type { Suppression } from './suppressions.js';
import { shortened } from '../text/shortened.js';
import type { Touched } from './touched.js';

/** Maximum number of notes per card; nobody reads more. */
const MOST = 20;

/**
 * Returns a note for each comment and rule that a card did not have before. Most of them have good reasons.
 * @param judge the config at the start of the branch
 */
export function newComments(touched: readonly Touched[], judge: Config): Finding[] {
  const rule = gateWeakened.name;
  if (judge.rules.get(rule)?.severity === 'off') return [];
  const severity = severitySet(gateWeakened, judge) ?? 'info';
  return touched.flatMap(({ before, after }) => {
    const known = new Map<string, number>();
    for (const each of silencings(before?.suppressions ?? []))
      known.set(each.key, (known.get(each.key) ?? 0) + 1);
    const notes = silencings(after.suppressions).flatMap(({ key, name, comment }): Finding[] => {
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      if (left > 0) return [];
      const { reason, line, column, covers } = comment;
      const where = covers === null ? 'the whole card' : 'one place';
      const message = `a new comment ignores ${name} in ${where}: “${shortened(redacted(reason))}”`;
      return [{ path: after.card.path, problem: { rule, severity, message, line, column } }];
    });
    return notes.slice(0, MOST);
  });
}

const NAMES = new Set(RULES.map(({ name }) => name));

interface Silencing {
  /** Equal for the same rule, reason and kind of coverage (the whole card or one place). */
  readonly key: string;
  readonly name: string;
  readonly comment: Suppression;
}

function silencings(comments: readonly Suppression[]): Silencing[] {
  return comments
    .filter(({ reason }) => reason !== '')
    .flatMap((comment) =>
      [...new Set(comment.rules)]
        .filter((name) => NAMES.has(name))
        .map((name) => ({
          key: [name, comment.covers === null, comment.reason].join('\0'),
          name,
          comment,
        })),
    );
}
