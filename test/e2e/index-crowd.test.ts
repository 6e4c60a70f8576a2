/** Searches and indexers at once, while cards are edited, added, deleted and renamed: each answer fits the cards then. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seeded } from '../repo/seeded.js';
import { gitRepo } from '../repo/world.js';
import { hitsOf, kb, type Hit } from './built.js';

const SEED = 20_261_122;
const SEARCHERS = 8;
const INDEXERS = 8;
/** Calls of each of them. */
const CALLS = process.env['KB_SOAK'] ? 60 : 2;
const CARDS = 40;

/** What a path held, and the widest period in which it may have held it; a generation, or `null` for no card. */
interface Held {
  readonly generation: number | null;
  readonly from: number;
  until: number;
}

/** Cards that change, with a record of what each path held. */
class Life {
  readonly held = new Map<string, Held[]>();
  #generation = 0;

  constructor(
    private readonly root: string,
    private readonly roll: (sides: number) => number,
  ) {}

  write(file: string): void {
    const generation = ++this.#generation;
    const parity = generation % 2 === 0 ? 'even' : 'odd';
    const temporary = path.join(this.root, '.new');
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(temporary, `---\ntitle: Card g${generation}\n---\nmark ${parity}\n`);
    this.#change({ [file]: generation }, () => {
      renameSync(temporary, path.join(this.root, file));
    });
  }

  /** Makes one random change. */
  change(): void {
    const file = this.#any();
    const other = this.#any();
    const held = this.#now(file);
    if (held === null) this.write(file);
    else {
      const what = this.roll(6);
      if (what === 0) {
        this.#change({ [file]: null }, () => {
          rmSync(path.join(this.root, file));
        });
      } else if (what <= 2 && file !== other) {
        mkdirSync(path.dirname(path.join(this.root, other)), { recursive: true });
        this.#change({ [file]: null, [other]: held }, () => {
          renameSync(path.join(this.root, file), path.join(this.root, other));
        });
      } else this.write(file);
    }
  }

  /** Whether a path held a matching generation at some time between `start` and `end`. */
  had(file: string, is: (generation: number | null) => boolean, start: number, end: number): boolean {
    const held = this.held.get(file) ?? [];
    return held.some(({ generation, from, until }) => from <= end && until >= start && is(generation));
  }

  /** Current generations by path. */
  get now(): Record<string, number> {
    const entries = [...this.held.keys()].map((file) => [file, this.#now(file)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
  }

  #now(file: string): number | null {
    return this.held.get(file)?.at(-1)?.generation ?? null;
  }

  #any(): string {
    const n = this.roll(CARDS);
    return `cards/${n % 3 === 0 ? 'x/' : ''}c${n}.md`;
  }

  #change(states: Readonly<Record<string, number | null>>, carryOut: () => void): void {
    const from = performance.now();
    carryOut();
    const until = performance.now();
    for (const [file, generation] of Object.entries(states)) {
      const held = this.held.get(file) ?? [{ generation: null, from: 0, until: Infinity }];
      const last = held.at(-1);
      if (last) last.until = until;
      this.held.set(file, [...held, { generation, from, until: Infinity }]);
    }
  }
}

const generationOf = ({ title }: Hit): number => Number(/^Card g(\d+)$/.exec(title)?.[1] ?? NaN);
const isEven = (generation: number | null): boolean => generation !== null && generation % 2 === 0;

test('searches and indexers at once, while cards change', { timeout: 60_000 + CALLS * 20_000 }, async () => {
  const random = seeded(SEED);
  const root = gitRepo({ 'kb.config.yaml': 'cards: ["cards/**/*.md"]\n' });
  const life = new Life(root, (sides) => Math.floor(random() * sides));
  for (let n = 0; n < CARDS; n++) life.write(`cards/${n % 3 === 0 ? 'x/' : ''}c${n}.md`);

  const searcher = async (own: number): Promise<void> => {
    for (let call = 0; call < CALLS; call++) {
      const word = (own + call) % 2 === 0 ? 'mark' : 'even';
      const isMeant = word === 'mark' ? (held: number | null) => held !== null : isEven;
      const start = performance.now();
      const ran = await kb(root, ['search', '--json', '-n', '0', word]);
      const end = performance.now();
      const hits = hitsOf(ran);
      const found = new Map(hits.map((hit) => [hit.path, generationOf(hit)]));
      expect(found.size).toBe(hits.length);
      for (const [file, generation] of found) {
        expect(isMeant(generation), `${word} ${file} g${generation}`).toBe(true);
        const was = life.had(file, (held) => held === generation, start, end);
        expect(was, `${file} was g${generation}`).toBe(true);
      }
      for (const file of life.held.keys()) {
        const was = found.has(file) || life.had(file, (held) => !isMeant(held), start, end);
        expect(was, `${file} without ${word}`).toBe(true);
      }
    }
  };
  const indexer = async (own: number): Promise<void> => {
    for (let call = 0; call < CALLS; call++) {
      const rebuild = (own + call) % 4 === 0 ? ['--rebuild'] : [];
      const { code, stderr } = await kb(root, ['index', '--json', ...rebuild]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  };
  let going = true;
  const isGoing = (): boolean => going;
  const edits = (async () => {
    for (let n = 0; isGoing(); n++) {
      life.change();
      await sleep(n % 20 === 0 ? 300 : 15);
    }
  })();
  const all = [
    ...Array.from({ length: SEARCHERS }, (_, own) => searcher(own)),
    ...Array.from({ length: INDEXERS }, (_, own) => indexer(own)),
  ];
  await Promise.allSettled(all);
  going = false;
  await edits;
  await Promise.all(all);

  const last = hitsOf(await kb(root, ['search', '--json', '-n', '0', 'mark']));
  expect(Object.fromEntries(last.map((hit) => [hit.path, generationOf(hit)]))).toEqual(life.now);
  // Leftovers of other runs are removed only after some seconds: until then a running process may still need them.
  await sleep(5500);
  await kb(root, ['index', '--rebuild']);
  const kept = readdirSync(path.join(root, '.git/kb'));
  expect(kept.length, kept.join(' ')).toBeLessThan(20);
});
