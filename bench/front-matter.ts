/** Front matter in dialect kb for benchmark cards: owners, tags, and dates chosen so that every trust state occurs. */
import { addDays, type Day } from '../src/day.js';
import type { Random } from './real-cards.js';

/** The day the benchmarks pretend it is. */
export const TODAY = '2026-11-21' as Day;

const TAGS = ['billing', 'refunds', 'api', 'login', 'export', 'mobile', 'network', 'privacy', 'storage'];
const KINDS = ['how-to', 'reference', 'faq', 'runbook'];
const PEOPLE = ['@ana', '@ben', '@chi', '@dov'];

/** The lines between the fences. `others` are ids of cards that may supersede this one. */
export function frontMatter(id: string, title: string, others: readonly string[], random: Random): string {
  const lines = [`id: ${id}`, `title: ${JSON.stringify(title)}`];
  const state = random.below(100);
  // A card without its own owner gets one from its folder, or is an orphan.
  if (state < 40 || state >= 44) lines.push(`owner: "@acme/team-${random.below(40)}"`);
  lines.push(`tags: [${random.shuffled(TAGS).slice(0, random.below(4)).join(', ')}]`);
  lines.push(`kind: ${random.of(KINDS)}`);
  if (random.below(3) === 0) lines.push('audience: public');
  if (state < 6) return lines.join('\n');

  if (state < 9) lines.push('status: draft');
  else if (state < 11) lines.push('status: archived');
  else if (state < 14 && others.length > 0) lines.push(`superseded-by: ${random.of(others)}`);
  else if (state < 17) lines.push('flags:', '  - {by: "@ben", on: 2026-11-01, note: the price changed}');
  const left = state < 32 ? -random.below(200) - 1 : state < 40 ? random.below(14) : 20 + random.below(160);
  lines.push(`verify-by: ${addDays(TODAY, left)}`);
  lines.push('verified:', `  on: ${addDays(TODAY, left - 180)}`, `  by: "${random.of(PEOPLE)}"`);
  // A hash that matches no text: the card was edited since.
  if (state >= 97) lines.push('  content: 0123456789ab');
  return lines.join('\n');
}
