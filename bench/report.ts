/** Runs all benchmarks and writes docs/performance.md: `npm run bench:report`, on an otherwise idle machine. Build first. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { corpus } from './corpus.js';
import { goalTable } from './part.js';
import { PARTS, section } from './parts.js';

const measured = [...PARTS]
  // The big search includes the small one.
  .filter(([name]) => name !== 'small')
  .map(([name, { title, measure }]) => {
    process.stderr.write(`${name} …\n`);
    return { title, part: measure() };
  });

const machine = [
  `Node ${process.versions.node}`,
  `${process.platform} ${process.arch}`,
  `${availableParallelism()} cores`,
  `${Math.round(totalmem() / 2 ** 30)} GiB`,
].join(', ');
const corpora = [1_000, 14_000, 100_000].map((cards) => {
  const { bytes, distinctWords } = corpus(cards);
  return `| ${cards} | ${Math.round(bytes / 1e6)} | ${distinctWords} |`;
});

const page = `# Performance

Written by \`npm run bench:report\`; do not edit. Other machines measure other times, but similar ratios. No test fails
because of a time.

- **How**: whole processes, from start to exit, with a warm page cache. They take turns within a round. A ratio compares a
  process with the first one of its round, and is the median over all rounds. \`node -e 0\` does nothing: it is the minimum.
- **On what**: git repositories with a hundred cards per folder: real documentation of other teams in five languages, up to
  14,059 cards; more cards are mixed from the paragraphs of the real ones. All trust states occur.
- **Where**: ${machine}.

| cards | MB of Markdown | distinct words |
| --: | --: | --: |
${corpora.join('\n')}

## Goals

Each figure is a ratio, unless the line says otherwise.

${goalTable(measured.flatMap(({ part }) => part.goals))}
The tests make sure that hits and scores are those of an unmodified Lunr, and \`npx tsx bench/relevance.ts\` measures how
well kb finds cards.

## Measure it yourself

\`\`\`sh
npm run build
npm run bench          # start-up, and a search over 1k cards: half a minute
npm run bench:search   # all sizes, kinds of queries, other engines, memory, Node 24
npm run bench:index    # the index: time, memory, bytes, updates
npm run bench:lint     # the linter over 14k cards
npm run bench:report   # everything, and this page
\`\`\`

Repositories and other engines are kept in \`KB_BENCH_DIR\` (by default \`kb-bench\` in the folder for temporary files). \`ROUNDS\` sets
the number of rounds. Anything that cannot be installed is left out and named.

${measured.map(({ title, part }) => section(title, part, false)).join('\n')}`;

writeFileSync(fileURLToPath(new URL('../docs/performance.md', import.meta.url)), page);
