/** The state of the loopback GitHub in the JSON of the REST API. */
import type { Repository } from './repository.js';
import type { StoredComment, StoredEvent, StoredIssue, StoredLabel } from './stored.js';

/** The base URL of the API, without a slash at the end. */
export type ApiUrl = string;

export const WEB = 'https://github.com';

export function userJson(api: ApiUrl, repository: Repository, login: string): Record<string, unknown> {
  const { id, type } = repository.directory.user(login);
  const url = `${api}/users/${encodeURIComponent(login)}`;
  const lists = [
    'followers',
    'following',
    'gists',
    'starred',
    'subscriptions',
    'organizations',
    'repos',
    'events',
  ];
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${WEB}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${WEB}/apps/${login.replace('[bot]', '')}` : `${WEB}/${login}`,
    ...Object.fromEntries(lists.map((list) => [`${list}_url`, `${url}/${list}`])),
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

export function labelJson(api: ApiUrl, repository: Repository, label: StoredLabel): Record<string, unknown> {
  const { id, name, color, description } = label;
  const url = `${repositoryUrl(api, repository)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('Label', id), url, name, color, default: false, description };
}

/** Lists leave out `closed_by` by default. */
export function issueJson(
  api: ApiUrl,
  repository: Repository,
  issue: StoredIssue,
  withCloser: boolean,
): Record<string, unknown> {
  const home = repositoryUrl(api, repository);
  const url = `${home}/issues/${issue.number}`;
  const user = (login: string): Record<string, unknown> => userJson(api, repository, login);
  const assignees = issue.assignees.map(user);
  const page = webUrl(repository, issue);
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: home,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.reason,
    title: issue.title,
    body: issue.body,
    user: user(issue.author),
    labels: issue.labels.map((name) => labelJson(api, repository, repository.label(name))),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: issue.locked,
    active_lock_reason: null,
    comments: issue.comments.length,
    ...(issue.isPull && {
      pull_request: { url: `${home}/pulls/${issue.number}`, html_url: page, diff_url: null, patch_url: null },
    }),
    closed_at: issue.closedAt,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    ...(withCloser && { closed_by: issue.closedBy === null ? null : user(issue.closedBy) }),
    author_association: 'NONE',
  };
}

export function commentJson(
  api: ApiUrl,
  repository: Repository,
  issue: StoredIssue,
  comment: StoredComment,
): Record<string, unknown> {
  const { id, author, body, createdAt } = comment;
  const home = repositoryUrl(api, repository);
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${home}/issues/comments/${id}`,
    html_url: `${webUrl(repository, issue)}#issuecomment-${id}`,
    issue_url: `${home}/issues/${issue.number}`,
    user: userJson(api, repository, author),
    created_at: createdAt,
    updated_at: createdAt,
    author_association: 'NONE',
    body,
  };
}

export function eventJson(api: ApiUrl, repository: Repository, event: StoredEvent): Record<string, unknown> {
  const label = event.label === undefined ? undefined : repository.label(event.label);
  return {
    id: event.id,
    node_id: nodeId('Event', event.id),
    url: `${repositoryUrl(api, repository)}/issues/events/${event.id}`,
    actor: userJson(api, repository, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.at,
    performed_via_github_app: null,
    ...(event.assignee !== undefined && {
      assignee: userJson(api, repository, event.assignee),
      assigner: userJson(api, repository, event.actor),
    }),
    ...(label && { label: { name: label.name, color: label.color } }),
    ...(event.rename && { rename: event.rename }),
    ...(event.event === 'closed' && { state_reason: event.reason }),
    // The description has no event for closing and reopening: both pass as the event for locking, which requires this
    // key.
    ...(['closed', 'reopened', 'locked'].includes(event.event) && { lock_reason: null }),
  };
}

export function repositoryUrl(api: ApiUrl, repository: Repository): string {
  return `${api}/repos/${repository.fullName}`;
}

/** The page of the issue for people. */
export function webUrl(repository: Repository, issue: StoredIssue): string {
  return `${WEB}/${repository.fullName}/${issue.isPull ? 'pull' : 'issues'}/${issue.number}`;
}

export function nodeId(type: string, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}
