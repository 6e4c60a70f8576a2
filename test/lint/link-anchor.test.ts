/** The rule `link-anchor` on text that is written to take long. */
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { factsOf } from '../../src/lint/facts.js';
import { linkAnchor } from '../../src/lint/rules/link-anchor.js';
import { Scope } from '../../src/lint/scope.js';
import { card } from '../card/sample.js';
import { cost, LINEAR } from '../cost.js';

/** What the rule costs on a card, without what reading it costs. */
function costOf(text: string): number {
  const facts = factsOf(card(text));
  const scope = new Scope({
    cards: [facts],
    config: defaultConfig(),
    today: '2026-11-21' as Day,
    files: new Set(),
    codeChanged: new Set(),
    unmatchedPaths: new Map(),
    codeowners: new Set(),
    byKind: new Map(),
  });
  return cost(() => (typeof linkAnchor.check === 'function' ? linkAnchor.check(facts, scope, {}) : []));
}

test.each([
  ['an id that never ends', (letters: number) => `[a](#b)\n\n## x {#${'a'.repeat(letters)}\n`],
  ['ids that never end', (letters: number) => `[a](#b)\n\n## x ${'{#a '.repeat(letters / 4)}\n`],
  ['marks in a heading', (letters: number) => `[a](#b)\n\n## x${'\u0301\u0323'.repeat(letters / 2)}\n`],
  ['marks in a link', (letters: number) => `[a](#b${'\u0301\u0323'.repeat(letters / 2)})\n\n## x\n`],
])('%s take time linear in the text', (_, text) => {
  const short = Math.max(costOf(text(6000)), 10);
  expect(costOf(text(60_000)) / short).toBeLessThan(LINEAR);
});
