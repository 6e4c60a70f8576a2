/** Converts issues, comments and events from GitHub's API. */
import { KbError } from '../../../errors.js';
import type { CloseReason, Issue, IssueComment } from '../../forge.js';

interface User {
  readonly login?: unknown;
}

/** The fields of an issue that kb reads; none of them can be relied on. */
interface ApiIssue {
  readonly number?: unknown;
  readonly html_url?: unknown;
  readonly title?: unknown;
  readonly body?: unknown;
  readonly state?: unknown;
  readonly state_reason?: unknown;
  readonly user?: User | null;
  readonly closed_by?: User | null;
  readonly closed_at?: unknown;
  readonly created_at?: unknown;
  readonly labels?: unknown;
  readonly assignees?: unknown;
  readonly locked?: unknown;
  readonly pull_request?: unknown;
}

const REASONS: readonly unknown[] = ['completed', 'not_planned', 'duplicate'] satisfies CloseReason[];
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
/** The author that GitHub shows for deleted accounts. */
const GHOST = 'ghost';

/** Converts an issue; null for a pull request. Throws KbError `forge` if the data cannot be from GitHub. */
export function toIssue(data: unknown): Issue | null {
  const raw = (data ?? {}) as ApiIssue;
  if (raw.pull_request) return null;
  const { number, state } = raw;
  if (!isNumber(number) || (state !== 'open' && state !== 'closed')) throw notGitHub();
  const isClosed = state === 'closed';
  return {
    number,
    url: text(raw.html_url),
    title: text(raw.title),
    body: text(raw.body),
    state,
    reason: isClosed && REASONS.includes(raw.state_reason) ? (raw.state_reason as CloseReason) : null,
    author: loginOf(raw.user) ?? GHOST,
    closedBy: isClosed ? loginOf(raw.closed_by) : null,
    closedAt: isClosed && raw.closed_at ? time(raw.closed_at) : null,
    createdAt: time(raw.created_at),
    labels: list(raw.labels).map((label) =>
      typeof label === 'string' ? label : text((label as { name?: unknown } | null)?.name),
    ),
    assignees: toLogins(raw.assignees),
    locked: raw.locked === true,
  };
}

/** The same for a given issue. Throws KbError `forge` if it is another one. */
export function toIssueOf(number: number, data: unknown): Issue | null {
  const issue = toIssue(data);
  if (issue !== null && issue.number !== number) throw notGitHub();
  return issue;
}

export function toLogins(users: unknown): readonly string[] {
  return list(users)
    .map((user) => loginOf(user as User | null))
    .filter((login) => login !== null);
}

export function toComment(data: unknown): IssueComment {
  const { user, body } = (data ?? {}) as { user?: User | null; body?: unknown };
  return { author: loginOf(user) ?? GHOST, body: text(body) };
}

/** Returns the label that an issue event added; null for other events. */
export function labelledWith(data: unknown): string | null {
  const { event, label } = (data ?? {}) as { event?: unknown; label?: { name?: unknown } | null };
  return event === 'labeled' ? text(label?.name) : null;
}

/** Something other than GitHub answers at the URL of the API. */
export function notGitHub(): KbError {
  return new KbError(
    'forge',
    'the server does not answer like the GitHub API',
    'check that GITHUB_API_URL is the URL of the API: https://HOST/api/v3',
  );
}

function loginOf(user: User | null | undefined): string | null {
  return text(user?.login) || null;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function time(value: unknown): string {
  if (TIME.test(text(value)) && !Number.isNaN(Date.parse(text(value)))) return text(value);
  throw notGitHub();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
