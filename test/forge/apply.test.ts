/** What the applier does if the forge fails, drops part of a request, or people are faster. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown, type Issue } from '../../src/forge/forge.js';
import { KbError, RefusedIssue } from '../../src/errors.js';
import { applySteps } from '../../src/forge/apply.js';
import type { Done, Skipped } from '../../src/forge/step.js';
import type { ForgeRequest } from './fake-forge.js';
import { BOT, LABEL, tracker, type Tracker } from './tracker.js';

type When = 'before' | 'after';

/** A tracker with one overdue card, owned by ana. */
function oneCard(): Tracker {
  const world = tracker();
  world.put('refund');
  return world;
}

/** One overdue card with its issue, #1. */
async function oneIssue(): Promise<Tracker> {
  const world = oneCard();
  await world.run();
  world.forge.requests.length = 0;
  return world;
}

/** Does something once, at the n-th request of this name. */
function at(
  world: Tracker,
  name: ForgeRequest['name'],
  when: When,
  act: (request: ForgeRequest) => void | Promise<void>,
  nth = 1,
): void {
  let count = 0;
  world.forge.onRequest = async (request, moment) => {
    if (request.name !== name || moment !== when) return;
    count += 1;
    if (count === nth) await act(request);
  };
}

function breakOff(): never {
  throw new OutcomeUnknown('the connection broke');
}

function kill(): never {
  throw new Error('killed');
}

function verify(world: Tracker): void {
  world.put('refund', {
    verifiedOn: world.today,
    verifiedBy: '@bob',
    verifyBy: '2028-01-01' as typeof world.today,
  });
}

function sent(world: Tracker, name: ForgeRequest['name']): ForgeRequest[] {
  return world.forge.requests.filter((request) => request.name === name);
}

function issue(world: Tracker, number = 1): Issue {
  const found = world.forge.all().find((each) => each.number === number);
  if (!found) throw new Error(`no issue ${number}`);
  return found;
}

function remarks(outcomes: readonly (Done | Skipped)[]): (string | null)[] {
  return outcomes.map((outcome) => ('why' in outcome ? `skipped: ${outcome.why}` : outcome.remark));
}

describe('a new issue', () => {
  test('whose answer is lost is found, and not sent again', async () => {
    const world = oneCard();
    at(world, 'create', 'after', breakOff);
    const outcomes = await world.run();
    expect(outcomes).toMatchObject([{ number: 1, remark: null }]);
    expect(sent(world, 'create')).toHaveLength(1);
    expect(world.forge.all()).toHaveLength(1);
  });

  test('that never arrived is sent again, after several looks with growing pauses', async () => {
    const world = oneCard();
    at(world, 'create', 'before', breakOff);
    await world.run();
    expect(sent(world, 'create')).toHaveLength(2);
    expect(world.forge.all()).toHaveLength(1);
    expect(world.waited).toBeGreaterThan(30_000);
    const names = world.forge.requests.map(({ name }) => name);
    expect(names.slice(names.indexOf('create'), names.lastIndexOf('create'))).toEqual([
      'create',
      ...Array.from({ length: 8 }, () => 'issues'),
    ]);
  });

  test('is waited for where the list lags behind', async () => {
    const world = oneCard();
    const { forge } = world;
    at(world, 'create', 'after', breakOff);
    const list = forge.issues.bind(forge);
    let lists = 0;
    forge.issues = async (query) => {
      const all = await list(query);
      lists += query.since === undefined ? 0 : 1;
      return lists > 4 ? all : [];
    };
    await world.run();
    expect(sent(world, 'create')).toHaveLength(1);
    expect(forge.all()).toHaveLength(1);
  });

  test('that is lost again and again ends the run, which says that a later one goes on', async () => {
    const world = oneCard();
    world.forge.onRequest = ({ name }, when) => {
      if (name === 'create' && when === 'before') breakOff();
    };
    await expect(world.run()).rejects.toThrow(
      expect.objectContaining({
        code: 'forge',
        message: expect.stringContaining('“refund”') as string,
      }) as Error,
    );
    expect(sent(world, 'create')).toHaveLength(3);
  });

  test('is closed as a duplicate where another run was quicker', async () => {
    const world = oneCard();
    at(world, 'create', 'before', async () => {
      world.forge.onRequest = () => undefined;
      await world.run();
    });
    const outcomes = await world.run();
    expect(remarks(outcomes)).toEqual(['closed: another run had opened #1']);
    expect(issue(world, 1)).toMatchObject({ state: 'open' });
    expect(issue(world, 2)).toMatchObject({ state: 'closed', reason: 'duplicate' });
    expect(await world.forge.comments(2)).toMatchObject([
      { body: expect.stringContaining('Duplicate of #1') as string },
    ]);
    expect(await world.run()).toEqual([]);
  });

  test('is no twin of that of another card with the same id', async () => {
    const world = oneCard();
    world.put('copy', { id: 'refund' });
    expect(remarks(await world.run())).toEqual([null, null]);
    expect(world.forge.all().map(({ state }) => state)).toEqual(['open', 'open']);
    expect(await world.run()).toEqual([]);
  });

  test('whose answer is lost is not taken for that of another card with the same id', async () => {
    const world = oneCard();
    world.put('copy', { id: 'refund' });
    at(world, 'create', 'before', breakOff, 2);
    await world.run();
    expect(world.forge.all()).toHaveLength(2);
    expect(await world.run()).toEqual([]);
  });

  test('whose label was dropped gets it', async () => {
    const world = oneCard();
    const { forge } = world;
    const create = forge.create.bind(forge);
    forge.create = (draft) => create({ ...draft, labels: [] });
    await world.run();
    expect(issue(world).labels).toEqual([LABEL]);
  });

  test('that cannot be labelled ends the run: each run would open another one', async () => {
    const world = oneCard();
    world.put('billing');
    const { forge } = world;
    const create = forge.create.bind(forge);
    forge.create = (draft) => create({ ...draft, labels: [] });
    forge.addLabels = () => Promise.resolve();
    await expect(world.run()).rejects.toThrow('may not set labels');
    expect(forge.all()).toHaveLength(1);
  });

  test('says whom the forge did not assign, and that nobody is', async () => {
    const world = tracker();
    world.put('refund', { owner: ['@ana'] });
    const { forge } = world;
    const create = forge.create.bind(forge);
    forge.create = (draft) => create({ ...draft, assignees: [] });
    expect(remarks(await world.run())).toEqual(['GitHub did not assign @ana']);
    expect(issue(world)).toMatchObject({ assignees: [], labels: [LABEL, 'kb-no-owner'] });
    expect(await world.run()).toEqual([]);
  });

  test('has the label kb-no-owner until somebody is assigned', async () => {
    const world = oneCard();
    world.forge.assignable = [];
    await world.run();
    expect(issue(world).labels).toEqual([LABEL, 'kb-no-owner']);
    await world.forge.as('bob').assign(1, 'bob');
    await world.run();
    expect(issue(world)).toMatchObject({ labels: [LABEL], assignees: ['bob'] });
    expect(await world.run()).toEqual([]);
  });

  test('needs its label made once a run, and no run without a new issue makes one', async () => {
    const world = oneCard();
    world.put('billing');
    await world.run();
    expect(sent(world, 'ensureLabel')).toMatchObject([{ args: [{ name: LABEL }] }]);
    world.put('refund', { title: 'Refunds' });
    await world.run();
    expect(sent(world, 'ensureLabel')).toHaveLength(1);
  });
});

describe('the end of an issue', () => {
  test('is told before it is closed; a run that is cut off in between neither repeats nor omits it', async () => {
    const world = await oneIssue();
    verify(world);
    at(world, 'update', 'before', kill);
    await expect(world.run()).rejects.toThrow('killed');
    expect(issue(world).state).toBe('open');
    expect(await world.forge.comments(1)).toHaveLength(1);
    world.forge.onRequest = () => undefined;
    await world.run();
    expect(issue(world)).toMatchObject({ state: 'closed', reason: 'completed' });
    expect(await world.forge.comments(1)).toHaveLength(1);
  });

  test.each(['before', 'after'] as const)(
    'is told once where the answer is lost %s the effect',
    async (when) => {
      const world = await oneIssue();
      verify(world);
      at(world, 'comment', when, breakOff);
      await world.run();
      expect(await world.forge.comments(1)).toHaveLength(1);
      expect(issue(world).state).toBe('closed');
    },
  );

  test('is told though somebody else copied the words', async () => {
    const world = await oneIssue();
    verify(world);
    const { steps } = await world.prepare();
    const [step] = steps;
    await world.forge.as('mallory').comment(1, (step?.do === 'close' && step.comment) || '');
    await world.run();
    const authors = (await world.forge.comments(1)).map(({ author }) => author);
    expect(authors).toEqual(['mallory', BOT]);
  });

  test('is not told in a locked issue', async () => {
    const world = await oneIssue();
    await world.forge.as('ana').lock(1);
    verify(world);
    await world.run();
    expect(issue(world).state).toBe('closed');
    expect(await world.forge.comments(1)).toEqual([]);
  });

  test('is told anew when the issue was opened again for another date', async () => {
    const world = await oneIssue();
    for (const times of [1, 2]) {
      world.put('refund', { verifiedOn: null, verifyBy: world.today });
      world.pass(1);
      await world.run();
      expect(issue(world).state).toBe('open');
      // The comment has the same words each time.
      world.put('refund', { verifyBy: '2029-01-01' as typeof world.today });
      await world.run();
      expect(await world.forge.comments(1)).toHaveLength(times);
    }
  });
});

describe('what people decide while a run is on', () => {
  const acts = {
    'it was closed in the meantime': (world: Tracker) => world.forge.as('ana').edit(1, { state: 'closed' }),
    'it was locked in the meantime': (world: Tracker) => world.forge.as('ana').lock(1),
    'it was deleted or moved': (world: Tracker) => world.forge.as('ana').remove(1),
    'its title was changed in the meantime': (world: Tracker) =>
      world.forge.as('ana').edit(1, { title: 'Mine' }),
    "its text has no room left for kb's part": (world: Tracker) => {
      const short = issue(world).body.replace(/(kb:begin -->\n)[^]*?(\n<!-- kb:card)/, '$1x$2');
      return world.forge.as('ana').edit(1, { body: `${'x'.repeat(65_535 - short.length)}\n${short}` });
    },
    "kb's part of its text was removed in the meantime": (world: Tracker) =>
      world.forge.as('ana').edit(1, { body: 'Mine' }),
  };
  test.each(Object.entries(acts))('stands: %s', async (why, act) => {
    const world = await oneIssue();
    world.put('billing');
    await world.run();
    world.put('refund', { title: 'Refunds' });
    world.put('billing', { title: 'Bills' });
    at(world, 'issue', 'before', () => act(world));
    const outcomes = await world.run();
    expect(remarks(outcomes)).toEqual([`skipped: ${why}`, null]);
    expect(sent(world, 'update').map(({ args }) => args[0])).toEqual([2]);
  });

  test('stands: it was reopened in the meantime', async () => {
    const world = await oneIssue();
    verify(world);
    await world.run();
    world.put('refund', { verifyBy: '2026-12-30' as typeof world.today });
    at(world, 'issue', 'before', () => world.forge.as('ana').edit(1, { state: 'open' }));
    expect(remarks(await world.run())).toEqual(['skipped: it was reopened in the meantime']);
  });

  test('stands: it was closed again in the meantime', async () => {
    const world = await oneIssue();
    verify(world);
    await world.run();
    world.put('refund', { verifyBy: '2026-12-30' as typeof world.today });
    at(world, 'issue', 'before', async () => {
      world.forge.now = `${world.today}T13:00:00Z`;
      await world.forge.as('ana').edit(1, { state: 'open' });
      await world.forge.as('ana').edit(1, { state: 'closed', reason: 'not_planned' });
    });
    expect(remarks(await world.run())).toEqual(['skipped: it was closed again in the meantime']);
    expect(issue(world)).toMatchObject({ state: 'closed', reason: 'not_planned', closedBy: 'ana' });
  });

  test.each<[string, Partial<Issue>]>([
    ['for another reason', { reason: 'not_planned' }],
    ['at another time', { closedAt: '2027-01-01T13:00:00Z' }],
  ])('stands: it was closed anew %s', async (_, closed) => {
    const world = await oneIssue();
    verify(world);
    await world.run();
    world.put('refund', { verifyBy: '2026-12-30' as typeof world.today });
    const { steps, authors } = await world.prepare();
    const { forge } = world;
    const look = forge.issue.bind(forge);
    forge.issue = async (number) => {
      const found = await look(number);
      return found && { ...found, ...closed };
    };
    const outcomes = [];
    const terms = { label: LABEL, authors, since: '2026-12-31T00:00:00Z', wait: () => Promise.resolve() };
    for await (const outcome of applySteps(forge, steps, terms)) outcomes.push(outcome);
    expect(remarks(outcomes)).toEqual(['skipped: it was closed again in the meantime']);
    expect(issue(world).state).toBe('closed');
  });

  test('is kept where they write around the text of kb', async () => {
    const world = await oneIssue();
    world.put('refund', { title: 'Refunds', flags: 1 });
    at(world, 'issue', 'before', ({ args: [number] }) =>
      world.forge
        .as('ana')
        .edit(number as number, { body: `Mine above\n\n${issue(world).body}\r\nMine below` }),
    );
    expect(remarks(await world.run())).toEqual([null]);
    expect(issue(world)).toMatchObject({
      title: 'Verify: Refunds',
      body: expect.stringMatching(/^Mine above[^]*kb:end -->\r?\nMine below$/) as string,
    });
    expect(await world.run()).toEqual([]);
  });
});

describe('a run', () => {
  test('opens an issue again in one request: state, title and text', async () => {
    const world = await oneIssue();
    verify(world);
    await world.run();
    world.forge.requests.length = 0;
    world.put('refund', { title: 'Refunds', verifyBy: '2026-12-30' as typeof world.today });
    await world.run();
    expect(world.forge.requests.filter(({ isWrite }) => isWrite)).toMatchObject([
      {
        name: 'update',
        args: [1, { state: 'open', title: 'Verify: Refunds', body: expect.any(String) as string }],
      },
    ]);
  });

  test('assigns the new owner before it writes that they were asked, and keeps the old one', async () => {
    const world = await oneIssue();
    world.put('refund', { owner: ['@bob'] });
    at(world, 'update', 'before', kill);
    await expect(world.run()).rejects.toThrow('killed');
    await world.forge.as('bob').unassign(1, 'bob');
    world.forge.onRequest = () => undefined;
    await world.run();
    expect(issue(world).assignees).toEqual(['ana', 'bob']);
    await world.forge.as('bob').unassign(1, 'bob');
    world.put('refund', { title: 'Refunds' });
    await world.run();
    expect(issue(world).assignees, 'who leaves is not asked again').toEqual(['ana']);
  });

  test('writes the text of a locked issue and nothing else', async () => {
    const world = await oneIssue();
    await world.forge.as('ana').lock(1);
    world.put('refund', { title: 'Refunds', owner: ['@bob'], flags: 1 });
    await world.run();
    expect(world.forge.requests.filter(({ isWrite }) => isWrite)).toMatchObject([
      { name: 'update', args: [1, { body: expect.any(String) as string }] },
    ]);
    expect(issue(world)).toMatchObject({ title: 'Verify: Title of refund', assignees: ['ana'] });
    expect(await world.run()).toEqual([]);
  });

  test('that the forge stops has told what it did', async () => {
    const world = tracker();
    for (const name of ['a', 'b', 'c']) world.put(name);
    at(
      world,
      'create',
      'before',
      () => {
        throw new KbError('forge', 'rerun later');
      },
      3,
    );
    const outcomes: (Done | Skipped)[] = [];
    await expect(world.run({}, (outcome) => outcomes.push(outcome))).rejects.toThrow('rerun later');
    expect(outcomes).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  /** A world in which the forge never accepts a new issue for these cards. */
  const refusing = (...cards: readonly string[]): Tracker => {
    const world = tracker();
    for (const name of ['a', 'b', 'c', 'd', 'e']) world.put(name, { owner: [`@${name}`] });
    world.forge.onRequest = ({ name, args: [draft] }, when) => {
      if (name === 'create' && when === 'before' && cards.includes((draft as { card: string }).card))
        throw new RefusedIssue('GitHub refused the request (422)');
    };
    return world;
  };

  test('skips an issue that the forge refuses, and goes on with the others, in each run', async () => {
    const world = refusing('a', 'b', 'd', 'e');
    const outcomes = await world.run().catch((error: unknown) => error);
    expect(outcomes).toMatchObject([
      { why: 'GitHub refused the request (422)', failed: true },
      { failed: true },
      { number: 1, step: { card: 'c' } },
      { failed: true },
      { failed: true },
    ]);
    const again = await world.run().catch((error: unknown) => error);
    expect(again, 'now four in a row').toBeInstanceOf(RefusedIssue);
  });

  test('skips one that cannot be changed, and is right about all others', async () => {
    const world = tracker();
    for (const name of ['a', 'b', 'c']) world.put(name);
    await world.run();
    for (const name of ['a', 'b', 'c']) world.put(name, { title: 'New' });
    world.forge.onRequest = ({ name, args: [number] }) => {
      if (name === 'update' && number === 1) throw new RefusedIssue('GitHub denied it');
    };
    expect(remarks(await world.run())).toEqual(['skipped: GitHub denied it', null, null]);
  });

  test('is stopped by three that are refused one after another', async () => {
    const world = refusing('b', 'c', 'd');
    const outcomes: (Done | Skipped)[] = [];
    await expect(world.run({}, (outcome) => outcomes.push(outcome))).rejects.toThrow('(422)');
    expect(outcomes.map(({ step }) => step.card)).toEqual(['a', 'b', 'c', 'd']);
    expect(world.forge.all()).toHaveLength(1);
  });
});
