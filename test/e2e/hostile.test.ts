/** Hostile and broken input for the whole program: cards, file names, queries, configs, clones. Each row is a test. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { HOSTILE_NAMES, OURS, quotedYaml, RAW } from '../hostile.js';
import { kb, type BufferOptions } from '../memory-io.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const GOOD = 'owner: "@ana"\nverify-by: 2027-01-01\n';
const card = (yaml: string, body = '# Zebra\n\nzebra\n'): string => `---\n${yaml}\n---\n${body}`;
const good = (yaml: string, body?: string): string => card(`${GOOD}title: Zebra\n${yaml}`.trimEnd(), body);

/** Escapes that color, link, write to the clipboard, ring, go back or change direction; C1; a command for a CI runner. */
const STEERING =
  '\x1b[31mred\x1b]8;;http://x\x07x\x1b]52;c;eA==\x07\b\u202ex\u2066x\u2069\x9b31m\u200f::x ##[x]##vso[x]';
const steeringYaml = quotedYaml(STEERING);
/** In every field and every kind of Markdown. */
const steeringCard = card(
  ['title', 'tags', 'id', 'kind', 'audience', 'keywords', 'aliases', 'superseded-by', 'language', 'x-note']
    .map((key) => `${key}: ${steeringYaml}`)
    .concat(`owner: [${steeringYaml}, "@ana"]`, `${steeringYaml}: x`, `verify-by: ${steeringYaml}`)
    .concat(`verified: {on: 2026-11-01, by: ${steeringYaml}, note: ${steeringYaml}}`)
    .concat(`flags: [{by: ${steeringYaml}, on: 2026-11-02, note: ${steeringYaml}}]`)
    .join('\n'),
  [
    `# zebra ${STEERING}`,
    `zebra ${STEERING} *${STEERING}* \`${STEERING}\` [${STEERING}](https://x/${STEERING}) ![${STEERING}](x.png)`,
    `- ${STEERING}\n> ${STEERING}\n\n\`\`\`js\n${STEERING}\n\`\`\`\n\n<b>${STEERING}</b>`,
    `| ${STEERING.replaceAll('|', '')} |\n| --- |\n| ${STEERING} |`,
    'over\rwritten\n::error::zebra\n  ::set-output name=x::y\n##[error]zebra',
  ].join('\n\n'),
);

const CANARY_MARK = path.join(os.tmpdir(), `kb-canary-${process.pid}`);
const code = `{title: (globalThis.kbCanary = 1, process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(CANARY_MARK)}, ''))}`;
const SPELLINGS = [
  ...[
    '---js',
    '---javascript',
    '---JS',
    '---JavaScript',
    '--- js',
    '---\tjs',
    '---js ',
    '---json',
    '---toml',
  ],
  ...['---coffee', '---cson', '---node', '---constructor', '---__proto__', '---yaml'],
];

const STEERING_FILE = 'cards/esc\x1b[31m\x07\u202e.md';

interface Row {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** `line:column severity rule` of the first problem; `null` if there is none. */
  readonly problem: string | null;
  /** The reason of its trust state. */
  readonly reason: string;
  /** Default: a made-up path. */
  readonly path?: string;
}

const wrong = (name: string, content: Row['content'], problem: string, reason = 'unreadable'): Row => {
  const [at = '', rule = ''] = problem.split(' ');
  return { name, content, problem: `${at} error ${rule}`, reason };
};
const right = (name: string, content: Row['content'], at?: string): Row => ({
  name,
  content,
  problem: null,
  reason: 'date-only',
  ...(at === undefined ? {} : { path: at }),
});
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const FRONT_MATTER: readonly Row[] = [
  ...SPELLINGS.map((fence) =>
    wrong(JSON.stringify(fence), `${fence}\n${code}\n---\n# Zebra\n\nzebra\n`, '1:1 front-matter-open'),
  ),
  ...SPELLINGS.map((fence) =>
    right(`body ${JSON.stringify(fence)}`, good('', `${fence}\n${code}\n---\nzebra\n`)),
  ),
  wrong('a blank line before the fence', '\n---\ntitle: a\n---\n# Zebra\n', '2:1 front-matter-open'),
  wrong('a blank before the fence', ' ---\ntitle: a\n---\n# Zebra\n', '1:2 front-matter-open'),
  wrong('never closed', '---\ntitle: a\n\n# Zebra\n', '1:1 front-matter-closed'),
  wrong('closed by ---oops', '---\ntitle: a\n---oops\n# Zebra\n', '3:1 front-matter-closed'),
  wrong('closed by ----', '---\ntitle: a\n----\n# Zebra\n', '3:1 front-matter-closed'),
  wrong('empty front matter', '---\n---\n# Zebra\n', '1:1 front-matter-empty'),
  wrong('no front matter', '# Zebra\n', '1:1 front-matter-missing', 'never'),
  wrong('an empty file', '', '1:1 front-matter-missing', 'never'),
  wrong('a scalar', card('zebra'), '2:1 front-matter-map'),
  wrong('a list', card('- zebra'), '2:1 front-matter-map'),
  wrong('null', card('null'), '2:1 front-matter-map'),
  wrong('two documents', card('a: b\n...\nc: d'), '3:1 front-matter-map'),
  wrong('a key twice', card('title: a\ntitle: b'), '3:1 duplicate-key'),
  wrong('indentation by tab', card('tags:\n\t- a'), '3:1 tab-indentation'),
  wrong('an anchor and an alias', card('a: &x b\nc: *x'), '2:4 yaml-feature'),
  wrong('a merge key', card('<<: {a: b}'), '2:1 yaml-feature'),
  wrong('a tag', card('a: !!js/function "function(){}"'), '2:4 yaml-feature'),
  wrong('30,000 nested lists', card(`a: ${'['.repeat(30_000)}`), '2:23 front-matter-size'),
  wrong('over 64 KiB', card(`a: ${'x'.repeat(70_000)}`), '1:4 front-matter-size'),
  wrong('65 keys', card(many(65, (index) => `k${index}: a\n`)), '66:1 front-matter-size'),
  wrong('__proto__ as a key', card('__proto__: {kbPolluted: yes}'), '2:1 reserved-key'),
  wrong('constructor as a key', card('a:\n  constructor: b'), '3:3 reserved-key'),
  wrong('unquoted @', card('owner: @alice'), '2:8 unquoted-at'),
  wrong('unquoted #', good('owner_slack: #team'), '5:14 unquoted-hash', 'date-only'),
  wrong('unquoted # in a list', good('tags:\n  - #a'), '6:5 unquoted-hash', 'date-only'),
  wrong('unquoted colon', card('title: FAQ: Opta'), '2:8 unquoted-colon'),
  wrong('a conflict in front matter', card('<<<<<<< HEAD\na: b\n=======\n>>>>>>> x'), '2:1 merge-conflict'),
  wrong('a conflict in the body', good('', '<<<<<<< HEAD\na\n'), '6:1 merge-conflict', 'date-only'),
  right('a conflict in a code fence', good('', '```\n<<<<<<< HEAD\n```\nzebra\n')),
];

const dated = (day: string): string => card(`owner: "@ana"\ntitle: Zebra\nverify-by: ${day}`);
const VALUES: readonly Row[] = [
  ...[
    '2026-02-31',
    '2019-9-05',
    '2021-04-1r8',
    '01/-4/2019',
    "''",
    '2026-01-01T10:00:00+05:00',
    '10000-01-01',
  ].map((day) => wrong(`verify-by: ${day}`, dated(day), '4:1 date-format', 'bad-date')),
  right('title: no', good('').replace('title: Zebra', 'title: no')),
  right('title: 012', good('').replace('title: Zebra', 'title: 012')),
  right('title: 12:30', good('').replace('title: Zebra', 'title: 12:30')),
  right('title: 1.10', good('').replace('title: Zebra', 'title: 1.10')),
  right('a tag as text', good('tags: refunds')),
  wrong('tags: null', good('tags: null'), '5:1 tags', 'date-only'),
  wrong('nested tags', good('tags: [[a]]'), '5:8 tags', 'date-only'),
  wrong('numbers as tags', good('tags: [1]'), '5:8 tags', 'date-only'),
  wrong('a tag twice', good('tags: [a, a]'), '5:11 tags', 'date-only'),
  wrong('10,000 tags', good(`tags: [${many(10_000, (index) => `t${index},`)}]`), '5:1 tags', 'date-only'),
  wrong('control characters in a tag', good('tags: ["a\\u202Eb"]'), '5:8 tags', 'date-only'),
  wrong('control characters in an id', good('id: "a\\u001Bb"'), '5:1 id-format', 'date-only'),
  {
    ...right('control characters in a title', card(`${GOOD}title: "Zebra\\u0007"`)),
    problem: '4:1 warning control-characters',
  },
  {
    ...right('control characters in a body', good('', 'zebra\n\x1b[31m')),
    problem: '7:1 warning control-characters',
  },
];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const BYTES: readonly Row[] = [
  right('a byte order mark', `\uFEFF${good('')}`),
  right('CRLF', good('').replaceAll('\n', '\r\n')),
  right('mixed line ends', good('', '# Zebra\r\n\nzebra\r\n')),
  wrong('CR only', good('').replaceAll('\n', '\r'), '1:4 encoding'),
  wrong('UTF-16', new Uint8Array(Buffer.from(`\uFEFF${good('')}`, 'utf16le')), '1:1 encoding'),
  wrong('Latin-1', new Uint8Array([...bytes('# Zebra caf'), 0xe9]), '1:12 encoding'),
  wrong('a NUL', '# Zebra\0\n', '1:8 encoding'),
  wrong('over 256 KiB', `# Zebra\n${'x '.repeat(140_000)}`, '1:1 file'),
  right('a word of 200,000 letters', good('', `zebra ${'y'.repeat(200_000)}\n`)),
];

const ROWS: readonly Row[] = [
  ...[...FRONT_MATTER, ...VALUES, ...BYTES].map((row, index) => ({ ...row, path: `cards/row-${index}.md` })),
  ...HOSTILE_NAMES.map((name, index) =>
    right(JSON.stringify(name), good(`id: name-${index}`), `cards/names/${name}`),
  ),
];

/** Texts that must be found. */
const WORDS: readonly (readonly [name: string, title: string, query: string])[] = [
  ['constructor', 'The constructor', 'constructor'],
  ['__proto__', 'Of __proto__ and more', '__proto__'],
  ['an emoji', 'Party 🎉 time', '🎉'],
  ['a family', 'Home 👨‍👩‍👧 plan', '👨‍👩‍👧'],
  ['Arabic', 'استرداد المبلغ', 'استرداد'],
  ['Hebrew', 'החזר כספי', 'כספי'],
  ['Thai', 'การคืนเงินให้ลูกค้า', 'คืนเงิน'],
  ['Chinese', '退款政策说明', '退款'],
  ['NFD, asked in NFC', 'cafe\u0301 menu', 'café'],
  ['NFC, asked in NFD', 'résumé', 're\u0301sume\u0301'],
];

/** Contains the bases: `all` with one card for each row, `words`, and `steering`. */
let root = '';
const all = (): string => path.join(root, 'all');
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kb-hostile-')));
  ROWS.forEach(({ path: file = '', content }, index) => {
    put(root, { [`all/${file}`]: content, [`${index}/${file}`]: content });
  });
  WORDS.forEach(([, title], index) => {
    put(root, { [`words/cards/w${index}.md`]: card(`${GOOD}title: ${JSON.stringify(title)}`, 'Text.\n') });
  });
  put(root, {
    'words/cards/zebra.md': good(''),
    'steering/cards/steering.md': steeringCard,
    [`steering/${STEERING_FILE}`]: good(''),
  });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(CANARY_MARK, { force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

interface Shown {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly trust: { readonly reason: string };
  readonly problems: readonly Readonly<
    Record<'line' | 'column' | 'severity' | 'rule' | 'message', string | number>
  >[];
}

const ask = (args: readonly string[], more: BufferOptions & { readonly cwd: string }) =>
  kb(['--no-pager', ...args], { env: { PATH: process.env['PATH'] }, ...more });
const shown = async (file: string, cwd: string): Promise<Shown> =>
  JSON.parse((await ask(['show', '--json', '--', file], { cwd })).out) as Shown;
const hitsOf = async (query: string, cwd: string): Promise<string[]> => {
  const { out } = await ask(['search', '-n', '0', '--json', '-'], { input: query, cwd });
  return (JSON.parse(out) as { hits: { path: string }[] }).hits.map((hit) => hit.path);
};

describe('cards', () => {
  let listed: ReadonlySet<string>;
  let found: ReadonlySet<string>;
  beforeAll(async () => {
    const { out } = await ask(['list', '--json'], { cwd: all() });
    listed = new Set((JSON.parse(out) as { cards: { path: string }[] }).cards.map((each) => each.path));
    found = new Set(await hitsOf('zebra', all()));
  });

  test.each(ROWS.map((row, index) => [row.name, row, index] as const))('%s', async (_, row, index) => {
    const { path: file = '', content, problem, reason } = row;
    const cwd = path.join(root, String(index));
    const { trust, problems } = await shown(file, cwd);
    const [first = null] = problems.map(
      (each) => `${each.line}:${each.column} ${each.severity} ${each.rule}`,
    );
    expect({ problem: first, reason: trust.reason }).toEqual({ problem, reason });
    const human = await ask(['show', '--', file], { cwd });
    expect({ code: human.code, bug: human.err.includes('bug in kb') }).toEqual({ code: 0, bug: false });

    expect(listed.has(file)).toBe(true);
    const text = Buffer.from(content).toString('latin1').replaceAll('\0', '');
    expect(found.has(file)).toBe(content.length <= 256 * 1024 && /zebra/i.test(text));
  });

  test('scalars are shown as written', async () => {
    const titles = await Promise.all(
      ROWS.filter(({ name }) => name.startsWith('title: ')).map(
        async ({ path: file = '' }) => (await shown(file, all())).title,
      ),
    );
    expect(titles).toEqual(['no', '012', '12:30', '1.10']);
  });

  test.each(WORDS)('%s is found', async (_, title, query) => {
    const hits = await hitsOf(query, path.join(root, 'words'));
    const index = WORDS.findIndex((each) => each[1] === title);
    expect(hits).toEqual([`cards/w${index}.md`]);
  });

  test('an unknown key near a known one', async () => {
    const base = tempFolder();
    for (let index = 0; index < 30; index++) put(base, { [`cards/${index}.md`]: good('') });
    put(base, { 'cards/typo.md': good('verfy-every: 90d') });
    expect((await shown('typo', base)).problems).toMatchObject([
      { rule: 'unknown-key', severity: 'warning', line: 5 },
    ]);
    expect((await shown('typo', base)).problems[0]?.message).toContain('verify-every');
  });

  test.each([
    ['same', 'same'],
    ['same', 'SAME'],
    ['caf\u00e9', 'cafe\u0301'],
  ])('the ids %s and %s: an error that names the other file', async (one, other) => {
    const base = tempFolder();
    put(base, { 'cards/one.md': good(`id: ${one}`), 'cards/two.md': good(`id: ${other}`) });
    for (const [file, rival] of [
      ['cards/one.md', 'cards/two.md'],
      ['cards/two.md', 'cards/one.md'],
    ] as const) {
      const { trust, problems } = await shown(file, base);
      expect(trust.reason).toBe('unreadable');
      const problem = problems.find(({ rule }) => rule === 'id-duplicate');
      expect(problem).toMatchObject({ severity: 'error', line: 5 });
      expect(problem?.message).toContain(rival);
    }
    expect(await hitsOf('zebra', base)).toHaveLength(2);
  });

  test.each([
    ['A.md', 'a.md'],
    ['caf\u00e9.md', 'cafe\u0301.md'],
  ])('the files %s and %s have an id each', async (one, other) => {
    const base = tempFolder();
    put(base, { [`cards/${one}`]: good(''), [`cards/${other}`]: good('') });
    // Some systems treat the two names as the same file.
    if (readdirSync(path.join(base, 'cards')).length < 2) return;
    const { out } = await ask(['list', '--json'], { cwd: base });
    const { cards } = JSON.parse(out) as { cards: Shown[] };
    expect(new Set(cards.map(({ id }) => id)).size).toBe(2);
    for (const { id, path: file } of cards) expect((await shown(id, base)).path).toBe(file);
  });

  test('nothing in a card was run, and no prototype was changed', () => {
    expect(existsSync(CANARY_MARK)).toBe(false);
    expect('kbCanary' in globalThis).toBe(false);
    expect('kbPolluted' in {}).toBe(false);
  });
});

describe('what would steer a terminal or a CI runner is never printed raw', () => {
  const COMMANDS = [
    ['list'],
    ['list', '--format', 'oneline'],
    ['list', '--format', 'full'],
    ['list', '--format', 'jsonl'],
    ['list', '--json', '-v'],
    ['stale', '--due', '--today', '2030-01-01'],
    ['stale', '--json', '--today', '2030-01-01'],
    ['search', 'zebra', '-n', '0'],
    ['search', 'zebra', '-n', '0', '--format', 'oneline'],
    ['search', 'zebra', '-n', '0', '--format', 'full', '--explain'],
    ['search', 'zebra', '-n', '0', '--format', 'jsonl'],
    ['search', 'zebra', '-n', '0', '--json'],
    ['search', STEERING],
    ['search', `tag:${STEERING}`],
    ['search', `is:${STEERING}`],
    ['show', 'cards/steering.md'],
    ['show', 'cards/steering.md', '--json'],
    ['show', STEERING_FILE],
    ['show', STEERING],
    ['show', STEERING, '--json'],
    ['doctor'],
    ['doctor', '--json'],
    ['init', '--detect', '--dry-run'],
    ['init', '--detect', '--dry-run', '--json'],
    ['init', '--default', STEERING],
    ['-C', STEERING, 'list'],
    ['-b', STEERING, 'list', '--json'],
    ['--today', STEERING, 'list'],
    [STEERING],
    ['list', `--${STEERING}`],
    ['list', '--sort', STEERING],
    ['help', STEERING],
  ];

  test.each(COMMANDS.map((args) => [args]))('%j', async (args) => {
    const cwd = path.join(root, 'steering');
    const piped = await ask(args, { cwd });
    expect(piped.out + piped.err).not.toMatch(RAW);
    expect(piped.out + piped.err).not.toMatch(/^\s*::|##\[|##vso\[/m);
    const terminal = await ask(args, { cwd, terminal: true, color: true, columns: 60 });
    expect((terminal.out + terminal.err).replace(OURS, '')).not.toMatch(RAW);
    expect(piped.out.length + piped.err.length).toBeGreaterThan(0);
  });

  test('-0 is for programs: the names as they are', async () => {
    const { out } = await ask(['list', '-0'], { cwd: all() });
    expect(out.split('\0')).toEqual(
      expect.arrayContaining(HOSTILE_NAMES.map((name) => `cards/names/${name}`)),
    );
  });
});

describe('queries', () => {
  const long = 100_000;
  test.each([
    ...['a:b', 'https://x', 'C++', 'zebra~99', '"a b', '*a*b*', 'z*', '-zebra', '+zebra -x', '--output=x'],
    ...['$(touch x)', 'zebra\0x', '\x1b[31mzebra', 'tag:', 'title:x', 'owner:__proto__', 'kind:constructor'],
    ...['x'.repeat(long), 'zebra '.repeat(long / 6), '+a* '.repeat(long / 4), '"a '.repeat(long / 3)],
    ...[
      '漢'.repeat(long),
      'ไทย'.repeat(long / 3),
      `e${'\u0301'.repeat(long)}`,
      `tag:e${'\u0301'.repeat(long)}`,
    ],
  ])('%.40j is answered', async (query) => {
    const { code, err } = await ask(['search', '-'], { input: query, cwd: path.join(root, 'words') });
    expect([0, 1]).toContain(code);
    expect(err).not.toContain('bug in kb');
    expect(err.length).toBeLessThan(2000);
  });

  test.each([
    '',
    '   ',
    '~',
    '^',
    '+',
    '-',
    '*',
    ':',
    '"',
    '\0',
    '*'.repeat(long),
    '"'.repeat(long),
    '('.repeat(long),
    'is:x',
  ])('%.40j is a mistake of use', async (query) => {
    const { code, out, err } = await ask(['search', '-'], { input: query, cwd: path.join(root, 'words') });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^kb: .*\n {4}\S/);
    expect(err.length).toBeLessThan(2000);
  });
});

describe.skipIf(process.platform === 'win32')('files', () => {
  test('links, pipes, folders and huge files are named, not opened', async () => {
    const base = tempFolder();
    put(base, { 'secret.md': 'secretword', 'b/cards/ok.md': good(''), 'b/cards/x.md/in.md': good('') });
    const cards = path.join(base, 'b/cards');
    symlinkSync('../../secret.md', path.join(cards, 'out.md'));
    symlinkSync('loop.md', path.join(cards, 'loop.md'));
    symlinkSync('nowhere', path.join(cards, 'dangling.md'));
    symlinkSync(base, path.join(cards, 'folder'));
    execFileSync('mkfifo', [path.join(cards, 'pipe.md')]);
    writeFileSync(path.join(cards, 'sparse.md'), '');
    truncateSync(path.join(cards, 'sparse.md'), 10 * 2 ** 30);
    writeFileSync(Buffer.concat([bytes(`${cards}/bad`), new Uint8Array([0xff]), bytes('.md')]), '# Zebra\n');
    const cwd = path.join(base, 'b');
    const why = async (name: string): Promise<unknown> =>
      (await shown(`cards/${name}`, cwd)).problems[0]?.message;
    const link = 'it is a symbolic link, which is not followed';
    expect(await why('out.md')).toBe(link);
    expect(await why('loop.md')).toBe(link);
    expect(await why('dangling.md')).toBe(link);
    expect(await why('folder')).toBe(link);
    expect(await why('pipe.md')).toBe('it is a named pipe');
    expect(await why('x.md')).toBe('it is a folder');
    expect(await why('sparse.md')).toBe('it has 10737418240 bytes, more than 256 KiB');
    expect(await why('bad\uFFFD.md')).toBe('its name is not UTF-8');
    expect(await hitsOf('zebra', cwd)).toEqual(['cards/ok.md']);
    expect((await ask(['search', 'secretword'], { cwd })).code).toBe(1);
    expect((await ask(['doctor'], { cwd })).out).toMatch(/8 (?:of them unreadable|cannot be read)/);
  });

  test('what is closed to us hides nothing else', async () => {
    const base = tempFolder();
    put(base, { 'cards/ok.md': good(''), 'cards/closed.md': good(''), 'cards/closed/in.md': good('') });
    put(base, { CODEOWNERS: '* @x\n', 'cards/_kb.yaml': 'owner: "@x"\n' });
    for (const name of ['cards/closed.md', 'cards/closed', 'CODEOWNERS', 'cards/_kb.yaml']) {
      chmodSync(path.join(base, name), 0o000);
    }
    chmodSync(base, 0o755);
    onTestFinished(() => {
      chmodSync(path.join(base, 'cards/closed'), 0o700);
    });
    await asNobody(base, async () => {
      expect(await hitsOf('zebra', base)).toEqual(['cards/ok.md']);
      const closed = await shown('cards/closed.md', base);
      expect(closed.problems[0]?.message).toMatch(/permission denied$/);
      expect((await ask(['list'], { cwd: base })).err).toContain('2 cards cannot be read');
      expect((await ask(['doctor'], { cwd: base })).out).toContain('_kb.yaml');
    });
  });

  test('nothing is written into a folder that is read-only, and nothing half', async () => {
    const base = tempFolder();
    chmodSync(base, 0o555);
    await asNobody(base, async () => {
      const { code, err } = await ask(['init'], { cwd: base });
      expect(code).toBe(2);
      expect(err).not.toContain('bug in kb');
    });
    expect(readdirSync(base)).toEqual([]);
  });
});

/** Root may read and write everything, so as root this runs as the user nobody. */
async function asNobody(folder: string, run: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  // Lazy imports must be loaded before the rights to read them are dropped.
  await ask(['init', '--dry-run'], { cwd: folder });
  await ask(['doctor'], { cwd: all() });
  if (isRoot) process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('configs', () => {
  test.each([
    ['bad YAML', 'cards: [', '1:9'],
    ['no map', 'zebra', '1:1'],
    ['an unknown key', 'dialect: kb\nwarm: 3', '2:1'],
    ['a wrong type', 'warn: many', '1:7'],
    ['__proto__', '__proto__: {warn: 3}', '1:1'],
    ['constructor further in', 'people: {constructor: {login: "@x"}}', '1:10'],
    ['an alias', 'a: &x [*x]', '1:4'],
    ['20,000 nested lists', `cards: ${'['.repeat(20_000)}`, '1:27'],
    ['a way out', 'cards: ["../**/*.md"]', '1:9'],
    ['another root', 'cards: ["/etc/*.md"]', '1:9'],
    ['a NUL', 'cards: "a\\0"', '1:8'],
    ['a zone that is none', 'timezone: "\\e[31m"', '1:11'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), '1:1'],
    ['steering', `${steeringYaml}: x`, '1:1'],
  ])('%s', async (_, text, place) => {
    const base = tempFolder();
    put(base, { 'kb.config.yaml': text, 'cards/a.md': good('') });
    for (const args of [['list'], ['search', 'zebra'], ['show', 'a']]) {
      const { code, out, err } = await ask(args, { cwd: base });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`kb: kb.config.yaml:${place} `);
      expect(err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
    }
    const { code, out } = await ask(['doctor'], { cwd: base });
    expect(code).toBe(1);
    expect(out).toContain(`kb.config.yaml:${place} `);
  });
});

describe('kb init', () => {
  const everything = (folder: string): string[] =>
    (readdirSync(folder, { recursive: true }) as string[]).sort();

  test.each(['kb.config.yaml', 'cards'])('%s is a link: nothing is written through it', async (name) => {
    const base = tempFolder();
    put(base, { 'here/.keep': '', 'out/.keep': '' });
    const target = name === 'cards' ? '../out' : '../out/new.yaml';
    symlinkSync(target, path.join(base, 'here', name));
    const { code, err } = await ask(['init'], { cwd: path.join(base, 'here') });
    expect(code).toBe(2);
    expect(err).toContain('symbolic link, which is not followed');
    expect(everything(path.join(base, 'out'))).toEqual(['.keep']);
  });

  test('a file where the folder of the cards should be', async () => {
    const base = tempFolder();
    put(base, { cards: 'mine' });
    const { code, err } = await ask(['init'], { cwd: base });
    expect(code).toBe(2);
    expect(err).toContain(`kb: ${path.join(base, 'cards')} cannot be created`);
    expect(everything(base)).toEqual(['cards']);
  });

  test.each(['all', 'a b', '', '__proto__', 'constructor', 'a\nb', 'a: b'])(
    'a base named %j is refused',
    async (name) => {
      const base = tempFolder();
      put(base, { 'kb.config.yaml': '' });
      const { code, err } = await ask(['init', '--default', name], { cwd: base });
      expect(code).toBe(2);
      expect(err).toContain('cannot be the name of a base');
      expect(everything(base)).toEqual(['kb.config.yaml']);
    },
  );

  test.each([
    ['bad YAML', 'bases: ['],
    ['no map', '- a'],
    ['a text', 'bases: text'],
    ['a key twice', 'bases:\n  a: /x\n  a: /y\n'],
    ['two documents', 'bases: {a: /x}\n---\nb: c\n'],
    ['an unknown key', '# mine\nother: 1\n'],
    ['a tab', 'bases:\n\ta: /x\n'],
    ['an anchor', 'bases: &x {a: /x}\n'],
    ['Latin-1', new Uint8Array([...bytes('# caf'), 0xe9, ...bytes('\nbases: {a: /x}\n')])],
  ])('a personal config that is damaged stays as it is: %s', async (_, text) => {
    const base = tempFolder();
    put(base, { 'kb.config.yaml': '', '.config/kb/config.yaml': text });
    const file = path.join(base, '.config/kb/config.yaml');
    const { code, err } = await ask(['init', '--default', 'mine'], { cwd: base });
    expect(code).toBe(2);
    expect(err).toContain(`kb: ${file}`);
    expect(err).not.toContain('bug in kb');
    expect(readFileSync(file)).toEqual(Buffer.from(text));
  });

  test('a name given twice is there once', async () => {
    const base = tempFolder();
    put(base, { 'kb.config.yaml': '' });
    for (let time = 0; time < 2; time++) {
      expect((await ask(['init', '--default', 'mine'], { cwd: base })).code).toBe(0);
    }
    expect(readFileSync(path.join(base, '.config/kb/config.yaml'), 'utf8')).toBe(
      `bases:\n  mine: ${base}\ndefault: mine\n`,
    );
  });
});

describe('the state of the clone', () => {
  const bound = good('paths: [src/**]\nverified: {on: 2026-11-01, by: "@ana", paths: "123456789012"}');
  const repo = (): string => gitRepo({ 'cards/a.md': bound, 'src/x.ts': 'x\n' });

  interface State {
    readonly name: string;
    /** Makes the clone, and returns the folder to run kb in. */
    readonly make: () => string;
    /** What doctor suggests to type; `null` if all is well. */
    readonly fix: string | null;
    /** Without commits to ask, kb cannot know whether the code changed. */
    readonly blind?: boolean;
  }
  const STATES: State[] = [
    { name: 'clean', make: repo, fix: null },
    {
      name: 'no git',
      make: () => {
        const base = repo();
        vi.stubEnv('PATH', tempFolder());
        return base;
      },
      fix: 'install git',
      blind: true,
    },
    {
      name: 'no repository',
      make: () => {
        const base = tempFolder();
        put(base, { 'cards/a.md': bound });
        return base;
      },
      fix: 'git init',
      blind: true,
    },
    {
      name: 'unborn branch',
      make: () => {
        const base = tempFolder();
        git(base, 'init', '-q');
        put(base, { 'cards/a.md': bound });
        return base;
      },
      fix: 'git commit',
    },
    {
      name: 'detached',
      make: () => {
        const base = repo();
        git(base, 'checkout', '-q', '--detach');
        return base;
      },
      fix: null,
    },
    {
      name: 'shallow',
      make: () => {
        const origin = repo();
        commit(origin, 'more');
        const base = path.join(tempFolder(), 'clone');
        git(origin, 'clone', '-q', '--depth', '1', `file://${origin}`, base);
        return base;
      },
      fix: 'git fetch --unshallow',
    },
    {
      name: 'linked work tree',
      make: () => {
        const base = path.join(tempFolder(), 'tree');
        git(repo(), 'worktree', 'add', '-q', '-b', 'other', base);
        return base;
      },
      fix: null,
    },
    {
      name: 'submodule',
      make: () => {
        const outer = gitRepo({ 'a.txt': 'a' });
        git(outer, 'submodule', '--quiet', 'add', repo(), 'docs');
        return path.join(outer, 'docs');
      },
      fix: null,
    },
    {
      name: 'sparse',
      make: () => {
        const base = repo();
        git(base, 'sparse-checkout', 'set', 'cards');
        return base;
      },
      fix: null,
    },
    {
      name: 'index.lock',
      make: () => {
        const base = repo();
        put(base, { '.git/index.lock': '' });
        return base;
      },
      fix: null,
    },
    {
      name: 'mid-merge',
      make: () => {
        const base = repo();
        git(base, 'checkout', '-q', '-b', 'other');
        put(base, { 'src/x.ts': 'theirs\n' });
        commit(base);
        git(base, 'checkout', '-q', 'main');
        put(base, { 'src/x.ts': 'ours\n' });
        commit(base);
        expect(() => git(base, 'merge', 'other')).toThrow();
        return base;
      },
      fix: 'git merge --abort',
    },
    {
      name: 'a config of git that git cannot read',
      make: () => {
        const base = repo();
        put(base, { '.git/config': '[broken' });
        return base;
      },
      fix: null,
      blind: true,
    },
    {
      name: 'no HEAD',
      make: () => {
        const base = repo();
        rmSync(path.join(base, '.git/HEAD'));
        return base;
      },
      fix: 'git status',
      blind: true,
    },
  ];
  if (process.getuid?.() === 0) {
    const make = (): string => {
      const base = repo();
      execFileSync('chown', ['-R', '65534:65534', base]);
      return base;
    };
    STATES.push({ name: 'dubious ownership', make, fix: 'safe.directory', blind: true });
  }

  test.each(STATES.map((state) => [state.name, state] as const))(
    '%s',
    async (_, { make, fix, blind = false }) => {
      const cwd = make();
      expect(await hitsOf('zebra', cwd)).toEqual(['cards/a.md']);
      const { trust } = await shown('a', cwd);
      expect(trust.reason).toBe(blind ? 'date-only' : 'code-changed');
      for (const args of [['list'], ['stale'], ['search', 'zebra'], ['show', 'a']]) {
        const { code, err } = await ask(args, { cwd });
        expect(code).toBe(0);
        expect(err.includes('git cannot tell whether the code')).toBe(blind);
      }
      const { out } = await ask(['doctor'], { cwd });
      if (fix !== null) expect(out).toContain(fix);
    },
  );

  test('bare', async () => {
    const base = path.join(tempFolder(), 'bare.git');
    git(path.dirname(base), 'clone', '-q', '--bare', repo(), base);
    const { code, err } = await ask(['search', 'zebra'], { cwd: base });
    expect(code).toBe(2);
    expect(err).toContain('no card matches');
    expect((await ask(['doctor'], { cwd: base })).out).toContain(`git clone ${base} FOLDER`);
  });
});

describe('a card of 256 KiB takes no more than moments', () => {
  const full = (text: string): string => text.repeat(Math.floor(260_000 / Buffer.byteLength(text)));
  const SUSPECTS: Readonly<Record<string, string>> = {
    marks: `e${full('\u0301')}`,
    'marks of two classes': full('\u0301\u0327'),
    'marks in Thai': `ก${full('\u0e34')}`,
    'Thai without a blank': full('ไทยคืนเงิน'),
    'half-width marks': full('カ゛'),
    'Chinese without a blank': full('漢字'),
    families: full('👩‍👩‍👧‍👦'),
    'variation selectors': full('\ufe0f'),
    blanks: `${full(' ')}x`,
    'carriage returns': `x\n${full('\r')}`,
    hashes: `# ${full('# ')}`,
    headings: full('# a\n'),
    underlines: full('a\n=\n'),
    quotes: full('> '),
    brackets: full('['),
    links: full('[a]('),
    references: full('[a][b]'),
    stars: full('**a*b'),
    backticks: full('` '),
    tags: full('<a b="'),
    comments: full('<!--'),
    cells: full('|'),
    entities: full('&a'),
    addresses: full('www.'),
    mail: full('a.b-c_'),
    compounds: full('zebra-'),
    'conflict marks': full('<<<<<<< \n'),
    directions: full('\u202e'),
  };

  test('list and search', async () => {
    const base = tempFolder();
    Object.values(SUSPECTS).forEach((text, index) => {
      // Without a title in the front matter, kb looks for one in the text.
      put(base, { [`cards/${index}.md`]: text });
    });
    const marks = JSON.stringify(`e${'\u0301'.repeat(30_000)}`);
    for (const key of ['id', 'title', 'owner', 'tags', 'aliases', 'kind', 'keywords', '"x-y"']) {
      put(base, { [`cards/marks-${key.replaceAll('"', '')}.md`]: card(`${key}: ${marks}`) });
    }
    const start = process.cpuUsage();
    expect((await ask(['list'], { cwd: base })).code).toBe(0);
    expect((await ask(['search', 'zebra'], { cwd: base })).code).toBe(0);
    const { user, system } = process.cpuUsage(start);
    // A single quadratic one would take minutes.
    expect((user + system) / 1e6).toBeLessThan(40);
  });
});
