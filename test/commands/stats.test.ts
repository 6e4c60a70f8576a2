import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { git, gitRepo } from '../repo/world.js';

const card = (owner: string, verifyBy: string, more = ''): string =>
  `---\ntitle: T\nowner: "${owner}"\nverified: {on: 2026-11-01}\nverify-by: ${verifyBy}\n${more}---\nText\n`;
const files = {
  'kb.config.yaml': 'people:\n  ana: {login: "@ana", emails: [ana@acme.com]}\n',
  'cards/a.md': card('@ana', '2027-06-01', 'tags: [refunds]\n'),
  'cards/b.md': card('ana@acme.com', '2026-12-21', 'kind: faq\n'),
  'cards/c.md': card(
    '@gone',
    '2026-11-01',
    'tags: [refunds]\nflags: [{by: "@x", on: 2026-11-11, note: wrong}]\n',
  ),
  'cards/d.md': card('@ana', '2026-11-01', 'status: archived\n'),
};
const run = (cwd: string, ...args: string[]) => kb(['stats', ...args], { cwd });

interface Answer {
  readonly base: { readonly head: string } | null;
  readonly active: number;
  readonly states: Readonly<Record<string, number>>;
}
const answer = async (cwd: string, ...args: string[]) =>
  JSON.parse((await run(cwd, ...args, '--json')).out) as Answer;

describe('kb stats', () => {
  test('answers in JSON of a stable shape', async () => {
    const root = gitRepo(files);
    const found = await answer(root);
    expect(found).toMatchObject({
      schemaVersion: 1,
      base: { head: git(root, 'rev-parse', 'HEAD'), fetchedAt: null, behind: null },
      today: '2026-11-21',
      score: 66,
      active: 3,
      due: { until: '2026-12-21', cards: 1, owners: [{ owner: '@ana', cards: 1, known: true }] },
      age: { median: 20, cards: 3 },
      withoutOwner: [],
      orphans: ['cards/c.md'],
      tags: [{ tag: 'refunds', cards: 2, verified: 1, score: 50 }],
      untagged: 1,
      flags: { open: 1, oldest: '2026-11-11', cards: ['cards/c.md'] },
      history: null,
    });
    expect(found.states).toMatchObject({ verified: 2, unverified: 1, archived: 1 });
    expect(Object.keys(found)).toEqual([
      ...['schemaVersion', 'base', 'today', 'score', 'active', 'states', 'reasons', 'due', 'stale', 'age'],
      ...['withoutOwner', 'orphans', 'tags', 'untagged', 'flags', 'history'],
    ]);
    expect((await run(root, '--format', 'json')).out).toBe((await run(root, '--json')).out);
  });

  test.each([
    [['-t', 'refunds'], 2],
    [['-o', 'ana'], 2],
    [['-o', '@ANA'], 2],
    [['-o', 'ana@acme.com', '-o', 'gone'], 3],
    [['--kind', 'faq'], 1],
    [['-t', 'refunds', '-o', 'ana'], 1],
    [['-t', 'nothing'], 0],
  ])('%j counts %i active cards', async (args, active) => {
    expect((await answer(gitRepo(files), ...args)).active).toBe(active);
  });

  test.each([
    [['-o', 'nobody'], 'no card here is owned by “nobody”\n'],
    [
      ['-o', '@anna', '-o', 'x'],
      'no card here is owned by “@anna”; did you mean @ana?\nno card here is owned by “x”\n',
    ],
    [['-o', 'ana', '-t', 'nothing'], 'no card here is owned by “ana”\n'],
  ])('%j has no card', async (args, err) => {
    expect(await run(gitRepo(files), ...args)).toMatchObject({ code: 1, err });
    expect((await run(gitRepo(files), ...args, '-o', 'gone')).code).toBe(args.includes('-t') ? 1 : 0);
  });

  test('counts archived cards of the filter only', async () => {
    expect((await answer(gitRepo(files), '-o', 'ana')).states).toMatchObject({ archived: 1 });
    expect((await answer(gitRepo(files), '-o', 'gone')).states).toMatchObject({ archived: 0 });
  });

  test.each([
    ['66', 0, ''],
    ['67', 1, '66% verified, but at least 67% is required\n'],
    ['67%', 1, '66% verified, but at least 67% is required\n'],
    ['0', 0, ''],
  ])('--min %s exits with %i', async (min, code, message) => {
    expect(await run(gitRepo(files), '--min', min, '--format', 'badge')).toMatchObject({
      code,
      err: message,
    });
  });

  test('no active card is below any score', async () => {
    const { code, err } = await run(gitRepo(files), '-t', 'nothing', '--min', '0');
    expect([code, err]).toEqual([1, 'no card is active, but at least 0% must be verified\n']);
    expect((await run(gitRepo(files), '-t', 'nothing')).code).toBe(0);
  });

  test.each([
    ['--min', '101'],
    ['--min', '-1'],
    ['--min', '80.5'],
    ['--history', 'soon'],
    ['--format', 'png'],
  ])('%s %s is a mistake', async (...args) => {
    const { code, out } = await run(gitRepo(files), ...args);
    expect([code, out]).toEqual([2, '']);
  });
});
