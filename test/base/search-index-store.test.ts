/** Failing stores, and kb builds that take turns: the index answers as the cards do, and no unneeded file is left behind. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { askBase } from '../../src/base/search/search.js';
import { openBase } from '../../src/base/base.js';
import type { Day } from '../../src/day.js';
import type { Store } from '../../src/repo/store.js';
import { memoryStore } from '../memory-store.js';
import { gitRepo, put } from '../repo/world.js';

const WORLD = { dayIn: () => '2026-11-21' as Day, progress: () => undefined, env: {}, home: '/nonexistent' };

/** A base of twenty cards, one of which has the word. */
function twenty(): string {
  return gitRepo(
    Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`cards/c${n}.md`, `# Card ${n}\n`])),
  );
}

async function found(root: string, store: Store, version: string, text: string): Promise<string[]> {
  const base = await openBase({ folder: root, name: null }, { ...WORLD, keeping: { store, version } });
  const { hits } = await askBase(base, { text: `+${text}`, limit: 0 });
  return hits.map(({ row }) => row.path);
}

test('two builds that take turns', async () => {
  const root = twenty();
  const store = memoryStore();
  for (let turn = 0; turn < 20; turn++) {
    put(root, { 'cards/c7.md': `# Card\n\nturn${turn}\n` });
    for (const version of ['one', 'two']) {
      expect(await found(root, store, version, `turn${turn}`)).toEqual(['cards/c7.md']);
      if (turn > 0) expect(await found(root, store, version, `turn${turn - 1}`)).toEqual([]);
      expect(store.files.size).toBeLessThanOrEqual(13);
    }
  }
});

test('writes that fail, one after another', async () => {
  const root = twenty();
  for (const [at, isFirst] of [0, 1, 2, 3].flatMap((n) => [[n, true] as const, [n, false] as const])) {
    const store = memoryStore();
    put(root, { 'cards/c7.md': '# Card\n\nold\n' });
    if (!isFirst) await found(root, store, 'v', 'old');
    const before = [...store.files.keys()];
    put(root, { 'cards/c7.md': '# Card\n\nnew\n' });
    let writes = 0;
    const failing: Store = {
      ...store,
      writeAtomic: (name, bytes) => (writes++ < at ? store.writeAtomic(name, bytes) : Promise.resolve(false)),
    };
    expect(await found(root, failing, 'v', 'new')).toEqual(['cards/c7.md']);
    if (writes > at) expect([...store.files.keys()]).toEqual(before);
    expect(await found(root, store, 'v', 'new')).toEqual(['cards/c7.md']);
    expect(await found(root, store, 'v', 'old')).toEqual([]);
  }
});

test('a file of the index that goes away while it is asked', async () => {
  const root = twenty();
  const store = memoryStore();
  await found(root, store, 'v', 'card');
  for (const gone of [...store.files.keys()]) {
    const vanishing: Store = {
      ...store,
      open: (name) => {
        const file = store.open(name);
        const read = (at: number, length: number): Uint8Array => {
          if (name === gone && length > 100) throw new Error('EIO');
          return file?.read(at, length) ?? new Uint8Array();
        };
        return file && { ...file, read };
      },
    };
    expect(await found(root, vanishing, 'v', 'card')).toHaveLength(20);
  }
  rmSync(path.join(root, 'cards/c1.md'));
  expect(await found(root, store, 'v', 'card')).toHaveLength(19);
});
