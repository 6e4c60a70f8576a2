/**
 * Checks GitHub for `kb doctor`: what the token may do, and when the workflow last ran. Read-only. Every text from the server
 * is reduced to one short line; otherwise it could fake problems in the output.
 */
import { shortened } from '../../../text/shortened.js';
import { oneLine } from '../../../text/shell.js';
import { failureOf, toKbError } from './errors.js';
import { ONCE, openClient, type Answer, type Client, type GitHubSettings } from './octokit.js';
import { isLimit } from './patience.js';

export interface TokenHealth {
  /** The scopes of a classic token; null for other kinds, which do not list them. */
  readonly scopes: readonly string[] | null;
  readonly login: string | null;
  /** Null if GitHub does not say. */
  readonly canWriteIssues: boolean | null;
}

export interface WorkflowHealth {
  /** As GitHub calls it: `active`, `disabled_inactivity`, `disabled_manually`, …; null if there is no such workflow. */
  readonly state: string | null;
  /** Null if it has never run. */
  readonly lastRun: {
    /** ISO 8601. */
    readonly at: string;
    /** `success`, `failure`, …; null while running. */
    readonly conclusion: string | null;
    /** The web page of the run; null if the server gives none. */
    readonly url: string | null;
  } | null;
}

export interface GitHubHealth {
  tokenHealth(): Promise<TokenHealth>;
  /** Null if the token may not see it. @param file its name in `.github/workflows` */
  workflowHealth(file: string): Promise<WorkflowHealth | null>;
}

/** Neither check retries. Both throw KbError `forge` if the token is rejected or cannot see the repository. */
export function githubHealth(settings: GitHubSettings): GitHubHealth {
  const client = openClient(settings);
  const [owner = '', repo = ''] = settings.repository.split('/');
  const ask = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      throw toKbError(error, { ...settings, issue: null, isRepeatable: true });
    }
  };
  return {
    tokenHealth: () => ask(() => tokenHealth(client, { owner, repo })),
    workflowHealth: (file) => ask(() => workflowHealth(client, { owner, repo, workflow_id: file })),
  };
}

async function tokenHealth(client: Client, repository: object): Promise<TokenHealth> {
  const { headers, data } = await client.request('GET /repos/{owner}/{repo}', {
    ...repository,
    request: ONCE,
  });
  const scopes = scopesIn(headers['x-oauth-scopes']);
  // The token of a workflow does not belong to a user.
  const user = await unless([403, 404], client.request('GET /user', { request: ONCE }));
  const { login } = (user?.data ?? {}) as { login?: unknown };
  return {
    scopes,
    login: text(login),
    canWriteIssues: scopes && canWrite(scopes, data as Seen),
  };
}

interface Seen {
  readonly private?: unknown;
  readonly permissions?: { readonly triage?: unknown; readonly push?: unknown };
}

/** Without at least the triage role, a user can open issues but neither label nor assign them. */
function canWrite(scopes: readonly string[], { private: isPrivate, permissions }: Seen): boolean {
  const isInScope = scopes.includes('repo') || (scopes.includes('public_repo') && isPrivate === false);
  return isInScope && (permissions?.triage === true || permissions?.push === true);
}

function scopesIn(header: string | number | undefined): readonly string[] | null {
  if (typeof header !== 'string') return null;
  return header
    .split(',')
    .map((scope) => oneLine(shortened(scope.trim())))
    .filter((scope) => scope !== '');
}

async function workflowHealth(client: Client, workflow: object): Promise<WorkflowHealth | null> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}';
  let found: Answer;
  try {
    found = await client.request(route, { ...workflow, request: ONCE });
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.status === 404) return { state: null, lastRun: null };
    if (failure?.status === 403 && !isLimit(failure)) return null;
    throw error;
  }
  const runs = await client.request(`${route}/runs`, { ...workflow, per_page: 1, request: ONCE });
  const { workflow_runs: list } = runs.data as { workflow_runs?: unknown };
  const [run] = (Array.isArray(list) ? list : []) as (Run | null)[];
  const { state } = found.data as { state?: unknown };
  return {
    state: text(state),
    lastRun: run
      ? {
          at: text(run.run_started_at) ?? text(run.created_at) ?? '',
          conclusion: text(run.conclusion),
          url: webAddress(run.html_url),
        }
      : null,
  };
}

interface Run {
  readonly run_started_at?: unknown;
  readonly created_at?: unknown;
  readonly conclusion?: unknown;
  readonly html_url?: unknown;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? oneLine(shortened(value)) : null;
}

/** Validates a URL, because users may open it. */
function webAddress(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/[\x21-\x7e]{1,500}$/.test(value) ? value : null;
}

async function unless(statuses: readonly number[], request: Promise<Answer>): Promise<Answer | null> {
  try {
    return await request;
  } catch (error) {
    if (statuses.includes(failureOf(error)?.status ?? 0)) return null;
    throw error;
  }
}
