import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { bufferIo, kb } from '../memory-io.js';
import { commit, git, gitRepo, put } from '../repo/world.js';

const CONFIG = `people:
  ana: { login: "@ana", emails: [ana@acme.com] }
  ben: { login: "@ben", emails: [ben@acme.com], teams: ["@acme/legal"] }
`;
const cardText = (title: string, more = ''): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: 2026-10-11\n${more}---\n\nWithin 14 days.\n`;

const FILES = {
  'kb.config.yaml': CONFIG,
  'cards/a.md': cardText('Refunds'),
  'cards/b.md': cardText('Fees', 'verifiers: ["@ben", "@acme/legal"]\n'),
  'cards/c.md': cardText('Returns', 'verifiers: ["#support"]\n'),
  'cards/old.md': cardText('Old', 'superseded-by: a\n'),
  'cards/gone.md': cardText('Gone', 'status: archived\n'),
  'cards/broken.md': '---\ntitle: [\n---\nText\n',
};

const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

function base(files: Readonly<Record<string, string>> = FILES): string {
  const root = gitRepo(files);
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@acme.com');
  return root;
}

const run = (cwd: string, ...args: string[]) => kb(['verify', ...args], { cwd, env });
const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
const log = (root: string): string => git(root, 'log', '--format=%s');

describe('kb verify --note', () => {
  test('records the caller, the day and the evidence in one commit', async () => {
    const root = base();
    put(root, { 'notes.txt': 'staged' });
    git(root, 'add', 'notes.txt');
    const { out, err, code } = await run(root, 'a', '--note', 'read with legal');
    expect([err, code]).toEqual([expect.stringMatching(/^1 card verified by @ana, commit [0-9a-f]{7}\n/), 0]);
    expect(out).toBe('✔ verified\tRefunds\t@ana\tuntil 2027-02-19\ta\tcards/a.md\n');
    expect(read(root, 'cards/a.md')).toMatch(
      /^---\ntitle: Refunds\nowner: "@ana"\nverify-by: 2027-02-19\nverified:\n {2}on: 2026-11-21\n {2}by: "@ana"\n {2}content: "?[0-9a-f]{12}"?\n {2}note: read with legal\n---\n\nWithin 14 days.\n$/,
    );
    expect(git(root, 'log', '-1', '--format=%B')).toBe(
      'Verify a\n\nKb-Verified: a\nKb-Evidence: read with legal',
    );
    expect(git(root, 'show', '--format=', '--name-only', 'HEAD')).toBe('cards/a.md');
    expect(git(root, 'status', '--porcelain')).toBe('A  notes.txt');
  });

  test('answers in JSON', async () => {
    const root = base();
    const { out } = await run(root, 'a', 'c', '--note', 'x', '--json');
    const trust = { state: 'verified', verifiedBy: '@ana', verifyBy: '2027-02-19' };
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      done: true,
      already: false,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      by: '@ana',
      cards: [
        { id: 'a', do: 'verify', note: 'x', trust },
        { id: 'c', do: 'verify', note: 'x', trust },
      ],
    });
    const again = await run(root, 'a', 'c', '--note', 'x', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ done: true, already: true, commit: null });
    expect(again.code).toBe(0);
  });

  test('shows what it would do', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'a', '--note', 'x', '--dry-run');
    expect(out).toContain('-verify-by: 2026-10-11\n+verify-by: 2027-02-19\n+verified:\n+  on: 2026-11-21\n');
    expect([err, code]).toEqual(['would verify 1 card\n', 0]);
    expect([git(root, 'status', '--porcelain'), log(root)]).toEqual(['', 'cards']);
  });

  test('spreads many cards, and --no-spread does not', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `c${String(at).padStart(2, '0')}`);
    const files = Object.fromEntries(names.map((name) => [`cards/${name}.md`, cardText(name)]));
    const dueDays = async (...args: string[]): Promise<string[]> => {
      const { out } = await run(base(files), ...names, '--note', 'x', '--json', ...args);
      const { cards } = JSON.parse(out) as { cards: { trust: { verifyBy: string } }[] };
      return cards.map(({ trust }) => trust.verifyBy);
    };
    const spread = await dueDays();
    expect([spread[0], spread[11]]).toEqual(['2027-02-10', '2027-02-19']);
    expect(spread).toEqual([...spread].sort());
    expect(new Set(await dueDays('--no-spread'))).toEqual(new Set(['2027-02-19']));
    expect(new Set(await dueDays('--until', '2027-06-30'))).toEqual(new Set(['2027-06-30']));
  });

  test('refuses a card with flags that it cannot read: they would be lost', async () => {
    const cwd = base({ ...FILES, 'cards/doubt.md': cardText('Doubt', 'flags: the price changed\n') });
    const { err, code } = await kb(['verify', 'doubt', '--note', 'x'], { cwd, env });
    expect(err).toMatch(/cards\/doubt\.md:5: flags: expected a list of maps[^]*kb edit/);
    expect(code).toBe(2);
    expect((await kb(['list', '--json'], { cwd, env })).out).toContain('"flagged"');
  });

  test.each<[string, string[], RegExp]>([
    [
      'somebody who is none of the verifiers',
      ['b', '--note', 'x'],
      /verified by @ben, @acme\/legal; you are @ana/,
    ],
    ['an archived card', ['gone', '--note', 'x'], /is archived[^]*kb archive --restore gone/],
    ['a superseded card', ['old', '--note', 'x'], /is superseded[^]*kb verify a/],
    ['a card that cannot be read', ['broken', '--note', 'x'], /cannot be read[^]*kb lint/],
    ['no evidence', ['a', '--yes'], /--yes needs a --note/],
    ['nobody to ask', ['a'], /no terminal to ask on[^]*--note/],
    ['an empty note', ['a', '--note', ' '], /the note is empty/],
    ['a note of two lines', ['a', '--note', 'x\nKb-Verified: z'], /one line/],
    ['a day that is over', ['a', '--note', 'x', '--until', '2026-11-20'], /2026-11-20 has passed/],
    ['a day that is none', ['a', '--note', 'x', '--until', '2026-02-31'], /--until takes a calendar date/],
    ['an interval that is none', ['a', '--note', 'x', '--for', 'long'], /--for takes an interval/],
    ['two answers', ['a', '--archive', '--reassign', '@ben'], /cannot be used with/],
    ['a note to another answer', ['a', '--archive', '--note', 'x'], /cannot be used with/],
    ['a card that is read instead of itself', ['a', '--supersede', 'a'], /supersede itself/],
    ['a card that is itself superseded', ['c', '--supersede', 'old'], /is itself superseded/],
    ['no card', ['zzz', '--note', 'x'], /no card “zzz”/],
    ['no word of which cards', ['--note', 'x'], /which cards[^]*kb verify CARD\n/],
    ['another day', ['a', '--note', 'x', '--today', '2030-01-01'], /changes are recorded with the real date/],
    ['an edit that is only tried', ['a', '--edit', '--dry-run'], /cannot be used with/],
  ])('refuses %s', async (_, args, message) => {
    const root = base();
    const { err, code } = await run(root, ...args);
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect([git(root, 'status', '--porcelain'), log(root)]).toEqual(['', 'cards']);
  });

  test.each([
    ['verify', ['a', '--note', 'x']],
    ['flag', ['a', '-m', 'x']],
    ['archive', ['a', '--yes']],
  ])('kb %s records nothing on a day that KB_TODAY pretends', async (command, args) => {
    const root = base();
    const pretended = { cwd: root, env: { ...env, KB_TODAY: '2026-11-21' } };
    const { err, code } = await kb([command, ...args], pretended);
    expect([err, code]).toEqual([expect.stringMatching(/changes are recorded with the real date/), 2]);
    expect([git(root, 'status', '--porcelain'), log(root)]).toEqual(['', 'cards']);
    expect((await kb([command, ...args, '--dry-run'], pretended)).code).toBe(0);
  });

  test('one card that cannot be verified stops all', async () => {
    const root = base();
    expect((await run(root, 'a', 'b', '--note', 'x')).code).toBe(2);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('a channel may be anybody', async () => {
    const { out } = await kb(['verify', 'c', '--note', 'x', '--json'], {
      cwd: base(),
      env: { ...env, KB_USER: 'zoe@x.org' },
    });
    expect(JSON.parse(out)).toMatchObject({
      by: 'zoe@x.org',
      cards: [{ trust: { verifiedBy: 'zoe@x.org' } }],
    });
  });

  test('nobody is nobody', async () => {
    const root = gitRepo(FILES);
    const { err, code } = await run(root, 'a', '--note', 'x');
    expect([err, code]).toEqual([
      expect.stringMatching(/cannot tell who you are[^]*git config --global user.email/),
      2,
    ]);
  });

  test('uncommitted edits stay out, unless they are asked for', async () => {
    const root = base();
    put(root, { 'cards/a.md': `${FILES['cards/a.md']}More.\n` });
    const refused = await run(root, 'a', '--note', 'x');
    expect([refused.err, refused.code]).toEqual([expect.stringMatching(/cards\/a.md[^]*--include-edits/), 2]);
    const { code } = await run(root, 'a', '--note', 'x', '--include-edits');
    expect(code).toBe(0);
    expect(git(root, 'show', '--format=', 'HEAD')).toContain('+More.');
  });

  test('a record whose commit never came is made again', async () => {
    const root = base();
    expect((await run(root, 'a', '--note', 'x', '--no-commit')).err).toContain('nothing committed');
    expect(git(root, 'status', '--porcelain')).toBe('M cards/a.md');
    expect((await run(root, 'a', '--note', 'y')).code).toBe(0);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('settles a flag, and the other answers need no note', async () => {
    const root = base();
    await kb(['flag', 'a', '-m', 'the price changed'], { cwd: root, env });
    expect(read(root, 'cards/a.md')).toContain('the price changed');
    await run(root, 'a', '--note', 'x');
    expect(read(root, 'cards/a.md')).not.toContain('flags');
    await run(root, 'a', '--reassign', '@ben');
    expect(read(root, 'cards/a.md')).toContain('owner: "@ben"\n');
    await run(root, 'b', '--supersede', 'a');
    expect(read(root, 'cards/b.md')).toContain('superseded-by: a\n');
    await run(root, 'c', '--archive');
    expect(read(root, 'cards/c.md')).toContain('status: archived\n');
    expect(log(root).split('\n').slice(0, 4)).toEqual([
      'Archive c',
      'Supersede b by a',
      'Reassign a to @ben',
      'Verify a',
    ]);
  });

  test('the code that a card describes', async () => {
    const root = base({
      ...FILES,
      'src/refund.ts': '14\n',
      'cards/a.md': cardText('Refunds', 'paths: [src/**]\n'),
    });
    await run(root, 'a', '--note', 'x');
    expect(read(root, 'cards/a.md')).toMatch(/ {2}paths: "?[0-9a-f]{12}/);
    put(root, { 'src/refund.ts': '30\n' });
    commit(root);
    const { out } = await kb(['show', 'a', '--json'], { cwd: root, env });
    expect(JSON.parse(out)).toMatchObject({ trust: { state: 'due', reason: 'code-changed' } });
  });
});

describe('kb verify by filters', () => {
  test('means the cards in use that the filters find', async () => {
    const root = base();
    const { out, code } = await run(
      root,
      '-o',
      '@ana',
      '--is',
      'stale',
      '--note',
      'x',
      '--dry-run',
      '--json',
    );
    expect(code).toBe(2); // @ana is not a verifier of b
    const all = await kb(['verify', '-o', '@ana', '--is', 'stale', '--note', 'x', '--json'], {
      cwd: root,
      env: { ...env, KB_USER: '@ben' },
    });
    expect(out).toContain('verified by');
    const { cards } = JSON.parse(all.out) as { cards: { id: string }[] };
    expect(cards.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test.each<[string[], RegExp]>([
    [[], /which cards\?/],
    [['a', '-o', '@ana'], /name cards or use filters, not both/],
    [['-o', '@nobody'], /no card matches/],
  ])('%j is refused', async (args, message) => {
    const { err, code } = await run(base(), ...args, '--note', 'x');
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
  });
});

const WAIT_MS = 20_000;
const DOWN = '\u001b[B';
const ENTER = '\r';

/** Runs kb in a terminal and presses keys when a text appears; fails with the output if it never does. */
async function atTerminal(
  cwd: string,
  args: readonly string[],
  keys: readonly (readonly [text: string, keys: string])[],
  more: Record<string, string> = {},
): Promise<{ readonly out: string; readonly err: string; readonly code: number }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const io = Object.defineProperty(bufferIo(), 'stdin', { value: stdin });
  const left = [...keys];
  let seen = 0;
  const { stderr } = io;
  const write = stderr.write.bind(stderr);
  Object.assign(stderr, {
    write: (text: string) => {
      write(text);
      const next = left[0];
      if (!next || !io.err.slice(seen).includes(next[0])) return;
      left.shift();
      seen = io.err.length;
      setTimeout(() => stdin.write(next[1]), 5);
    },
  });
  const world = {
    io: () => io,
    cwd,
    env: { ...env, ...more },
    home: cwd,
    now: () => new Date('2026-11-21T12:00:00Z'),
  };
  const ended = await Promise.race([
    main(['verify', ...args], world).then(() => true),
    sleep(WAIT_MS, false, { ref: false }),
  ]);
  expect({ ended, left, err: ended && left.length === 0 ? '' : io.err.slice(-2_000) }).toEqual({
    ended: true,
    left: [],
    err: '',
  });
  return { out: io.out, err: io.err, code: io.exitCode };
}

test.each([
  [['verify', 'old', '--note', 'x'], /superseded/],
  [['verify', 'retur', '--note', 'x'], /no card “retur”[^]*kb verify returns --note x/],
  [['flag', 'retur', '-m', 'x'], /no card “retur”[^]*kb flag returns -m x/],
  [['archive', 'retur', '--yes'], /no card “retur”[^]*kb archive returns --yes/],
])('%j: nothing is recorded in a card that only the beginning of an id names', async (args, message) => {
  const root = base({ ...FILES, 'cards/returns.md': cardText('Returns of gifts') });
  const { err, code } = await kb(args, { cwd: root, env });
  expect([err, code]).toEqual([expect.stringMatching(message), 2]);
  expect([git(root, 'status', '--porcelain'), log(root)]).toEqual(['', 'cards']);
});

describe('kb verify at a terminal', () => {
  test('shows the card and what has changed, and takes yes for an answer', async () => {
    const root = base();
    await run(root, 'a', '--note', 'first');
    put(root, { 'cards/a.md': read(root, 'cards/a.md').replace('14 days', '30 days') });
    commit(root);
    const { err, code } = await atTerminal(
      root,
      ['a'],
      [
        ['still correct?', ENTER],
        ['check it against', `the terms of 2026${ENTER}`],
      ],
    );
    expect(err).toMatch(
      /verified on 2026-11-21 by @ana: first[^]*-Within 14 days\.\n\+Within 30 days\.[^]*edited since[^]*Within 30 days\./,
    );
    expect(code).toBe(0);
    expect(read(root, 'cards/a.md')).toContain('note: the terms of 2026\n');
    expect(log(root).split('\n')[0]).toBe('Verify a');
  });

  test('takes other answers, card by card, into one commit', async () => {
    const root = base();
    const { code } = await atTerminal(
      root,
      ['a', 'c'],
      [
        ['“Refunds” still correct?', DOWN + DOWN + ENTER],
        ['Who is the new owner', `@ben${ENTER}`],
        ['“Returns” still correct?', DOWN.repeat(3) + ENTER],
        ['Which card supersedes it?', `a${ENTER}`],
      ],
    );
    expect(code).toBe(0);
    expect(log(root).split('\n')[0]).toBe('Reassign a to @ben; supersede c by a');
  });

  test('edits first', async () => {
    const root = base();
    const { code } = await atTerminal(
      root,
      ['a'],
      [
        ['still correct?', DOWN + ENTER],
        ['still correct?', ENTER],
        ['check it against', ENTER],
      ],
      { EDITOR: "sed -i 's/14 days/30 days/'" },
    );
    expect(code).toBe(0);
    expect(git(root, 'show', '--format=', 'HEAD')).toContain('+Within 30 days.');
    const { out } = await kb(['show', 'a', '--json'], { cwd: root, env });
    expect(JSON.parse(out)).toMatchObject({ trust: { state: 'verified', reason: 'current' } });
  });

  test('stops in between and records what was answered', async () => {
    const root = base();
    const { code, err } = await atTerminal(
      root,
      ['a', 'c'],
      [
        ['still correct? (1 of 2)', ENTER],
        ['check it against', ENTER],
        ['still correct? (2 of 2)', DOWN.repeat(6) + ENTER],
      ],
    );
    expect([err, code]).toEqual([expect.stringContaining('1 card verified by @ana'), 0]);
    expect(log(root).split('\n')[0]).toBe('Verify a');
  });

  test('goes back to the question where an answer is broken off or refused', async () => {
    const root = base();
    const { code, err } = await atTerminal(
      root,
      ['b'],
      [
        ['still correct?', ENTER],
        ['check it against', ENTER],
        ['is verified by @ben', ''],
        ['still correct?', DOWN.repeat(2) + ENTER],
        ['Who is the new owner', '\u0003'],
        ['still correct?', DOWN.repeat(3) + ENTER],
        ['Which card supersedes it?', `old${ENTER}`],
        ['itself superseded', `\b\b\ba${ENTER}`],
      ],
    );
    expect([err, code]).toEqual([expect.stringContaining('1 card superseded'), 0]);
  });

  test('tells of an edit that is not recorded, and verifies none that brings an error', async () => {
    const root = base();
    const editor = { EDITOR: "sed -i '$a [x](nowhere.md)'" };
    const keys = [
      ['still correct?', DOWN + ENTER],
      ['open it again?', 'n\n'],
      ['still correct?', ENTER],
      ['introduced an error', ''],
      ['still correct?', DOWN.repeat(5) + ENTER],
    ] as const;
    const { code, err } = await atTerminal(root, ['a'], keys, editor);
    expect(err).toContain('cards/a.md is edited but not verified: kb verify cards/a.md --include-edits');
    expect([code, log(root)]).toEqual([1, 'cards']);
  });

  test('keeps the page out of JSON', async () => {
    const keys = [
      ['still correct?', ENTER],
      ['check it against', ENTER],
    ] as const;
    const { out } = await atTerminal(base(), ['a', '--json'], keys);
    expect(JSON.parse(out)).toMatchObject({ done: true, cards: [{ id: 'a', do: 'verify', note: null }] });
  });

  test.each([
    ['not now', DOWN.repeat(5) + ENTER, 1],
    ['Ctrl-C', '\u0003', 130],
  ])('%s changes nothing', async (_, key, expected) => {
    const root = base();
    const { err, code } = await atTerminal(root, ['a'], [['still correct?', key]]);
    expect([err, code]).toEqual([expect.stringContaining('nothing was changed'), expected]);
    expect([git(root, 'status', '--porcelain'), log(root)]).toEqual(['', 'cards']);
  });
});
