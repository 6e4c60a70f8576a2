/** What robots that watch over documents get wrong: each of their faults is a test, by what the planner decides. */
import { describe, expect, test } from 'vitest';
import { CALLS, defaultConfig } from '../../src/config.js';
import { parseConfig } from '../../src/config/parse.js';
import { addDays } from '../../src/day.js';
import { teamsOf } from '../../src/forge/plan/assignees.js';
import type { CardCase } from '../../src/forge/plan/case.js';
import type { Issue } from '../../src/forge/forge.js';
import { plan, type PlanRules } from '../../src/forge/plan.js';
import { askedOf, staff } from '../../src/forge/plan/staff.js';
import type { Verdict } from '../../src/forge/plan/verdict.js';
import { wishOf } from '../../src/forge/plan/wish.js';
import { trustOf, type TrustFacts } from '../../src/trust/trust.js';
import { aCard, ago, anIssue, DUE, LABEL, TODAY, US } from './sample-issues.js';

const RULES: PlanRules = { today: TODAY, isOurs: (login) => login === US, label: LABEL, mayClose: true };

const planned = (issues: readonly Issue[], cards: readonly CardCase[], rules: Partial<PlanRules> = {}) =>
  plan(issues, cards, { ...RULES, ...rules });
/** What is done to the tracker, without what stays. */
const acts = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap((verdict) => (verdict.do === 'keep' || verdict.do === 'leave' ? [] : [verdict.do]));
/** What a run opens, with those whom it asks, and what it leaves. */
const staffed = async (cards: readonly CardCase[], mayAssign: (login: string) => boolean = () => true) => {
  const ask = (login: string) => Promise.resolve(mayAssign(login));
  const { now, left } = await staff(planned([], cards), ask, { newPerRun: 10 });
  const creates: { card: CardCase; assignees: readonly string[] }[] = [];
  for (const verdict of now) {
    if (verdict.do !== 'create') continue;
    const { card } = verdict;
    creates.push({ card, assignees: (await askedOf(card.candidates, ask)).assignees });
  }
  return { creates, left };
};
const many = (count: number, change: (at: number) => Parameters<typeof aCard>[0] = () => ({})) =>
  Array.from({ length: count }, (_, at) => aCard({ id: `c${at}`, days: count - at, ...change(at) }));

const FACTS: TrustFacts = {
  ...{ status: 'active', supersededBy: null, unreadable: false, badDate: false, flags: 0, owner: ['@ana'] },
  ...{
    verifiedOn: DUE,
    verifiedBy: '@ana',
    verifyBy: DUE,
    recorded: true,
    edited: false,
    codeChanged: false,
  },
};

describe('what other robots get wrong', () => {
  test('duplicates every run', () => {
    expect(acts(planned([], [aCard({})]))).toEqual(['create']);
    expect(acts(planned([anIssue({})], [aCard({})]))).toEqual([]);
    const issues = [anIssue({ number: 4 }), anIssue({ number: 9 })];
    expect(planned(issues, [aCard({})])).toMatchObject([
      { do: 'close', issue: { number: 9 }, ending: { why: 'duplicate', of: 4 } },
      { do: 'keep', issue: { number: 4 } },
    ]);
  });

  test('never closes', () => {
    const closing = (card?: CardCase) => planned([anIssue({})], card ? [card] : []);
    expect(closing(aCard({ wish: 'none' }))).toMatchObject([{ do: 'close', ending: { why: 'fine' } }]);
    expect(closing(aCard({ wish: 'retired' }))).toMatchObject([{ do: 'close', ending: { why: 'retired' } }]);
    expect(closing()).toMatchObject([{ do: 'close', ending: { why: 'removed' } }]);
  });

  test('cannot reopen', () => {
    const closed = (days: number) => [anIssue({ state: 'closed', closedAt: ago(days) })];
    expect(planned(closed(90), [aCard({})])).toMatchObject([{ do: 'reopen', issue: { number: 1 } }]);
    expect(planned(closed(400), [aCard({})])).toMatchObject([{ do: 'create', previous: 1 }]);
  });

  test('ignores a person’s “not planned”', () => {
    const issue = anIssue({ state: 'closed', reason: 'not_planned', closedBy: 'ana', closedAt: ago(100) });
    expect(acts(planned([issue], [aCard({})]))).toEqual([]);
    expect(acts(planned([issue], [aCard({ due: addDays(DUE, 1) })]))).toEqual(['reopen']);
  });

  test('inexact title search', () => {
    const card = aCard({ id: 'refund-eu', title: 'Refund' });
    const others = [
      anIssue({ number: 1, title: 'Verify: Refund', marker: { id: 'refund' } }),
      anIssue({ number: 2, title: 'Verify: Refund', author: 'ana', marker: { id: 'refund-eu' } }),
      anIssue({ number: 3, title: 'Verify: Refund', labels: [], marker: null }),
    ];
    const refund = aCard({ id: 'refund', title: 'Refund' });
    expect(planned(others, [card, refund])).toMatchObject([
      { do: 'keep', issue: { number: 1 }, card: { id: 'refund' } },
      { do: 'create', card: { id: 'refund-eu' } },
    ]);
    const renamed = anIssue({ title: 'Something else', marker: { id: 'refund-eu', path: 'cards/old.md' } });
    expect(acts(planned([renamed], [card]))).toEqual([]);
  });

  test('opens although all is fine', () => {
    const fine = [aCard({ id: 'a', wish: 'none' }), aCard({ id: 'b', wish: 'retired' })];
    expect(planned([], fine)).toEqual([]);
    for (const reason of ['soon', 'current', 'date-only', 'never', 'edited-since', 'owner-missing'] as const)
      expect(wishOf({ reasons: [reason] }, CALLS).wish).toBe('none');
  });

  test('opens because the tool crashed', () => {
    const { wish } = wishOf(trustOf({ ...FACTS, unreadable: true, verifyBy: null }, TODAY, 14), CALLS);
    const unread = aCard({ wish, reasons: ['unreadable', 'never'] });
    expect(acts(planned([], [unread]))).toEqual([]);
    expect(acts(planned([anIssue({})], [unread]))).toEqual([]);
    expect(acts(planned([anIssue({})], [], { mayClose: false }))).toEqual([]);
  });

  test('skips overdue items', async () => {
    const cards = many(35, (at) => ({ candidates: [[`p${at % 2}`]], days: at % 7 }));
    const opened = new Set<string>();
    let waiting = cards;
    for (let run = 0; waiting.length > 0 && run < 35; run++) {
      const { creates, left } = await staffed(waiting);
      for (const { card } of creates) opened.add(card.id);
      waiting = left.map(({ verdict }) => verdict.card);
    }
    expect(opened.size).toBe(35);
    const [first] = (await staffed(cards)).creates;
    expect(first?.card.trust.days).toBe(6);
  });

  test('no way to test the future', () => {
    const wishOn = (days: number) => wishOf(trustOf(FACTS, addDays(DUE, days), 14), CALLS).wish;
    expect([wishOn(0), wishOn(1), wishOn(1000)]).toEqual(['none', 'issue', 'issue']);
    const issue = anIssue({ state: 'closed', closedAt: ago(0) });
    const later = { today: addDays(TODAY, 191) };
    expect(acts(planned([issue], [aCard({})]))).toEqual(['reopen']);
    expect(acts(planned([issue], [aCard({})], later))).toEqual(['create']);
  });

  test('floods on day one', async () => {
    const { creates, left } = await staffed(many(100, (at) => ({ candidates: [[`p${at}`]] })));
    expect([creates.length, left.length]).toEqual([10, 90]);
    expect((await staffed(many(100))).creates).toHaveLength(3);
  });

  test('random assignee', async () => {
    const card = aCard({ candidates: [['gone'], ['ana', 'ben'], ['boss']] });
    for (let run = 0; run < 3; run++) {
      const { creates } = await staffed([card], (login) => login !== 'gone');
      expect(creates[0]?.assignees).toEqual(['ana', 'ben']);
    }
    expect((await staffed([aCard({ candidates: [] })])).creates[0]?.assignees).toEqual([]);
  });

  test('a comment every run', () => {
    const kept = planned([anIssue({})], [aCard({})]);
    expect(kept.map((verdict) => verdict.do)).toEqual(['keep']);
    for (const closedBy of [US, 'ana', null]) {
      const issue = anIssue({ state: 'closed', closedBy });
      expect(planned([issue], [aCard({ wish: 'none' })])).toEqual([]);
      expect(planned([issue], [])).toEqual([]);
    }
  });

  test('killed by the stale bot’s default label', () => {
    const { label } = defaultConfig().issues;
    expect(['stale', 'wontfix', 'no-issue-activity']).not.toContain(label.toLowerCase());
    expect(() => parseConfig('issues: {label: Stale}', '/kb.config.yaml')).toThrow('issues.label');
    const taken = anIssue({ labels: ['stale'] });
    expect(acts(planned([taken], [aCard({})], { label }))).toEqual([]);
  });

  test('whole create lost to one bad assignee', async () => {
    const card = aCard({ candidates: [['ana', 'left-long-ago']] });
    const { creates } = await staffed([card], (login) => login === 'ana');
    expect(creates.map(({ assignees }) => assignees)).toEqual([['ana']]);
    expect((await staffed([card], () => false)).creates).toMatchObject([{ assignees: [] }]);
  });

  test('mentions strangers', () => {
    expect(teamsOf(['@ana', '@acme/billing', '#support', 'zoe@acme.com', 'all @acme/all'])).toEqual([
      '@acme/billing',
    ]);
  });
});
