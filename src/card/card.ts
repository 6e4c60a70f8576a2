/** The types of a card: its fields, its text, and the problems in it. Nothing here depends on the clock. */
import type { Day, Interval } from '../day.js';

/** Stable identity of a card: lower-case segments joined by `/` (see docs/card-format.md). */
export type CardId = string & { readonly __cardId: unique symbol };

/** A place in a card's file. Offsets count UTF-16 units of the decoded file, including the byte order mark. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Line of `from`, counted from 1. */
  readonly line: number;
  /** Column of `from`, counted from 1. */
  readonly column: number;
}

/** Replaces the text in [from, to) of a file; every other byte stays. Offsets as in Range. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong with a card's content. Always returned, never thrown. */
export interface Problem {
  /** Name of the lint rule, such as `front-matter-closed`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was expected and what was found. May quote the card, so escape it before printing it to a terminal. */
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly fix?: Edit;
  /** Identifies the problem if its message also has details that can change: a count, an offset, other cards. */
  readonly key?: string;
  /** Address of the link or image that the problem is about, as written in the card. */
  readonly link?: string;
}

export const STATUSES = ['draft', 'active', 'deprecated', 'archived'] as const;
export type Status = (typeof STATUSES)[number];

/** Who may read the card where it is served. */
export type Audience = 'public' | 'internal' | `restricted:${string}`;

/** Record of the last verification, as written by `kb verify`. */
export interface Verified {
  readonly on: Day | null;
  readonly by: string | null;
  /** 12 hexadecimal digits: hash of the verified text and dates (trust/verify.ts). */
  readonly content: string | null;
  /** 12 hexadecimal digits: hash of the code under `paths` (trust/verify.ts). */
  readonly paths: string | null;
  readonly note: string | null;
}

/** An open flag on a card. */
export interface Flag {
  readonly by: string;
  readonly on: Day | null;
  readonly note: string;
}

/** Where a card's owner comes from. */
export type OwnerSource = 'card' | 'directory' | 'codeowners' | 'config';

export interface Card {
  readonly id: CardId;
  /** Whether the id is written in the card; otherwise it is made from the path. */
  readonly explicitId: boolean;
  /** Relative to the root of the base, with `/`. */
  readonly path: string;
  readonly title: string;
  /** The title in the front matter; null if the title comes from the first heading or the file name. */
  readonly writtenTitle: string | null;
  readonly owner: readonly string[];
  readonly ownerFrom: OwnerSource | null;
  readonly verifiers: readonly string[];
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  readonly aliases: readonly string[];
  readonly related: readonly string[];
  /** Globs of the code that the card describes, relative to the root of the git work tree. */
  readonly paths: readonly string[];
  /** The verify-by date as written; null if it is missing or invalid (see badDate). */
  readonly verifyBy: Day | null;
  /** Whether a date or interval that decides when the card is due is written but cannot be read. */
  readonly badDate: boolean;
  /** As written, else the default of the folder or the config. */
  readonly verifyEvery: Interval | null;
  readonly verified: Verified;
  readonly flags: readonly Flag[];
  readonly kind: string | null;
  readonly status: Status;
  readonly supersededBy: string | null;
  readonly audience: Audience;
  /** BCP 47 tag as written; null if the language must be detected. */
  readonly language: string | null;
  /** Markdown after the front matter. In an unreadable card, everything that could be decoded. */
  readonly body: string;
  /** The whole file, decoded. */
  readonly source: string;
  /** Line of the file on which the body starts, counted from 1. */
  readonly bodyLine: number;
  /** Why the card's fields cannot be read, in which case they are ignored; null if they can. */
  readonly unreadable: string | null;
  readonly problems: readonly Problem[];
}
