/** The configuration of a base, with its defaults. Reading `kb.config.yaml` is config/parse.ts, which loads YAML. */
import type { Audience, Severity } from './card/card.js';
import type { Dialect } from './card/fields.js';
import type { Interval } from './day.js';

/** A person as owners, verifiers and git know them. */
export interface Person {
  readonly name: string;
  readonly login: string | null;
  readonly emails: readonly string[];
  readonly teams: readonly string[];
}

/** The weights of search/rank.ts; every one is explained in schemas/config.schema.json. */
export interface Ranking {
  readonly boosts: {
    readonly title: number;
    readonly tags: number;
    readonly headings: number;
    readonly body: number;
  };
  readonly trust: {
    readonly verified: number;
    readonly due: number;
    readonly unverified: number;
    readonly stale: number;
    readonly superseded: number;
  };
  /** Exponent of the share of the words that a card has, each weighed by its rarity. */
  readonly coverage: number;
  /** Largest factor for a card verified today. */
  readonly recency: number;
}

/** For what a card may get an issue. */
export const CALLS = ['stale', 'flagged', 'code-changed'] as const;
export type Call = (typeof CALLS)[number];

/** How `kb issues sync` works. */
export interface IssueSettings {
  /** Null: the remote decides. */
  readonly forge: 'github' | 'file' | null;
  readonly label: string;
  readonly for: readonly Call[];
  /** Issues that one run opens, new or again, at most. */
  readonly newPerRun: number;
  /** Logins whose issues count as kb's own, beside today's. */
  readonly author: readonly string[];
  readonly mentionTeams: boolean;
  /** Of the forge `file`, from the root of the base. */
  readonly folder: string;
}

export interface Config {
  /** Absolute path; null where there is none and the defaults hold. */
  readonly file: string | null;
  readonly cards: readonly string[];
  readonly dialect: Dialect;
  /** Canonical field → names in this repo, in front of the dialect's. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly defaults: {
    /** Null: `never`. */
    readonly verifyEvery: Interval | null;
    readonly owner: readonly string[];
    readonly audience: Audience;
  };
  /** Days before the due day in which a card is due. */
  readonly warn: number;
  /** IANA name of the zone in which the day is taken. */
  readonly timezone: string;
  /** Allowed tags; null = any. */
  readonly tags: readonly string[] | null;
  readonly people: readonly Person[];
  readonly languages: readonly string[];
  /** A clone keeps a log of its searches and opens. */
  readonly usage: boolean;
  /** Rule → what the config says about it. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly ranking: Ranking;
  readonly issues: IssueSettings;
}

/** What a config says about a lint rule. */
export interface RuleSetting {
  /** Null where it sets options only. */
  readonly severity: Severity | 'off' | null;
  /** By name; checked against the rule's own. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What holds without a config file. */
export function defaultConfig(): Config {
  return {
    file: null,
    cards: ['cards/**/*.md'],
    dialect: 'kb',
    fields: new Map(),
    defaults: { verifyEvery: { count: 90, unit: 'day' }, owner: [], audience: 'internal' },
    warn: 14,
    timezone: 'UTC',
    tags: null,
    people: [],
    languages: [],
    usage: true,
    rules: new Map(),
    ranking: {
      boosts: { title: 3, tags: 3, headings: 2, body: 1 },
      trust: { verified: 1, due: 0.97, unverified: 0.8, stale: 0.6, superseded: 0.3 },
      coverage: 0.75,
      recency: 1.1,
    },
    issues: {
      forge: null,
      label: 'kb-stale',
      for: CALLS,
      newPerRun: 10,
      author: [],
      mentionTeams: false,
      folder: 'issues',
    },
  };
}
