/** Uncommitted changes: what a killed run wrote is committed by the next one, what a person wrote is not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { repository, USER } from '../repo/committing.js';
import { git, put } from '../repo/world.js';

const CARD =
  '---\nid: a\ntitle: Refunds\nowner: ana@example.com\nverify-by: 2026-10-11\n---\n\nWithin 14 days.\n';
const A = 'cards/a.md';

const run = (root: string, ...args: string[]) => kb(args, { cwd: root, env: USER });
const read = (root: string): string => readFileSync(path.join(root, A), 'utf8');

/** A base with one card, verified or not. */
async function base(isVerified: boolean, more = ''): Promise<string> {
  const root = repository({ 'kb.config.yaml': '', [A]: CARD });
  if (isVerified) await run(root, 'verify', 'a', '--note', 'long ago');
  if (more !== '') {
    put(root, { [A]: read(root).replace('owner:', `${more}owner:`) });
    git(root, 'commit', '-qam', 'more');
  }
  return root;
}

/** Leaves the base as if the command was killed before its commit. */
const killed = (root: string, ...args: string[]) => run(root, ...args, '--no-commit');

describe('is committed along', () => {
  test.each<[string, string[], string[], string?]>([
    ['a verification', ['verify', 'a', '--note', 'read'], ['verify', 'a', '--note', 'read again']],
    ['a flag', ['flag', 'a', '-m', 'wrong'], ['verify', 'a', '--note', 'read']],
    ['a verification, by a flag', ['verify', 'a', '--note', 'read'], ['flag', 'a', '-m', 'wrong']],
    [
      'the same restoring',
      ['archive', 'a', '--yes', '--restore'],
      ['archive', 'a', '--yes', '--restore'],
      'status: archived\n',
    ],
    ['the same archiving', ['archive', 'a', '--yes'], ['archive', 'a', '--yes']],
    [
      'the same new owner',
      ['verify', 'a', '--reassign', 'ben@example.com'],
      ['verify', 'a', '--reassign', 'ben@example.com'],
    ],
  ])('%s', async (_, first, second, more = '') => {
    for (const isVerified of [false, true]) {
      const root = await base(isVerified, more);
      expect(await killed(root, ...first)).toMatchObject({ code: 0 });
      expect(git(root, 'status', '--porcelain')).toBe(`M ${A}`);
      const { err, code } = await run(root, ...second);
      expect([err, code]).toEqual([expect.stringContaining(', commit '), 0]);
      expect(git(root, 'status', '--porcelain')).toBe('');
    }
  });
});

describe('is not committed along', () => {
  test.each<[string, (text: string) => string, string[]]>([
    ['a status', (text) => text.replace('owner:', 'status: draft\nowner:'), ['verify', 'a', '--note', 'x']],
    [
      'a status, where a card comes back',
      (text) => text.replace('owner:', 'status: draft\nowner:'),
      ['archive', 'a', '--yes', '--restore'],
    ],
    ['a day', (text) => text.replace(/verify-by: .*/, 'verify-by: 2028-01-01'), ['flag', 'a', '-m', 'x']],
    [
      'an owner',
      (text) => text.replace('ana@example.com', 'eve@example.com'),
      ['verify', 'a', '--note', 'x'],
    ],
    [
      'an edit, where nothing else is to be written',
      (text) => `${text}\nMine.\n`,
      ['archive', 'a', '--yes', '--restore'],
    ],
    [
      'an edit, where the field is as asked for already',
      (text) => `${text.replace('owner:', 'status: archived\nowner:')}\nMine.\n`,
      ['archive', 'a', '--yes'],
    ],
  ])('%s', async (_, change, args) => {
    for (const isVerified of [false, true]) {
      const root = await base(isVerified);
      const edited = change(read(root));
      put(root, { [A]: edited });
      const { err, code } = await run(root, ...args);
      expect([err, code]).toEqual([expect.stringContaining('not committed yet: cards/a.md'), 2]);
      expect([read(root), git(root, 'status', '--porcelain')]).toEqual([edited, `M ${A}`]);
    }
  });
});

describe('what was changed by hand in a record is not committed along', () => {
  test.each<[string, (text: string) => string]>([
    ['the name of another', (text) => text.replace('by: ana@example.com', 'by: eve@example.com')],
    ['a flag that is gone', (text) => text.replace(/flags:\n(?: {2}.*\n)+/, '')],
    ['other words in a flag', (text) => text.replace('note: wrong', 'note: all fine')],
  ])('%s', async (_, change) => {
    const root = await base(true);
    await run(root, 'flag', 'a', '-m', 'wrong');
    const edited = change(read(root));
    expect(edited).not.toBe(read(root));
    put(root, { [A]: edited });
    const { err, code } = await run(root, 'archive', 'a', '--yes');
    expect([err, code]).toEqual([expect.stringContaining('not committed yet: cards/a.md'), 2]);
    expect(read(root)).toBe(edited);
  });
});
