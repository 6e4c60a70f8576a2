/** How long `kb lint` takes for 14k cards relative to Node's own start: cold, with kept facts, and after 1 % changed. */
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { corpus, restore, settle } from './corpus.js';
import { floor, measure, table, type Contestant, type Result } from './measure.js';
import { kb, rounds, type Part } from './part.js';

/** With all default rules. */
export function lint(): Part {
  const tree = corpus(14_000);
  const facts = path.join(tree.root, '.git/kb/facts');
  const cards = readdirSync(path.join(tree.root, 'cards'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort();
  const run = (name: string, before?: () => void): Contestant => kb(tree, name, ['-q', 'lint'], before);
  const forget = (): void => {
    rmSync(facts, { force: true });
  };
  const changeSome = (): void => {
    for (let at = 0; at < cards.length; at += 100)
      appendFileSync(path.join(tree.root, 'cards', cards[at] ?? ''), '\nMore.\n');
  };
  try {
    const [node, cold] = measure([floor, run('`kb lint`, cold', forget)], rounds(3));
    settle();
    const [, warm] = measure([floor, run('warm')], rounds(7));
    const [, changed] = measure([floor, run('1 % of the cards changed', changeSome)], rounds(7));
    const results = [node, cold, warm, changed].filter((result) => result !== undefined);
    const goal = (name: string, limit: number, result?: Result) => {
      return {
        what: `\`kb lint\`, ${name}, 14k cards ÷ \`node -e 0\``,
        limit,
        measured: result?.ratio ?? null,
      };
    };
    return {
      tables: [table('`kb lint`, 14k cards', results)],
      goals: [goal('cold', 35, cold), goal('warm', 4, warm), goal('1 % changed', 5, changed)],
    };
  } finally {
    restore(tree.root);
  }
}
