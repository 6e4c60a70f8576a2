/** Packed values come back as from JSON, and equal parts are stored once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack, type Json } from '../../src/repo/packed.js';

const throughJson = (value: Json): unknown => JSON.parse(JSON.stringify(value)) as unknown;

test('whatever JSON keeps comes back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(unpack(pack(value as Json))).toStrictEqual(throughJson(value as Json));
    }),
  );
});

test.each<[string, Json]>([
  ['numbers', [0, -1, 1.5, 2 ** 29, -(2 ** 29), 2 ** 29 - 1, 2 ** 53, 1e300, 1789000000000.125]],
  ['texts', ['', 'é', '\u{1f600}', '\ud800', 'a\0b', '\n']],
  ['nothing', [null, true, false, [], {}, [[]]]],
  ['a gap', { a: undefined, b: 1 }],
  ['the same parts in lists and objects', [{ a: [1] }, { b: [1] }, [1], { 0: 1 }, { a: [1] }]],
])('%s', (_, value) => {
  expect(unpack(pack(value))).toStrictEqual(throughJson(value));
});

test('names of an object’s own machinery are keys like others', () => {
  const value = JSON.parse('[{"__proto__": {"x": 1}, "constructor": 2}, {"hasOwnProperty": 3}]') as Json;
  const back = unpack(pack(value)) as Record<string, unknown>[];
  expect(JSON.stringify(back)).toBe(JSON.stringify(value));
  expect(back[0]?.['x']).toBeUndefined();
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('what is equal is there once', () => {
  const part = { title: 'a text of some length', list: [1, 2, 3], more: { verified: null } };
  const once = pack([part]).length;
  expect(pack(Array.from({ length: 100 }, () => structuredClone(part))).length).toBeLessThan(once + 100 * 8);
});

test('many objects with keys of their own take no square of time', () => {
  const value = Array.from({ length: 20_000 }, (_, at) => ({ [`key ${at}`]: at }));
  expect(unpack(pack(value))).toStrictEqual(value);
});

test('bytes from elsewhere are refused', () => {
  expect(() => unpack(new Uint8Array(100))).toThrow('not a packed value');
});
