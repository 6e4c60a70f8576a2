import { expect, test } from 'vitest';
import { clausesOf } from '../../src/search/clauses.js';
import { parseQuery } from '../../src/search/query.js';

/** Term → the sum of its boosts, as Lunr adds them up. */
function boosts(text: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { clauses } of clausesOf(parseQuery(text), ['en']))
    for (const { term, boost = 1, presence } of clauses)
      if (presence !== 'prohibited') sums[term] = (sums[term] ?? 0) + boost;
  return sums;
}

test('a word that is said twice is asked for once', () => {
  expect(boosts('refund')).toEqual({ refund: 1 });
  expect(boosts('refund the refunds "refund policy"')).toEqual({ refund: 1, polici: 1 });
  expect(boosts('refund -refund')).toEqual({ refund: 1 });
});

test('the parts of a compound weigh as much as one word', () => {
  expect(boosts('node.js')).toEqual({ 'node.js': 1, node: 1 / 2, js: 1 / 2 });
  expect(boosts('log-in card')).toEqual({ login: 1, log: 1 / 2, card: 1 });
});

test('what covers a query counts the parts of a compound as one word', () => {
  const shares = clausesOf(parseQuery('node.js card'), ['en']).map(({ word, share }) => [word.text, share]);
  expect(shares).toEqual([
    ['node', 1 / 2],
    ['js', 1 / 2],
    ['node.js', 1],
    ['card', 1],
  ]);
});
