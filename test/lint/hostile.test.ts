/** Hostile and broken input for `kb lint`: each is one `path:line:col: level message [rule]`, and the others are still read. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE_NAMES, OURS, quotedYaml, RAW } from '../hostile.js';
import { kb, type BufferOptions } from '../memory-io.js';
import { put, tempFolder } from '../repo/world.js';

const card = (yaml: string, body = 'Text.\n'): string => `---\n${yaml}\n---\n${body}`;
/** A card without problems; added lines start at line 5. */
const good = (yaml = '', body?: string): string =>
  card(`owner: "@ana"\nverify-by: 2027-01-01\ntitle: Zebra ${(made += 1)}\n${yaml}`.trimEnd(), body);
let made = 0;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** Name, card, and `line:column: level` with the rule that reports it; `null` if the card is right. */
type Row = readonly [name: string, content: string | Uint8Array, told: string | null];

const FENCES = [
  '---js',
  '---javascript',
  '---JS',
  '--- js',
  '---json',
  '---toml',
  '---coffee',
  '---constructor',
];
const ROWS: readonly Row[] = [
  ...FENCES.map((fence): Row => [fence, `${fence}\n{a: 1}\n---\nText.\n`, '1:1: error front-matter-open']),
  ...FENCES.map((fence): Row => [`body ${fence}`, good('', `${fence}\n{a: 1}\n---\nText.\n`), null]),
  ['a blank line before the fence', '\n---\ntitle: a\n---\n', '2:1: error front-matter-open'],
  ['a blank before the fence', ' ---\ntitle: a\n---\n', '1:2: error front-matter-open'],
  ['never closed', '---\ntitle: a\n', '1:1: error front-matter-closed'],
  ['closed by ---oops', '---\ntitle: a\n---oops\n', '3:1: error front-matter-closed'],
  ['closed by ----', '---\ntitle: a\n----\n', '3:1: error front-matter-closed'],
  ['empty front matter', '---\n---\n', '1:1: error front-matter-empty'],
  ['no front matter', '# Zebra\n', '1:1: error front-matter-missing'],
  ['an empty file', '', '1:1: error front-matter-missing'],
  ['a scalar', card('zebra'), '2:1: error front-matter-map'],
  ['a list', card('- zebra'), '2:1: error front-matter-map'],
  ['null', card('null'), '2:1: error front-matter-map'],
  ['two documents', card('a: b\n...\nc: d'), '3:1: error front-matter-map'],
  ['a key twice', card('title: a\ntitle: b'), '3:1: error duplicate-key'],
  ['indentation by tab', card('tags:\n\t- a'), '3:1: error tab-indentation'],
  ['an anchor and an alias', card('a: &x b\nc: *x'), '2:4: error yaml-feature'],
  ['a merge key', card('<<: {a: b}'), '2:1: error yaml-feature'],
  ['a tag', card('a: !!js/function "function(){}"'), '2:4: error yaml-feature'],
  ['30,000 nested lists', card(`a: ${'['.repeat(30_000)}`), '2:23: error front-matter-size'],
  ['over 64 KiB', card(`a: ${'x'.repeat(70_000)}`), '1:4: error front-matter-size'],
  ['65 keys', card(many(65, (index) => `k${index}: a\n`)), '66:1: error front-matter-size'],
  ['__proto__ as a key', card('__proto__: {x: yes}'), '2:1: error reserved-key'],
  ['constructor as a key', card('a:\n  constructor: b'), '3:3: error reserved-key'],
  ['unquoted @', card('owner: @alice'), '2:8: error unquoted-at'],
  ['unquoted #', good('owner_slack: #team'), '5:14: error unquoted-hash'],
  ['unquoted # in a list', good('tags:\n  - #a'), '6:5: error unquoted-hash'],
  ['unquoted colon', card('title: FAQ: Opta'), '2:8: error unquoted-colon'],
  ['text behind #', good('keywords: E4012 #12'), '5:17: warning lost-text'],
  ['a conflict in front matter', card('<<<<<<< HEAD\na: b'), '2:1: error merge-conflict'],
  ['a conflict in the body', good('', '<<<<<<< HEAD\na\n'), '6:1: error merge-conflict'],
  ['a conflict in a code fence', good('', '```\n<<<<<<< HEAD\n```\n'), null],
  ...[
    '2026-02-31',
    '2019-9-05',
    '2021-04-1r8',
    '01/-4/2019',
    "''",
    '2026-01-01T10:00:00+05:00',
    '10000-01-01',
  ].map((day): Row => [
    `verify-by: ${day}`,
    card(`owner: "@a"\ntitle: Of "${day}"\nverify-by: ${day}`),
    '4:1: error date-format',
  ]),
  ...['no', '012', '12:30', '1.10'].map((title): Row => [
    `title: ${title}`,
    good('').replace(/title: .*/, `title: ${title}`),
    null,
  ]),
  ['a tag as text', good('tags: refunds'), null],
  ['tags: null', good('tags: null'), '5:1: error tags'],
  ['nested tags', good('tags: [[a]]'), '5:8: error tags'],
  ['numbers as tags', good('tags: [1]'), '5:8: error tags'],
  ['a tag twice', good('tags: [a, a]'), '5:11: error tags'],
  ['10,000 tags', good(`tags: [${many(10_000, (index) => `t${index},`)}]`), '5:1: error tags'],
  ['a typo in a key', good('verfy-every: 90d'), '5:1: warning unknown-key'],
  ['turning characters in a tag', good('tags: ["a\\u202Eb"]'), '5:8: error tags'],
  ['an escape in an id', good('id: "a\\u001Bb"'), '5:1: error id-format'],
  [
    'an escape in a title',
    good().replace(/title: .*/, 'title: "a\\u001B[31m"'),
    '4:1: warning control-characters',
  ],
  ['an escape in the text', good('', 'zebra\n\x1b[31m'), '7:1: warning control-characters'],
  ['a byte order mark', `\uFEFF${good()}`, null],
  ['CRLF', good().replaceAll('\n', '\r\n'), null],
  ['mixed line ends', good('', 'zebra\r\n\nzebra\r\n'), null],
  ['CR only', good().replaceAll('\n', '\r'), '1:4: error encoding'],
  ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${good()}`, 'utf16le')), '1:1: error encoding'],
  ['Latin-1', new Uint8Array([...bytes('# Zebra caf'), 0xe9]), '1:12: error encoding'],
  ['a NUL', '# Zebra\0\n', '1:8: error encoding'],
  ['over 256 KiB', `# Zebra\n${'x '.repeat(140_000)}`, '1:1: error file'],
  ['a word of 200,000 letters', good('', `${'y'.repeat(200_000)}\n`), null],
];

/** Escapes that color, link, write to the clipboard, ring or change direction; C1; commands of CI runners. */
const STEERING =
  '\x1b[31mred\x1b]8;;http://x\x07x\x1b]52;c;eA==\x07\b\u202ex\u2066\u2069\x9b31m\n::x ##[x]##vso[x]';
const steering = quotedYaml(STEERING);
/** In every field and key, and in the comments that silence findings. */
const steeringCard = card(
  [
    'id',
    'title',
    'status',
    'kind',
    'audience',
    'tags',
    'verify-by',
    'verify-every',
    'superseded-by',
    'language',
  ]
    .map((key) => `${key}: ${steering}`)
    .concat(`owner: [${steering}]`, `verifiers: [${steering}]`, `related: [${steering}]`, `${steering}: x`)
    .concat(`verified: {on: ${steering}, by: ${steering}}`, `flags: [{by: ${steering}}]`)
    .join('\n'),
  `::error::x\n##[error]x\n\n[x](<${STEERING.replaceAll('\n', '')}>) <!-- kb-ignore ${STEERING.replaceAll('\n', ' ')} x -->\n`,
);

const lint = (cwd: string, args: readonly string[] = [], more: BufferOptions = {}) =>
  kb(['--no-pager', 'lint', ...args], { env: { PATH: process.env['PATH'] }, cwd, ...more });

/** What was reported for each file, as `line:column: level rule`. */
function toldIn(out: string): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const line of out.split('\n')) {
    const [, file = '', place = '', rule = ''] =
      /^(cards\/.*?):(\d+:\d+: (?:error|warning|info)) .* \[([a-z-]+)\]$/.exec(line) ?? [];
    if (file !== '') told.set(file, [...(told.get(file) ?? []), `${place} ${rule}`]);
  }
  return told;
}

describe('cards', () => {
  let base = '';
  let told: Map<string, string[]>;
  let out = '';
  beforeAll(async () => {
    base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kb-lint-')));
    ROWS.forEach(([, content], index) => {
      put(base, { [`cards/row-${index}.md`]: content });
    });
    for (const name of HOSTILE_NAMES)
      put(base, { [`cards/names/${name}`]: good().replace('2027-01-01', '2027-02-31') });
    let code: number;
    ({ out, code } = await lint(base));
    expect(code).toBe(1);
    told = toldIn(out);
  });
  afterAll(() => {
    rmSync(base, { recursive: true, force: true });
  });

  test.each(ROWS.map(([name, , expected], index) => [name, expected, index] as const))(
    '%s',
    (_, expected, index) => {
      const found = told.get(`cards/row-${index}.md`) ?? [];
      if (expected === null) expect(found).toEqual([]);
      else expect(found).toContain(expected);
    },
  );

  test('one line each, in the form that editors read, and nothing raw', () => {
    const lines = out.trimEnd().split('\n');
    expect(out).not.toMatch(RAW);
    const findings = lines.filter((line) => line.startsWith('cards/'));
    expect(findings.length).toBeGreaterThan(ROWS.length / 2 + HOSTILE_NAMES.length);
    for (const line of findings) {
      expect(line).toMatch(/^cards\/.*:\d+:\d+: (?:error|warning|info) \S.* \[[a-z-]+\]$/);
    }
    expect(out).not.toMatch(/^\s*::|##\[|##vso\[/m);
  });

  test('names of any form are told, and nothing in them is obeyed', async () => {
    const { out: json } = await lint(base, ['--format', 'json']);
    const { findings } = JSON.parse(json) as { findings: { path: string; rule: string; line: number }[] };
    for (const name of HOSTILE_NAMES) {
      expect(findings).toContainEqual(
        expect.objectContaining({ path: `cards/names/${name}`, rule: 'date-format', line: 3 }),
      );
    }
  });

  test('whoever asks for one hostile name gets its findings alone', async () => {
    const { out: alone, code } = await lint(base, ['--', 'cards/names/--output=x.md']);
    expect(code).toBe(1);
    expect([...toldIn(alone).keys()]).toEqual(['cards/names/--output=x.md']);
  });
});

describe('what would steer a terminal or a CI runner is never printed raw', () => {
  test.each([['text'], ['json'], ['github'], ['sarif'], ['markdown']])('%s', async (format) => {
    const base = tempFolder();
    put(base, { 'cards/steering.md': steeringCard, 'cards/esc\x1b[31m\x07\u202e.md': 'x\n' });
    put(base, { 'cards/_kb.yaml': `owner: ${steering}\n${steering}: x\n` });
    const piped = await lint(base, ['--format', format]);
    expect({ code: piped.code, bug: piped.err.includes('bug in kb') }).toEqual({ code: 1, bug: false });
    expect(piped.out.length).toBeGreaterThan(500);
    expect(piped.out + piped.err).not.toMatch(RAW);
    // Lines that kb wrote itself begin with its annotation.
    expect((piped.out + piped.err).replace(/^::(?:error|warning|notice) file=/gm, '')).not.toMatch(
      /^\s*::|##\[|##vso\[/m,
    );
    const terminal = await lint(base, ['--format', format], { terminal: true, color: true, columns: 60 });
    expect((terminal.out + terminal.err).replace(OURS, '')).not.toMatch(RAW);
  });
});

test('two cards with one id are both told, each with the name of the other', async () => {
  const base = tempFolder();
  put(base, {
    'cards/one.md': good('id: same'),
    'cards/two.md': good('id: SAME'),
    'cards/three.md': good('id: ok'),
  });
  const { out, code } = await lint(base);
  expect(code).toBe(1);
  expect(out).toMatch(/^cards\/one\.md:5:1: error .*cards\/two\.md.* \[id-duplicate\]$/m);
  expect(out).toMatch(/^cards\/two\.md:5:1: error .*cards\/one\.md.* \[id-duplicate\]$/m);
  expect(out).not.toContain('three.md');
});

test.runIf(process.platform !== 'win32')('what is no plain file is told and not opened', async () => {
  const base = tempFolder();
  const cards = path.join(base, 'cards');
  put(base, { 'secret.txt': '---\ntitle: [secretword\n---\n', 'cards/ok.md': good() });
  symlinkSync('../secret.txt', path.join(cards, 'out.md'));
  symlinkSync('loop.md', path.join(cards, 'loop.md'));
  symlinkSync('nowhere', path.join(cards, 'dangling.md'));
  mkdirSync(path.join(cards, 'x.md'));
  execFileSync('mkfifo', [path.join(cards, 'pipe.md')]);
  writeFileSync(path.join(cards, 'sparse.md'), '');
  truncateSync(path.join(cards, 'sparse.md'), 10 * 2 ** 30);
  writeFileSync(Buffer.concat([bytes(`${cards}/bad`), new Uint8Array([0xff]), bytes('.md')]), '# Zebra\n');
  const { out, code } = await lint(base);
  expect(code).toBe(1);
  expect([...toldIn(out)].sort()).toEqual(
    ['bad\uFFFD', 'dangling', 'loop', 'out', 'pipe', 'sparse', 'x'].map((name) => [
      `cards/${name}.md`,
      ['1:1: error file'],
    ]),
  );
  expect(out).not.toContain('secretword');
});

test('a card that is closed to us hides no other', async () => {
  const base = tempFolder();
  put(base, { 'cards/ok.md': good(), 'cards/closed.md': good(), 'cards/bad.md': card('title: a: b') });
  chmodSync(path.join(base, 'cards/closed.md'), 0o000);
  chmodSync(base, 0o755);
  // Lazy imports must be loaded before the rights to read them are dropped.
  await lint(base);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const told = toldIn((await lint(base)).out);
    expect(told.get('cards/closed.md')).toEqual(['1:1: error file']);
    expect([...told.keys()].sort()).toEqual(['cards/bad.md', 'cards/closed.md']);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test.each([
  ['bad YAML', 'cards: [', '1:9'],
  ['an unknown key', 'dialect: kb\nwarm: 3', '2:1'],
  ['a wrong type', 'warn: many', '1:7'],
  ['__proto__', '__proto__: {warn: 3}', '1:1'],
  ['a rule that is none', `rules:\n  ${steering}: off`, '2:3'],
  ['a severity that is none', `rules:\n  expired: ${steering}`, '2:12'],
  ['an option that is none', `rules:\n  expired: {${steering}: 1}`, '2:13'],
])('a config with %s: 2, with file and line, and no finding', async (_, text, place) => {
  const base = tempFolder();
  put(base, { 'kb.config.yaml': text, 'cards/a.md': card('title: a: b') });
  const { out, err, code } = await lint(base);
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(err).toContain(`kb: kb.config.yaml:${place} `);
  expect(err).not.toMatch(RAW);
});
