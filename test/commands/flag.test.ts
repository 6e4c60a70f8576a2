import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';

const REFUND =
  '---\ntitle: Refunds # short\nowner: "@legal"\nverify-by: 2027-01-01\n---\n\nRefunds are paid **within 14 days**.\n';
const files = {
  'kb.config.yaml': 'people:\n  ana: {login: "@ana", emails: [ana@acme.com]}\n  ben: {login: "@ben"}\n',
  'cards/refund.md': REFUND,
  'cards/old.md':
    '---\ntitle: Old\nowner: "@legal"\nverify-by: 2027-01-01\nsuperseded-by: refund\n---\nText\n',
  'cards/fax.md': '---\ntitle: Fax\nowner: "@legal"\nverify-by: 2027-01-01\nstatus: archived\n---\nText\n',
};
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

function base(more: Readonly<Record<string, string>> = {}): string {
  const root = gitRepo({ ...files, ...more });
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@acme.com');
  return root;
}

const read = (root: string, file = 'cards/refund.md'): string => readFileSync(path.join(root, file), 'utf8');
const run = (cwd: string, ...args: string[]) => kb(['flag', ...args], { cwd, env });
const runAs = (cwd: string, user: string, ...args: string[]) =>
  kb(['flag', ...args], { cwd, env: { ...env, KB_USER: user } });

describe('kb flag', () => {
  test('writes one entry, in one commit', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'refund', '-m', 'the price has changed');
    expect(read(root)).toBe(
      REFUND.replace(
        'verify-by: 2027-01-01\n',
        'verify-by: 2027-01-01\nflags:\n  - by: "@ana"\n    on: 2026-11-21\n    note: the price has changed\n',
      ),
    );
    expect([out, code]).toEqual([
      '? flagged\tRefunds\t@legal\tuntil 2027-01-01\trefund\tcards/refund.md\n',
      0,
    ]);
    expect(err).toBe(
      `flagged by @ana, commit ${git(root, 'rev-parse', '--short=7', 'HEAD')}\nto be resolved by @legal: kb verify refund\n`,
    );
    expect(git(root, 'log', '-1', '--format=%B')).toBe(
      'Flag refund: the price has changed\n\nKb-Flagged: refund',
    );
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('quotes what it is about', async () => {
    const root = base();
    await run(root, 'refund', '-m', 'it is 30', '--quote', 'within  14 days');
    expect(read(root)).toContain('“within 14 days”: it is 30');
    await run(root, 'refund', '-m', 'x'.repeat(200));
    const [subject = '', , body] = git(root, 'log', '-1', '--format=%B').split('\n');
    expect([subject.length, body]).toEqual([72, 'x'.repeat(200)]);
  });

  test('does not take a wrong quote', async () => {
    const root = base();
    const { err, code } = await run(root, 'refund', '-m', 'no', '--quote', 'paid within 30 days');
    expect([err, code]).toEqual([
      'kb: cards/refund.md does not say “paid within 30 days”\n    line 7 says: Refunds are paid within 14 days.\n',
      2,
    ]);
    expect(read(root)).toBe(REFUND);
  });

  test('of one person takes the place of the one before, by any name', async () => {
    const root = base();
    await runAs(root, 'ana', 'refund', '-m', 'first');
    await runAs(root, '@ben', 'refund', '-m', 'mine');
    const { err, code } = await run(root, 'refund', '-m', 'second');
    expect([err.split('\n')[0], code]).toEqual(['this replaces your flag: first', 0]);
    const { out } = await kb(['show', 'refund', '--json'], { cwd: root, env });
    expect(JSON.parse(out)).toMatchObject({
      flags: [
        { by: '@ben', on: '2026-11-21', note: 'mine' },
        { by: '@ana', on: '2026-11-21', note: 'second' },
      ],
      trust: { state: 'unverified', reason: 'flagged' },
    });
    const again = await run(root, 'refund', '-m', 'second');
    expect([again.err.split('\n')[0], again.code]).toEqual([
      'nothing to record: the last commit already contains everything',
      0,
    ]);
  });

  test('is committed by the next run where the first was ended before', async () => {
    const root = base();
    await run(root, 'refund', '-m', 'wrong', '--no-commit');
    expect((await run(root, 'refund', '-m', 'wrong')).code).toBe(0);
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Flag refund: wrong');
  });

  test("is not committed along where a flag is gone: that may be somebody else's doing", async () => {
    const root = base();
    await run(root, 'refund', '-m', 'wrong');
    await run(root, 'refund', '--withdraw', '--no-commit');
    const { err, code } = await runAs(root, '@ben', 'refund', '-m', 'mine');
    expect([err, code]).toEqual([expect.stringContaining('not committed yet'), 2]);
  });

  test('can be withdrawn by whom it is', async () => {
    const root = base();
    expect((await run(root, 'refund', '--withdraw')).err).toContain('(@ana): it has no flags');
    await runAs(root, '@ben', 'refund', '-m', 'mine');
    const { err, code } = await run(root, 'refund', '--withdraw');
    expect([err, code]).toEqual([
      expect.stringContaining('has no flag by you (@ana): it was flagged by @ben'),
      2,
    ]);
    expect((await runAs(root, 'BEN', 'refund', '--withdraw')).code).toBe(0);
    expect(read(root)).toBe(REFUND);
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Withdraw the flag of refund');
  });

  test.each([
    ['old', /is superseded: readers are sent to refund\n {4}kb flag refund -m/],
    ['fax', /is archived: it is kept for the record only\n {4}kb archive --restore fax/],
    ['nope', /no card “nope”/],
  ])('%s is refused', async (card, message) => {
    const root = base();
    const { err, code } = await run(root, card, '-m', 'wrong');
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test.each([
    [['-m', ''], /the note is empty[^]*kb flag refund -m "…"/],
    [['-m', 'a\nb'], /one line/],
    [['-m', 'a\u001b[31m'], /one line without control/],
    [['-m', 'a\u202eb'], /one line without control/],
    [['-m', 'x'.repeat(501)], /at most 500 characters/],
    [[], /no terminal to ask for the problem: pass it with -m\n {4}kb flag refund -m/],
    [['--withdraw', '-m', 'x'], /takes no text\n {4}kb flag refund --withdraw/],
  ])('%j is refused', async (args, message) => {
    const root = base();
    const { err, code } = await run(root, 'refund', ...args);
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect(read(root)).toBe(REFUND);
  });

  test('does not touch flags that it cannot read', async () => {
    const broken = REFUND.replace('owner:', 'flags: price?\nowner:');
    const root = base({ 'cards/refund.md': broken });
    const { err, code } = await run(root, 'refund', '-m', 'wrong');
    expect([err, code]).toEqual([
      expect.stringMatching(/cards\/refund.md:3: flags: expected a list of maps/),
      2,
    ]);
    expect(read(root)).toBe(broken);
  });

  test('can be tried out, written without a commit, and outside of git', async () => {
    const root = base();
    const tried = await run(root, 'refund', '-m', 'wrong', '--dry-run');
    expect([tried.out, tried.err, tried.code]).toEqual([
      expect.stringContaining('+    note: wrong\n'),
      'the flag would be added\n',
      0,
    ]);
    expect(read(root)).toBe(REFUND);
    expect((await run(root, 'refund', '-m', 'wrong', '--no-commit')).err).toContain('nothing committed\n');
    expect(git(root, 'status', '--porcelain')).toBe('M cards/refund.md');
    // The only difference is kb's own record.
    expect((await runAs(root, '@ben', 'refund', '-m', 'mine')).code).toBe(0);
    expect(git(root, 'status', '--porcelain')).toBe('');
    const plain = tempFolder();
    put(plain, files);
    expect((await runAs(plain, '@zoe', 'refund', '-m', 'wrong')).err).toContain(
      'this is not a git repository',
    );
  });

  test('does not take along what somebody edits', async () => {
    const root = base();
    put(root, { 'cards/refund.md': `${REFUND}More\n` });
    const { err, code } = await run(root, 'refund', '-m', 'wrong');
    expect([err, code]).toEqual([expect.stringContaining('not committed yet: cards/refund.md'), 2]);
  });

  test('answers in JSON', async () => {
    const { out } = await run(base(), 'refund', '-m', 'wrong', '--json');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      done: true,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      by: '@ana',
      flag: { by: '@ana', on: '2026-11-21', note: 'wrong' },
      gone: null,
      id: 'refund',
      trust: { reason: 'flagged' },
    });
  });

  test.each([
    ['gds', 'last_reviewed_on: 2026-10-01\nreview_in: 6 months\nowner_slack: "#ops"\n'],
    ['learn', 'ms.date: 10/01/2026\nms.author: pebaum\n'],
  ])('stands in the map of ours in dialect %s', async (dialect, front) => {
    const text = `---\ntitle: T\n${front}---\nText\n`;
    const root = base({ 'kb.config.yaml': `dialect: ${dialect}\n`, 'cards/refund.md': text });
    const { out, code } = await run(root, 'refund', '-m', 'wrong');
    expect([out.split('\t')[0], code]).toEqual(['? flagged', 0]);
    expect(read(root)).toMatch(/\nkb:\n {2}flags:\n/);
    await run(root, 'refund', '--withdraw');
    expect(read(root)).toBe(text);
  });

  test('and back leaves every byte as it was', async () => {
    const line = fc.constantFrom(
      'tags: [a, b] # both',
      '# a comment',
      'kind: faq',
      "owner: '@ana'",
      'verified:\n  on: 2026-10-01',
      'keywords:\n- a\n\n- b',
    );
    const eol = fc.constantFrom('\n', '\r\n');
    const note = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((text) => !/^\s*$|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text));
    const cards = fc.tuple(
      fc.uniqueArray(line),
      eol,
      fc.constantFrom('', '\uFEFF'),
      fc.constantFrom('', 'Text', 'Text\n\n'),
    );
    await fc.assert(
      fc.asyncProperty(cards, note, async ([lines, end, mark, body], text) => {
        const root = tempFolder();
        const before = mark + ['---', 'title: T', ...lines, '---', body].join('\n').replaceAll('\n', end);
        put(root, { 'cards/a.md': before });
        const flagged = await runAs(root, '@ana', 'a', '-m', text, '--json');
        expect(JSON.parse(flagged.out)).toMatchObject({
          flag: { note: text.trim() },
          trust: { reasons: expect.arrayContaining(['flagged']) as string[] },
        });
        expect(read(root, 'cards/a.md')).not.toBe(before);
        await runAs(root, '@ana', 'a', '--withdraw');
        expect(read(root, 'cards/a.md')).toBe(before);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
