/** The port to a place that keeps issues. One suite of tests describes it (test/contracts/forge.ts). */
import { fold } from '../text/fold.js';

export type CloseReason = 'completed' | 'not_planned' | 'duplicate';

/** An issue; a pull request is none. */
export interface Issue {
  readonly number: number;
  /** Where people see it. */
  readonly url: string;
  readonly title: string;
  /** Markdown; '' where there is none. People may have edited it, and the forge may have made its line ends CRLF. */
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** Why it is closed; null for an open one, and where nobody said. */
  readonly reason: CloseReason | null;
  /** Login, as the forge spells it: `ana`, `github-actions[bot]`. */
  readonly author: string;
  /** Login; null for an open issue, and where a list leaves it out: `issue()` tells then. */
  readonly closedBy: string | null;
  /** ISO 8601 by the clock of the forge; null for an open issue. */
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
  /** The id of the card; a forge of files names the file after it. */
  readonly card: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins; one that may not be assigned is dropped, never the issue. */
  readonly assignees: readonly string[];
}

/** What is to be other; what is not named stays. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  /** Goes with `state: 'closed'`. */
  readonly reason?: CloseReason;
}

/** Which issues; all of these have to hold. */
export interface IssueQuery {
  readonly state: 'open' | 'closed' | 'all';
  readonly label?: string;
  /** Login of the author. */
  readonly author?: string;
  /** ISO 8601: only what was made or changed since. */
  readonly since?: string;
}

/**
 * Every method throws KbError `forge` where the forge refuses or cannot be reached after patient retries; nothing but `create`
 * and `comment` can have had an effect then that nobody knows of.
 */
export interface Forge {
  /** The branch that the forge shows first: its cards are those that count. Null where the forge has none. */
  readonly branch: string | null;
  /** The login in whose name kb writes; null where the forge does not tell. */
  viewer(): Promise<string | null>;
  /** All that there are, or it throws: never a part. */
  issues(query: IssueQuery): Promise<readonly Issue[]>;
  /** Null where it is deleted or was transferred. */
  issue(number: number): Promise<Issue | null>;
  /** The issue as it became: labels and assignees may be fewer. Never sent twice: throws OutcomeUnknown where the answer was lost. */
  create(draft: Draft): Promise<Issue>;
  update(number: number, change: IssueChange): Promise<Issue>;
  /** The oldest first. */
  comments(number: number): Promise<readonly IssueComment[]>;
  /** Never sent twice: throws OutcomeUnknown where the answer was lost. */
  comment(number: number, body: string): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  /**
   * Whether the issue has the label or ever had it, as far as the forge remembers: outsiders, who may write whatever they like
   * into an issue, cannot label it. A forge that remembers nothing says yes.
   */
  hadLabel(number: number, label: string): Promise<boolean>;
  /** One that is not there is no mistake. */
  removeLabel(number: number, label: string): Promise<void>;
  /** Makes the label where it is missing; one that exists is left as it is. */
  ensureLabel(label: Label): Promise<void>;
  canAssign(login: string): Promise<boolean>;
  /** Adds assignees, takes none away. The logins that are assigned then: a forge drops some without a word. */
  assign(number: number, logins: readonly string[]): Promise<readonly string[]>;
}

export interface Label {
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  /** Six hex digits. */
  readonly color: string;
}

/** The request may have been carried out, or not: the connection broke, or the forge failed, before it answered. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Whether two logins are one: forges do not mind case. A bot's `[bot]` is part of its name. */
export function isSameLogin(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** Whether two labels are one: forges do not mind case. */
export function isSameLabel(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** Each login once, as it is spelled first. */
export function distinctLogins(logins: readonly string[]): readonly string[] {
  const spelled = new Map<string, string>();
  for (const login of logins) if (!spelled.has(fold(login))) spelled.set(fold(login), login);
  return [...spelled.values()];
}

/** Whether a login is one of these. */
export function isOneOf(logins: readonly string[]): (login: string) => boolean {
  const known = new Set(logins.map(fold));
  return (login) => known.has(fold(login));
}
