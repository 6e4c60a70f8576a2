/** The order of the cards before anything is typed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrustedRow } from '../../src/catalog/listing.js';
import { beginning } from '../../src/tui/beginning.js';
import { hit } from './stage.js';

const row = (...args: Parameters<typeof hit>): TrustedRow => {
  const { row, trust } = hit(...args);
  return [row, trust];
};
const ROWS = [row('Delta'), row('Bravo', 'stale'), row('Alpha'), row('Charlie')];
const LEGAL = { name: '@ana', person: { name: 'Ana', login: '@ana', email: [], teams: ['@Legal'] } } as never;
const use = (worth: Readonly<Record<string, number>>) => ({
  of: ({ id }: { readonly id: string }) => worth[id] ?? 1,
  most: 1.5,
});
const titles = (...args: Parameters<typeof beginning>): string[] =>
  beginning(...args).hits.map((each) => each.row.title);

test('is by title where nothing is known', () => {
  expect(titles(ROWS, undefined, null)).toEqual(['Alpha', 'Bravo', 'Charlie', 'Delta']);
  expect(beginning(ROWS, undefined, null).remark).toBe('all by title');
});

test('has what is read most lately first, then what the caller and their teams have to check', () => {
  const read = use({ Delta: 1.2, Charlie: 1.3, Alpha: 1.01 });
  expect(titles(ROWS, read, LEGAL)).toEqual(['Charlie', 'Delta', 'Bravo', 'Alpha']);
  expect(beginning(ROWS, read, LEGAL).remark).toBe('2 read recently, 1 of yours to check, then by title');
  const other = { name: '@bo', person: null };
  expect(beginning(ROWS, undefined, other).remark).toBe('all by title');
});

test('has every card once', () => {
  const worth = fc.dictionary(
    fc.constantFrom('Delta', 'Bravo', 'Alpha', 'Charlie'),
    fc.double({ min: 1, max: 1.5, noNaN: true }),
  );
  fc.assert(
    fc.property(worth, fc.boolean(), (each, isKnown) => {
      expect(titles(ROWS, use(each), isKnown ? LEGAL : null).sort()).toEqual([
        'Alpha',
        'Bravo',
        'Charlie',
        'Delta',
      ]);
    }),
  );
});
