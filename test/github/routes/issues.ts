/** Issues: listed, opened, read, changed. */
import { invalid, refuse } from '../answer.js';
import { issueOf, mayTriage, needWrite, repositoryWithIssues, type Call, type Route } from '../call.js';
import { page } from '../pages.js';
import type { Repository } from '../repository.js';
import type { StateReason, StoredIssue } from '../stored.js';
import { issueJson, repositoryUrl } from '../wire.js';
import { checkLabels, labelNames } from './labels.js';

export const issueRoutes: Readonly<Record<string, Route>> = {
  'issues/list-for-repo': (call) => {
    const repository = repositoryWithIssues(call);
    const found = sorted(
      call,
      repository.listed().filter((issue) => isAskedFor(call, issue)),
    );
    const items = found.map((issue) => issueJson(call.api, repository, issue, call.state.listsTellCloser));
    return page(call, `${repositoryUrl(call.api, repository)}/issues`, items);
  },

  'issues/get': (call) => {
    const { repository, issue } = issueOf(call);
    return { status: 200, body: issueJson(call.api, repository, issue, true) };
  },

  'issues/create': (call) => {
    const repository = repositoryWithIssues(call);
    needWrite(call);
    const { title, body } = texts(call);
    if (title === undefined) throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
    const labels = labelNames(call.body['labels']);
    const assignees = logins(repository, call.body['assignees']);
    if (mayTriage(call)) checkLabels(labels);
    const allowed = mayTriage(call) ? { labels, assignees } : {};
    const issue = repository.open(call.token.login, { title, body: body ?? null, ...allowed });
    const answer = issueJson(call.api, repository, issue, true);
    return { status: 201, body: answer, headers: { location: String(answer['url']) } };
  },

  'issues/update': (call) => {
    const { repository, issue } = issueOf(call);
    needWrite(call);
    const isOwn = issue.author === call.token.login;
    if (!isOwn && !mayTriage(call)) throw refuse(403, 'Must have admin rights to Repository.');
    change(call, repository, issue);
    return { status: 200, body: issueJson(call.api, repository, issue, true) };
  },

  'issues/check-user-can-be-assigned': (call) => {
    const repository = repositoryWithIssues(call);
    const status = repository.directory.mayBeAssigned(call.params['assignee'] ?? '') ? 204 : 404;
    return status === 204 ? { status } : { status, body: { message: 'Not Found', status: '404' } };
  },

  'issues/add-assignees': (call) => {
    const { repository, issue } = issueOf(call);
    needWrite(call);
    const asked = (call.body['assignees'] ?? []) as readonly (string | { readonly login: string })[];
    const named = asked.map((one) => (typeof one === 'string' ? one : one.login));
    if (mayTriage(call)) repository.assign(call.token.login, issue.number, named);
    return { status: 201, body: issueJson(call.api, repository, issue, true) };
  },
};

function change(call: Call, repository: Repository, issue: StoredIssue): void {
  const { login } = call.token;
  const { state, labels, assignees } = call.body;
  const reason = call.body['state_reason'] as StateReason | null | undefined;
  const wanted = { labels: labelNames(labels), assignees: logins(repository, assignees) };
  checkLabels(wanted.labels);
  repository.edit(login, issue.number, texts(call));
  if (labels !== undefined && mayTriage(call)) {
    const dropped = issue.labels.filter((name) => !wanted.labels.includes(name));
    for (const name of dropped) repository.removeLabel(login, issue.number, name);
    repository.addLabels(login, issue.number, wanted.labels);
  }
  if (assignees !== undefined && mayTriage(call)) {
    const dropped = issue.assignees.filter((one) => !wanted.assignees.includes(one));
    for (const one of dropped) repository.unassign(login, issue.number, one);
    repository.assign(login, issue.number, wanted.assignees);
  }
  // A reason without a change of state has no effect.
  if (state === 'closed') repository.close(login, issue.number, reason ?? 'completed');
  if (state === 'open') repository.reopen(login, issue.number);
}

/** Title and body, if they are given. Throws if they exceed GitHub's limits. */
function texts({ body: asked }: Call): { readonly title?: string; readonly body?: string | null } {
  const asTitle = asked['title'] as string | number | null | undefined;
  const title = asTitle === undefined || asTitle === null ? undefined : String(asTitle);
  const body = asked['body'] as string | null | undefined;
  if (title?.trim() === '') throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
  if (title !== undefined) checkLength('title', title, 256);
  if (body !== undefined && body !== null) checkLength('body', body, 65_536);
  return { ...(title !== undefined && { title }), ...(body !== undefined && { body }) };
}

function checkLength(field: string, text: string, most: number): void {
  if (Array.from(text).length <= most) return;
  const message = `${field} is too long (maximum is ${most} characters)`;
  throw invalid({ resource: 'Issue', field, code: 'custom', message });
}

/** A login that may not be assigned makes the whole request fail. */
function logins(repository: Repository, asked: unknown): readonly string[] {
  const named = (asked ?? []) as readonly string[];
  const bad = named.find((login) => !repository.directory.mayBeAssigned(login));
  if (bad !== undefined)
    throw invalid({ resource: 'Issue', field: 'assignees', code: 'invalid', value: bad });
  return named.map((login) => repository.directory.user(login).login);
}

function isAskedFor({ query }: Call, issue: StoredIssue): boolean {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const creator = query.get('creator');
  const since = query.get('since');
  const has = new Set(issue.labels.map((label) => label.toLowerCase()));
  return (
    (state === 'all' || issue.state === state) &&
    labels.every((label) => has.has(label.toLowerCase())) &&
    (creator === null || issue.author.toLowerCase() === creator.toLowerCase()) &&
    (since === null || Date.parse(issue.updatedAt) >= Date.parse(since))
  );
}

function sorted({ query }: Call, issues: readonly StoredIssue[]): readonly StoredIssue[] {
  const by = query.get('sort') ?? 'created';
  const key = (issue: StoredIssue): number => {
    if (by === 'comments') return issue.comments.length;
    return Date.parse(by === 'updated' ? issue.updatedAt : issue.createdAt);
  };
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  return issues.toSorted((one, other) => sign * (key(one) - key(other) || one.number - other.number));
}
