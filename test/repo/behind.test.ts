/** The line about a clone that is behind. */
import { expect, test } from 'vitest';
import { behindNote } from '../../src/repo/behind.js';

const now = new Date('2026-11-21T12:00:00Z');

test.each([
  [12, '2026-11-12T11:00:00Z', '12 commits behind, fetched 9d ago: git pull'],
  [1, '2026-11-21T11:00:00Z', '1 commit behind, fetched today: git pull'],
  [3, null, '3 commits behind: git pull'],
  [0, '2026-11-12T11:00:00Z', 'fetched 9d ago: git pull'],
  [null, '2026-11-12T11:00:00Z', 'fetched 9d ago: git fetch'],
  [0, '2026-11-14T12:00:00Z', 'fetched 7d ago: git pull'],
  [0, '2026-11-14T12:00:01Z', null],
  [0, '2026-11-21T11:00:00Z', null],
  [0, null, null],
  [null, null, null],
  [0, '2027-01-01T00:00:00Z', null],
  [2, '2027-01-01T00:00:00Z', '2 commits behind, fetched today: git pull'],
])('%s behind, fetched %s', (behind, fetchedAt, note) => {
  expect(behindNote({ head: 'a'.repeat(40), behind, fetchedAt, shallow: false }, now)).toBe(note);
});

test('outside git', () => {
  expect(behindNote(null, now)).toBeNull();
});
