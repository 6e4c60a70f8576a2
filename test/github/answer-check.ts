/** Holds the answers of the loopback GitHub to GitHub's description of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Operation } from 'openapi-backend';
import type { Answer } from './answer.js';

/** What the extract of GitHub's description says; whoever takes it may change it. */
export function description(): object {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'openapi.json'), 'utf8')) as object;
}

/** By name; a text that does not match is no such thing. */
export const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  email: /@/,
  uri: /^[a-z]+:\/\/\S+$/,
};

// openapi-backend could do it, too, but it compiles the schema of an issue anew for each path that answers one: that takes
// 1.6 s for all, and this 0.4 s.
const ajv = new Ajv({
  strict: false,
  formats: { ...FORMATS, int32: true, int64: true, double: true, float: true },
});
ajv.addSchema(description(), 'api', undefined, false);

/** What GitHub would never answer to this operation. */
export function wrongInAnswer(operation: Operation, answer: Answer): readonly string[] {
  // What any path may answer needs no word in its description.
  if ([301, 401, 403, 404, 410, 429].includes(answer.status) || answer.status >= 500) return [];
  const told = `${operation.method} ${operation.path}, status ${answer.status}`;
  if (!(String(answer.status) in (operation.responses ?? {}))) return [`${told}: the API has no such answer`];
  const valid = answer.body === undefined ? undefined : validator(operation, answer.status);
  if (valid === undefined || valid(answer.body)) return [];
  return (valid.errors ?? []).map((error) => `${told}: ${error.instancePath} ${error.message ?? ''}`);
}

/** Undefined where the description says nothing of the body. */
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
