/** Which paths of a repository belong to another base in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isInOtherBase } from '../../src/base/other-bases.js';
import type { Base } from '../../src/base/base.js';

const top = mkdtempSync(path.join(tmpdir(), 'kb-bases-'));
for (const folder of ['.git', 'docs/cards', 'docs/team'])
  mkdirSync(path.join(top, folder), { recursive: true });
writeFileSync(path.join(top, '.git/HEAD'), 'ref: refs/heads/main\n');
for (const folder of ['.', 'docs', 'docs/team']) writeFileSync(path.join(top, folder, 'kb.config.yaml'), '');
afterAll(() => {
  rmSync(top, { recursive: true });
});

/** @param cards paths of the base's cards, relative to the folder */
function at(folder: string, cards: readonly string[] = []): Promise<(file: string) => boolean> {
  const files = cards.map((card) => ({ path: card }));
  return isInOtherBase({
    repo: { root: path.join(top, folder) } as Base['repo'],
    survey: () => Promise.resolve({ files } as unknown as Awaited<ReturnType<Base['survey']>>),
  });
}

test.each([
  ['.', 'cards/a.md', false],
  ['.', 'docs/cards/a.md', true],
  ['.', 'gone/a.md', false],
  ['docs', 'docs/cards/a.md', false],
  ['docs', 'docs/cards/gone/a.md', false],
  ['docs', 'docs/team/a.md', true],
  ['docs', 'cards/a.md', true],
  ['docs', '../docs/a.md', false],
  ['docs', '', false],
  ['docs', 'a\0.md', false],
])('from the base in “%s”, %j: %s', async (folder, file, isOther) => {
  expect((await at(folder))(file)).toBe(isOther);
});

test('a card of the base itself is no other one’s, though a config lies beside it', async () => {
  const isOther = await at('.', ['docs/cards/a.md']);
  expect([isOther('docs/cards/a.md'), isOther('docs/cards/b.md')]).toEqual([false, true]);
});

test('a folder that was a base once, and is none any more, is of no other one', async () => {
  rmSync(path.join(top, 'kb.config.yaml'));
  expect((await at('docs'))('handbook/cards/a.md')).toBe(false);
});
