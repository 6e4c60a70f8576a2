/** `kb verify` as it is installed, killed at random moments: cards are whole, and the next run needs no flag. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ON_TEST_DAY } from '../clock.js';
import { repository, USER } from '../repo/committing.js';
import { killAtRandom } from '../repo/kills.js';
import { git } from '../repo/world.js';

const KB = fileURLToPath(new URL('../../bin/kb.js', import.meta.url));
const kills = process.env['KB_SOAK'] ? 500 : 25;
const IDS = ['a', 'b', 'c'];

/** The parts of a card around its record. */
const head = (id: string): string => `---\nid: ${id}\ntitle: Card ${id}\nowner: ana@example.com\n`;
const body = (id: string): string => `---\n# Card ${id}\n\n${`What card ${id} says.\n`.repeat(500)}`;
const RECORD =
  /^verify-by: 2027-02-19\nverified:\n {2}on: 2026-11-21\n {2}by: ana@example\.com\n {2}content: [0-9a-f]{12}\n {2}note: run ([0-9-]+)\n$/;

/** The run that verified a card last, or `null`; throws if anything else in the card has changed. */
function runIn(text: string, id: string): string | null {
  expect(text.startsWith(head(id)) && text.endsWith(body(id)), `${id} is whole`).toBe(true);
  const record = text.slice(head(id).length, -body(id).length);
  if (record === '') return null;
  expect(record).toMatch(RECORD);
  return RECORD.exec(record)?.[1] ?? null;
}

test(`killed at ${kills} moments`, { timeout: kills * 12_000 }, async () => {
  const root = repository({
    'kb.config.yaml': '',
    ...Object.fromEntries(IDS.map((id) => [`cards/${id}.md`, head(id) + body(id)])),
  });
  const onDisk = (): (string | null)[] =>
    IDS.map((id) => runIn(readFileSync(path.join(root, `cards/${id}.md`), 'utf8'), id));
  const inHead = (): (string | null)[] =>
    IDS.map((id) => runIn(`${git(root, 'show', `HEAD:cards/${id}.md`)}\n`, id));
  // Each run writes another note, because otherwise the second one would have nothing to record.
  const script = `exec "$0" "$1" verify a b c --yes --note "run $$-$RANDOM"`;
  const toll = await killAtRandom(
    {
      command: ['bash', '-c', script, process.execPath, KB],
      cwd: root,
      env: { ...USER, ...ON_TEST_DAY },
      cards: 'cards',
      inspect: () => onDisk().join() !== inHead().join(),
      settled: () => {
        expect(new Set(onDisk()).size).toBe(1);
        expect(inHead()).toEqual(onDisk());
        expect(git(root, 'status', '--porcelain', '--untracked-files=no')).toBe('');
      },
    },
    kills,
    20_261_121,
  );
  git(root, 'fsck', '--no-dangling');
  // Otherwise the kills happened when nothing could go wrong.
  if (process.env['KB_SOAK']) expect(toll.caught).toBeGreaterThan(kills / 50);
});
