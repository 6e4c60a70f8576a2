/** The configuration of a base and its defaults. config/parse.ts reads `kb.config.yaml`, and is apart because it loads YAML. */
import type { Audience, Severity } from './card/card.js';
import type { Dialect } from './card/fields.js';
import type { Interval } from './day.js';

/** A person's names among owners and verifiers and in git. */
export interface Person {
  readonly name: string;
  readonly login: string | null;
  readonly emails: readonly string[];
  readonly teams: readonly string[];
}

/** The weights of search/rank.ts. schemas/config.schema.json explains each of them. */
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
  /** Exponent of the share of the query words that a card has, each weighted by its rarity. */
  readonly coverage: number;
  /** Largest factor, that of a card verified today. */
  readonly recency: number;
}

/** Reasons for which a card may get an issue. */
export const CALLS = ['stale', 'flagged', 'code-changed'] as const;
export type Call = (typeof CALLS)[number];

/** Settings of `kb issues sync`. */
export interface IssueSettings {
  /** Null: decided by the remote. */
  readonly forge: 'github' | 'file' | null;
  readonly label: string;
  readonly for: readonly Call[];
  /** Maximum number of issues that one run opens or reopens. */
  readonly newPerRun: number;
  /** Logins whose issues also count as kb's own. */
  readonly author: readonly string[];
  readonly mentionTeams: boolean;
  /** For the forge `file`; relative to the root of the base. */
  readonly folder: string;
}

export interface Config {
  /** Absolute path; null if there is no file and the defaults apply. */
  readonly file: string | null;
  readonly cards: readonly string[];
  readonly dialect: Dialect;
  /** Canonical field → names in this repo, which come before the dialect's. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly defaults: {
    /** Null: `never`. */
    readonly verifyEvery: Interval | null;
    readonly owner: readonly string[];
    readonly audience: Audience;
  };
  /** Days before the verify-by date on which a card becomes due. */
  readonly warn: number;
  /** IANA name of the time zone that decides which day it is. */
  readonly timezone: string;
  /** Allowed tags; null allows any. */
  readonly tags: readonly string[] | null;
  readonly people: readonly Person[];
  readonly languages: readonly string[];
  /** Whether each clone keeps a log of its searches and opened cards. */
  readonly usage: boolean;
  /** Rule → its settings. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly ranking: Ranking;
  readonly issues: IssueSettings;
}

/** Settings of a lint rule. */
export interface RuleSetting {
  /** Null if only options are set. */
  readonly severity: Severity | 'off' | null;
  /** By name; checked against the options that the rule has. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Returns the configuration of a base without a config file. */
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
