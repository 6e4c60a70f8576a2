/** Kept facts equal those of a fresh reading, whatever happened to the files, the config or the kept bytes in between. */
import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultConfig, type Config } from '../../src/config.js';
import type { CardFacts } from '../../src/lint/facts.js';
import { surveyOf } from '../../src/repo/cards.js';
import { diskRepo } from '../../src/repo/disk.js';
import { readFacts } from '../../src/repo/facts.js';
import { blobId } from '../../src/repo/unchanged.js';
import type { Repo, Stamp } from '../../src/repo/repo.js';
import { diskStore, type Store } from '../../src/repo/store.js';
import { corpora, hasCorpora } from '../corpora.js';
import { memoryRepo } from '../memory-repo.js';
import { memoryStore } from '../memory-store.js';
import { git, gitRepo, put, tempFolder } from './world.js';

const config: Config = { ...defaultConfig(), cards: ['**/*.md'] };
const SOAK = Boolean(process.env['KB_SOAK']);

async function facts(
  repo: Repo,
  store?: Store,
  { own = config, version = 'v1' }: { own?: Config; version?: string } = {},
): Promise<readonly CardFacts[]> {
  return readFacts(repo, await surveyOf(repo, own), store && { store, version });
}

/** The same repo, which logs what is opened. */
function watched(repo: Repo): Repo & { readonly opened: string[] } {
  const opened: string[] = [];
  const read: Repo['read'] = (file) => {
    opened.push(file);
    return repo.read(file);
  };
  return { ...repo, read, opened };
}

/** The repo with each file's stamp replaced by what `stampOf` makes of its size and time. */
function stamped(repo: Repo, stampOf: (size: number, modified: number) => Stamp): Repo {
  const list: Repo['list'] = async (globs) =>
    (await repo.list(globs)).map((entry) => ({
      ...entry,
      stamp: stampOf(entry.size, entry.stamp?.[1] ?? 0),
    }));
  return { ...repo, list };
}

/** Makes files a minute old, because new ones are opened again: their stamps may not change with the next edit. */
const aged = (repo: Repo): Repo =>
  stamped(repo, (size, modified) => [size, modified - 60_000, modified - 60_000, 1]);

const card = (title: string, more = ''): string =>
  `---\ntitle: ${title}\nowner: "@ana"\n${more}---\n\n# ${title}\n`;

describe.runIf(hasCorpora('mdn-1k', 'govuk'))('on real cards', () => {
  test.each(['mdn-1k', 'govuk', 'support-arduino', 'bad-inputs', 'langs'])(
    '%s: kept facts equal fresh ones, and no file is opened for them',
    async (name) => {
      const store = memoryStore();
      const first = await facts(aged(diskRepo(corpora(name))), store);
      const repo = watched(aged(diskRepo(corpora(name))));
      expect(await facts(repo, store)).toEqual(first);
      expect(first).toEqual(await facts(diskRepo(corpora(name))));
      const refused = (await repo.list(config.cards)).filter((entry) => entry.refused !== null);
      expect(repo.opened.length).toBeLessThanOrEqual(refused.length);
    },
  );
});

describe('only what changed is opened', () => {
  const files = { 'a.md': card('A'), 'b.md': card('B'), 'c/d.md': card('D') };

  test('a file with another stamp; for one with the same content nothing is parsed', async () => {
    const store = memoryStore();
    const repo = memoryRepo(files);
    const watch = watched(aged(repo));
    const before = await facts(watch, store);
    repo.write('b.md', files['b.md']);
    repo.write('c/d.md', card('Other'));
    watch.opened.length = 0;
    const after = await facts(watch, store);
    expect(watch.opened).toEqual(['b.md', 'c/d.md']);
    expect(after[1]).toEqual(before[1]);
    expect(after[2]?.card.title).toBe('Other');
    watch.opened.length = 0;
    expect(await facts(watch, store)).toEqual(after);
    expect(watch.opened).toEqual([]);
  });

  test('a few changes among many cards, one after another', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}.md`, card(`Card ${at}`)]));
    const store = memoryStore();
    const repo = memoryRepo(many);
    await facts(aged(repo), store);
    for (const at of [1, 2, 3, 2, 40, 59]) {
      repo.write(`f${at}.md`, card(`Changed ${at}`));
      repo.remove(`f${at + 10}.md`);
      expect(await facts(aged(repo), store)).toEqual(await facts(repo));
      const again = watched(aged(repo));
      const written = store.files.get('facts');
      expect(await facts(again, store)).toEqual(await facts(repo));
      expect(again.opened).toEqual([]);
      expect(store.files.get('facts')).toBe(written);
    }
  });

  test('nothing is written where nothing changed', async () => {
    const store = memoryStore();
    await facts(aged(memoryRepo(files)), store);
    const writes: string[] = [];
    const writeAtomic: Store['writeAtomic'] = (name) => Promise.resolve(writes.push(name) > 0);
    await facts(aged(memoryRepo(files)), { ...store, writeAtomic });
    expect(writes).toEqual([]);
    const fewer = memoryRepo(files);
    fewer.remove('a.md');
    await facts(aged(fewer), { ...store, writeAtomic });
    expect(writes).toEqual(['facts', 'facts.stamp']);
  });

  test('a file that was written just now is opened again: the next edit may have the same stamp', async () => {
    const store = memoryStore();
    const repo = memoryRepo({ 'a.md': card('One') });
    const now = Date.now();
    const young = watched(stamped(repo, (size) => [size, 1, now - 100, 1]));
    expect((await facts(young, store))[0]?.card.title).toBe('One');
    repo.write('a.md', card('Two'));
    expect((await facts(young, store))[0]?.card.title).toBe('Two');
    expect(young.opened).toEqual(['a.md', 'a.md']);
  });

  test('a repo that knows the content by its git id opens nothing that is kept', async () => {
    const store = memoryStore();
    const repo = memoryRepo(files);
    const before = await facts(aged(repo), store);
    const list: Repo['list'] = async (globs) =>
      Promise.all(
        (await repo.list(globs)).map(async (entry) => ({
          ...entry,
          blob: blobId(await repo.read(entry.path)),
        })),
      );
    const commit = watched({ ...repo, list });
    expect(await facts(commit, store)).toEqual(before);
    expect(commit.opened).toEqual([]);
    repo.write('a.md', card('Changed'));
    expect((await facts(commit, store))[0]?.card.title).toBe('Changed');
    expect(commit.opened).toEqual(['a.md']);
  });

  test('progress is told while cards are read, and not where none is', async () => {
    const store = memoryStore();
    const told: string[] = [];
    const run = async (): Promise<void> => {
      const repo = aged(memoryRepo(files));
      await readFacts(repo, await surveyOf(repo, config), { store, version: 'v1' }, (done, total) =>
        told.push(`${done}/${total}`),
      );
    };
    await run();
    expect(told).toContain('2/3');
    expect(told.at(-1)).toBe('3/3');
    told.length = 0;
    await run();
    expect(told).toEqual([]);
  });
});

test('a git id is git’s', () => {
  const root = gitRepo({ 'cards/a.md': '# A\n', 'cards/empty.md': '' });
  for (const file of ['cards/a.md', 'cards/empty.md']) {
    expect(blobId(readFileSync(path.join(root, file)))).toBe(git(root, 'rev-parse', `HEAD:${file}`));
  }
});

describe('what the facts depend on besides the file', () => {
  const files = {
    'x/a.md': card('A'),
    'x/b.md': '---\ntitle: B\nowner: Ana\n---\n',
    'c.md': '---\nname: C\n---\n',
  };
  const changes: readonly (readonly [string, Partial<Config>, Readonly<Record<string, string>>])[] = [
    ['the owner of the base', { defaults: { ...config.defaults, owner: ['@x'] } }, {}],
    ['the audience of the base', { defaults: { ...config.defaults, audience: 'public' } }, {}],
    ['the interval of the base', { defaults: { ...config.defaults, verifyEvery: null } }, {}],
    ['names of fields', { fields: new Map([['title', ['name']]]) }, {}],
    ['the dialect', { dialect: 'gds' }, {}],
    ['people', { people: [{ name: 'Ana', login: null, emails: [], teams: [] }] }, {}],
    ['the folders that ids count from', { cards: ['x/*.md', '*.md'] }, {}],
    ['defaults of a folder', {}, { 'x/_kb.yaml': 'owner: "@x"\ntags: [t]\n' }],
    ['the audience of a folder', {}, { 'x/_kb.yaml': 'audience: public\n' }],
    ['CODEOWNERS', {}, { CODEOWNERS: 'x/ @codeowner\n' }],
  ];

  test.each(changes)('%s', async (_, change, more) => {
    const store = memoryStore();
    const own = { ...config, ...change };
    const [before, after] = [memoryRepo(files), memoryRepo({ ...files, ...more })];
    const old = await facts(aged(before), store);
    const fresh = await facts(after, undefined, { own });
    expect(fresh).not.toEqual(old);
    expect(await facts(aged(after), store, { own })).toEqual(fresh);
    expect(await facts(aged(before), store)).toEqual(old);
  });

  test('the build that made them', async () => {
    const store = memoryStore();
    await facts(aged(memoryRepo(files)), store, { version: 'v1' });
    const repo = watched(aged(memoryRepo(files)));
    await facts(repo, store, { version: 'v2' });
    expect(repo.opened).toHaveLength(3);
  });
});

/** What people do to files. A same-size edit also keeps the time of the file, as some tools do. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), file: fc.nat({ max: 5 }), text: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant('same size' as const), file: fc.nat({ max: 5 }), text: fc.nat({ max: 9 }) }),
  fc.record({
    kind: fc.constantFrom('remove', 'touch', 'defaults'),
    file: fc.nat({ max: 5 }),
    text: fc.nat({ max: 2 }),
  }),
  fc.record({ kind: fc.constant('rename' as const), file: fc.nat({ max: 5 }), text: fc.nat({ max: 5 }) }),
);
const TEXTS = [
  card('One', 'id: same\n'),
  card('Two', 'id: same\n'),
  card('Owner', 'ownr: "@x"\n'),
  '# No front matter\n\n[link](f1.md#x)\n',
  '---\nbroken: [\n---\n',
  card('Kind', 'kind: faq\nverified:\n  on: 2026-01-01\n  by: ana\n  content: 0123456789ab\n'),
  '',
  card('Links', 'tags: [a, b]\n') + '[a](b.md) ![c](d.png) <!-- kb-ignore link-target: known -->\n',
  '\ufeff---\r\ntitle: CRLF\r\n---\r\ntext\r\n',
  `---\ntitle: "Déjà vu"\n---\n${'words of a longer text '.repeat(40)}\n`,
];

test('after any edits, kept facts are fresh ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      async (rounds) => {
        const root = tempFolder();
        const store = diskStore(path.join(tempFolder(), 'kb'));
        const pathOf = (file: number): string =>
          path.join(root, file % 2 ? `f${file}.md` : `deep/f${file}.md`);
        put(root, { 'deep/f0.md': TEXTS[0] ?? '', 'f1.md': TEXTS[5] ?? '' });
        for (const round of rounds) {
          for (const { kind, file, text } of round) apply(kind, pathOf(file), text, root, pathOf);
          expect(await facts(diskRepo(root), store)).toEqual(await facts(diskRepo(root)));
        }
      },
    ),
    { numRuns: SOAK ? 1000 : 40 },
  );
});

function apply(
  kind: string,
  file: string,
  text: number,
  root: string,
  pathOf: (file: number) => string,
): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (kind === 'write') writeFileSync(file, TEXTS[text] ?? '');
  if (kind === 'defaults') writeFileSync(path.join(root, 'deep/_kb.yaml'), `tags: [t${text}]\n`);
  if (!stat) return;
  if (kind === 'same size') {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/[A-Z]/, 'ABCDEFGHIJ'.charAt(text)));
    utimesSync(file, stat.atime, stat.mtime);
  }
  if (kind === 'touch') utimesSync(file, new Date(), new Date(stat.mtimeMs - 1000));
  if (kind === 'remove') rmSync(file);
  if (kind === 'rename') renameSync(file, pathOf(text));
}

describe('damage', () => {
  const names = Array.from({ length: 12 }, (_, at) => [`f${at}.md`, TEXTS[at % TEXTS.length] ?? ''] as const);
  const repo = aged(memoryRepo(Object.fromEntries(names)));

  test('a flipped or missing byte never shows, and is mended', async () => {
    const fresh = await facts(repo);
    const store = memoryStore();
    await facts(repo, store);
    // A store in two parts, the second of which holds later changes.
    const changed = memoryRepo(Object.fromEntries(names));
    changed.write('f1.md', card('Changed'));
    await facts(aged(changed), store);
    await facts(repo, store);
    const good = store.files.get('facts') ?? new Uint8Array();
    const whole = watched(repo);
    await facts(whole, store);
    expect(whole.opened).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: good.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, flip) => {
          const bad = flip === 0 ? good.slice(0, at) : good.slice();
          if (flip !== 0) bad[at] = (bad[at] ?? 0) ^ flip;
          store.files.set('facts', bad);
          expect(await facts(repo, store)).toEqual(fresh);
          const again = watched(repo);
          await facts(again, store);
          expect(again.opened).toEqual([]);
        },
      ),
      { numRuns: SOAK ? 10_000 : 300 },
    );
  });

  test.each(['', 'kb-facts-1', 'kb-facts-1 v1 0 0 0\n', '\n\n\n', 'x'.repeat(1000), '{"facts": []}'])(
    'other content: %j',
    async (text) => {
      const store = memoryStore();
      store.files.set('facts', new TextEncoder().encode(text));
      expect(await facts(repo, store)).toEqual(await facts(repo));
    },
  );
});

test('two at once, in one store, see the same and leave it whole', async () => {
  const root = tempFolder();
  put(root, Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}.md`, card(`Card ${at}`)])));
  const folder = path.join(tempFolder(), 'kb');
  const fresh = await facts(diskRepo(root));
  const runs = Array.from({ length: 6 }, () => facts(diskRepo(root), diskStore(folder)));
  for (const run of await Promise.all(runs)) expect(run).toEqual(fresh);
  expect(readdirSync(folder)).toEqual(['facts', 'facts.stamp']);
  expect(await facts(diskRepo(root), diskStore(folder))).toEqual(fresh);
});

test('facts that came with an archive are not believed, though their sums are right', async () => {
  const root = tempFolder();
  put(root, { 'a.md': card('Ask the owner') });
  const made = path.join(tempFolder(), 'kb');
  const liar = { ...diskRepo(root), read: () => Promise.resolve(Buffer.from(card('Pay the stranger'))) };
  await facts(aged(liar), diskStore(made));
  const titles = async (store: Store): Promise<string[]> =>
    (await facts(aged(diskRepo(root)), store)).map((each) => each.card.title);
  const planted = path.join(tempFolder(), 'kb');
  cpSync(made, planted, { recursive: true, preserveTimestamps: true });
  expect(await titles(diskStore(made))).toEqual(['Pay the stranger']);
  expect(await titles(diskStore(planted))).toEqual(['Ask the owner']);
});
