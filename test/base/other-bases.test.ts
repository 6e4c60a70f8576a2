/** Which paths of a repository are those of another base in it. */
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

function at(folder: string): (file: string) => boolean {
  return isInOtherBase({ repo: { root: path.join(top, folder) } as Base['repo'] });
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
])('from the base in “%s”, %j: %s', (folder, file, isOther) => {
  expect(at(folder)(file)).toBe(isOther);
});

test('a folder that was a base once, and is none any more, is of no other one', () => {
  rmSync(path.join(top, 'kb.config.yaml'));
  expect(at('docs')('handbook/cards/a.md')).toBe(false);
});
