/** What the full screen says about an answer. */
import { describe, expect, test } from 'vitest';
import { openBase, type Base } from '../../src/base/base.js';
import type { Day } from '../../src/day.js';
import { answerTo } from '../../src/tui/asking.js';
import { gitRepo } from '../repo/world.js';

const NOBODY = { use: Promise.resolve(undefined), caller: () => Promise.resolve(null) };

function baseOf(cards: Readonly<Record<string, string>>): Promise<Base> {
  return openBase(
    { folder: gitRepo(cards), name: null },
    { dayIn: () => '2026-11-21' as Day, progress: () => undefined, env: {}, home: '/nonexistent' },
  );
}

test('a word that no card has is named once, however often it was pasted', async () => {
  const base = await baseOf({ 'cards/refund.md': '# Refund a duplicate charge\n\nIn Stripe.\n' });
  const answer = await answerTo(base, 'Hello xylophone refund hello xylophone, hello ', NOBODY);
  expect(answer).toMatchObject({ results: { total: 1, remark: 'not found: hello, xylophone' } });
});

describe('a filter while it is typed', () => {
  const card = (title: string, tag: string): string =>
    `---\ntitle: ${title}\ntags: [${tag}]\nowner: "@ana"\n---\n\nA refund.\n`;
  const texts = {
    'cards/a.md': card('One', 'refunds'),
    'cards/b.md': card('Two', 'login'),
    'cards/c.md': card('Three', 'log'),
  };
  const ask = async (query: string): Promise<unknown> => {
    const answer = await answerTo(await baseOf(texts), query, NOBODY);
    if ('unclear' in answer) return answer.unclear;
    const { hits, remark } = answer.results;
    return [hits.map(({ row }) => row.title).sort(), remark];
  };
  const all = ['One', 'Three', 'Two'];

  test.each([
    ['tag:', [all, 'tag: log, login, refunds']],
    ['refund tag:', [all, 'tag: log, login, refunds']],
    ['tag:lo', [all, 'tag: log, login']],
    ['tag:log', [['Three'], null]],
    ['tag:R', [['One'], 'tag:refunds']],
    ['refund owner:an', [all, 'owner:@ana']],
    ['tag:zzz', [[], null]],
    ['is:st', [[], 'is:stale']],
    ['due:<20', [all, 'due: <=2026-11-21']],
    ['verified:none', [all, null]],
  ])('%s asks for what it may become, and says so', async (query, expected) => {
    expect(await ask(query)).toEqual(expected);
  });

  test.each(['is:foo', 'due:soon tag:log', 'is:foo '])('%s can become nothing', async (query) => {
    expect(await ask(query)).toContain('takes');
  });
});

test('the last word may be misspelt, though the others are found', async () => {
  const base = await baseOf({
    'cards/a.md': '# Charged twice\n\nText.\n',
    'cards/b.md': '# Charged once\n\nText.\n',
  });
  const remark = async (query: string): Promise<string | null> => {
    const answer = await answerTo(base, query, NOBODY);
    return 'unclear' in answer ? answer.unclear : answer.results.remark;
  };
  expect(await remark('charged twise')).toBe('also: twice');
  expect(await remark('charged twi')).toBeNull();
});

test('a query of filters alone is a list, the most urgent card first', async () => {
  const card = (title: string, due: string): string =>
    `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${due}\n---\n\nA refund.\n`;
  const base = await baseOf({
    'cards/a.md': card('Later', '2026-12-01'),
    'cards/b.md': card('Sooner', '2026-11-25'),
    'cards/c.md': card('Past', '2026-11-01'),
  });
  const answer = await answerTo(base, 'due:<=2026-12-31', NOBODY);
  if ('unclear' in answer) throw new Error(answer.unclear);
  expect(answer.results.hits.map(({ row }) => row.title)).toEqual(['Past', 'Sooner', 'Later']);
});
