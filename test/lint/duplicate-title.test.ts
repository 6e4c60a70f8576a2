/** The rule `duplicate-title` on a title that a base has again and again. */
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { factsOf } from '../../src/lint/facts.js';
import { duplicateTitle } from '../../src/lint/rules/duplicate-title.js';
import { Scope } from '../../src/lint/scope.js';
import { card } from '../card/sample.js';
import { cost, LINEAR } from '../cost.js';

test('one title in a thousand languages takes time linear in the cards', () => {
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n));
  const cards = letters.flatMap((a) =>
    letters.flatMap((b) =>
      letters.map((c) =>
        factsOf(
          card(`---\ntitle: Fees\nlanguage: ${a}${b}${c}\n---\n\nText.\n`, { path: `cards/${a}${b}${c}.md` }),
        ),
      ),
    ),
  );
  const costOf = (count: number): number => {
    const scope = new Scope({
      cards: cards.slice(0, count),
      config: defaultConfig(),
      today: '2026-11-21' as Day,
      files: new Set(),
      codeChanged: new Set(),
      unmatchedPaths: new Map(),
      codeowners: new Set(),
      byKind: new Map(),
    });
    const { check } = duplicateTitle;
    return cost(() => scope.cards.map((each) => (typeof check === 'function' ? check(each, scope, {}) : [])));
  };
  costOf(100);
  expect(costOf(16_000) / Math.max(costOf(1600), 10)).toBeLessThan(LINEAR);
});
