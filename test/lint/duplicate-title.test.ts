/** The rule `duplicate-title` on a title that occurs many times in a base. */
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { factsOf } from '../../src/lint/facts.js';
import { duplicateTitle } from '../../src/lint/rules/duplicate-title.js';
import { scopeOf } from '../../src/lint/scope.js';
import { card } from '../card/sample.js';
import { growthFrom, LINEAR } from '../cost.js';

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
  const checkFirst = (count: number): unknown => {
    const scope = scopeOf({
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
    return scope.cards.map((each) => (typeof check === 'function' ? check(each, scope, {}) : []));
  };
  const growth = growthFrom(
    () => checkFirst(1600),
    () => checkFirst(16_000),
  );
  expect(growth).toBeLessThan(LINEAR);
});
