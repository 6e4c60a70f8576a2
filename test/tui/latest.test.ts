/** If several jobs wait, only the newest is done. */
import { expect, test } from 'vitest';
import { Latest } from '../../src/tui/latest.js';

function sequence(): { readonly done: string[]; readonly piece: (name: string) => () => Promise<void> } {
  const done: string[] = [];
  const piece = (name: string) => () => {
    done.push(name);
    return Promise.resolve();
  };
  return { done, piece };
}

test('of what comes at once, only the last is done', async () => {
  const { done, piece } = sequence();
  const latest = new Latest();
  await Promise.all(['a', 'b', 'c'].map((name) => latest.run(piece(name))));
  expect(done).toEqual(['c']);
});

test('what comes meanwhile is done next, one at a time', async () => {
  const { done, piece } = sequence();
  const latest = new Latest();
  await latest.run(async () => {
    await piece('a')();
    void latest.run(piece('b'));
    void latest.run(piece('c'));
    await new Promise(setImmediate);
    done.push('end of a');
  });
  expect(done).toEqual(['a', 'end of a', 'c']);
});

test('an error does not lose what waits, nor what comes later', async () => {
  const { done, piece } = sequence();
  const latest = new Latest();
  const first = latest.run(() => {
    void latest.run(piece('b'));
    return Promise.reject(new Error('no'));
  });
  await expect(first).rejects.toThrow('no');
  expect(done).toEqual(['b']);
  await latest.run(piece('c'));
  expect(done).toEqual(['b', 'c']);
});
