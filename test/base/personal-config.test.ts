/** A personal config is not read again while its file is unchanged; the kept copy is never used for another file. */
import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPersonalConfig } from '../../src/base/personal-config.js';
import { memoryStore } from '../memory-store.js';
import { aged, tick } from '../repo/freshness.js';
import { put, tempFolder } from '../repo/world.js';

const ONE = 'bases:\n  one: /one\ndefault: one\n';
const TWO = 'bases:\n  two: /two\ndefault: two\n';

describe('the personal config', () => {
  const setUp = () => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    const store = memoryStore();
    const read = async (name = file, version = 'v1') => {
      const { bases, default: usual } = await readPersonalConfig(name, { store, version });
      return [[...bases], usual];
    };
    return { folder, file, store, read, one: [[['one', '/one']], 'one'], two: [[['two', '/two']], 'two'] };
  };

  test('is kept, and read again when it changes', async () => {
    aged();
    const { file, store, read, one, two } = setUp();
    expect(await read()).toEqual([[], null]);
    writeFileSync(file, ONE);
    expect([await read(), await read()]).toEqual([one, one]);
    const kept = store.files.get('personal-config');
    expect(kept).toBeDefined();
    await read();
    expect(store.files.get('personal-config')).toBe(kept);
    await tick();
    writeFileSync(file, TWO);
    utimesSync(file, 1, 1);
    expect(await read()).toEqual(two);
    rmSync(file);
    expect(await read()).toEqual([[], null]);
  });

  test('is taken from what is kept: nothing else tells', async () => {
    aged();
    const { file, store, read } = setUp();
    writeFileSync(file, ONE);
    await read();
    const kept = Buffer.from(store.files.get('personal-config') ?? '').toString();
    const { seal } = await import('../../src/base/search-index/seal.js');
    await store.writeAtomic(
      'personal-config',
      seal((kept.split('\n')[1] ?? '').replaceAll('/one', '/kept'), 'v1'),
    );
    expect(await read()).toEqual([[['one', '/kept']], 'one']);
    expect(await read(file, 'v2')).toEqual([[['one', '/one']], 'one']);
  });

  test('is read where what is kept is of another file, or damaged', async () => {
    aged();
    const { folder, file, store, read, one, two } = setUp();
    put(folder, { 'config.yaml': ONE, 'other.yaml': TWO });
    expect([await read(), await read(path.join(folder, 'other.yaml')), await read()]).toEqual([
      one,
      two,
      one,
    ]);
    for (const text of ['', 'kb', '{}\n{}', 'x'.repeat(1000)]) {
      await store.writeAtomic('personal-config', Buffer.from(text));
      expect(await read(file)).toEqual(one);
    }
  });

  test('behind a link is that to which it leads', async () => {
    aged();
    const { folder, file, read, one, two } = setUp();
    put(folder, { 'a.yaml': ONE, 'b.yaml': TWO });
    symlinkSync('a.yaml', file);
    expect(await read()).toEqual(one);
    await tick();
    writeFileSync(path.join(folder, 'a.yaml'), TWO);
    expect(await read()).toEqual(two);
    writeFileSync(path.join(folder, 'a.yaml'), ONE);
    await read();
    rmSync(file);
    symlinkSync('b.yaml', file);
    expect(await read()).toEqual(two);
  });

  test('is not kept while it is young, nor where it is wrong', async () => {
    const { file, store, read, one } = setUp();
    writeFileSync(file, ONE);
    expect(await read()).toEqual(one);
    aged();
    writeFileSync(file, 'default: none\n');
    await expect(read()).rejects.toMatchObject({ code: 'config' });
    expect(store.files.size).toBe(0);
  });

  test.each(['null', '5', '{{', '{}', '{"seen":[],"bases":5}', '{"bases":[["one"]]}'])(
    'is read where what is kept is %s, with the right checksum',
    async (form) => {
      const { file, store, read, one } = setUp();
      writeFileSync(file, ONE);
      const { seal } = await import('../../src/base/search-index/seal.js');
      const { stampAt } = await import('../../src/repo/freshness/state.js');
      const right = { file, seen: stampAt(file), default: null };
      for (const text of [
        form,
        JSON.stringify({ ...right, bases: 5 }),
        JSON.stringify({ ...right, bases: [[1, 2]] }),
      ]) {
        await store.writeAtomic('personal-config', seal(text, 'v1'));
        expect(await read()).toEqual(one);
      }
    },
  );
});
