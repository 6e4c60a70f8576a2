/** All that a rule may look at: the cards of a base, its config, the day. */
import type { Problem } from '../card/card.js';
import type { Config } from '../config.js';
import type { Day } from '../day.js';
import { trustOf, type Trust } from '../trust/trust.js';
import type { CardFacts } from './facts.js';

/** What the caller finds out for the rules, which reach no disk themselves. */
export interface LintInputs {
  readonly cards: readonly CardFacts[];
  readonly config: Config;
  readonly today: Day;
  /**
   * Files and folders, other than cards, that links and images lead to (see targets.ts) and that exist; from the root of the
   * base, with `/`, perhaps with leading `../` as far as the work tree goes.
   */
  readonly files: ReadonlySet<string>;
  /** Paths of the cards whose code has changed since they were verified. */
  readonly codeChanged: ReadonlySet<string>;
  /** By path of a card, the globs of its code that match no file of the last commit, and none of a folder that is new. */
  readonly unmatchedPaths: ReadonlyMap<string, readonly string[]>;
  /** Owners that CODEOWNERS names, as written there; empty where there is none. */
  readonly codeowners: ReadonlySet<string>;
  /** What the team's own schemas (`schemas/<kind>.schema.json`) say about a card, by path. */
  readonly byKind: ReadonlyMap<string, readonly Problem[]>;
}

export interface Scope extends LintInputs {
  readonly byPath: ReadonlyMap<string, CardFacts>;
  trust: (facts: CardFacts) => Trust;
  /** What a function makes of all cards, made once: `scope.shared(titles)`. */
  shared: <T>(make: (scope: Scope) => T) => T;
}

export function scopeOf(inputs: LintInputs): Scope {
  const made = new Map<(scope: Scope) => unknown, unknown>();
  const scope: Scope = {
    ...inputs,
    byPath: new Map(inputs.cards.map((facts) => [facts.card.path, facts])),
    trust: ({ card, trust }) => {
      const codeChanged = inputs.codeChanged.has(card.path);
      return trustOf({ ...trust, codeChanged }, inputs.today, inputs.config.warn);
    },
    shared: <T>(make: (scope: Scope) => T): T => {
      if (!made.has(make)) made.set(make, make(scope));
      return made.get(make) as T;
    },
  };
  return scope;
}
