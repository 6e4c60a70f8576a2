/** The REST API: a request → its answer, both checked against GitHub's description. */
import { createHash } from 'node:crypto';
import { Refusal, notFound, refuse, type Answer } from './answer.js';
import { wrongInAnswer } from './answer-check.js';
import { match, type Asked } from './description.js';
import type { Token } from './directory.js';
import type { State } from './state.js';

export interface RestRequest extends Asked {
  readonly token: Token;
  readonly ifNoneMatch: string | undefined;
}

export interface RestAnswer {
  readonly answer: Answer;
  /** What the API does not know in the request. */
  readonly violations: readonly string[];
  /** What the API would never answer: bugs of the loopback GitHub. */
  readonly mistakes: readonly string[];
}

export async function rest(state: State, api: string, request: RestRequest): Promise<RestAnswer> {
  const path = byName(state, request.path);
  const matched = await match({ ...request, path });
  if (matched === undefined) {
    const violations = [`${request.method} ${request.path}: no such path in the API`];
    return { answer: notFound().answer, violations, mistakes: [] };
  }
  const { violations, operation, params } = matched;
  if (violations.length > 0) {
    return {
      answer: refuse(422, 'Invalid request.', { errors: violations }).answer,
      violations,
      mistakes: [],
    };
  }
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  let answer: Answer;
  try {
    answer = matched.route({ state, api, token: request.token, params, query: request.query, body });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = error.answer;
  }
  const mistakes = wrongInAnswer(operation, answer);
  return {
    answer: request.method === 'GET' ? tagged(answer, request.ifNoneMatch) : answer,
    violations,
    mistakes,
  };
}

/** URLs of moved issues contain the id of the repository. */
function byName(state: State, path: string): string {
  const [, id, rest] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const repository = state.repositories.find((one) => String(one.id) === id);
  return repository === undefined ? path : `/repos/${repository.fullName}${rest ?? ''}`;
}

/** Adds an etag, and answers 304 if the client already has this answer. */
function tagged(answer: Answer, ifNoneMatch: string | undefined): Answer {
  if (answer.status !== 200) return answer;
  const hash = createHash('sha256')
    .update(JSON.stringify(answer.body))
    .update(answer.headers?.['link'] ?? '');
  const etag = `W/"${hash.digest('hex')}"`;
  if (ifNoneMatch === etag) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}
