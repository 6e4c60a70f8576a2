/** Kept index files that are damaged, mixed up or outdated: a search answers as if nothing were kept. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { askBase } from '../../src/base/search/search.js';
import { baseOf, configAround, openBase, type Base } from '../../src/base/base.js';
import { recordOpen, useIn } from '../../src/base/search/usage.js';
import type { Day } from '../../src/day.js';
import { diskRepo } from '../../src/repo/disk.js';
import { memoryStore } from '../memory-store.js';
import { aged } from '../repo/freshness.js';
import { seeded } from '../repo/seeded.js';
import { gitRepo, put } from '../repo/world.js';

const DAMAGES = process.env['KB_SOAK'] ? 10_000 : 150;
const WORLD = { dayIn: () => '2026-11-21' as Day, progress: () => undefined };
const QUERIES = [
  'refund',
  'refund charge -zebra',
  'ref*',
  '*nd',
  'refnud',
  '"word charge"',
  'kind:faq',
  'added',
];
const WORDS = 'refund charge duplicate policy card customer invoice zebra stripe word world worth'.split(' ');
const PAGE = 4096;

type Files = ReadonlyMap<string, Uint8Array>;
/** Returns a whole number from 0 to `sides` - 1. */
type Roll = (sides: number) => number;

async function answers(base: Base) {
  const found = [];
  for (const text of QUERIES) {
    const { total, corrected, hits } = await askBase(base, { text, limit: 5 });
    found.push({
      text,
      total,
      corrected,
      hits: hits.map(({ row, score, line }) => [row, score.toPrecision(11), line]),
    });
  }
  return { found, rows: await base.index.ask((index) => index.rows()) };
}

function cardText(n: number, roll: Roll, word: string): string {
  const words = Array.from(
    { length: 40 },
    () => `${WORDS[roll(WORDS.length)] ?? ''}${roll(3) === 0 ? roll(300) : ''}`,
  );
  return `---\ntitle: Card ${n} ${word}\nkind: ${n % 2 === 0 ? 'faq' : 'howto'}\n---\n## Head\n\n${words.join(' ')} ${word}\n`;
}

/** Damages a file in a random way. Returns what was done, and the new bytes or `null` if it was deleted. */
function damaged(file: string, now: Files, past: readonly Files[], roll: Roll): [string, Uint8Array | null] {
  const bytes = now.get(file)?.slice() ?? new Uint8Array();
  const other = [...now.keys()][roll(now.size)] ?? '';
  const others = [...past, now].flatMap((files) =>
    [...files].filter(([name]) => kindOf(name) === kindOf(file)),
  );
  const older = others[roll(others.length)]?.[1] ?? bytes;
  const page = roll(Math.ceil(bytes.length / PAGE)) * PAGE;
  const end = Math.min(bytes.length, page + PAGE);
  switch (roll(11)) {
    case 0:
      return ['gone', null];
    case 1:
      return ['cut', bytes.subarray(0, roll(bytes.length))];
    case 2:
      return ['longer', Buffer.concat([bytes, Buffer.alloc(1 + roll(2 * PAGE), roll(256))])];
    case 3:
      return [`swapped with ${other}`, now.get(other) ?? null];
    case 4:
      return ['older', older];
    case 5:
      return ['zero page', bytes.fill(0, page, end)];
    case 6:
      return ['zero', bytes.fill(0)];
    case 7: {
      for (let at = page; at < end; at++) bytes[at] = roll(256);
      return ['noise', bytes];
    }
    default: {
      for (let n = roll(3); n >= 0; n--) {
        const at = roll(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8));
      }
      return ['flipped', bytes];
    }
  }
}

function kindOf(name: string): string {
  return name.replace(/\..*/, '');
}

test(`damaged ${DAMAGES} times`, { timeout: 60_000 + DAMAGES * 200 }, async () => {
  aged();
  const random = seeded(20_261_122);
  const roll: Roll = (sides) => Math.floor(random() * sides);
  const card = (n: number, word: string) => ({ [`cards/${n % 3}/c${n}.md`]: cardText(n, roll, word) });
  const root = gitRepo(
    Object.assign({}, ...Array.from({ length: 24 }, (_, n) => card(n, 'first'))) as Record<string, string>,
  );
  const store = memoryStore();
  const opened = () =>
    openBase(
      { folder: root, name: null },
      { ...WORLD, env: {}, home: '/nonexistent', keeping: { store, version: 'v' } },
    );
  // Earlier indexes: bases and deltas that differ in a few bytes, some of the same size.
  const past: Files[] = [];
  for (const word of ['other', 'added', 'third']) {
    for (const n of [3, 7]) put(root, card(n, word));
    await answers(await opened());
    past.push(new Map(store.files));
    await (await opened()).index.update(true);
    past.push(new Map(store.files));
  }
  put(root, card(5, 'added'));
  const expected = await answers(baseOf(diskRepo(root), await configAround(root), null, WORLD));
  expect(await answers(await opened())).toEqual(expected);
  const whole = new Map(store.files);
  const names = [...whole.keys()];
  expect(names.map(kindOf)).toEqual(expect.arrayContaining(['base', 'delta', 'cards', 'index']));
  for (let n = 0; n < DAMAGES; n++) {
    store.files.clear();
    for (const [name, bytes] of whole) store.files.set(name, bytes);
    const done: string[] = [];
    for (let files = roll(3); files >= 0; files--) {
      const name = names[roll(names.length)] ?? '';
      const [how, bytes] = damaged(name, whole, past, roll);
      done.push(`${name} ${how}`);
      if (bytes) store.files.set(name, bytes);
      else store.files.delete(name);
    }
    const what = `${n}: ${done.join(', ')}`;
    // The second search uses what the first one left behind.
    for (const when of ['first', 'second']) {
      let got: unknown;
      try {
        got = await answers(await opened());
      } catch (error) {
        throw new Error(`${what} ${when}`, { cause: error });
      }
      expect(got, `${what} ${when}`).toEqual(expected);
    }
  }
});

test(
  'a damaged record of use takes no card away, and adds none',
  { timeout: 60_000 + DAMAGES * 200 },
  async () => {
    const random = seeded(20_261_123);
    const roll: Roll = (sides) => Math.floor(random() * sides);
    const root = gitRepo(
      Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`cards/c${n}.md`, cardText(n, roll, 'x')])),
    );
    const world = { env: {}, home: '/nonexistent', now: () => new Date('2026-11-21T10:00:00Z'), options: {} };
    const base = baseOf(diskRepo(root), await configAround(root), null, WORLD);
    const { cards } = await base.cards();
    const folder = path.join(root, '.git/kb');
    const answer = async () => {
      const { hits } = await askBase(base, { text: 'refund charge', limit: 0 }, { use: useIn(base, world) });
      return hits
        .map(({ row, because }) => [row.path, because.text, because.use] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    };
    for (const card of cards) await recordOpen(base, card, 'show', world);
    const expected = await answer();
    expect(expected.some(([, , use]) => use > 1)).toBe(true);
    const whole = new Map(
      ['usage.json', 'usage.jsonl'].map((name) => [name, readFileSync(path.join(folder, name))]),
    );
    for (let n = 0; n < DAMAGES / 3; n++) {
      const name = [...whole.keys()][roll(2)] ?? '';
      const [how, bytes] = damaged(name, whole, [], roll);
      for (const [each, content] of whole) writeFileSync(path.join(folder, each), content);
      if (bytes) writeFileSync(path.join(folder, name), bytes);
      else rmSync(path.join(folder, name));
      const [card] = cards;
      for (const when of ['first', 'second']) {
        const got = await answer();
        expect(
          got.map(([at, text]) => [at, text]),
          `${n}: ${name} ${how} ${when}`,
        ).toEqual(expected.map(([at, text]) => [at, text]));
        expect(
          got.every(([, , use]) => use >= 1 && use <= 1.5),
          `${n}: ${name} ${how} ${when}`,
        ).toBe(true);
        if (card) await recordOpen(base, card, 'show', world);
      }
    }
  },
);
