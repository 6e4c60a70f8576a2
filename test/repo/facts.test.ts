/** Kept facts are those that a fresh reading gives, whatever happened to the files in between. */
import { describe, expect, test } from 'vitest';
import { defaultConfig, type Config } from '../../src/config.js';
import type { CardFacts } from '../../src/lint/facts.js';
import { surveyOf } from '../../src/repo/cards.js';
import { diskRepo } from '../../src/repo/disk.js';
import { readFacts } from '../../src/repo/facts.js';
import type { Repo } from '../../src/repo/repo.js';
import type { Store } from '../../src/repo/store.js';
import { corpora, hasCorpora } from '../corpora.js';
import { memoryStore } from '../memory-store.js';

const config: Config = { ...defaultConfig(), cards: ['**/*.md'] };

async function facts(repo: Repo, store?: Store, own: Config = config): Promise<readonly CardFacts[]> {
  return readFacts(repo, await surveyOf(repo, own), store && { store, version: 'v1' });
}

/** The files that were opened. */
function counting(repo: Repo): Repo & { readonly opened: string[] } {
  const opened: string[] = [];
  const read: Repo['read'] = (file) => {
    opened.push(file);
    return repo.read(file);
  };
  return { ...repo, read, opened };
}

/** As if the files had lain there for a minute: a young file is read again, since its stamp may not tell the next edit. */
function aged(repo: Repo): Repo {
  const list: Repo['list'] = async (globs) =>
    (await repo.list(globs)).map((entry) => {
      const [size = 0, modified = 0, changed = 0, inode = 0] = entry.stamp ?? [];
      return { ...entry, stamp: [size, modified - 60_000, changed - 60_000, inode] };
    });
  return { ...repo, list };
}

describe.runIf(hasCorpora('mdn-1k', 'govuk'))('on real cards', () => {
  test.each(['mdn-1k', 'govuk', 'support-arduino', 'bad-inputs', 'langs'])(
    '%s: kept facts equal fresh ones, and no file is opened for them',
    async (name) => {
      const store = memoryStore();
      const first = await facts(aged(diskRepo(corpora(name))), store);
      const repo = counting(aged(diskRepo(corpora(name))));
      const second = await facts(repo, store);
      expect(second).toEqual(first);
      expect(first).toEqual(await facts(diskRepo(corpora(name))));
      const refused = (await repo.list(config.cards)).filter((entry) => entry.refused !== null);
      expect(repo.opened.length).toBeLessThanOrEqual(refused.length + 20);
    },
  );
});
