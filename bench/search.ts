/** How long a warm `kb search` takes relative to Node's own start: by number of cards, by kind of query, and beside peers. */
import { corpus } from './corpus.js';
import { floor, measure, ratioOf, table, type Contestant } from './measure.js';
import { kb, rounds, type Goal, type Part } from './part.js';
import { searchers } from './peers.js';

/** Three words that some cards contain and most do not. */
export const WORDS = 'cache response header';

const BY_SIZE = new Map([
  [1_000, 1.3],
  [14_000, 1.45],
  [100_000, 1.6],
]);

/** Kinds of queries. `true` marks those that the goal for the worst kind covers. */
const KINDS: readonly (readonly [name: string, args: readonly string[], worst: boolean])[] = [
  ['a common word', ['value'], true],
  ['`a*`', ['a*'], true],
  ['`*a`', ['*a'], true],
  ['a typo', ['responze'], true],
  ['a phrase', ['"event listener"'], false],
  ['a filter', ['response', '--is', 'stale'], false],
  ['a tag alone', ['tag:refunds'], false],
  ['no hit', ['qqxyzzyqq'], false],
];

/** The smallest corpus alone. */
export function small(): Part {
  return bySize([1_000]);
}

/** Every size, every kind of query, and the peers. */
export function search(): Part {
  const parts = [
    bySize([...BY_SIZE.keys()]),
    byKind(),
    besidePeers(14_000, true),
    besidePeers(100_000, false),
  ];
  return {
    tables: parts.flatMap(({ tables }) => tables),
    goals: parts.flatMap(({ goals }) => goals),
    notes: parts.flatMap(({ notes = [] }) => notes),
  };
}

/** A search to be measured. */
export function searching(cards: number, node?: string): Contestant {
  const contestant = kb(corpus(cards), `\`kb search ${WORDS}\`, ${inThousands(cards)} cards`, [
    'search',
    ...WORDS.split(' '),
  ]);
  return node === undefined ? contestant : { ...contestant, command: node };
}

function bySize(sizes: readonly number[]): Part {
  const [node, ...results] = measure([floor, ...sizes.map((cards) => searching(cards))], rounds(21));
  return {
    tables: [table('Three words', node ? [node, ...results] : [])],
    goals: sizes.map((cards, at): Goal => {
      return {
        what: `\`kb search\`, 3 words, ${inThousands(cards)} cards ÷ \`node -e 0\``,
        limit: BY_SIZE.get(cards) ?? Number.NaN,
        measured: results[at]?.ratio ?? null,
      };
    }),
  };
}

function byKind(): Part {
  const cards = corpus(14_000);
  const results = measure(
    [
      floor,
      ...KINDS.map(([name, args]) =>
        kb(cards, `${name}: \`kb search ${args.join(' ')}\``, ['search', ...args]),
      ),
      kb(cards, '`kb list`', ['list']),
      kb(cards, '`kb stale`', ['stale']),
    ],
    rounds(15),
  );
  const worst = KINDS.flatMap(([, , counts], at) => (counts ? [results[at + 1]?.ratio ?? Number.NaN] : []));
  return {
    tables: [table('Kinds of queries, 14k cards', results)],
    goals: [
      {
        what: 'the worst of common word, `a*`, `*a` and one typo, 14k cards ÷ `node -e 0`',
        limit: 1.75,
        measured: Math.max(...worst),
      },
    ],
  };
}

function besidePeers(cards: number, libraries: boolean): Part {
  const tree = corpus(cards);
  const { here, missing } = searchers(tree, WORDS, libraries);
  const results = measure([floor, searching(cards), ...here], rounds(7));
  const [, own] = results;
  const against = (name: string): number | null => {
    const peer = results.find((result) => result.name.includes(name));
    return peer ? ratioOf(own, peer) : null;
  };
  const size = `${inThousands(cards)} cards, ${Math.round(tree.bytes / 1e6)} MB`;
  return {
    tables: [table(`Beside others, ${size}, any of the three words`, results)],
    goals: [
      ...(libraries
        ? [{ what: `\`kb search\` ÷ stock Lunr, ${size}`, limit: 0.05, measured: against('Lunr') }]
        : []),
      { what: `\`kb search\` ÷ \`rg -l\`, ${size}`, limit: 0.5, measured: against('`rg') },
    ],
    notes: missing.map((name) => `Not installed here, so left out: ${name}.`),
  };
}

function inThousands(cards: number): string {
  return `${cards / 1000}k`;
}
