import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build.js';
import { kb } from '../memory-io.js';

interface Listed {
  readonly path: string;
  readonly title: string;
  readonly trust: {
    readonly state: string;
    readonly owner: readonly string[];
    readonly verifyBy: string | null;
    readonly verifiedOn: string | null;
  };
}

const cwd = path.join(root, 'test/kb');

async function sorted(key: string): Promise<readonly Listed[]> {
  const { out, code } = await kb(['list', '--sort', key, '--json'], { cwd });
  expect(code).toBe(0);
  return (JSON.parse(out) as { cards: Listed[] }).cards;
}

/** What comes first, by the value of the field; cards without a value come last, equal ones by path. */
test.each<[string, (card: Listed) => string | null]>([
  ['due', ({ trust }) => trust.verifyBy],
  ['verified', ({ trust }) => trust.verifiedOn],
  ['title', ({ title }) => title.toLowerCase()],
  ['owner', ({ trust }) => trust.owner[0] ?? null],
  ['path', (card) => card.path],
])('--sort %s', async (key, valueOf) => {
  const cards = await sorted(key);
  const keys = cards.map((card) => `${valueOf(card) ?? '\u{10ffff}'}\n${card.path}`);
  expect(new Set(cards.map(valueOf)).size).toBeGreaterThan(2);
  expect(keys).toEqual([...keys].sort());
});

test('--sort trust: the most urgent first, and that is the usual order', async () => {
  const cards = await sorted('trust');
  const states = cards.map(({ trust }) => trust.state);
  expect([...new Set(states)]).toEqual(['stale', 'unverified', 'due', 'verified', 'draft', 'superseded']);
  expect(cards[0]?.path).toBe('cards/pl/platnosci.md');
  const { out } = await kb(['list', '--json'], { cwd });
  expect((JSON.parse(out) as { cards: Listed[] }).cards).toEqual(cards);
});

test('another key is a usage error that names the keys', async () => {
  const { code, err } = await kb(['list', '--sort', 'age'], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(/trust, due, verified, title, owner, path/);
});
