/** What a card is: the fields it states, its text, and what is wrong with it. Nothing here depends on the clock. */
import type { Day, Interval } from '../day.js';

/** Stable identity of a card: lower-case segments joined by `/` (spec in docs/card-format.md). */
export type CardId = string & { readonly __cardId: unique symbol };

/** A place in a card's file. Offsets count UTF-16 units of the decoded file (byte order mark included). */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Line of `from`, from 1. */
  readonly line: number;
  /** Column of `from`, from 1. */
  readonly column: number;
}

/** A change to a file that leaves every byte outside [from, to) as it was. Offsets as in Range. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong with a card's content. It is data, never thrown. */
export interface Problem {
  /** Name of the rule, `front-matter-closed`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was expected and what was found. May quote the card: escape it before it reaches a terminal. */
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly fix?: Edit;
  /** What the problem is known by, where its message says more than that: a count, an offset, other cards. */
  readonly key?: string;
  /** The address of the link or image that it is about, as the card has it. */
  readonly link?: string;
}

export const STATUSES = ['draft', 'active', 'deprecated', 'archived'] as const;
export type Status = (typeof STATUSES)[number];

/** Who may read the card on served surfaces. */
export type Audience = 'public' | 'internal' | `restricted:${string}`;

/** The record of the last verification, as written by `kb verify`. */
export interface Verified {
  readonly on: Day | null;
  readonly by: string | null;
  /** 12 hexadecimal digits: what text was verified with what dates (trust/verify.ts). */
  readonly content: string | null;
  /** 12 hexadecimal digits over the code under `paths` (trust/verify.ts). */
  readonly paths: string | null;
  readonly note: string | null;
}

/** An open objection to a card. */
export interface Flag {
  readonly by: string;
  readonly on: Day | null;
  readonly note: string;
}

/** From where a card has its owner. */
export type OwnerSource = 'card' | 'directory' | 'codeowners' | 'config';

export interface Card {
  readonly id: CardId;
  /** The id is written in the card; otherwise it is made from the path. */
  readonly explicitId: boolean;
  /** From the root of the base, with `/`. */
  readonly path: string;
  readonly title: string;
  /** The front matter's title as written; null where the title comes from the first heading or the file name. */
  readonly writtenTitle: string | null;
  readonly owner: readonly string[];
  readonly ownerFrom: OwnerSource | null;
  readonly verifiers: readonly string[];
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  readonly aliases: readonly string[];
  readonly related: readonly string[];
  /** Globs, from the root of the git work tree, of the code that the card describes. */
  readonly paths: readonly string[];
  /** The due day as written; null where none is, or where it is wrong (see badDate). */
  readonly verifyBy: Day | null;
  /** A date or interval that the due day rests on is written but cannot be read. */
  readonly badDate: boolean;
  /** As written, or the directory's or config's default. */
  readonly verifyEvery: Interval | null;
  readonly verified: Verified;
  readonly flags: readonly Flag[];
  readonly kind: string | null;
  readonly status: Status;
  readonly supersededBy: string | null;
  readonly audience: Audience;
  /** BCP 47 tag as written; null where it is to be detected. */
  readonly language: string | null;
  /** Markdown after the front matter. For an unreadable card: all that could be decoded. */
  readonly body: string;
  /** The whole file, decoded. */
  readonly source: string;
  /** Line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
  /** Why the card's fields cannot be read (they are ignored then); null where they can. */
  readonly unreadable: string | null;
  readonly problems: readonly Problem[];
}
