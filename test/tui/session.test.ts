/** The session of a screen that stays open while the day, the disk and the config change. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createContext, type Context } from '../../src/context.js';
import { styleOf } from '../../src/format/style.js';
import type { Effect, Event } from '../../src/tui/event.js';
import { OpenedBase } from '../../src/tui/opened.js';
import { Session } from '../../src/tui/session.js';
import { startingState, type Hit, type State } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { bufferIo } from '../memory-io.js';
import { git, gitRepo } from '../repo/world.js';

const CARD = (title: string, due: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${due}\n---\n\nA refund.\n`;
const CARDS = {
  'cards/one.md': CARD('One', '2026-11-23'),
  'cards/two.md': CARD('Two', '2027-06-01'),
};

/** A session over a base, a state that hears what it tells, and a clock. */
async function screen(files: Readonly<Record<string, string>> = CARDS) {
  const root = gitRepo(files);
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
  const opened = new OpenedBase({ world: first, base: await first.base() }, anew);
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
    act: (deed: 'verify' | 'flag', title: string, said: string) =>
      carryOut({ do: 'act', deed, hit: hitOf(title), said, place: 1 }),
    reasons: () => seen.state.results.hits.map(({ row, trust }) => `${row.title} ${trust.reason}`).sort(),
  };
}

describe('a screen that is open over midnight', () => {
  test.each(['verify', 'flag'] as const)('records the day of the deed: %s', async (deed) => {
    const { clock, act, text } = await screen();
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

  test('is not searched again on the same day', async () => {
    const { look, seen } = await screen();
    await look();
    expect(seen.events.filter(({ what }) => what === 'answered')).toHaveLength(1);
  });
});
