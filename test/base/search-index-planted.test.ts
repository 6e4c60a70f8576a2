/** An index that came with an archive or was copied is never trusted, because kb did not write these files here. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { askBase } from '../../src/base/search/search.js';
import { openBase, type Base } from '../../src/base/base.js';
import { decodeKnownCards } from '../../src/base/search-index/known-cards.js';
import { readManifest } from '../../src/base/search-index/manifest.js';
import { seal, unseal } from '../../src/base/search-index/seal.js';
import type { Day } from '../../src/day.js';
import { diskStore } from '../../src/repo/store.js';
import { aged } from '../repo/freshness.js';
import { gitRepo, tempFolder } from '../repo/world.js';

const WORLD = { dayIn: () => '2026-11-21' as Day, progress: () => undefined };
const VERSION = 'v';

function keepingIn(root: string) {
  return { store: diskStore(path.join(root, '.git/kb')), version: VERSION };
}

function opened(root: string): Promise<Base> {
  const keeping = keepingIn(root);
  return openBase({ folder: root, name: null }, { ...WORLD, env: {}, home: '/nonexistent', keeping });
}

/** A base with its index; another base must never show the title of its first card. */
async function lying(): Promise<string> {
  aged();
  const root = gitRepo({ 'cards/a.md': '# Pay the stranger\n', 'cards/b.md': '# Second\n' });
  await (await opened(root)).index.update();
  return root;
}

/** Copies the index of one base into another as an archive would: names and bytes, with a changed manifest. */
function plant(from: string, to: string, change: (manifest: Record<string, unknown>) => void): void {
  const [source, target] = [from, to].map((root) => path.join(root, '.git/kb')) as [string, string];
  cpSync(source, target, { recursive: true });
  const file = path.join(target, 'index');
  const manifest = JSON.parse(unseal(readFileSync(file), VERSION) ?? '') as Record<string, unknown>;
  change(manifest);
  writeFileSync(file, seal(JSON.stringify(manifest), VERSION));
}

const WATCHES_NOTHING = { inputs: [], folders: [], watched: [], git: null };

async function titles(base: Base, exact = false): Promise<string[]> {
  return (await base.index.ask((index) => index.rows(), exact)).map(({ title }) => title);
}

describe('an index that came with an archive', () => {
  const honest = { 'cards/a.md': '# Ask the owner\n', 'cards/b.md': '# Second\n' };

  test('is believed by no search, list or update, and none takes its config', async () => {
    const liar = await lying();
    const asks: readonly ((base: Base) => Promise<unknown>)[] = [
      (base) => titles(base),
      (base) => titles(base, true),
      async (base) => (await askBase(base, { text: 'ask', limit: 0 })).hits.map(({ row }) => row.title),
      async (base) => (await (await base.index.update()).index.rows()).map(({ title }) => title),
    ];
    for (const ask of asks) {
      for (const state of [WATCHES_NOTHING, { ...WATCHES_NOTHING, inputs: [['gone', [1, 2, 3, 4]]] }]) {
        const root = gitRepo(honest);
        plant(liar, root, (manifest) => {
          const config = manifest['config'] as Record<string, unknown>;
          Object.assign(manifest, { state, config: { ...config, timezone: 'Etc/Liar' } });
        });
        const base = await opened(root);
        expect(base.config.timezone).toBe('UTC');
        expect([base.index.isKept, JSON.stringify(await ask(base))]).toEqual([
          false,
          expect.stringContaining('Ask the owner'),
        ]);
        expect(await titles(await opened(root))).toEqual(['Ask the owner', 'Second']);
      }
    }
  });

  test('gives nothing to an update, though it says of the cards what is true', async () => {
    const root = gitRepo(honest);
    await (await opened(root)).index.update();
    const liar = await lying();
    const own = readdirSync(path.join(root, '.git/kb')).find((name) => name.startsWith('cards')) ?? '';
    plant(liar, root, (manifest) => {
      manifest['state'] = { ...WATCHES_NOTHING, inputs: [['gone', [1, 2, 3, 4]]] };
      manifest['files'] = { name: own, stamp: [0, 0] };
    });
    const update = await (await opened(root)).index.update();
    expect([update.put, (await update.index.rows()).map(({ title }) => title)]).toEqual([
      2,
      ['Ask the owner', 'Second'],
    ]);
  });
});

describe('an index', () => {
  test('is made anew where its manifest or what it knows of the cards is something else, with the right checksum', async () => {
    const root = await lying();
    const { store, version } = keepingIn(root);
    const manifest = JSON.parse(unseal(await store.read('index'), version) ?? '') as Record<string, unknown>;
    const config = manifest['config'] as Record<string, unknown>;
    const state = manifest['state'] as Record<string, unknown>;
    const forms = [
      ...['null', '"x"', '5', '[]', '{}', '{{', '{"config":{}}', ''],
      ...Object.keys(manifest).map((name) => JSON.stringify({ ...manifest, [name]: 5 })),
      ...['cards', 'people', 'timezone', 'languages', 'ranking', 'fields', 'rules'].map((name) =>
        JSON.stringify({ ...manifest, config: { ...config, [name]: null } }),
      ),
      ...['inputs', 'folders', 'watched', 'git'].map((name) =>
        JSON.stringify({ ...manifest, state: { ...state, [name]: 5 } }),
      ),
      JSON.stringify({ ...manifest, segments: { base: 'base.aaaaaaaaaaaa', delta: null } }),
      ...[[5], [['/net/host/share', null]], Array<unknown>(500_001).fill(['a', null])].map((inputs) =>
        JSON.stringify({ ...manifest, state: { ...state, inputs } }),
      ),
    ];
    expect(await readManifest(keepingIn(root))).not.toBeNull();
    for (const form of forms) {
      await store.writeAtomic('index', seal(form, version));
      expect(await readManifest(keepingIn(root)), form).toBeNull();
    }
    expect(await titles(await opened(root))).toEqual(['Pay the stranger', 'Second']);
    const cards = [
      'null',
      '5',
      '{{',
      '{"head":5,"cards":[]}',
      '{"head":null,"cards":[null]}',
      '{"head":null}',
    ];
    for (const form of cards) expect(decodeKnownCards(seal(form, version), version), form).toBeNull();
    for (const name of ['path', 'id', 'context', 'stamp', 'blob', 'refused', 'clash']) {
      const card = { path: 'a', id: 'a', context: '', stamp: null, blob: null, refused: null, clash: null };
      const form = JSON.stringify({ head: null, cards: [{ ...card, [name]: 5 }] });
      expect(decodeKnownCards(seal(form, version), version), form).toBeNull();
    }
  });

  test('is not read where its manifest is larger than any can be', async () => {
    const root = await lying();
    truncateSync(path.join(root, '.git/kb/index'), 65 * 1024 * 1024);
    const { store } = keepingIn(root);
    expect(await store.read('index', 64 * 1024 * 1024)).toBeNull();
    expect(await titles(await opened(root))).toEqual(['Pay the stranger', 'Second']);
  });

  test('that was copied or unpacked is made anew, one that was moved with its base is kept', async () => {
    const root = await lying();
    expect((await (await opened(root)).index.update()).put).toBe(0);
    const places = tempFolder();
    const copy = path.join(places, 'copy');
    cpSync(root, copy, { recursive: true, preserveTimestamps: true });
    const unpacked = path.join(places, 'unpacked');
    execFileSync('mkdir', [unpacked]);
    execFileSync('tar', ['-xf', '-', '-C', unpacked], {
      input: execFileSync('tar', ['-cf', '-', '-C', root, '.'], { maxBuffer: 64 * 1024 * 1024 }),
    });
    for (const place of [copy, unpacked]) {
      expect((await opened(place)).index.isKept).toBe(false);
      expect((await (await opened(place)).index.update()).put).toBe(2);
    }
    const moved = path.join(places, 'moved');
    renameSync(root, moved);
    const base = await opened(moved);
    expect(base.index.isKept).toBe(true);
    expect((await base.index.update()).put).toBe(0);
  });
});
