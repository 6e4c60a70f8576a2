/** The GraphQL API on the same state, with GitHub's own schema: as much of it as kb and GitHub's `gh` use. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GraphQLSchema } from 'graphql';
import type { Answer } from './answer.js';
import type { Token } from './directory.js';
import { issueById, repositoryNode, searched } from './graphql-nodes.js';
import type { State } from './state.js';

interface Asked {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Whether the request may change something. */
export function isMutation(body: unknown): boolean {
  const { query } = (body ?? {}) as Asked;
  return typeof query === 'string' && /^\s*mutation\b/m.test(query);
}

export async function graphql(state: State, token: Token, body: unknown): Promise<Answer> {
  const { execute, OverlappingFieldsCanBeMergedRule, parse, specifiedRules, validate } =
    await import('graphql');
  const { query, variables } = (body ?? {}) as Asked;
  if (typeof query !== 'string')
    return { status: 400, body: { message: 'A query attribute must be specified' } };
  const schema = await (loading ??= loadSchema());
  const document = parse(query);
  // GitHub is less strict here than the specification, and `gh` relies on it.
  const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);
  const wrong = validate(schema, document, rules);
  if (wrong.length > 0) return { status: 200, body: { errors: wrong } };
  const rootValue = root(state, token);
  const { data, errors } = await execute({ schema, document, rootValue, variableValues: variables });
  const told = errors?.map((error) => ({ ...error.toJSON(), type: error.extensions['type'] }));
  return { status: 200, body: { data, ...(told && { errors: told }) } };
}

/** The root value; functions in it are called with the arguments of their field. */
function root(state: State, token: Token): Readonly<Record<string, unknown>> {
  return {
    viewer: { login: token.login },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      return repositoryNode(state, owner, name, token);
    },
    node: ({ id }: { readonly id: string }) => issueById(state, id, token),
    search: (args: {
      readonly query: string;
      readonly first?: number;
      readonly last?: number;
      readonly after?: string;
    }) => {
      return searched(state, args, token);
    },
  };
}

/** Loaded on demand, because the schema has more than a megabyte. */
let loading: Promise<GraphQLSchema> | undefined;

async function loadSchema(): Promise<GraphQLSchema> {
  const { buildSchema } = await import('graphql');
  const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
  return buildSchema(readFileSync(fileURLToPath(file), 'utf8'), { assumeValidSDL: true, noLocation: true });
}
