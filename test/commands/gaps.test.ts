/** What is logged about the commands that people use, and what kb gaps makes of it. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const card = (title: string, more = ''): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverified: {on: 2026-11-01}\nverify-by: 2027-06-01\n${more}---\nPay back.\n`;
const files = {
  'kb.config.yaml': '',
  'cards/refund.md': card('Refund a charge'),
  'cards/stale.md': card('Close an account').replace('2027-06-01', '2026-11-10'),
};
/** The real day, and logging turned on. */
const ON = { KB_TODAY: '', KB_USAGE: '' };
type Surroundings = Parameters<typeof kb>[1];
const runner =
  (cwd: string, more: Partial<Surroundings> = {}) =>
  (...args: string[]) =>
    kb(args, { cwd, ...more, env: { ...ON, ...more.env } });

const logOf = (root: string): Record<string, unknown>[] => {
  const file = path.join(root, '.git/kb/usage.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('a search', () => {
  test('is recorded with what was found, and masked', async () => {
    const root = gitRepo(files);
    await runner(root)('search', 'refund', 'for', 'ana@acme.com', '4111 1111');
    expect(logOf(root)).toEqual([
      {
        v: 1,
        event: 'search',
        day: '2026-11-21',
        at: '2026-11-21T12:00:00Z',
        query: 'refund for @… #',
        filtered: false,
        total: 1,
        hits: ['refund'],
        corrected: [],
      },
    ]);
    await runner(root)('search', 'refnd', '-o', 'ana');
    expect(logOf(root)[1]).toMatchObject({ filtered: true, corrected: [{ from: 'refnd', to: 'refund' }] });
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test.each<[string, Partial<Surroundings>, string[]]>([
    ['for a program', {}, ['search', 'refund', '--json']],
    ['for a program', {}, ['search', 'refund', '-f', 'jsonl']],
    ['for xargs', {}, ['search', 'refund', '-0']],
    ['without words', {}, ['search', 'owner:@ana']],
    ['on a pretended day', {}, ['search', 'refund', '--today', '2026-11-21']],
    ['on a pretended day', { env: { KB_TODAY: '2026-11-21' } }, ['search', 'refund']],
    ['in CI', { env: { CI: 'true' } }, ['search', 'refund']],
    ['turned off by a person', { env: { KB_USAGE: 'off' } }, ['search', 'refund']],
  ])('%s is not', async (_, surroundings, args) => {
    const root = gitRepo(files);
    expect((await runner(root, surroundings)(...args)).code).toBe(0);
    expect(logOf(root)).toEqual([]);
  });

  test('is not where the config says so, and kb gaps tells', async () => {
    const root = gitRepo({ ...files, 'kb.config.yaml': 'usage: off\n' });
    const run = runner(root);
    await run('search', 'zzz');
    await run('show', 'refund');
    expect(logOf(root)).toEqual([]);
    const { err, code } = await run('gaps');
    expect([err.split('\n')[1], code]).toEqual([
      `nothing is recorded here: ${root}/kb.config.yaml has \`usage: off\``,
      1,
    ]);
  });

  test.each<[string, (folder: string) => void]>([
    [
      'a file',
      (folder) => {
        writeFileSync(folder, '');
      },
    ],
    [
      'a link',
      (folder) => {
        symlinkSync(tempFolder(), folder);
      },
    ],
    [
      'a folder whose log is a full disk',
      (folder) => {
        mkdirSync(folder);
        symlinkSync('/dev/full', path.join(folder, 'usage.jsonl'));
        symlinkSync('/dev/full', path.join(folder, 'usage.json'));
      },
    ],
  ])('answers as ever where the place of the log is %s', async (_, make) => {
    const root = gitRepo(files);
    const usual = await runner(root)('search', 'refund', '--explain');
    rmSync(path.join(root, '.git/kb'), { recursive: true, force: true });
    make(path.join(root, '.git/kb'));
    const run = runner(root);
    expect(await run('search', 'refund', '--explain')).toEqual(usual);
    expect((await run('show', 'refund')).code).toBe(0);
    expect(await run('search', 'refund', '--explain')).toEqual(usual);
    expect((await run('gaps')).code).toBe(1);
  });

  test('in several bases is recorded where something was found, and everywhere when nothing was', async () => {
    const home = tempFolder();
    const [one, two] = [gitRepo(files), gitRepo({ 'cards/vat.md': card('Pay taxes') })];
    put(home, { '.config/kb/config.yaml': `bases: {one: ${one}, two: ${two}}\n` });
    const run = runner(home, { home });
    await run('search', 'taxes', '-b', 'all');
    await run('search', 'zzz', '-b', 'all');
    await run('search', 'refund', '-b', 'one');
    expect(logOf(one).map(({ query }) => query)).toEqual(['zzz', 'refund']);
    expect(logOf(two).map(({ query }) => query)).toEqual(['taxes', 'zzz']);
    expect((await run('gaps', '-b', 'two')).out).toContain('zzz');
  });
});

describe('an open', () => {
  test('is recorded with its way and the trust of that day', async () => {
    const root = gitRepo(files);
    git(root, 'remote', 'add', 'origin', 'https://github.com/acme/kb.git');
    const run = runner(root, { env: { EDITOR: 'true' } });
    const terminal = runner(root, { terminal: true, env: { TERM: 'dumb' } });
    await run('show', 'refund');
    await run('show', 'stale', '--raw');
    await terminal('show', 'stale', '--raw', '--no-pager');
    await run('open', 'refund');
    await run('open', 'refund', '--print');
    await run('open', 'refund', '--edit');
    await run('edit', 'refund');
    await run('show', 'refund', '--json');
    await run('show', 'nothing');
    expect(logOf(root).map(({ card, how, trust }) => [card, how, trust])).toEqual([
      ['refund', 'show', 'verified'],
      ['stale', 'copy', 'stale'],
      ['stale', 'show', 'stale'],
      ['refund', 'open', 'verified'],
      ['refund', 'link', 'verified'],
      ['refund', 'edit', 'verified'],
      ['refund', 'edit', 'verified'],
    ]);
  });

  test('raises the card in the order of hits, and not the trust in it', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    const because = async (more: Partial<Surroundings> = {}) => {
      const { out } = await runner(root, more)('search', 'account', '--json');
      const [hit] = (JSON.parse(out) as { hits: { because: object; trust: object }[] }).hits;
      return hit;
    };
    const before = await because();
    expect(before?.because).toMatchObject({ use: 1, trust: 0.6 });
    for (let at = 0; at < 7; at++) await run('show', 'stale');
    const after = await because();
    expect(after?.because).toMatchObject({ use: 1.25, trust: 0.6 });
    expect(after?.trust).toEqual(before?.trust);
    expect((await because({ env: { CI: '1' } }))?.because).toMatchObject({ use: 1 });
    expect((await because({ env: { KB_USAGE: 'off' } }))?.because).toMatchObject({ use: 1 });
    // After thirty days, seven uses count as three and a half.
    const later = (await because({ env: { KB_TODAY: '2026-12-21' } }))?.because;
    expect(later).toMatchObject({ use: Number((1 + Math.log2(4.5) / 12).toPrecision(6)) });
  });
});

describe('kb gaps', () => {
  test('says what was not found, until it is', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    for (const query of ['vat id', 'ids for vats', 'payroll']) await run('search', query);
    expect(await run('gaps')).toEqual({
      out: "no card\t2\tids for vats\t2026-11-21\tkb search 'ids for vats'\nno card\t1\tpayroll\t2026-11-21\tkb search payroll\n",
      err: '2 gaps in 3 searches since 2026-10-22\nwrite a card, or add the words to the `keywords` of the card that answers: kb edit CARD\n',
      code: 0,
    });
    put(root, { 'cards/vat.md': card('Find your VAT ID') });
    commit(root);
    expect((await run('gaps')).out).toBe('no card\t1\tpayroll\t2026-11-21\tkb search payroll\n');
    const { out, err } = await run('gaps', '-n', '1', '--since', '2026-11-21');
    expect([out.split('\n').length, err.split('\n')[0]]).toEqual([2, '1 gap in 3 searches since 2026-11-21']);
  });

  test('says which words no card has, until one has', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    await run('search', 'refund zigbee');
    expect((await run('gaps')).err).toMatch(/^1 gap in 1 search since /);
    await run('search', 'refund zigbee');
    expect((await run('gaps')).out).toBe(
      "missing word\t2\tzigbee in “refund zigbee”\t2026-11-21\tkb search 'refund zigbee'\n",
    );
    put(root, { 'cards/zigbee.md': card('Pair a Zigbee hub') });
    commit(root);
    expect((await run('gaps')).out).toBe('');
  });

  test('answers in JSON of a stable shape', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    for (let at = 0; at < 3; at++) await run('search', 'refnd');
    await run('search', 'zzz');
    const { out, code } = await run('gaps', '--json', '-n', '2');
    expect([JSON.parse(out), code]).toEqual([
      {
        schemaVersion: 1,
        since: '2026-10-22',
        until: '2026-11-21',
        searches: 4,
        total: 3,
        gaps: [
          {
            kind: 'not-opened',
            query: 'refnd',
            count: 3,
            last: '2026-11-21',
            hits: ['refund'],
            instead: [],
            within: '',
            base: null,
            commands: ['kb search refnd', 'kb show refund'],
          },
          {
            kind: 'corrected',
            query: 'refnd',
            count: 3,
            last: '2026-11-21',
            hits: [],
            instead: ['refund'],
            within: '',
            base: null,
            commands: ['kb search refund'],
          },
        ],
      },
      0,
    ]);
  });

  test('of all bases tells of each, with the command that asks it', async () => {
    const home = tempFolder();
    const [one, two] = [gitRepo(files), gitRepo({ 'cards/vat.md': card('Pay taxes') })];
    put(home, { '.config/kb/config.yaml': `bases: {one: ${one}, two: ${two}}\n` });
    const run = runner(home, { home });
    await run('search', 'refund zigbee', '-b', 'one');
    for (let at = 0; at < 2; at++) await run('search', '-b', 'two', '--', '-x payroll');
    const { out, err, code } = await run('gaps', '-b', 'all');
    expect(out).toBe(
      "no card\t2\t-x payroll\t2026-11-21\tkb -b two search -- '-x payroll'\ttwo\n" +
        "missing word\t1\tzigbee in “refund zigbee”\t2026-11-21\tkb -b one search 'refund zigbee'\tone\n",
    );
    expect([err.split('\n')[0], code]).toEqual(['2 gaps in 3 searches since 2026-10-22', 0]);
    const json = JSON.parse((await run('gaps', '-b', 'all', '--json')).out) as { gaps: { base: string }[] };
    expect(json.gaps.map(({ base }) => base)).toEqual(['two', 'one']);
    const off = await runner(home, { home, env: { KB_USAGE: 'off' } })('gaps', '-b', 'all');
    expect(off.err).toContain('nothing is recorded in one: KB_USAGE is off\n');
  });

  test('looks at the days before the one that is named', async () => {
    const root = gitRepo(files);
    await runner(root)('search', 'zzz');
    const at = (today: string, ...args: string[]) => runner(root)('gaps', '--today', today, ...args);
    expect((await at('2026-11-20')).code).toBe(1);
    expect((await at('2026-12-21')).code).toBe(0);
    expect((await at('2026-12-22')).code).toBe(1);
    expect((await at('2026-12-22', '--since', '2m')).code).toBe(0);
    expect((await at('2026-12-22', '--since', 'refund')).code).toBe(2);
  });

  test('prints nothing of a query as it was typed that steers a terminal or a CI runner', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    const hostile = [
      '\x1b]52;c;cHduZWQ=\x07zza',
      '::error::zzb',
      '##[error]zzc',
      'zzd\u202etxt',
      "-pay'zze`$(id)` zze",
    ];
    for (const query of hostile) await run('search', '--', query);
    expect(logOf(root)).toHaveLength(hostile.length);
    const lines = await run('gaps');
    const json = await run('gaps', '--json');
    const page = await runner(root, { terminal: true, columns: 200 })('gaps', '--no-pager');
    for (const { out, err } of [lines, json, page]) {
      for (const word of ['zza', 'zzb', 'zzc', 'zzd', 'zze']) expect(out).toContain(word);

      expect(out + err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f\u202e]|^\s*::/m);
    }
    expect(lines.out + json.out).not.toContain('##[');
    expect(lines.out).toContain("kb search -- '-pay'\\''zze`$(id)` zze'");
  });

  test('passes over lines that are damaged, and hostile ones', async () => {
    const root = gitRepo(files);
    const run = runner(root);
    await run('search', 'zzz');
    const file = path.join(root, '.git/kb/usage.jsonl');
    writeFileSync(
      file,
      `{"v":1\n${'['.repeat(100_000)}\n${readFileSync(file, 'utf8')}{"v":2,"event":"search"}\n`,
    );
    expect((await run('gaps')).out).toBe('no card\t1\tzzz\t2026-11-21\tkb search zzz\n');
  });
});
