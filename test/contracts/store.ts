/** What every Store does, on a disk or in memory. */
import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/repo/store.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** @param make an empty Store */
export function storeContract(name: string, make: () => Store): void {
  const readText = async (store: Store, file: string): Promise<string | null> => {
    const held = await store.read(file);
    return held && new TextDecoder().decode(held);
  };

  describe(`a Store (${name})`, () => {
    test('has nothing at first', async () => {
      const store = make();
      expect(await store.read('facts')).toBeNull();
      expect(await store.list()).toEqual([]);
    });

    test('gives back what was written, the last of it', async () => {
      const store = make();
      expect(await store.writeAtomic('facts', bytes('one, and long'))).toBe(true);
      expect(await store.writeAtomic('facts', bytes('two'))).toBe(true);
      expect(await store.writeAtomic('a-1.idx', new Uint8Array())).toBe(true);
      expect(await readText(store, 'facts')).toBe('two');
      expect(await readText(store, 'a-1.idx')).toBe('');
      expect(await store.list()).toEqual(['a-1.idx', 'facts']);
    });

    test('keeps bytes apart from those of the caller', async () => {
      const store = make();
      const mine = bytes('mine');
      await store.writeAtomic('facts', mine);
      mine.fill(0);
      (await store.read('facts'))?.fill(1);
      expect(await readText(store, 'facts')).toBe('mine');
    });

    test.each(['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'A', 'a\0', 'ä'])(
      'the name %j is none',
      async (file) => {
        const store = make();
        expect(await store.writeAtomic(file, bytes('x'))).toBe(false);
        expect(await store.read(file)).toBeNull();
        expect(await store.list()).toEqual([]);
      },
    );

    test('of many writers the last one wins, whole', async () => {
      const store = make();
      const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(50_000));
      await Promise.all(texts.map((text) => store.writeAtomic('facts', bytes(text))));
      expect(texts).toContain(await readText(store, 'facts'));
      expect(await store.list()).toEqual(['facts']);
    });
  });
}
