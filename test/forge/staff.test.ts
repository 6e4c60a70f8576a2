import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assigneesOf, remembering, staff } from '../../src/forge/plan/staff.js';
import type { Verdict } from '../../src/forge/plan/verdict.js';
import { aCard } from './sample-issues.js';

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
const told = async (
  verdicts: readonly Verdict[],
  no: readonly string[] = [],
  caps: { newPerRun?: number; perPerson?: number } = {},
) => {
  const { asked, canAssign } = asking(no);
  const staffed = await staff(verdicts, canAssign, { newPerRun: 10, ...caps });
  return {
    asked,
    creates: staffed.creates.map(({ verdict, assignees }) => [verdict.card.id, ...assignees].join(' ')),
    left: staffed.left.map(({ verdict, why }) => `${verdict.card.id}: ${why}`),
  };
};

describe('a new issue', () => {
  test('goes to all who may be assigned in the first group that has one', async () => {
    const verdicts = creates([['nobody', 'gone'], ['ana', 'nobody', 'ben'], ['eva']]);
    expect(await told(verdicts, ['nobody', 'gone'])).toEqual({
      asked: ['nobody', 'gone', 'ana', 'ben'],
      creates: ['c0 ana ben'],
      left: [],
    });
  });

  test('goes to nobody where nobody may be assigned', async () => {
    expect(await told(creates([['gone']], []), ['gone'])).toEqual({
      asked: ['gone'],
      creates: ['c0', 'c1'],
      left: [],
    });
  });

  test('is left where its person has three', async () => {
    const verdicts = creates([['ana']], [['Ana']], [['ANA']], [['ana']], [['ben']], [['ben', 'ana']]);
    expect(await told(verdicts)).toEqual({
      asked: ['ana', 'ben'],
      creates: ['c0 ana', 'c1 Ana', 'c2 ANA', 'c4 ben'],
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
      creates: ['c0 ana', 'c1'],
      left: ['c2: a run opens 2 new issues at most', 'c3: a run opens 2 new issues at most'],
    });
    expect((await told(verdicts, [], { newPerRun: 0 })).asked).toEqual([]);
  });

  test('of nobody is limited by the run alone', async () => {
    expect((await told(creates(...Array<never[]>(20).fill([])))).creates).toHaveLength(10);
  });
});

test('no other verdict is staffed', async () => {
  const card = aCard({});
  expect(await told([{ do: 'leave', card: card.id, issue: null, why: null }])).toEqual({
    asked: [],
    creates: [],
    left: [],
  });
});

test('a forge that refuses to answer stops it', async () => {
  const refuse = () => Promise.reject(new Error('forge'));
  await expect(staff(creates([['ana']]), refuse, { newPerRun: 1 })).rejects.toThrow('forge');
});

test('the assignees of an issue that exists are found the same way', async () => {
  const { asked, canAssign } = asking(['gone']);
  const ask = remembering(canAssign);
  expect(await assigneesOf([['gone'], ['ana']], ask)).toEqual(['ana']);
  expect(await assigneesOf([['GONE', 'Ana']], ask)).toEqual(['Ana']);
  expect(asked).toEqual(['gone', 'ana']);
});

test('whoever owns what: both caps hold, nothing is lost, the order stays, each login is asked once', async () => {
  const group = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'eva', 'gone', 'left'), { maxLength: 3 });
  const many = fc.array(fc.array(group, { maxLength: 3 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      many,
      fc.nat(20),
      fc.integer({ min: 1, max: 4 }),
      async (candidates, newPerRun, perPerson) => {
        const verdicts = creates(...candidates);
        const { asked, canAssign } = asking(['gone', 'left']);
        const { creates: opened, left } = await staff(verdicts, canAssign, { newPerRun, perPerson });
        expect(opened.length).toBeLessThanOrEqual(newPerRun);
        const loads = new Map<string, number>();
        for (const login of opened.flatMap(({ assignees }) => assignees))
          loads.set(login, (loads.get(login) ?? 0) + 1);
        expect([...loads.values()].every((load) => load <= perPerson)).toBe(true);
        expect(new Set(asked).size).toBe(asked.length);
        const order = (some: readonly { verdict: Verdict }[]) =>
          some.map(({ verdict }) => verdicts.indexOf(verdict));
        expect(order(opened)).toEqual([...order(opened)].sort((a, b) => a - b));
        expect([...order(opened), ...order(left)].sort((a, b) => a - b)).toEqual(verdicts.map((_, at) => at));
      },
    ),
  );
});
