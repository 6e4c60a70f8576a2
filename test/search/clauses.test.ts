import { describe, expect, test } from 'vitest';
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

describe('a contraction with not', () => {
  test.each(['won’t', "won't", "DOESN'T", 'wont', 'dont', 'cant', "can't", "isn't"])(
    '%s says as little as an auxiliary',
    (word) => {
      expect(boosts(`board ${word} connect`)).toEqual(boosts('board connect'));
      expect(boosts(`board connect, ${word}?`)).toEqual(boosts('board connect'));
    },
  );

  test('is a word if it is required, quoted, or all there is', () => {
    expect(boosts("board +won't")).toEqual({ board: 1, won: 1 });
    expect(boosts('board "won\'t connect"')).toEqual({ board: 1, won: 1, connect: 1 });
    expect(boosts("won't")).toEqual({ won: 1 });
    expect(boosts('dont')).toEqual({ dont: 1 });
  });

  test.each(['won', 'don', "won's", "won'two", 'wonton'])('%s is none', (word) => {
    expect(Object.keys(boosts(`board ${word}`)).length).toBeGreaterThan(1);
  });
});
