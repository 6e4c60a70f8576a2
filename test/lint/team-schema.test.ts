/** A team's own schemas: what they report about cards, and what happens if one is broken, hostile or slow. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkAgainst } from '../../src/lint/team-schema.js';
import { LINEAR } from '../cost.js';
import { findingsIn, said } from './bases.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

function card(fields: string, kind = 'faq'): string {
  return `---\ntitle: Refunds\nowner: "@legal"\nkind: ${kind}\nverify-by: 2027-02-19\n${fields}---\n\nWithin 14 days.\n`;
}

async function says(schema: unknown, fields: string): Promise<string[]> {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  const findings = await findingsIn({ 'schemas/faq.schema.json': text, 'cards/a.md': card(fields) });
  return findings.filter(({ problem }) => problem.rule === 'kind-schema').map(said);
}

describe('a team’s schema', () => {
  test.each<[string, unknown, string, string[]]>([
    ['numbers by their type', { properties: { n: { type: 'integer', enum: [1, 2] } } }, 'n: 2\n', []],
    ['yes and no by their type', { properties: { b: { type: 'boolean' } } }, 'b: true\n', []],
    ['text stays text', { properties: { n: { const: '012' } } }, 'n: 012\n', []],
    ['dates are text', { properties: { 'verify-by': { type: 'string', format: 'date' } } }, '', []],
    ['unknown keywords', { 'x-team': 1, properties: { n: { 'x-hint': 'a' } } }, 'n: 1\n', []],
    [
      'draft-07',
      {
        $schema: DRAFT_07,
        definitions: { t: { type: 'array' } },
        properties: { l: { $ref: '#/definitions/t' } },
      },
      'l: [a]\n',
      [],
    ],
    [
      '2020-12',
      {
        $defs: { t: { type: 'array', prefixItems: [{ const: 'a' }] } },
        properties: { l: { $ref: '#/$defs/t' } },
      },
      'l: [b]\n',
      ['cards/a.md:6:1 l.0: expected a, found “b” (schemas/faq.schema.json)'],
    ],
    [
      'a key without a value',
      { required: ['n'] },
      'n:\n',
      ['cards/a.md:1:1 expected `n` (schemas/faq.schema.json)'],
    ],
    [
      'a name that objects have',
      { required: ['toString', 'n'] },
      'n: 1\n',
      ['cards/a.md:1:1 expected `toString` (schemas/faq.schema.json)'],
    ],
    [
      'keys too many',
      { properties: { title: {}, owner: {}, kind: {}, 'verify-by': {} }, additionalProperties: false },
      'produkt: x\n',
      ['cards/a.md:6:1 produkt: this key is not expected, found “x” (schemas/faq.schema.json)'],
    ],
    [
      'one of',
      { properties: { tier: { enum: ['gold', 'silver'] } } },
      'tier: bronze\n',
      ['cards/a.md:6:1 tier: expected one of gold, silver, found “bronze” (schemas/faq.schema.json)'],
    ],
    [
      'a pattern',
      { properties: { sku: { pattern: '^[A-Z]{3}$' } } },
      'sku: ab\n',
      ['cards/a.md:6:1 sku: expected text that matches ^[A-Z]{3}$, found “ab” (schemas/faq.schema.json)'],
    ],
    [
      'inside a map',
      { properties: { slo: { properties: { days: { type: 'integer', maximum: 9 } } } } },
      'slo:\n  days: 12\n',
      ['cards/a.md:6:1 slo.days: must be <= 9, found “12” (schemas/faq.schema.json)'],
    ],
    [
      'alternatives once',
      { properties: { n: { anyOf: [{ type: 'integer' }, { type: 'boolean' }] } } },
      'n: x\n',
      ['cards/a.md:6:1 n: expected integer, found “x” (schemas/faq.schema.json)'],
    ],
    [
      'conditions',
      { if: { properties: { tier: { const: 'gold' } } }, then: { required: ['sla'] } },
      'tier: gold\n',
      ['cards/a.md:1:1 expected `sla` (schemas/faq.schema.json)'],
    ],
    [
      'two of one',
      { properties: { n: { oneOf: [{ type: 'integer' }, { type: 'string' }] } } },
      'n: 3\n',
      ['cards/a.md:6:1 n: must match exactly one schema in oneOf, found “3” (schemas/faq.schema.json)'],
    ],
    [
      'one of one',
      { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      '',
      [
        'cards/a.md:1:1 expected `a` (schemas/faq.schema.json)',
        'cards/a.md:1:1 expected `b` (schemas/faq.schema.json)',
      ],
    ],
    [
      'what must not be, beside a key that begins so',
      { properties: { tag: { not: { const: 'x' } }, tags: { type: 'integer' } } },
      'tag: x\ntags: no\n',
      [
        'cards/a.md:6:1 tag: must NOT be valid, found “x” (schemas/faq.schema.json)',
        'cards/a.md:7:1 tags: expected integer, found “no” (schemas/faq.schema.json)',
      ],
    ],
    [
      'what must not be, above another mistake',
      { not: { required: ['old'] }, properties: { n: { type: 'integer' } } },
      'old: x\nn: no\n',
      [
        'cards/a.md:1:1 must NOT be valid (schemas/faq.schema.json)',
        'cards/a.md:7:1 n: expected integer, found “no” (schemas/faq.schema.json)',
      ],
    ],
    [
      'a condition that is never met',
      { if: { required: ['old'] }, then: false },
      'old: x\n',
      ['cards/a.md:1:1 boolean schema is false (schemas/faq.schema.json)'],
    ],
  ])('%s', async (_, schema, fields, expected) => {
    expect(await says(schema, fields)).toEqual(expected);
  });

  test.each<[string, unknown, RegExp]>([
    ['not JSON', '{"a": }', /:1:\d+ expected JSON$/],
    ['nothing', '', /:1:1 expected JSON$/],
    ['a list', [], /:1:1 expected a JSON Schema/],
    ['another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }, /expected draft-07 or 2020-12/],
    ['no schema', { type: 'texst' }, /this schema cannot be used/],
    ['a bad pattern', { properties: { a: { pattern: '(' } } }, /this schema cannot be used/],
    [
      'a reference to the network',
      { $ref: 'http://127.0.0.1:9/x.json' },
      /this schema cannot be used: can't resolve reference/,
    ],
    ['a circle', { $ref: '#' }, /this schema cannot be used/],
    ['a promise', { $async: true }, /without `\$async`/],
    ['too large', `{"a": "${'x'.repeat(300_000)}"}`, /more than 256 KiB/],
    ['too deep', `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`, /this schema cannot be used/],
  ])('%s is a finding on its file', async (_, schema, expected) => {
    const [first, ...rest] = await says(schema, '');
    expect(first).toMatch(/^schemas\/faq\.schema\.json:/);
    expect(first).toMatch(expected);
    expect(rest).toEqual([]);
  });

  test('of another kind, or of none, says nothing', async () => {
    const files = { 'schemas/faq.schema.json': '{"required":["x"]}', 'schemas/.schema.json': '{' };
    expect(await findingsIn({ ...files, 'cards/a.md': card('', 'how-to') })).toEqual([]);
    const foreign = await findingsIn({ ...files, 'cards/a.md': card('', '../schemas/faq') });
    expect(foreign.map(({ problem }) => problem.rule)).not.toContain('kind-schema');
  });
});

test('mistakes without end take time linear in their number', async () => {
  const schema = JSON.stringify({ properties: { tags: { items: { not: { type: 'string' } } } } });
  const costOf = async (items: number): Promise<number> => {
    const fronts = [{ tags: Array.from({ length: items }, (_, n) => `v${n}`) }];
    const start = process.cpuUsage();
    const report = await checkAgainst({ schema, fronts });
    const { user, system } = process.cpuUsage(start);
    expect(report).toMatchObject({ violations: [{ length: 32 }] });
    return (user + system) / 1000;
  };
  await costOf(100);
  const short = await costOf(20_000);
  expect((await costOf(200_000)) / short).toBeLessThan(LINEAR);
});

test('one that never ends is ended, and the others are held against their cards', () => {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-schema-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
    writeFileSync(path.join(cwd, file), text);
  };
  try {
    write('schemas/faq.schema.json', JSON.stringify({ properties: { sku: { pattern: '^(a+)+$' } } }));
    write('schemas/how-to.schema.json', JSON.stringify({ required: ['product'] }));
    write('kb.config.yaml', 'rules:\n  kind-schema: error\n');
    write('cards/a.md', card(`sku: ${'a'.repeat(60)}!\n`));
    write('cards/b.md', card('', 'how-to'));
    const program = path.resolve(fileURLToPath(import.meta.url), '../../../bin/kb.js');
    const { stdout, status } = spawnSync(process.execPath, [program, 'lint'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, KB_TODAY: '2026-11-21' },
    });
    expect(stdout).toContain('schemas/faq.schema.json:1:1: info ');
    expect(stdout).toContain('it takes longer than 3 s');
    expect(stdout).toContain('cards/b.md:1:1');
    expect(stdout).toContain('expected `product`');
    expect(status).toBe(1);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
