/** Finds out which login a token writes as. Not by `GET /user`, which GitHub refuses to the token of a workflow. */
import { failureOf } from './errors.js';
import type { Client } from './octokit.js';

const ACTIONS = 'github-actions[bot]';
/** Tokens of users; that of a workflow starts with `ghs_`. */
const PERSONAL = /^(?:gh[pou]_|github_pat_)/;

/** Returns the login; null if GitHub does not say. Throws what octokit throws. */
export async function viewer(
  client: Client,
  { isActions, token }: { readonly isActions: boolean; readonly token: string },
): Promise<string | null> {
  const unnamed = isActions && !PERSONAL.test(token) ? ACTIONS : null;
  try {
    const answer = (await client.graphql('query { viewer { login } }')) as {
      viewer?: { login?: unknown } | null;
    } | null;
    const login = answer?.viewer?.login;
    return typeof login === 'string' && login !== '' ? login : unnamed;
  } catch (error) {
    // A token that may not query its own login can still be that of a workflow.
    const isRefused = [403, 404, 410].includes(failureOf(error)?.status ?? 0);
    const isAnsweredByErrors = error instanceof Error && error.name === 'GraphqlResponseError';
    if (isRefused || isAnsweredByErrors) return unnamed;
    throw error;
  }
}
