/** Everything that reading reports about a card is a rule, because lint drops unknown ones. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FIELDS } from '../../src/card/fields.js';
import { RULES } from '../../src/lint/rules/index.js';

const room = path.resolve(fileURLToPath(import.meta.url), '../../../src/card');
/** The rule of a problem, and calls that are given one: `error('type', …)`, `broken(text, start, 'front-matter-open', …)`. */
const NAMED =
  /\brule(?:: | = )|(?:\berror|\bproblem|\bbroken|\brefuse|\babsent|#break)\((?:\s*(?:text|start|at|''),)*\s*/g;
const NAMES = /^[^;,\n]*/;

function namesIn(source: string): string[] {
  return [...source.matchAll(NAMED)].flatMap(({ 0: { length }, index }) => {
    const [rest = ''] = NAMES.exec(source.slice(index + length)) ?? [];
    return [...rest.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, name = '']) => name);
  });
}

test('every rule under which reading reports is in the list, as one of reading', () => {
  const sources = (readdirSync(room, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.includes('.generated.'))
    .map((file) => readFileSync(path.join(room, file), 'utf8'));
  const reported = new Set([...sources.flatMap(namesIn), ...FIELDS.map(({ rule }) => rule)]);
  const read = new Set(RULES.filter(({ check }) => check === 'reader').map(({ name }) => name));
  expect([...reported].filter((name) => !read.has(name))).toEqual([]);
  expect(reported.size).toBeGreaterThan(30);
});
