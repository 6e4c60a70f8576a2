/** The rule `link-anchor` on text that was written to take long. */
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { factsOf } from '../../src/lint/facts.js';
import { linkAnchor } from '../../src/lint/rules/link-anchor.js';
import { scopeOf, type LintInputs } from '../../src/lint/scope.js';
import { card } from '../card/sample.js';
import { growthFrom, LINEAR } from '../cost.js';

/** Returns a function that runs the rule on a card, without the time to parse it. */
function checking(text: string): () => unknown {
  const facts = factsOf(card(text));
  const { check } = linkAnchor;
  const surroundings: LintInputs = {
    cards: [facts],
    config: defaultConfig(),
    today: '2026-11-21' as Day,
    files: new Set(),
    codeChanged: new Set(),
    unmatchedPaths: new Map(),
    codeowners: new Set(),
    byKind: new Map(),
  };
  return () => (typeof check === 'function' ? check(facts, scopeOf(surroundings), {}) : []);
}

test.each([
  ['an id that never ends', (letters: number) => `[a](#b)\n\n## x {#${'a'.repeat(letters)}\n`],
  ['ids that never end', (letters: number) => `[a](#b)\n\n## x ${'{#a '.repeat(letters / 4)}\n`],
  ['marks in a heading', (letters: number) => `[a](#b)\n\n## x${'\u0301\u0323'.repeat(letters / 2)}\n`],
  ['marks in a link', (letters: number) => `[a](#b${'\u0301\u0323'.repeat(letters / 2)})\n\n## x\n`],
])('%s take time linear in the text', (_, text) => {
  expect(growthFrom(checking(text(6000)), checking(text(60_000)))).toBeLessThan(LINEAR);
});
