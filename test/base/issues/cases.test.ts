/** Cards as the issue reconciler sees them, and which card an issue belongs to if ids clash or cannot be read. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBase, type Base } from '../../../src/base/base.js';
import { cardCases } from '../../../src/base/issues/cases.js';
import type { Day } from '../../../src/day.js';
import { markerLine } from '../../../src/forge/block/marker-line.js';
import type { Issue } from '../../../src/forge/forge.js';
import { plan } from '../../../src/forge/plan.js';
import type { Verdict } from '../../../src/forge/plan/verdict.js';
import { commit, git, gitRepo, put, tempFolder } from '../../repo/world.js';

const TODAY = '2026-11-21' as Day;

function baseAt(folder: string): Promise<Base> {
  const world = { progress: () => undefined, env: process.env, home: '/nonexistent' };
  return openBase({ folder, name: null }, { dayIn: () => TODAY, ...world });
}

const card = (due: string, more = ''): string =>
  `---\ntitle: T\nowner: "@ana"\nverify-by: ${due}\n${more}---\nText.\n`;
const STALE = card('2026-05-01');
const FINE = card('2027-05-01');

/** An open issue of ours about a card. */
function issueOf(id: string, file: string, number = 1): Issue {
  const marker = {
    ...{
      id,
      path: file,
      due: '2026-05-01' as Day,
      on: TODAY,
      reopened: false,
      closed: false,
      previous: null,
    },
    ...{ asked: '000000000000', title: '000000000000' },
  };
  return {
    ...{ number, url: '', title: 'T', state: 'open', reason: null, author: 'kb' },
    ...{ closedBy: null, closedAt: null, createdAt: '', labels: ['kb-stale'], assignees: [], locked: false },
    body: `<!-- kb:begin -->\n${markerLine({ marker, sum: '000000000000' })}\n<!-- kb:end -->\n`,
  };
}

/** What the plan does with the issues and the cards. */
async function plans(root: string, ...issues: readonly Issue[]): Promise<string[]> {
  const rules = { isOurs: () => true, label: 'kb-stale', today: TODAY, mayClose: true };
  const cards = await cardCases(await baseAt(root));
  const named = (verdict: Verdict): string =>
    verdict.do === 'close' ? verdict.ending.why : nameOf('card' in verdict ? verdict.card : '');
  const nameOf = (one: string | { readonly id: string }): string => (typeof one === 'string' ? one : one.id);
  return plan(issues, cards, rules).map((verdict) => `${verdict.do} ${named(verdict)}`);
}

describe('a card', () => {
  test('says what it wants, why, and whom to ask', async () => {
    const root = gitRepo({
      'docs/kb.config.yaml':
        'people:\n  Ana: {login: "@ana-a", emails: [ana@acme.com], teams: ["@acme/x"]}\n',
      'docs/cards/a.md': card('2026-05-01', 'aliases: [old]\n').replace('@ana', 'ana@acme.com'),
      'docs/cards/b.md': FINE,
      'docs/cards/c.md': card('2027-05-01', 'flags:\n  - {by: "@ben", on: 2026-11-01, note: wrong}\n'),
      'docs/cards/d.md': card('2026-05-01', 'status: archived\n'),
      'docs/cards/e.md': card('2026-05-01', 'status: draft\n'),
      'docs/cards/f.md': '---\na: [\n---\n',
      CODEOWNERS: '/docs/cards/ @acme/x\n/docs/cards/b.md @eve\n',
    });
    const cases = await cardCases(await baseAt(path.join(root, 'docs')));
    expect(cases.map(({ path: file, need, calls, due }) => [file, need, calls, due])).toEqual([
      ['docs/cards/a.md', 'issue', ['stale'], '2026-05-01'],
      ['docs/cards/b.md', 'none', [], '2027-05-01'],
      ['docs/cards/c.md', 'issue', ['flagged'], '2027-05-01'],
      ['docs/cards/d.md', 'retired', [], '2026-05-01'],
      ['docs/cards/e.md', 'leave', [], '2026-05-01'],
      ['docs/cards/f.md', 'leave', [], null],
    ]);
    expect(cases[0]).toMatchObject({ id: 'a', title: 'T', candidates: [['ana-a'], ['ana-a']] });
    expect(cases[0]?.aliases).toContain('old');
    expect(cases[1]?.candidates).toEqual([['ana'], ['eve']]);
  });

  test('is judged on the day of the base, and read outside git too', async () => {
    const folder = tempFolder();
    put(folder, { 'cards/a.md': card(TODAY), 'cards/b.md': card('2026-11-20') });
    const cases = await cardCases(await baseAt(folder));
    expect(cases.map(({ path: file, need }) => [file, need])).toEqual([
      ['cards/a.md', 'none'],
      ['cards/b.md', 'issue'],
    ]);
  });
});

describe('no issue is closed', () => {
  test('because another card states the same id', async () => {
    const root = gitRepo({ 'cards/one.md': card('2026-05-01', 'id: same\n') });
    expect(await plans(root, issueOf('same', 'cards/one.md'))).toEqual(['keep same']);
    put(root, { 'cards/two.md': card('2027-05-01', 'id: same\n') });
    // Regardless of where the card was when the issue was written.
    for (const file of ['cards/one.md', 'cards/elsewhere.md']) {
      expect((await plans(root, issueOf('same', file)))[0]).toBe('leave one');
    }
  });

  test('because another path would make the same id, or does so no more', async () => {
    const config = { 'kb.config.yaml': 'cards: ["cards/**/*.{md,markdown}"]\n' };
    const alone = gitRepo({ ...config, 'cards/a.md': STALE });
    expect(await plans(alone, issueOf('a', 'cards/a.md'))).toEqual(['keep a']);
    const both = gitRepo({ ...config, 'cards/a.md': STALE, 'cards/a.markdown': FINE });
    const [kept = ''] = await plans(both, issueOf('a', 'cards/a.md'));
    expect(kept).toMatch(/^keep a-[0-9a-f]{6}$/);
    expect(await plans(alone, issueOf(kept.slice('keep '.length), 'cards/a.md'))).toEqual(['keep a']);
  });

  test('because another card states the id that this one has by its path', async () => {
    const root = gitRepo({ 'cards/a.md': STALE, 'cards/b.md': card('2027-05-01', 'id: a\n') });
    expect((await plans(root, issueOf('a', 'cards/a.md')))[0]).toMatch(/^keep a-[0-9a-f]{6}$/);
    expect((await plans(root, issueOf('a', 'cards/b.md')))[0]).toBe('close fine');
  });

  test('because the card cannot be read, be it where it was or not', async () => {
    const root = gitRepo({ 'cards/a.md': card('2026-05-01', 'id: refund\n') });
    git(root, 'mv', 'cards/a.md', 'cards/b.md');
    commit(root);
    put(root, { 'cards/b.md': card('2026-05-01', 'id: refund\ntags: [\n') });
    commit(root);
    for (const file of ['cards/a.md', 'cards/b.md']) {
      expect(await plans(root, issueOf('refund', file))).toEqual(['leave b']);
    }
    expect(await plans(root, issueOf('other', 'cards/other.md'))).toEqual(['close removed', 'leave b']);
  });
});
