/** Defines a lint rule: one file that says what it expects and why it matters, with examples that are also its tests. */
import type { Problem, Severity } from '../card/card.js';
import type { CardFacts } from './facts.js';
import type { Scope } from './scope.js';

/**
 * What a rule reports about a card. If it has no severity, that of the rule applies. Messages never depend on the current
 * date.
 */
export type Complaint = Omit<Problem, 'rule' | 'severity'> & { readonly severity?: Severity };

/** A base of one or a few files on 2026-11-21. A single text is the card `cards/card.md`. */
export type ExampleFiles = string | Readonly<Record<string, string>>;

export interface Example {
  /** The files at the start of the branch, for a rule about branches. */
  readonly before?: ExampleFiles;
  /** Path → text. `kb.config.yaml` is the config; without it the defaults apply. */
  readonly files: ExampleFiles;
  /** The findings of the rule, as in `cards/card.md:3:1 message`; empty for a good example. */
  readonly says: readonly string[];
  /** The files after `--fix`, if the rule has a fix. */
  readonly fixed?: ExampleFiles;
}

/** An option that a rule has in the config besides `severity`. */
export interface OptionSpec {
  /** One sentence, which names the unit. */
  readonly description: string;
  readonly default: number | string | boolean | readonly string[];
  /** Minimum and maximum of a number. */
  readonly range?: readonly [least: number, most: number];
  /** Allowed values of a text. */
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
  /** Name in kebab case, used in findings, in the config and for the rule's page. */
  readonly name: string;
  /** What the rule expects, in one line without a full stop. */
  readonly summary: string;
  /** Why it matters and what to do, as Markdown paragraphs. */
  readonly why: string;
  /** Severity in a plain run, unless a complaint has its own. `off`: the rule is opt-in. */
  readonly severity: Severity | 'off';
  /** Severity with `--since`, if it differs: for example, time alone must not block a pull request. */
  readonly sinceSeverity?: Severity;
  /**
   * Severity with `--since` for a link that worked at the start of the branch and that the branch breaks, because then it is
   * certain that the link is wrong. A severity in the config takes precedence. Complaints of such a rule set `link`.
   */
  readonly brokenSeverity?: Severity;
  /**
   * With `--since`, reports only cards that the branch touches, because a single card can decide what the rule expects of all
   * others.
   */
  readonly ownCard?: true;
  readonly options?: O;
  /**
   * Finds the problems of a card. `reader`: reading the card already reports them under the rule's name. `surface`: the rule
   * needs more than facts about cards, and the caller provides its findings.
   */
  readonly check:
    | 'reader'
    | 'surface'
    | ((card: CardFacts, scope: Scope, options: OptionValues<O>) => readonly Complaint[]);
  /** At least one good and one bad example. */
  readonly examples: readonly Example[];
}

export type Rule = RuleOf<OptionSpecs>;

/** Defines a rule; the types of its options follow from their defaults. */
export function rule<const O extends OptionSpecs>(definition: RuleOf<O>): Rule {
  return definition as unknown as Rule;
}

/** The shared result for a card without problems, which is by far the most common case. */
export const NOTHING: readonly Complaint[] = [];
