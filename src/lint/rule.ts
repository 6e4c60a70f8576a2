/** What a lint rule is: one file that says what is wrong, why it matters, and shows both with examples that are its tests. */
import type { Problem, Severity } from '../card/card.js';
import type { CardFacts } from './facts.js';
import type { Scope } from './scope.js';

/** What a rule says about a card. Without a severity it has the rule's. Messages never depend on the day. */
export type Complaint = Omit<Problem, 'rule' | 'severity'> & { readonly severity?: Severity };

/** A base of one or a few files, with today = 2026-11-21. One text is the card `cards/card.md`. */
export type ExampleFiles = string | Readonly<Record<string, string>>;

export interface Example {
  /** Of a rule about what a branch does: the files where it began. */
  readonly before?: ExampleFiles;
  /** Path → text. `kb.config.yaml` is the config; without one the defaults hold. */
  readonly files: ExampleFiles;
  /** The rule's findings, `cards/card.md:3:1 message`; none for a good example. */
  readonly says: readonly string[];
  /** The files after `--fix`, where the rule has a fix. */
  readonly fixed?: ExampleFiles;
}

/** An option of a rule in the config, beside `severity`. */
export interface OptionSpec {
  /** One sentence with the unit. */
  readonly description: string;
  readonly default: number | string | boolean | readonly string[];
  /** The least and the most that a number may be. */
  readonly range?: readonly [least: number, most: number];
  /** What a text may be. */
  readonly choices?: readonly string[];
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValues<O extends OptionSpecs = OptionSpecs> = {
  readonly [K in keyof O]: Widened<O[K]['default']>;
};
type Widened<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : readonly string[];

interface RuleOf<O extends OptionSpecs> {
  /** Kebab case: the name in findings, in the config and of the rule's page. */
  readonly name: string;
  /** What is expected, in one line without full stop. */
  readonly summary: string;
  /** Why it matters and what to do, as Markdown paragraphs. */
  readonly why: string;
  /** In a plain run. `off`: opt-in. A complaint may have its own. */
  readonly severity: Severity | 'off';
  /** With --since, where it differs: time alone stops no pull request. */
  readonly sinceSeverity?: Severity;
  /**
   * With --since, of a link that led somewhere where the branch began, and that the branch breaks: that is no guess. What a
   * team sets goes before it. Complaints of such a rule name their `link`.
   */
  readonly brokenSeverity?: Severity;
  /** With --since only cards that the branch touches count: what one card says decides what is expected of all. */
  readonly ownCard?: true;
  readonly options?: O;
  /**
   * What is wrong with a card. `reader`: reading the card tells already, and the problem bears the rule's name.
   * `surface`: an opt-in that needs more than facts; the caller brings its findings.
   */
  readonly check:
    | 'reader'
    | 'surface'
    | ((card: CardFacts, scope: Scope, options: OptionValues<O>) => readonly Complaint[]);
  /** At least one good and one bad. */
  readonly examples: readonly Example[];
}

export type Rule = RuleOf<OptionSpecs>;

/** Types the options of a rule's check by their defaults. */
export function rule<const O extends OptionSpecs>(definition: RuleOf<O>): Rule {
  return definition as unknown as Rule;
}

/** What nearly every card gets from nearly every rule. */
export const NOTHING: readonly Complaint[] = [];
