/** Prints parts of the benchmarks: `npx tsx bench/run.ts start-up small search …`. Build first. */
import { PARTS, section } from './parts.js';

for (const name of process.argv.slice(2)) {
  const part = PARTS.get(name);
  if (!part) throw new Error(`expected some of ${[...PARTS.keys()].join(', ')}, found “${name}”`);
  process.stdout.write(`\n${section(part.title, part.measure(), true)}`);
}
