/** The repository as GitHub knows it: it may have another name today than the remote says. */
import { noIssues, toKbError } from './errors.js';
import { notGitHub } from './issue.js';
import type { Client } from './octokit.js';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export interface Found {
  readonly repository: Repository;
  /** The default branch; null for an answer that names none. */
  readonly branch: string | null;
}

const NAME = /^([\w.-]+)\/([\w.-]+)$/;

/**
 * Led on by GitHub to the name of today; what leads elsewhere under that name was transferred.
 * Throws KbError `forge` where the token does not see it, or its issues are switched off.
 */
export async function lookUp(
  client: Client,
  { repository, token }: { readonly repository: string; readonly token: string },
): Promise<Found> {
  const [owner = '', repo = ''] = repository.split('/');
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo });
    const {
      full_name: name,
      has_issues: hasIssues,
      default_branch: branch,
    } = data as { full_name?: unknown; has_issues?: unknown; default_branch?: unknown };
    const [, today, itself] = NAME.exec(typeof name === 'string' ? name : '') ?? [];
    if (today === undefined || itself === undefined) throw notGitHub();
    if (hasIssues === false) throw noIssues(`${today}/${itself}`);
    return { repository: { owner: today, repo: itself }, branch: typeof branch === 'string' ? branch : null };
  } catch (error) {
    throw toKbError(error, { repository, token, issue: null, isRepeatable: true });
  }
}
