/** Checks the answers of the loopback GitHub against GitHub's description of its API. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Operation } from 'openapi-backend';
import type { Answer } from './answer.js';

/** The extract of GitHub's API description. Each call returns a new object, which the caller may change. */
export function description(): object {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'openapi.json'), 'utf8')) as object;
}

/** Formats by name; texts that do not match are invalid. */
export const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  email: /@/,
  uri: /^[a-z]+:\/\/\S+$/,
};

// openapi-backend can validate answers, too, but compiles the schema of an issue again for each path that returns one,
// which takes 1.6 s in all, compared with 0.4 s here.
const ajv = new Ajv({
  strict: false,
  formats: { ...FORMATS, int32: true, int64: true, double: true, float: true },
});
ajv.addSchema(description(), 'api', undefined, false);

/** What is wrong with an answer to this operation according to the description. */
export function wrongInAnswer(operation: Operation, answer: Answer): readonly string[] {
  // Any path may answer these without describing them.
  if ([301, 401, 403, 404, 410, 429].includes(answer.status) || answer.status >= 500) return [];
  const told = `${operation.method} ${operation.path}, status ${answer.status}`;
  if (!(String(answer.status) in (operation.responses ?? {}))) return [`${told}: the API has no such answer`];
  const valid = answer.body === undefined ? undefined : validator(operation, answer.status);
  if (valid === undefined || valid(answer.body)) return [];
  return (valid.errors ?? []).map((error) => `${told}: ${error.instancePath} ${error.message ?? ''}`);
}

/** Undefined if the description does not describe the body. */
function validator(
  { path: place, method, responses }: Operation,
  status: number,
): ValidateFunction | undefined {
  const response = responses?.[status] as
    { readonly content?: Readonly<Record<string, unknown>> } | undefined;
  if (response?.content?.['application/json'] === undefined) return undefined;
  const steps = [
    'paths',
    place,
    method,
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  ];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return ajv.getSchema(`api#/${pointer.join('/')}`);
}
