/** How long kb takes relative to Node's own start, on our own cards. */
import { fileURLToPath } from 'node:url';
import { floor, measure, table } from './measure.js';
import { kb, rounds, type Part } from './part.js';

/** The commands that people wait for most. */
export function startUp(): Part {
  const own = { root: fileURLToPath(new URL('..', import.meta.url)) };
  const results = measure(
    [
      floor,
      kb(own, '`kb --version`', ['--version']),
      kb(own, '`kb --help`', ['--help']),
      kb(own, '`kb search verify a card`', ['search', 'verify', 'a', 'card']),
      kb(own, '`kb list`', ['list']),
    ],
    rounds(15),
  );
  return { tables: [table('Start-up, on the cards of this project', results)], goals: [] };
}
