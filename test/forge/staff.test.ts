import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignmentOf, cached, applyCaps, type CappedRun } from '../../src/forge/plan/staff.js';
import type { Verdict } from '../../src/forge/plan/verdict.js';
import { aCard, anIssue } from './sample-issues.js';

const asking = (no: readonly string[] = []) => {
  const asked: string[] = [];
  const canAssign = (login: string): Promise<boolean> => {
    asked.push(login);
    return Promise.resolve(!no.includes(login.toLowerCase()));
  };
  return { asked, canAssign };
};
const creates = (...candidates: readonly (readonly (readonly string[])[])[]): readonly Verdict[] =>
  candidates.map((groups, at) => {
    return { do: 'create', card: aCard({ id: `c${at}`, candidates: groups }), previous: null };
  });
/** Verdicts that reopen issues number 1 to `count`. */
const reopens = (count: number, ...candidates: readonly (readonly string[])[]): readonly Verdict[] =>
  Array.from({ length: count }, (_, at) => {
    const issue = anIssue({ number: at + 1, state: 'closed' });
    return { do: 'reopen', card: aCard({ id: `r${at + 1}`, candidates }), issue, again: false };
  });
const isOfPerson = ({ verdict, why }: CappedRun['left'][number]): boolean =>
  verdict.do === 'create' && why.startsWith('a run asks @');
const told = async (
  verdicts: readonly Verdict[],
  no: readonly string[] = [],
  caps: { newPerRun?: number; perPerson?: number } = {},
) => {
  const { asked, canAssign } = asking(no);
  const ask = cached(canAssign);
  const { now, left } = await applyCaps(verdicts, ask, { newPerRun: 10, ...caps });
  const opened: string[] = [];
  for (const verdict of now) {
    if (verdict.do === 'reopen') opened.push(`#${verdict.issue.number}`);
    if (verdict.do !== 'create') continue;
    const { assignees } = await assignmentOf(verdict.card.candidates, ask);
    opened.push([verdict.card.id, ...assignees].join(' '));
  }
  return { asked, opened, left: left.map(({ verdict, why }) => `${verdict.card.id}: ${why}`) };
};

describe('a new issue', () => {
  test('goes to all who may be assigned in the first group that has one', async () => {
    const verdicts = creates([['nobody', 'gone'], ['ana', 'nobody', 'ben'], ['eva']]);
    expect(await told(verdicts, ['nobody', 'gone'])).toEqual({
      asked: ['nobody', 'gone', 'ana', 'ben'],
      opened: ['c0 ana ben'],
      left: [],
    });
  });

  test('goes to nobody where nobody may be assigned', async () => {
    expect(await told(creates([['gone']], []), ['gone'])).toEqual({
      asked: ['gone'],
      opened: ['c0', 'c1'],
      left: [],
    });
  });

  test('is left where its person has three', async () => {
    const verdicts = creates([['ana']], [['Ana']], [['ANA']], [['ana']], [['ben']], [['ben', 'ana']]);
    expect(await told(verdicts)).toEqual({
      asked: ['ana', 'ben'],
      opened: ['c0 ana', 'c1 Ana', 'c2 ANA', 'c4 ben'],
      left: [
        'c3: a run asks @ana about 3 new issues at most',
        'c5: a run asks @ana about 3 new issues at most',
      ],
    });
  });

  test('is left where the run has enough, and nobody is asked about it', async () => {
    const verdicts = creates([['ana']], [], [['ben']], [['eva']]);
    expect(await told(verdicts, [], { newPerRun: 2 })).toEqual({
      asked: ['ana'],
      opened: ['c0 ana', 'c1'],
      left: ['c2: a run opens 2 issues at most', 'c3: a run opens 2 issues at most'],
    });
    expect((await told(verdicts, [], { newPerRun: 0 })).asked).toEqual([]);
  });

  test('of nobody is limited by the run alone', async () => {
    expect((await told(creates(...Array<never[]>(20).fill([])))).opened).toHaveLength(10);
  });
});

describe('an issue that is opened again', () => {
  test('counts for the run, and not for its person', async () => {
    const verdicts = [...reopens(4, ['ana']), ...creates([['ana']], [['ana']])];
    expect(await told(verdicts, [], { newPerRun: 5 })).toEqual({
      asked: ['ana'],
      opened: ['#1', '#2', '#3', '#4', 'c0 ana'],
      left: ['c1: a run opens 5 issues at most'],
    });
  });

  test('is left where the run has enough', async () => {
    const { opened, left } = await told([...reopens(12), ...creates([])]);
    expect(opened).toHaveLength(10);
    expect(left).toHaveLength(3);
    expect(left[0]).toBe('r11: a run opens 10 issues at most');
  });
});

test('what is no opening has no cap', async () => {
  const card = aCard({});
  const verdicts: readonly Verdict[] = [
    { do: 'keep', card, issue: anIssue({}) },
    { do: 'leave', card: card.id, issue: null, why: null },
  ];
  const refuse = () => Promise.reject(new Error('forge'));
  expect(await applyCaps(verdicts, refuse, { newPerRun: 0 })).toEqual({ now: verdicts, left: [] });
});

test('a forge that refuses to answer stops it', async () => {
  const refuse = () => Promise.reject(new Error('forge'));
  await expect(applyCaps(creates([['ana']]), refuse, { newPerRun: 1 })).rejects.toThrow('forge');
});

test('the assignees of an issue that exists are found the same way', async () => {
  const { asked, canAssign } = asking(['gone']);
  const ask = cached(canAssign);
  expect((await assignmentOf([['gone'], ['ana']], ask)).assignees).toEqual(['ana']);
  expect((await assignmentOf([['GONE', 'Ana']], ask)).assignees).toEqual(['Ana']);
  expect(asked).toEqual(['gone', 'ana']);
});

test('whoever owns what: both caps hold, nothing is lost, the order stays, each login is asked once', async () => {
  const group = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'eva', 'gone', 'left'), { maxLength: 3 });
  const many = fc.array(fc.array(group, { maxLength: 3 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(8),
      many,
      fc.nat(20),
      fc.integer({ min: 1, max: 4 }),
      async (count, candidates, newPerRun, perPerson) => {
        const verdicts = [...reopens(count, ['ana']), ...creates(...candidates)];
        const { asked, canAssign } = asking(['gone', 'left']);
        const ask = cached(canAssign);
        const { now, left } = await applyCaps(verdicts, ask, { newPerRun, perPerson });
        expect(now.length).toBeLessThanOrEqual(newPerRun);
        expect(left.length === 0 || now.length === newPerRun || left.every(isOfPerson)).toBe(true);
        const loads = new Map<string, number>();
        for (const verdict of now) {
          if (verdict.do !== 'create') continue;
          const { assignees } = await assignmentOf(verdict.card.candidates, ask);
          for (const login of assignees) loads.set(login, (loads.get(login) ?? 0) + 1);
        }
        expect([...loads.values()].every((load) => load <= perPerson)).toBe(true);
        expect(new Set(asked).size).toBe(asked.length);
        const order = (some: readonly Verdict[]) => some.map((verdict) => verdicts.indexOf(verdict));
        const later = order(left.map(({ verdict }) => verdict));
        expect(order(now)).toEqual([...order(now)].sort((a, b) => a - b));
        expect([...order(now), ...later].sort((a, b) => a - b)).toEqual(verdicts.map((_, at) => at));
      },
    ),
  );
});
