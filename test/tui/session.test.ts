/** The session of a screen that stays open while the day, the disk and the config change. */
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createContext, type Context } from '../../src/context.js';
import { styleOf } from '../../src/format/style.js';
import type { Effect, Event } from '../../src/tui/event.js';
import { OpenedBase } from '../../src/tui/opened.js';
import { Session } from '../../src/tui/session.js';
import { startingState, type Hit, type State } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { bufferIo } from '../memory-io.js';
import { aged, tick } from '../repo/freshness.js';
import { git, gitRepo, put } from '../repo/world.js';

const CARD = (title: string, due: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${due}\n---\n\nA refund.\n`;
const CARDS = {
  'cards/one.md': CARD('One', '2026-11-23'),
  'cards/two.md': CARD('Two', '2027-06-01'),
};

// Only a built kb keeps an index.
beforeEach(() => {
  vi.stubGlobal('KB_BUILD', 'test');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A session on a base, a state that gets its events, and a clock. */
async function screen(files: Readonly<Record<string, string>> = CARDS) {
  const root = gitRepo(files);
  aged();
  git(root, 'config', 'user.email', 'ana@example.com');
  git(root, 'config', 'user.name', 'Ana');
  const clock = { now: '2026-11-22T23:59:00Z' };
  const io = bufferIo({ terminal: true, columns: 120, rows: 30 });
  const world = {
    ...{ io: () => io, cwd: root, home: root, now: () => new Date(clock.now) },
    env: { KB_USAGE: 'off', PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', HOME: root },
  };
  const anew = (): Context => createContext(world, { quiet: true, pager: false }, []);
  const first = anew();
  const opened = new OpenedBase({ context: first, base: await first.base() }, anew);
  const seen: { state: State; events: Event[] } = {
    state: startingState({ columns: 120, rows: 30 }),
    events: [],
  };
  const stage = { away: <T>(work: () => Promise<T>) => work(), send: () => undefined };
  const session = new Session(opened, styleOf(io.stdout, true, {}), stage, (event) => {
    seen.events.push(event);
    ({ state: seen.state } = update(seen.state, event));
  });
  onTestFinished(() => session.end());
  const hitOf = (title: string): Hit => {
    const found = seen.state.results.hits.find(({ row }) => row.title === title);
    if (!found) throw new Error(`no hit ${title}`);
    return found;
  };
  const carryOut = (effect: Effect): Promise<void> =>
    session.carryOut(effect as Parameters<Session['carryOut']>[0]);
  await carryOut({ do: 'search', query: '' });
  return {
    ...{ root, clock, seen, session, carryOut, hitOf },
    text: (file: string): string => readFileSync(path.join(root, file), 'utf8'),
    look: () => carryOut({ do: 'look', hit: null }),
    ask: (title: string) => carryOut({ do: 'compare', hit: hitOf(title), columns: 80 }),
    act: (deed: 'verify' | 'flag', title: string, said: string) =>
      carryOut({ do: 'act', action: deed, hit: hitOf(title), note: said, place: 1 }),
    reasons: () => seen.state.results.hits.map(({ row, trust }) => `${row.title} ${trust.reason}`).sort(),
  };
}

describe('a screen that is open over midnight', () => {
  test.each(['verify', 'flag'] as const)('records the day of the deed: %s', async (deed) => {
    const { clock, ask, act, text } = await screen();
    await ask('Two');
    clock.now = '2026-11-24T08:00:00Z';
    await act(deed, 'Two', 'with legal');
    expect(text('cards/two.md')).toContain('on: 2026-11-24');
  });

  test('shows the trust of the new day', async () => {
    const { clock, look, reasons } = await screen();
    expect(reasons()).toContain('One soon');
    clock.now = '2026-11-24T00:01:00Z';
    await look();
    expect(reasons()).toContain('One expired');
  });

  test('is not searched again on the same day, with the same cards', async () => {
    const { look, seen } = await screen();
    await look();
    expect(seen.events.filter(({ what }) => what === 'answered')).toHaveLength(1);
  });
});

describe('a base that changes while it is on the screen', () => {
  test('is shown as it is now, by an index that was kept or made for the screen', async () => {
    const { root, look, reasons, text } = await screen();
    put(root, { 'cards/one.md': text('cards/one.md').replace('2026-11-23', '2027-01-01') });
    await look();
    expect(reasons()).toEqual(['One date-only', 'Two date-only']);
    put(root, { 'cards/three.md': CARD('Three', '2026-01-01') });
    git(root, 'rm', '-q', '-f', 'cards/two.md');
    await look();
    expect(reasons()).toEqual(['One date-only', 'Three expired']);
  });

  test('has the config of now', async () => {
    const { root, look, reasons } = await screen();
    put(root, { 'kb.config.yaml': 'warn: 0\n' });
    await look();
    expect(reasons()).toEqual(['One date-only', 'Two date-only']);
  });

  test('what is wrong with it is told once, and the answer stays', async () => {
    const { root, look, reasons, seen } = await screen();
    put(root, { 'kb.config.yaml': 'warn: [\n' });
    await look();
    await tick();
    await look();
    expect(seen.events.filter(({ what }) => what === 'told')).toHaveLength(1);
    expect(reasons()).toEqual(['One soon', 'Two date-only']);
    await tick();
    put(root, { 'kb.config.yaml': 'warn: 0\n' });
    await look();
    expect(reasons()).toEqual(['One date-only', 'Two date-only']);
  });
});

test('a deed that is done is told, though the base cannot be opened any more', async () => {
  const { root, ask, act, seen } = await screen();
  await ask('Two');
  const hook = path.join(root, '.git/hooks/post-commit');
  put(root, { '.git/hooks/post-commit': '#!/bin/sh\necho "warn: [" > kb.config.yaml\n' });
  chmodSync(hook, 0o755);
  await act('verify', 'Two', 'with legal');
  expect(seen.state.notice?.text).toMatch(/^verified by ana@example.com, commit .*; .*kb\.config\.yaml/);
  expect(seen.events.map(({ what }) => what)).not.toContain('refused');
});

describe('the words that the index found', () => {
  const FILES = {
    'cards/one.md': `${CARD('One', '2027-01-01')}Refunds were refunded to a gift card.\n\nThe theme: use node.js.\n`,
    'cards/two.md': '---\ntitle: Two\nlanguage: he\n---\n\nהספר שלי\n',
  };

  test.each([
    ['refund', ['refund', 'Refunds', 'refunded'], 7],
    ['re*nd', ['refund', 'Refunds', 'refunded'], 7],
    ['*fund', ['refund', 'Refunds', 'refunded'], 7],
    ['"gift card"', ['cards', 'gift', 'card'], 8],
    ['the*', ['theme'], 10],
    ['-stripe node.js', ['node.js'], 10],
    ['refnud', ['refund', 'Refunds', 'refunded'], 7],
    ['ספר', ['הספר'], 6],
    ['', [], 7],
  ])('%j are underlined, and the card opens at their line', async (query, words, place) => {
    const { seen, carryOut } = await screen(FILES);
    await carryOut({ do: 'search', query });
    const [hit] = seen.state.results.hits;
    if (!hit) throw new Error('no hit');
    await carryOut({ do: 'lay-out', hit, query, columns: 80 });
    const { lines = [], place: opens } = seen.state.preview ?? {};
    const marked = lines.flatMap((line) =>
      [...line.matchAll(/\x1b\[4m(.*?)\x1b\[24m/g)].map(([, word]) => word),
    );
    expect([marked, opens]).toEqual([words, place]);
  });
});

describe('a card that others change', () => {
  const OTHER = CARD('Two', '2027-06-01').replace('A refund.', 'No refund.');
  const pull = async (root: string): Promise<void> => {
    await tick();
    put(root, { 'cards/two.md': OTHER });
    git(root, 'commit', '-qam', 'other terms');
  };

  test('is not verified in words that nobody has seen', async () => {
    const { root, ask, act, seen, text } = await screen();
    await ask('Two');
    await pull(root);
    await act('verify', 'Two', 'with legal');
    expect(seen.events.at(-1)).toMatchObject({
      ...{ what: 'refused', note: 'with legal' },
      why: 'the card has changed in the meantime: read it again before you verify it',
    });
    expect([text('cards/two.md'), git(root, 'status', '--porcelain')]).toEqual([OTHER, '']);
    await ask('Two');
    await act('verify', 'Two', 'with legal');
    expect(text('cards/two.md')).toContain('note: with legal');
  });

  test('is shown as it is before somebody is asked about it', async () => {
    const { root, ask, seen } = await screen();
    await pull(root);
    await ask('Two');
    const told = seen.events.map(({ what }) => what);
    expect(told).toEqual(['answered', 'answered', 'compared']);
  });
});

describe('what stands in the way of a verification is told before a note is written', () => {
  test.each([
    [
      'a merge',
      (root: string) => {
        put(root, { '.git/MERGE_HEAD': git(root, 'rev-parse', 'HEAD') });
      },
      /merge is in progress/,
    ],
    [
      'a card that is archived',
      (root: string) => {
        put(root, { 'cards/two.md': CARD('Two', '2027-06-01\nstatus: archived') });
      },
      /is archived/,
    ],
    [
      'verifiers that were named since',
      (root: string) => {
        put(root, {
          'kb.config.yaml': 'people: { ben: { login: "@ben", emails: [ben@acme.com] } }\n',
          'cards/two.md': CARD('Two', '2027-06-01\nverifiers: ["@ben"]'),
        });
      },
      /is verified by @ben/,
    ],
  ])('%s', async (_, change, why) => {
    const { root, seen, ask } = await screen();
    change(root);
    await ask('Two');
    expect(seen.events.at(-1)).toMatchObject({ what: 'barred', why: expect.stringMatching(why) as string });
  });
});
