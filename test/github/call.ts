/** A request on its way to a route, and what routes check first. */
import { notFound, Refusal, refuse, type Answer } from './answer.js';
import type { Token } from './directory.js';
import type { Repository } from './repository.js';
import type { StoredIssue } from './stored.js';
import type { ApiUrl } from './wire.js';
import type { State } from './state.js';

export interface Call {
  readonly state: State;
  readonly api: ApiUrl;
  readonly token: Token;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; {} if there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Route = (call: Call) => Answer;

export function repositoryOf({ state, params }: Call): Repository {
  const repository = state.find(params['owner'] ?? '', params['repo'] ?? '');
  if (repository === undefined) throw notFound();
  return repository;
}

/** The issue that the path names. Throws a refusal if it is deleted or transferred. */
export function issueOf(call: Call): { readonly repository: Repository; readonly issue: StoredIssue } {
  const repository = repositoryWithIssues(call);
  const number = Number(call.params['issue_number']);
  const gone = repository.gone.get(number);
  if (gone === 'deleted') throw refuse(410, 'This issue was deleted');
  if (gone !== undefined) throw movedTo(call, gone.repository, gone.number);
  const issue = repository.issues.get(number);
  if (issue === undefined) throw notFound();
  return { repository, issue };
}

export function repositoryWithIssues(call: Call): Repository {
  const repository = repositoryOf(call);
  if (call.token.issues === 'none') throw notAccessible(call.token);
  if (!repository.hasIssues) throw refuse(410, 'Issues has been disabled in this repository.');
  return repository;
}

/** Throws if the token may not write. */
export function needWrite({ token }: Call): void {
  if (token.issues !== 'write') throw notAccessible(token);
}

/** Apps may triage with their permission; people need the right to push. */
export function mayTriage({ token }: Call): boolean {
  return token.push || token.kind === 'app';
}

export function notAccessible(token: Token): Refusal {
  const holder = token.kind === 'app' ? 'integration' : 'personal access token';
  return refuse(403, `Resource not accessible by ${holder}`);
}

/** GitHub names the new place by the id of the repository. */
function movedTo(call: Call, repository: Repository, number: number): Refusal {
  const url = `${call.api}/repositories/${repository.id}/issues/${number}`;
  return new Refusal({
    status: 301,
    body: { message: 'Moved Permanently', url },
    headers: { location: url },
  });
}
