/** The kept index: whatever happens to a base, it answers as an index of the cards alone would. */
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { askBase } from '../../src/base/search/search.js';
import { baseOf, configAround, openBase, type Base } from '../../src/base/base.js';
import type { Day } from '../../src/day.js';
import { diskRepo } from '../../src/repo/disk.js';
import { diskStore } from '../../src/repo/store.js';
import { pathsHash } from '../../src/trust/verify.js';
import { aged } from '../repo/freshness.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const TODAY = '2026-11-21' as Day;
const WORLD = { dayIn: () => TODAY, progress: () => undefined };
const SOAK = process.env['KB_SOAK'] !== undefined;

/** The base as a new process opens it. */
function opened(root: string, store: string): Promise<Base> {
  const keeping = { store: diskStore(store), version: 'test' };
  return openBase({ folder: root, name: null }, { ...WORLD, env: {}, home: '/nonexistent', keeping });
}

/** The same base with nothing kept. */
async function fresh(root: string): Promise<Base> {
  return baseOf(diskRepo(root), await configAround(root), null, WORLD);
}

const QUERIES = [
  'refund',
  'refund charge',
  'wor* +card',
  '*fund',
  '-refund',
  'refnud policy',
  '"duplicate charge"',
  'is:stale',
  'kind:faq',
  'zebra',
  'owner:@ana in:title card',
];

async function answers(base: Base) {
  const rows = await base.index.ask((index) => index.rows());
  const summary = await base.index.ask((index) => Promise.resolve(index.summary));
  const found = [];
  for (const text of QUERIES) {
    const { total, hits, corrected } = await askBase(base, { text, limit: 0 });
    found.push({
      text,
      total,
      corrected,
      hits: hits.map(({ row, score, snippet, line }) => [
        row.path,
        Number(score.toPrecision(11)),
        snippet?.text,
        line,
      ]),
    });
  }
  return { rows, summary, found };
}

async function expectExact(root: string, store: string): Promise<void> {
  expect(await answers(await opened(root, store))).toEqual(await answers(await fresh(root)));
}

const WORDS =
  'refund charge duplicate policy card customer invoice zebra stripe word world worth days legal'.split(' ');

/** Whole numbers from 0 to `sides` - 1, the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function cardText(roll: (sides: number) => number): string {
  const words = Array.from({ length: 4 + roll(20) }, () => WORDS[roll(WORDS.length)]).join(' ');
  const due = ['2026-05-01', '2027-05-01', 'soon'][roll(3)] ?? '';
  const id = roll(8) === 0 ? `id: ${WORDS[roll(3)] ?? ''}\n` : '';
  const kind = roll(3) === 0 ? 'kind: faq\n' : '';
  return `---\ntitle: ${WORDS[roll(WORDS.length)] ?? ''} ${WORDS[roll(WORDS.length)] ?? ''}\n${id}${kind}owner: "@ana"\nverify-by: ${due}\n---\n## Head\n\n${words}\n`;
}

describe('the kept index', () => {
  test('answers as the cards do, after any change', async () => {
    for (let seed = 1; seed <= (SOAK ? 40 : 2); seed++) {
      const roll = dice(seed);
      const files = Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [`cards/${i % 4}/c${i}.md`, cardText(roll)]),
      );
      const root = gitRepo(files);
      const store = tempFolder();
      const some = (): string => path.join(root, `cards/${roll(4)}/c${roll(44)}.md`);
      const changes: readonly (() => void)[] = [
        () => {
          put(root, { [`cards/${roll(5)}/c${roll(60)}.md`]: cardText(roll) });
        },
        () => {
          rmSync(some(), { force: true });
        },
        () => {
          const [from, to] = [some(), some()];
          if (statSync(from, { throwIfNoEntry: false }) && from !== to) renameSync(from, to);
        },
        () => commit(root, 'all'),
        () => git(root, 'checkout', '-q', '-B', `b${roll(3)}`),
        () => git(root, 'stash', '-q', '-u'),
        () => {
          put(root, { [`cards/${roll(4)}/_kb.yaml`]: `tags: [${WORDS[roll(WORDS.length)] ?? ''}]\n` });
        },
        () => {
          put(root, { '.gitignore': `c${roll(40)}.md\n` });
        },
        () => {
          put(root, { CODEOWNERS: `/cards/${roll(4)}/ @team\n` });
        },
        () => {
          put(root, { 'kb.config.yaml': `cards: ["cards/**/*.md"]\nwarn: ${roll(30)}\n` });
        },
        () => mkdirSync(path.join(root, 'cards', `new${roll(9)}`), { recursive: true }),
      ];
      for (let round = 0; round < 12; round++) {
        for (let n = roll(5); n >= 0; n--) changes[roll(changes.length)]?.();
        await expectExact(root, store);
        await expectExact(root, store);
      }
    }
  }, 600_000);

  test('answers as it was kept while nothing changes, and not a moment longer', async () => {
    const roll = dice(7);
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`cards/c${i}.md`, cardText(roll)]),
    );
    const root = gitRepo({ ...files, 'cards/b/_kb.yaml': 'tags: [old]\n', CODEOWNERS: '* @team\n' });
    const store = tempFolder();
    aged();
    await expectExact(root, store);
    const changes: readonly (() => void)[] = [
      () => {
        put(root, { 'cards/c3.md': cardText(roll) });
      },
      () => {
        put(root, { 'cards/new/c99.md': cardText(roll) });
      },
      () => {
        rmSync(path.join(root, 'cards/c4.md'));
      },
      () => {
        renameSync(path.join(root, 'cards/c5.md'), path.join(root, 'cards/c55.md'));
      },
      () => {
        put(root, { 'cards/b/_kb.yaml': 'tags: [new]\n' });
      },
      () => {
        put(root, { 'cards/_kb.yaml': 'tags: [new]\n' });
      },
      () => {
        put(root, { '.gitignore': 'c7.md\n' });
      },
      () => {
        put(root, { CODEOWNERS: '* @others\n' });
      },
      () => {
        put(root, { 'kb.config.yaml': 'cards: ["cards/c*.md"]\n' });
      },
      () => {
        put(root, { 'kb.config.yaml': 'cards: ["cards/c1*.md"]\n' });
      },
      () => git(root, 'stash', '-q', '-u'),
    ];
    for (const change of changes) {
      const manifest = await diskStore(store).read('index');
      await expectExact(root, store);
      // The manifest is unchanged, so the kept index was used.
      expect(await diskStore(store).read('index')).toEqual(manifest);
      change();
      await expectExact(root, store);
      expect(await diskStore(store).read('index')).not.toEqual(manifest);
    }
  });

  test('looks at the code of a card again once git can tell what it has', async () => {
    const root = gitRepo({ 'src/a.js': 'one\n' });
    const store = tempFolder();
    const card = (paths: string): string =>
      `---\ntitle: A\nowner: "@ana"\npaths: [src/a.js]\nverify-by: 2027-05-01\nverified: {on: 2026-11-01, by: "@ana", paths: ${paths}}\n---\nText.\n`;
    put(root, { 'cards/a.md': card('000000000000') });
    commit(root, 'a card that was verified with other code');
    const reasons = async (): Promise<readonly boolean[]> => {
      const rows = await (await opened(root, store)).index.ask((index) => index.rows());
      return rows.map(({ facts }) => facts.codeChanged);
    };
    aged();
    vi.stubEnv('PATH', '/nowhere');
    expect(await reasons()).toEqual([false]);
    vi.unstubAllEnvs();
    expect(await reasons()).toEqual([true]);
    const blobs = await diskRepo(root).blobs(['src/a.js']);
    put(root, { 'cards/a.md': card(pathsHash(blobs ?? [])) });
    expect(await reasons()).toEqual([false]);
    put(root, { 'src/a.js': 'two\n' });
    commit(root, 'other code');
    expect(await reasons()).toEqual([true]);
  });

  test('sees an edit of the same size within the same moment, with the time put back', async () => {
    const root = gitRepo({ 'cards/a.md': '# Apples\n\nred\n', 'cards/b.md': '# Bananas\n' });
    const store = tempFolder();
    const file = path.join(root, 'cards/a.md');
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    await expectExact(root, store);
    for (const word of ['tan', 'dry', 'old']) {
      const { atime, mtime } = statSync(file);
      writeFileSync(file, `# Apples\n\n${word}\n`);
      utimesSync(file, atime, mtime);
      const { total } = await askBase(await opened(root, store), { text: word, limit: 3 });
      expect(total).toBe(1);
    }
  });

  test('is made anew where a file of it is gone, cut off, or of another build', async () => {
    const root = gitRepo({ 'cards/a.md': '# Apples\n\nred\n' });
    const folder = tempFolder();
    const disk = diskStore(folder);
    await expectExact(root, folder);
    for (const name of await disk.list()) {
      const bytes = await disk.read(name);
      for (const damaged of [null, bytes?.subarray(0, bytes.length >> 1), bytes?.map((byte) => byte ^ 1)]) {
        if (damaged) await disk.writeAtomic(name, damaged);
        else await disk.remove(name);
        await expectExact(root, folder);
      }
    }
  });

  test('needs no disk that can be written', async () => {
    const root = gitRepo({ 'cards/a.md': '# Apples\n\nred\n' });
    await expectExact(root, path.join(root, 'cards/a.md', 'no-folder'));
  });
});
