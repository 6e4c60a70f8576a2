/** In whose name a token writes. `GET /user` is of no use: GitHub refuses it to the token of a workflow. */
import { failureOf } from './errors.js';
import type { Client } from './octokit.js';

const ACTIONS = 'github-actions[bot]';
/** Tokens of people; that of a workflow begins with `ghs_`. */
const PERSONAL = /^(?:gh[pou]_|github_pat_)/;

/** Null where GitHub does not tell. Throws what octokit throws. */
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
    // A token that may not ask who it is can still be that of a workflow.
    const isRefused = [403, 404, 410].includes(failureOf(error)?.status ?? 0);
    const isAnsweredByErrors = error instanceof Error && error.name === 'GraphqlResponseError';
    if (isRefused || isAnsweredByErrors) return unnamed;
    throw error;
  }
}
