/** The interface to a place that keeps issues. One test suite covers all implementations (test/contracts/forge.ts). */
import { fold } from '../text/fold.js';

export type CloseReason = 'completed' | 'not_planned' | 'duplicate';

/** An issue; never a pull request. */
export interface Issue {
  readonly number: number;
  /** The web page of the issue. */
  readonly url: string;
  readonly title: string;
  /** Markdown; '' if there is none. People may have edited it, and the forge may use CRLF as line break. */
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** Why it was closed; null for an open issue or if no reason was given. */
  readonly reason: CloseReason | null;
  /** Login, as the forge spells it: `ana`, `github-actions[bot]`. */
  readonly author: string;
  /** Login; null for an open issue, or if a list omits it (`issue()` has it then). */
  readonly closedBy: string | null;
  /** ISO 8601, by the clock of the forge; null for an open issue. */
  readonly closedAt: string | null;
  readonly createdAt: string;
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
  readonly locked: boolean;
}

export interface IssueComment {
  readonly author: string;
  readonly body: string;
}

/** A new issue. */
export interface Draft {
  /** The id of the card; a file forge names the file after it. */
  readonly card: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins; one that cannot be assigned is dropped, and the issue is created anyway. */
  readonly assignees: readonly string[];
}

/** Fields to change; others stay as they are. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  /** Only with `state: 'closed'`. */
  readonly reason?: CloseReason;
}

/** A query for issues; all conditions must be met. */
export interface IssueQuery {
  readonly state: 'open' | 'closed' | 'all';
  readonly label?: string;
  /** Login of the author. */
  readonly author?: string;
  /** ISO 8601: only issues created or changed since then. */
  readonly since?: string;
}

/**
 * Every method throws KbError `forge` if the forge refuses or cannot be reached after patient retries. After a failure, only
 * `create` and `comment` may have had an effect that the caller does not know about.
 */
export interface Forge {
  /** The default branch, whose cards count; null if the forge has none. */
  readonly branch: string | null;
  /** The login that kb writes as; null if the forge does not say. */
  viewer(): Promise<string | null>;
  /** Returns all matching issues, or throws: never an incomplete list. */
  issues(query: IssueQuery): Promise<readonly Issue[]>;
  /** Null if the issue was deleted or transferred. */
  issue(number: number): Promise<Issue | null>;
  /** Returns the new issue, which may have fewer labels or assignees. Not retried: throws OutcomeUnknown if the answer is lost. */
  create(draft: Draft): Promise<Issue>;
  update(number: number, change: IssueChange): Promise<Issue>;
  /** Oldest first. */
  comments(number: number): Promise<readonly IssueComment[]>;
  /** Not retried: throws OutcomeUnknown if the answer is lost. */
  comment(number: number, body: string): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  /**
   * Whether the issue has or ever had the label, as far as the forge remembers: outsiders can write anything into an issue, but
   * cannot label it. A forge without such a history returns true.
   */
  hadLabel(number: number, label: string): Promise<boolean>;
  /** Does nothing if the issue does not have the label. */
  removeLabel(number: number, label: string): Promise<void>;
  /** Creates the label if it is missing; an existing one is not changed. */
  ensureLabel(label: Label): Promise<void>;
  canAssign(login: string): Promise<boolean>;
  /** Adds assignees and removes none. Returns the resulting assignees, because forges silently drop some. */
  assign(number: number, logins: readonly string[]): Promise<readonly string[]>;
}

export interface Label {
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  /** Six hex digits. */
  readonly color: string;
}

/** It is unknown whether the request was carried out: the connection broke, or the forge failed, before it answered. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Whether two logins are the same, ignoring case as forges do. The `[bot]` of a bot is part of its login. */
export function isSameLogin(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** Whether two labels are the same, ignoring case as forges do. */
export function isSameLabel(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** Returns each login once, in its first spelling. */
export function distinctLogins(logins: readonly string[]): readonly string[] {
  const spelled = new Map<string, string>();
  for (const login of logins) if (!spelled.has(fold(login))) spelled.set(fold(login), login);
  return [...spelled.values()];
}

/** Returns a test for whether a login is one of these. */
export function isOneOf(logins: readonly string[]): (login: string) => boolean {
  const known = new Set(logins.map(fold));
  return (login) => known.has(fold(login));
}
