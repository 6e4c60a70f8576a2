/** Everything that a rule may look at: the cards of a base, its config and the current day. */
import type { Problem } from '../card/card.js';
import type { Config } from '../config.js';
import type { Day } from '../day.js';
import { trustOf, type Trust } from '../trust/trust.js';
import type { CardFacts } from './facts.js';

/** What the caller looks up for the rules, because they do not access the disk themselves. */
export interface LintInputs {
  readonly cards: readonly CardFacts[];
  readonly config: Config;
  readonly today: Day;
  /**
   * Existing files and folders, other than cards, that links and images point to (see targets.ts). Paths are relative to the
   * root of the base, with `/`, and may start with `../` as far as the work tree goes.
   */
  readonly files: ReadonlySet<string>;
  /** Paths of the cards whose code has changed since they were verified. */
  readonly codeChanged: ReadonlySet<string>;
  /** Path of a card → those of its `paths` globs that match no file of the last commit, except for globs in a new folder. */
  readonly unmatchedPaths: ReadonlyMap<string, readonly string[]>;
  /** Owners as written in CODEOWNERS; empty if there is no such file. */
  readonly codeowners: ReadonlySet<string>;
  /** Path of a card → what the team's own schemas (`schemas/<kind>.schema.json`) report about it. */
  readonly byKind: ReadonlyMap<string, readonly Problem[]>;
}

export interface Scope extends LintInputs {
  readonly byPath: ReadonlyMap<string, CardFacts>;
  trust: (facts: CardFacts) => Trust;
  /** The result of a function of all cards, computed once per scope: `scope.shared(titles)`. */
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
