/** What a run reads before it plans, and what it refuses to do without. */
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/day.js';
import { KbError } from '../../src/errors.js';
import { LONGEST_BODY } from '../../src/forge/block.js';
import { BOT, LABEL, tracker, type Tracker } from './tracker.js';

describe('reading', () => {
  test.each([1, 2, 3])(
    'a list that cannot be read ends the run before anything is written (%i)',
    async (nth) => {
      const world = tracker();
      world.put('refund');
      let lists = 0;
      world.forge.onRequest = ({ name }, when) => {
        lists += name === 'issues' && when === 'before' ? 1 : 0;
        if (lists === nth) throw new KbError('forge', 'the second page is gone');
      };
      await expect(world.run()).rejects.toThrow('the second page is gone');
      expect(world.forge.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
    },
  );

  test('needs a login by which kb knows its issues', async () => {
    const world = tracker();
    world.forge.login = null;
    await expect(world.run()).rejects.toMatchObject({
      code: 'forge',
      hint: expect.stringContaining('issues: author:') as string,
    });
    world.put('refund');
    await world.run({ authors: ['ghost'] });
    expect(await world.run({ authors: ['Ghost'] }), 'case does not count').toEqual([]);
  });

  test('refuses issues of another login, unless they are adopted or named', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.forge.login = 'new-bot';
    await expect(world.run()).rejects.toMatchObject({
      code: 'forge',
      message: expect.stringContaining(`#1 by “${BOT}”`) as string,
      hint: expect.stringContaining('--adopt') as string,
    });
    expect(await world.run({ authors: [BOT] })).toEqual([]);
    expect(await world.run({ adopt: true })).toEqual([]);
    world.put('refund', { title: 'Refunds' });
    await world.run({ adopt: true });
    expect(world.forge.all()).toMatchObject([{ number: 1, title: 'Verify: Refunds' }]);
  });

  test('counts each login once, however many issues it wrote', async () => {
    const world = tracker();
    for (const name of ['a', 'b', 'c']) world.put(name);
    await world.run();
    world.forge.login = 'new-bot';
    const { authors } = await world.prepare({ adopt: true, authors: ['NEW-BOT'] });
    expect(authors).toEqual(['new-bot', BOT]);
  });

  test('says that issues which are taken over are so in this run', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.forge.login = 'new-bot';
    await world.run({ adopt: true });
    await expect(world.run()).rejects.toMatchObject({
      hint: expect.stringContaining(
        'take them over in this run with --adopt; to keep using them, add',
      ) as string,
    });
  });

  test('asks who closed an issue that has lost its label, and once', async () => {
    const world = tracker();
    world.put('refund', { flags: 1, verifyBy: addDays(world.today, 30) });
    await world.run();
    world.put('refund', { flags: 0 });
    await world.run();
    const ana = world.forge.as('ana');
    await ana.edit(1, { state: 'open' });
    await ana.edit(1, { state: 'closed', reason: 'not_planned' });
    await ana.relabel(1, []);
    world.put('refund', { flags: 1 });
    world.put('other');
    world.forge.requests.length = 0;
    expect(await world.run()).toMatchObject([{ step: { do: 'create', card: 'other' } }]);
    expect(world.forge.requests.filter(({ name }) => name === 'issue')).toHaveLength(1);
  });

  test('takes no notice of a marker that a stranger typed without our label', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    const [{ body } = { body: '' }] = world.forge.all();
    await world.forge.as('mallory').open({ title: 'Verify: mine', body, labels: [] });
    expect(await world.run()).toEqual([]);
  });

  test.each(['open', 'closed'] as const)(
    'finds an issue that is %s and has lost its label',
    async (state) => {
      const world = tracker();
      world.put('refund');
      await world.run();
      await world.forge.as('ana').relabel(1, []);
      if (state === 'closed') await world.forge.as('ana').edit(1, { state, reason: 'not_planned' });
      expect(await world.run()).toEqual([]);
      expect(world.forge.all()).toHaveLength(1);
    },
  );

  test.each(['open', 'closed'] as const)(
    'takes no notice of a marker in an issue of its own login that never had its label: other programs write with it (%s)',
    async (state) => {
      const quoted = tracker();
      quoted.put('refund');
      await quoted.run();
      const body = quoted.forge.all()[0]?.body ?? '';
      const world = tracker();
      const form = await world.forge
        .as(BOT)
        .open({ title: 'A form that somebody filled in', body, labels: [] });
      if (state === 'closed') await world.forge.as('ana').edit(form, { state, reason: 'not_planned' });
      const before = world.forge.all();
      world.put('refund');
      await world.run();
      expect(world.forge.all()).toMatchObject([...before, { number: 2, state: 'open' }]);
      expect(world.forge.all()[0]).toEqual(before[0]);
    },
  );

  test('finds an issue that has lost its label and the frame of its text', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    const body = world.forge.all()[0]?.body.replace(/<!-- kb:(?:begin|end) -->/g, '') ?? '';
    await world.forge.as('ana').edit(1, { body });
    await world.forge.as('ana').relabel(1, []);
    await world.run();
    expect(world.forge.all()).toHaveLength(1);
  });

  test('tells which cards people have put off', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    await world.forge.as('ana').edit(1, { state: 'closed', reason: 'not_planned' });
    expect((await world.prepare()).putOff).toEqual([{ card: 'refund', issue: 1 }]);
  });

  test('lists closed issues without the label only where a new one is planned', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.forge.requests.length = 0;
    await world.run();
    expect(world.forge.requests.map(({ name, args }) => [name, ...args])).toEqual([
      ['issues', { state: 'all', label: LABEL }],
      ['issues', { state: 'open', author: BOT }],
    ]);
  });
});

test('issues of another base in the same repository are left alone', async () => {
  const docs = tracker();
  docs.put('refund', { path: 'docs/cards/refund.md' });
  await docs.run();
  docs.cards.clear();
  docs.put('billing', { path: 'handbook/cards/billing.md' });
  const handbook = { isInOtherBase: (path: string) => path.startsWith('docs/') };
  await docs.run(handbook);
  expect(docs.forge.all().map(({ number, state }) => [number, state])).toEqual([
    [1, 'open'],
    [2, 'open'],
  ]);
  docs.forge.login = 'bot-of-handbook';
  await expect(docs.run(handbook)).rejects.toThrow('#2');
  expect(await docs.run({ ...handbook, authors: [BOT] })).toEqual([]);
});

describe('weeks', () => {
  test('that pass change no text of an issue', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.pass(41);
    expect(await world.run()).toEqual([]);
    world.put('refund', { title: 'Refunds' });
    await world.run();
    expect(world.forge.all()[0]?.body).toContain(` on=${world.today} `);
    world.put('refund', { flags: 1 });
    expect((await world.prepare()).steps).toMatchObject([{ do: 'update', reason: 'other text' }]);
  });

  test('that a person had it closed as done are over after one, once for a date', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    const close = (): Promise<void> =>
      world.forge.as('ana').edit(1, { state: 'closed', reason: 'completed' });
    await close();
    world.pass(6);
    expect(await world.run()).toEqual([]);
    world.pass(1);
    expect(await world.run()).toMatchObject([{ number: 1, step: { do: 'reopen' } }]);
    world.put('refund', { title: 'Refunds' });
    await world.run();
    await close();
    world.pass(30);
    expect(await world.run(), 'the second time counts as a snooze').toEqual([]);
    world.put('refund', { verifyBy: addDays(world.today, -1) });
    expect(await world.run()).toMatchObject([{ number: 1, step: { do: 'reopen' } }]);
    await close();
    world.pass(7);
    expect(await world.run(), 'another date, another chance').toMatchObject([{ step: { do: 'reopen' } }]);
  });

  test('beyond half a year bring a new issue, which goes on naming the one before', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.put('refund', { verifyBy: addDays(world.today, 365) });
    await world.run();
    world.pass(366);
    await world.run();
    expect(world.forge.all()[1]?.body).toContain('Previously #1.');
    expect(await world.run()).toEqual([]);
    world.put('refund', { title: 'Refunds' });
    await world.run();
    expect(world.forge.all()[1]?.body).toContain('Previously #1.');
  });
});

describe('the caps of a run', () => {
  test('spread a flood over runs, and say what is left', async () => {
    const world = tracker();
    for (let count = 1; count <= 9; count += 1)
      world.put(`c${count}`, { owner: [`@${count < 6 ? 'ana' : 'bob'}`] });
    const { steps, left } = await world.prepare({ newPerRun: 5 });
    expect(steps.map(({ card }) => card)).toEqual(['c1', 'c2', 'c3', 'c6', 'c7']);
    expect(left.map(({ card }) => card)).toEqual(['c4', 'c5', 'c8', 'c9']);
    await world.run({ newPerRun: 5 });
    await world.run({ newPerRun: 5 });
    expect(world.forge.all()).toHaveLength(9);
    expect(await world.prepare({ newPerRun: 5 })).toMatchObject({ steps: [], left: [], kept: 9 });
  });
});

describe('a run that could open many again', () => {
  test('opens no more than its cap, the most overdue first, and says what is left', async () => {
    const world = tracker();
    for (let count = 1; count <= 6; count += 1) world.put(`c${count}`);
    for (let run = 1; run <= 2; run += 1) await world.run();
    for (let count = 1; count <= 6; count += 1)
      world.put(`c${count}`, { verifyBy: addDays(world.today, 40 - count) });
    await world.run();
    world.pass(41);
    const { steps, left } = await world.prepare({ newPerRun: 4 });
    expect(steps.map(({ card }) => card)).toEqual(['c6', 'c5', 'c4', 'c3']);
    expect(left).toEqual(['c2', 'c1'].map((card) => ({ card, why: 'a run opens 4 issues at most' })));
    await world.run({ newPerRun: 4 });
    expect((await world.run({ newPerRun: 4 })).map(({ step }) => step.card)).toEqual(['c2', 'c1']);
  });
});

describe('whoever took leave', () => {
  test('is not asked again because of who comes after them', async () => {
    const world = tracker();
    world.put('refund', { owner: ['@ana', '@bob'] });
    await world.run();
    expect(world.forge.all()[0]?.assignees).toEqual(['ana']);
    await world.forge.as('ana').unassign(1, 'ana');
    for (const owner of [['@ana', '@cyn'], ['@ana'], ['@ana', '@cyn', '@bob']]) {
      world.put('refund', { owner });
      await world.run();
      expect(world.forge.all()[0]?.assignees, owner.join(' ')).toEqual([]);
    }
    world.put('refund', { owner: ['@bob', '@ana'] });
    await world.run();
    expect(world.forge.all()[0]?.assignees).toEqual(['bob']);
  });
});

test('an issue whose text a person wiped is told, and why there is another one', async () => {
  const world = tracker();
  world.put('refund');
  await world.run();
  await world.forge.as('ana').edit(1, { body: 'gone' });
  expect((await world.run()).map(({ step }) => [step.do, step.card, step.reason])).toEqual([
    [
      'update',
      null,
      "kb's part of its text was removed, so kb leaves the issue to people; if the card needs an issue, it gets a new one",
    ],
    ['create', 'refund', '10 days past its date'],
  ]);
  expect(await world.run()).toEqual([]);
});

test('issues that lack the label of the config are told where most do', async () => {
  const world = tracker();
  for (const name of ['a', 'b', 'c', 'd']) world.put(name, { owner: [] });
  await world.run();
  const taken = async (number: number) => {
    await world.forge.as('ana').relabel(number, []);
    return (await world.prepare()).remarks;
  };
  expect(await taken(1)).toEqual([]);
  expect(await taken(2)).toEqual([]);
  const why = `3 of 4 open issues do not have the label “${LABEL}”: kb sets it only on new ones`;
  expect(await taken(3)).toEqual([{ card: null, issue: null, why }]);
  expect(world.forge.all()[0]?.labels, 'a person may have taken it').toEqual([]);
});

test('a card that cannot be read is told', async () => {
  const world = tracker();
  world.put('refund', { badDate: true, verifyBy: null as Day | null });
  expect((await world.prepare()).remarks).toEqual([
    { card: 'refund', issue: null, why: 'its due date cannot be read' },
  ]);
});

describe('a person with the login that kb uses', () => {
  test('is heard: what they do not plan stays closed, and nobody is asked who closed it', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    await world.forge.as(BOT).edit(1, { state: 'closed', reason: 'not_planned' });
    world.pass(30);
    world.forge.requests.length = 0;
    expect(await world.run()).toEqual([]);
    expect(world.forge.requests.filter(({ name }) => name === 'issue')).toEqual([]);
  });

  test('is heard again once kb knows that they opened what kb had closed', async () => {
    const world = tracker();
    world.put('refund');
    await world.run();
    world.put('refund', { flags: 0, verifyBy: addDays(world.today, 30) });
    await world.run();
    expect(world.forge.all()).toMatchObject([
      { state: 'closed', body: expect.stringContaining('closed=1') as string },
    ]);
    world.pass(31);
    await world.forge.as(BOT).edit(1, { state: 'open' });
    expect(await world.run()).toMatchObject([{ step: { do: 'update' } }]);
    expect(world.forge.all()[0]?.body).not.toContain('closed=1');
    expect(await world.run()).toEqual([]);
    await world.forge.as(BOT).edit(1, { state: 'closed', reason: 'not_planned' });
    expect(await world.run()).toEqual([]);
  });
});

test('what somebody writes while kb says why it closes an issue is kept', async () => {
  const world = tracker();
  world.put('refund');
  await world.run();
  world.put('refund', { verifyBy: addDays(world.today, 30) });
  world.forge.onRequest = async ({ name }, when) => {
    const [{ body } = { body: '' }] = world.forge.all();
    if (name === 'comment' && when === 'after')
      await world.forge.as('ana').edit(1, { body: `${body}\n\nwait` });
  };
  await world.run();
  expect(world.forge.all()).toMatchObject([
    { state: 'closed', body: expect.stringMatching(/ closed=1 [^]*\nwait$/) as string },
  ]);
});

describe('an issue that people filled', () => {
  const filled = async (owner = ['@ana']): Promise<Tracker> => {
    const world = tracker();
    world.put('refund', { owner });
    await world.run();
    const [{ body } = { body: '' }] = world.forge.all();
    const frame = body.replace(/(?<=begin -->\n)[^]*(?=<!-- kb:card)/, '');
    await world.forge.as('ana').edit(1, { body: `${frame}\n`.padEnd(LONGEST_BODY - 50, 'p') });
    return world;
  };

  test('is not opened again: the next run would not know it', async () => {
    const world = await filled();
    await world.forge.as('ana').edit(1, { state: 'closed', reason: 'completed' });
    world.pass(30);
    expect(await world.run()).toEqual([]);
  });

  test('is followed by another one', async () => {
    const world = await filled();
    world.put('refund', { verifyBy: addDays(world.today, 30) });
    await world.run();
    world.pass(31);
    await world.run();
    expect(world.forge.all()).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
    expect(world.forge.all()[1]?.body).toContain('Previously #1.');
    expect(await world.run()).toEqual([]);
  });

  test('asks nobody else: it could not say whom', async () => {
    const world = await filled([]);
    world.put('refund', { owner: ['@bob'], title: 'Refunds' });
    expect(await world.run()).toEqual([]);
    expect(world.forge.all()).toMatchObject([{ assignees: [], title: 'Verify: Title of refund' }]);
  });
});
