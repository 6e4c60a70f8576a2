/** What making and updating the index costs in time, memory and bytes, compared with a stock Lunr. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cache, corpus, restore, settle, type Corpus } from './corpus.js';
import { measure, ratioOf, table, weigh, type Contestant } from './measure.js';
import { kb, rounds, type Goal, type Part } from './part.js';
import { builder } from './peers.js';

const MIB = 1024 * 1024;
const BRING_UP_TO_DATE = ['index'];
/** MiB of heap that Lunr may use on the biggest corpus: as much as kb may use in all. */
const HEAP = 1024;
/** Milliseconds after which it is stopped. */
const PATIENCE = 120_000;

/** All measurements of the index. */
export function indexing(): Part {
  const parts = [whole(1_000), whole(14_000), biggest(), upToDate()];
  return {
    tables: parts.flatMap(({ tables }) => tables),
    goals: parts.flatMap(({ goals }) => goals),
    notes: parts.flatMap(({ notes = [] }) => notes),
  };
}

function whole(cards: number): Part {
  const tree = corpus(cards);
  const json = path.join(cache, `cards-${cards}.built.json`);
  const lunr = { ...builder('lunr', tree, json), name: 'stock Lunr: builder, and its JSON written' };
  const { times, peaks } = weigh([lunr, fromNothing(tree)], cards > 1_000 ? rounds(1) : rounds(5));
  const bytes = { lunr: statSync(json).size, kb: storeBytes(tree) };
  rmSync(json);
  const of = `${cards / 1000}k cards`;
  const goals: Goal[] = [
    { what: `full index ÷ Lunr, time, ${of}`, limit: 0.33, measured: times[1]?.ratio ?? null },
    { what: `full index ÷ Lunr, peak memory, ${of}`, limit: 0.25, measured: peaks[1]?.ratio ?? null },
    { what: `full index ÷ Lunr, bytes, ${of}`, limit: 0.1, measured: bytes.kb / bytes.lunr },
  ];
  return {
    tables: [table(`Full index, ${of}`, times), table(`Full index, ${of}, peak memory`, peaks, 'MiB')],
    goals: cards === 14_000 ? goals : [],
    notes: [
      `Bytes of the index, ${of} of ${inMega(tree.bytes)}: Lunr's JSON ${inMega(bytes.lunr)}, kb ${inMega(bytes.kb)}.`,
    ],
  };
}

function biggest(): Part {
  const tree = corpus(100_000);
  const { times, peaks } = weigh([fromNothing(tree)], 1);
  const json = path.join(cache, 'cards-100000.built.json');
  const { args, env } = builder('lunr', tree, json, `--max-old-space-size=${HEAP}`);
  const { status, error } = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    timeout: PATIENCE,
  });
  rmSync(json, { force: true });
  const outcome = status === 0 ? 'done' : error ? 'not done in that time' : 'runs out of memory';
  const peak = (peaks[0]?.median ?? Number.NaN) / 1024;
  return {
    tables: [
      table('Full index, 100k cards', times),
      table('Full index, 100k cards, peak memory', peaks, 'MiB'),
    ],
    goals: [{ what: 'full index of 100k cards, peak memory in MiB', limit: 1024, measured: peak }],
    notes: [
      `Bytes of the index, 100k cards of ${inMega(tree.bytes)}: kb ${inMega(storeBytes(tree))}.`,
      `Stock Lunr, given ${HEAP} MiB of heap and ${PATIENCE / 1000} s for 100k cards: ${outcome}.`,
    ],
  };
}

function upToDate(): Part {
  const tree = corpus(14_000);
  const change = (): void => {
    for (const file of someCards(tree.root)) appendFileSync(file, '\nOne more sentence about caches.\n');
  };
  try {
    const [full, changed] = measure(
      [fromNothing(tree), kb(tree, '100 cards changed', BRING_UP_TO_DATE, change)],
      rounds(3),
    );
    settle();
    const [nothing] = measure([kb(tree, 'nothing changed', BRING_UP_TO_DATE)], rounds(7));
    const results = [full, changed, nothing].filter((result) => result !== undefined);
    return {
      tables: [table('Bringing the index up to date, 14k cards', results)],
      goals: [
        {
          what: 're-index of 100 changed cards of 14k ÷ full index',
          limit: 0.15,
          measured: ratioOf(changed, full),
        },
      ],
    };
  } finally {
    restore(tree.root);
  }
}

function fromNothing(tree: Corpus): Contestant {
  return kb(tree, 'kb: from nothing', BRING_UP_TO_DATE, () => {
    rmSync(storeOf(tree), { recursive: true, force: true });
  });
}

/** A hundred cards, always the same ones. */
function someCards(root: string): string[] {
  const cards = readdirSync(path.join(root, 'cards'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort();
  const step = Math.floor(cards.length / 100);
  return cards.filter((_, at) => at % step === 0).map((name) => path.join(root, 'cards', name));
}

function storeOf({ root }: Corpus): string {
  return path.join(root, '.git/kb');
}

/** Bytes of the index and its table of cards, without what other commands keep. */
function storeBytes(tree: Corpus): number {
  return readdirSync(storeOf(tree))
    .filter((name) => name !== 'facts' && name !== 'usage.jsonl')
    .reduce((sum, name) => sum + statSync(path.join(storeOf(tree), name)).size, 0);
}

function inMega(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
