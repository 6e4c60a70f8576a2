/** kb.config.yaml → Config: checked against schemas/config.schema.json, defaults filled in, errors at file:line. */
import type { Audience } from './card/card.js';
import type { Interval } from './day.js';

export type Dialect = 'kb' | 'gds' | 'learn';

/** A person as owners, verifiers and git know them. */
export interface Person {
  readonly name: string;
  readonly login: string | null;
  readonly emails: readonly string[];
  readonly teams: readonly string[];
}

/** The weights of search/rank.ts; every one is explained in schemas/config.schema.json. */
export interface Ranking {
  readonly boosts: { readonly title: number; readonly tags: number; readonly headings: number; readonly body: number };
  readonly trust: {
    readonly verified: number;
    readonly due: number;
    readonly unverified: number;
    readonly stale: number;
    readonly superseded: number;
  };
  /** Exponent of (matched words ÷ words). */
  readonly coverage: number;
  /** Largest factor for a card verified today. */
  readonly recency: number;
}

export interface Config {
  /** Absolute path; null where there is none and the defaults hold. */
  readonly file: string | null;
  readonly cards: readonly string[];
  readonly dialect: Dialect;
  /** Canonical field → names in this repo, in front of the dialect's. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly defaults: {
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
  readonly ranking: Ranking;
}
