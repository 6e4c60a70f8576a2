/**
 * Cuts openapi.json out of GitHub's own description of its API in the package @octokit/openapi 23.0.2 (MIT), which is 385 MB
 * unpacked, though the tests need only a dozen paths. To make it again: `npm pack @octokit/openapi@23.0.2`, unpack that, and
 * `npx tsx test/github/extract.ts PATH-TO-PACKAGE`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What kb calls, and what the forge contract needs for its setup. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  '/user': ['get'],
  '/rate_limit': ['get'],
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}': ['get'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ['get'],
  '/repos/{owner}/{repo}/assignees/{assignee}': ['get'],
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['get', 'patch'],
  '/repos/{owner}/{repo}/issues/{issue_number}/assignees': ['post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/events': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/labels': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': ['delete'],
  '/repos/{owner}/{repo}/labels': ['post'],
  '/repos/{owner}/{repo}/labels/{name}': ['get'],
};

/** Prose and hints for client generators, which nothing is validated against. */
const DROPPED = new Set([
  'example',
  'examples',
  'externalDocs',
  'tags',
  'summary',
  'x-github',
  'x-octokit',
  'title',
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected the folder of @octokit/openapi');
const source = JSON.parse(
  readFileSync(path.join(folder, 'generated/api.github.com.json'), 'utf8'),
) as JsonObject;

const components: Record<string, JsonObject> = {};
const paths: JsonObject = {};
for (const [name, methods] of Object.entries(CALLED)) {
  const item = at('paths', name) as JsonObject;
  paths[name] = Object.fromEntries(methods.map((method) => [method, lean(item[method] ?? null)]));
}
const description = {
  openapi: source['openapi'],
  info: source['info'],
  servers: source['servers'],
  paths,
  components,
};
writeFileSync(path.join(import.meta.dirname, 'openapi.json'), `${JSON.stringify(description)}\n`);

/** The value without its prose; components that it refers to are copied, too. `areNames`: its keys are names from the API. */
function lean(value: Json, areNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => lean(item));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value['$ref'] === 'string') take(value['$ref']);
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (areNames) return [[key, lean(item)]];
    if (DROPPED.has(key)) return [];
    // OpenAPI requires a description in every response.
    if (key === 'description') return 'content' in value || 'headers' in value ? [[key, '']] : [];
    return [[key, lean(item, key === 'properties')]];
  });
  return areNames ? Object.fromEntries(entries) : nullable(Object.fromEntries(entries));
}

/** Ajv accepts `nullable` only beside a type, and does not add `null` to an `enum`. */
function nullable(schema: JsonObject): Json {
  const { nullable: isNullable, ...rest } = schema;
  if (isNullable !== true) return schema;
  if (!('type' in rest)) return { anyOf: [{ enum: [null] }, rest] };
  const words = rest['enum'];
  return Array.isArray(words) && !words.includes(null) ? { ...schema, enum: [...words, null] } : schema;
}

function take(ref: string): void {
  const [, , group, name] = ref.split('/');
  if (group === undefined || name === undefined) throw new Error(`expected “#/components/…”, found “${ref}”`);
  const taken = (components[group] ??= {});
  if (name in taken) return;
  taken[name] = null;
  taken[name] = lean(at('components', group, name));
}

function at(...keys: readonly string[]): Json {
  let value: Json | undefined = source;
  for (const key of keys) value = (value as JsonObject)[key];
  if (value === undefined) throw new Error(`expected “${keys.join(' › ')}” in the description of the API`);
  return value;
}
