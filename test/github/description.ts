/** GitHub's own description of its API, to which requests and the answers of the loopback GitHub are held. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import type { Answer } from './answer.js';
import type { Route } from './call.js';
import { commentRoutes } from './routes/comments.js';
import { issueRoutes } from './routes/issues.js';
import { labelRoutes } from './routes/labels.js';
import { repositoryRoutes } from './routes/repository.js';

const ROUTES: Readonly<Record<string, Route>> = {
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...repositoryRoutes,
};

/** What matched: how to carry it out, and what is wrong with the request. */
export interface Match {
  readonly operation: string;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly violations: readonly string[];
}

export interface Asked {
  readonly method: string;
  /** Without prefix and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const backend = new OpenAPIBackend({
  definition: JSON.parse(readFileSync(path.join(import.meta.dirname, 'openapi.json'), 'utf8')) as Document,
  quick: true,
  customizeAjv: (ajv) => {
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    ajv.addFormat('email', /@/);
    ajv.addFormat('uri', /^[a-z]+:\/\/\S+$/);
    return ajv;
  },
});
const ready = backend.init();

/** Undefined where the API has no such path, or this extract of it. */
export async function match(asked: Asked): Promise<Match | undefined> {
  await ready;
  const query = Object.fromEntries(asked.query);
  const request = { method: asked.method, path: asked.path, query, headers: {}, body: asked.body };
  const operation = backend.matchOperation(request);
  const route = ROUTES[operation?.operationId ?? ''];
  if (operation?.operationId === undefined || route === undefined) return undefined;
  const params = backend.router.parseRequest(request, operation).params as Readonly<Record<string, string>>;
  const errors = backend.validateRequest(request, operation).errors ?? [];
  return {
    operation: operation.operationId,
    route,
    params: decoded(params),
    violations: errors.map(
      (error) => `${asked.method} ${asked.path}: ${error.instancePath} ${error.message ?? ''}`,
    ),
  };
}

/** What GitHub would never answer. */
export function wrongInAnswer(operation: string, answer: Answer): readonly string[] {
  // Refusals that need no word in a description, for any path may bring them.
  if ([401, 403, 404, 410, 429].includes(answer.status) || answer.status >= 500) return [];
  const declared = backend.getOperation(operation)?.responses ?? {};
  const told = `${operation}, status ${answer.status}`;
  if (!(String(answer.status) in declared)) return [`${told}: the API has no such answer`];
  if (answer.body === undefined) return [];
  const errors = backend.validateResponse(answer.body, operation, answer.status).errors ?? [];
  return errors.map((error) => `${told}: ${error.instancePath} ${error.message ?? ''}`);
}

function decoded(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]));
}
