/** The contract of every Store, whether on a disk or in memory. */
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

    test('is read in parts, and only within its end', async () => {
      const store = make();
      await store.writeAtomic('base.idx', bytes('0123456789'));
      const file = store.open('base.idx');
      const part = (at: number, length: number): string | undefined =>
        file ? new TextDecoder().decode(file.read(at, length)) : undefined;
      expect([file?.size, part(0, 10), part(3, 4), part(9, 1), part(10, 0), part(0, 0)]).toEqual([
        10,
        '0123456789',
        '3456',
        '9',
        '',
        '',
      ]);
      const outside = [
        [0, 11],
        [10, 1],
        [11, 0],
        [-1, 2],
        [-1, 1],
        [2 ** 40, 1],
      ] as const;
      for (const [at, length] of outside) expect(() => part(at, length)).toThrow(RangeError);
      file?.close();
    });

    test('what is open stays as it was, whatever takes its name', async () => {
      const store = make();
      await store.writeAtomic('base.idx', bytes('old'));
      const old = store.open('base.idx');
      await store.writeAtomic('base.idx', bytes('newer'));
      const renewed = store.open('base.idx');
      await store.remove('base.idx');
      const texts = [old, renewed].map((file) => file && new TextDecoder().decode(file.read(0, file.size)));
      expect(texts).toEqual(['old', 'newer']);
      for (const file of [old, renewed]) file?.close();
    });

    test('parts that are read are the caller’s own', async () => {
      const store = make();
      await store.writeAtomic('base.idx', bytes('mine'));
      const file = store.open('base.idx');
      file?.read(0, 4).fill(0);
      file?.close();
      expect(await readText(store, 'base.idx')).toBe('mine');
    });

    test('what is removed is gone, and nothing else; what is not there may be removed', async () => {
      const store = make();
      await store.writeAtomic('facts', bytes('x'));
      await store.writeAtomic('index', bytes('y'));
      await store.remove('facts');
      await store.remove('facts');
      expect([await store.read('facts'), store.open('facts'), await store.list()]).toEqual([
        null,
        null,
        ['index'],
      ]);
      expect(await store.writeAtomic('facts', bytes('again'))).toBe(true);
      expect(await readText(store, 'facts')).toBe('again');
    });

    test.each(['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'A', 'a\0', 'ä'])(
      'the name %j is none',
      async (file) => {
        const store = make();
        expect(await store.writeAtomic(file, bytes('x'))).toBe(false);
        expect(await store.read(file)).toBeNull();
        expect(store.open(file)).toBeNull();
        await store.remove(file);
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
