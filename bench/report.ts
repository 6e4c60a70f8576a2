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

Written by \`npm run bench:report\`; do not edit. What other machines measure is another number of milliseconds, but much the
same ratio. No test fails because of a time.

- **How**: whole processes, from start to exit, with the page cache warm. They take turns within a round; the ratio is the
  median, over the rounds, of one process against the first of the same round. \`node -e 0\` does nothing: it is the floor.
- **On what**: git repositories of cards in folders of a hundred. Real documentation of other teams in five languages, up to
  14,059 cards; those beyond are remixed from the paragraphs of the real ones. All states of trust occur.
- **Where**: ${machine}.

| cards | MB of Markdown | distinct words |
| --: | --: | --: |
${corpora.join('\n')}

## Goals

Each figure is a ratio, unless the line says otherwise.

${goalTable(measured.flatMap(({ part }) => part.goals))}
That hits and scores are those of a stock Lunr is held by the tests, and how well kb finds is measured by
\`npx tsx bench/relevance.ts\`.

## Measure it yourself

\`\`\`sh
npm run build
npm run bench          # start-up, and a search over 1k cards: half a minute
npm run bench:search   # all sizes, kinds of queries, other engines, memory, Node 24
npm run bench:index    # the index: time, memory, bytes, updates
npm run bench:lint     # the linter over 14k cards
npm run bench:report   # everything, and this page
\`\`\`

Repositories and other engines are kept in \`KB_BENCH_DIR\` (a folder \`kb-bench\` among the temporary files). \`ROUNDS\` sets the
number of rounds. What cannot be installed is left out and named.

${measured.map(({ title, part }) => section(title, part, false)).join('\n')}`;

writeFileSync(fileURLToPath(new URL('../docs/performance.md', import.meta.url)), page);
