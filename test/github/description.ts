/** Finds the route of a request by GitHub's description of its API, and checks the request against it. */
import { OpenAPIBackend, type Document, type Operation } from 'openapi-backend';
import { description, FORMATS } from './answer-check.js';
import type { Route } from './call.js';
import { commentRoutes } from './routes/comments.js';
import { issueRoutes } from './routes/issues.js';
import { labelRoutes } from './routes/labels.js';
import { repositoryRoutes } from './routes/repository.js';
import { workflowRoutes } from './routes/workflows.js';

const ROUTES: Readonly<Record<string, Route>> = {
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...repositoryRoutes,
  ...workflowRoutes,
};

/** The matching operation: how to carry it out, and what is wrong with the request. */
export interface Match {
  readonly operation: Operation;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly violations: readonly string[];
}

interface Schema {
  readonly properties?: object;
  readonly oneOf?: readonly Schema[];
}

export interface Asked {
  readonly method: string;
  /** Without prefix and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const backend = new OpenAPIBackend({
  definition: description() as Document,
  quick: true,
  ajvOpts: { formats: FORMATS },
});
const ready = backend.init();

/** Undefined if the API, or this extract of it, has no such path. */
export async function match(asked: Asked): Promise<Match | undefined> {
  await ready;
  const query = Object.fromEntries(asked.query);
  const request = { method: asked.method, path: asked.path, query, headers: {}, body: asked.body };
  const operation = backend.matchOperation(request);
  const route = ROUTES[operation?.operationId ?? ''];
  if (operation?.operationId === undefined || route === undefined) return undefined;
  const params = backend.router.parseRequest(request, operation).params as Readonly<Record<string, string>>;
  const errors = backend.validateRequest(request, operation).errors ?? [];
  const told = errors.map((error) => `${error.instancePath} ${error.message ?? ''}`);
  const unknown = unknownKeys(operation, asked.body).map((key) => `/requestBody has an unknown key “${key}”`);
  return {
    operation,
    route,
    params,
    violations: [...told, ...unknown].map((violation) => `${asked.method} ${asked.path}: ${violation}`),
  };
}

/** GitHub ignores unknown keys, so a misspelled one would never be noticed. */
function unknownKeys(operation: Operation, body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const request = operation.requestBody as
    { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } | undefined;
  const schema = request?.content['application/json']?.schema;
  const variants = schema === undefined ? [] : [schema, ...(schema.oneOf ?? [])];
  const known = new Set(variants.flatMap((variant) => Object.keys(variant.properties ?? {})));
  return Object.keys(body).filter((key) => !known.has(key));
}
