/** Looks up a repository on GitHub, where it may have been renamed since the remote was set. */
import { noIssues, toKbError } from './errors.js';
import { notGitHub } from './issue.js';
import type { Client } from './octokit.js';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export interface LookedUpRepository {
  readonly repository: Repository;
  /** The default branch; null if the answer has none. */
  readonly branch: string | null;
}

const NAME = /^([\w.-]+)\/([\w.-]+)$/;

/**
 * Follows GitHub's redirects to the current name, so that a later redirect under that name means a transferred issue.
 * Throws KbError `forge` if the token cannot see the repository, or if its issues are turned off.
 */
export async function lookUp(
  client: Client,
  { repository, token }: { readonly repository: string; readonly token: string },
): Promise<LookedUpRepository> {
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
