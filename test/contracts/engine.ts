/** What every search engine must do: the hits and scores of a stock Lunr index over the same terms, for any clauses. */
import fc from 'fast-check';
import lunr from 'lunr';
import { beforeAll, describe, expect, test } from 'vitest';
import { termsOf, type SearchDocument } from '../../src/search/document.js';
import type { Clause, SearchEngine } from '../../src/search/engine.js';
import type { OpenEngine } from '../../src/search/engines/index.js';
import { SEARCH_FIELDS } from '../../src/search/field.js';

const BOOSTS = { title: 3, tags: 3, headings: 2, body: 1 };

function document(
  path: string,
  title: string,
  body: string,
  more: Partial<SearchDocument> = {},
): SearchDocument {
  return { path, title, tags: [], headings: [], body, language: 'en', ...more };
}

const DOCUMENTS: readonly SearchDocument[] = [
  document(
    'refund.md',
    'Refund a duplicate charge',
    'Issue the refund in Stripe, then reply. Refunds take 5 days.',
    {
      tags: ['refunds', 'billing'],
      headings: ['In Stripe', 'Reply to the customer'],
    },
  ),
  document('refund-eu.md', 'Refund policy (EU)', 'Customers of the EU have 14 days.', { tags: ['legal'] }),
  document(
    'login.md',
    'Login fails with error 401',
    'The token is invalid. Error 401 and error 4011 differ from 411.',
    {
      headings: ['Error 1401'],
    },
  ),
  document('names/constructor.md', 'constructor', '__proto__ toString hasOwnProperty valueOf', {
    language: 'la',
  }),
  document('__proto__', 'Odd path', 'nothing here'),
  document('123', 'Number for a path', 'nothing there'),
  document('he.md', 'החזר כספי', 'החזר ללקוח תוך חמישה ימים', { language: 'he' }),
  document('th.md', 'ขอคืนเงิน', 'วิธีการขอคืนเงินภายในห้าวัน', { language: 'th' }),
  document('empty.md', '', ''),
  // Digits as the labels of edges: the terms that stock Lunr loses.
  ...Array.from({ length: 400 }, (_, i) => document(`n/${i}.md`, `case ${i}`, `code ${i * 37} ${i * 1013}`)),
];

/** Stock Lunr with its own tokenizer for lists and its own pipeline emptied; only the node keys are mended (as the engine does). */
function oracle(documents: readonly SearchDocument[]): lunr.Index {
  const builder = new lunr.Builder();
  builder.ref('path');
  for (const field of SEARCH_FIELDS) builder.field(field, { boost: BOOSTS[field] });
  for (const each of documents) builder.add({ path: each.path, ...termsOf(each) });
  return builder.build();
}

function ask(index: lunr.Index, clauses: readonly Clause[]): Map<string, number> {
  if (clauses.length === 0) return new Map();
  const results = index.query((query) => {
    for (const { term, presence, fields, boost, wildcard, editDistance } of clauses) {
      const literalStar = !wildcard && term.includes('*');
      const clause = {
        term: literalStar ? '' : term,
        presence: { optional: 1, required: 2, prohibited: 3 }[presence],
        usePipeline: false,
        ...(fields ? { fields: [...fields] } : {}),
        ...(boost === undefined ? {} : { boost }),
        ...(editDistance && !wildcard && !literalStar ? { editDistance } : {}),
      };
      query.clause(clause as unknown as lunr.Query.Clause);
    }
  });
  return new Map(results.map(({ ref, score }) => [ref, score]));
}

export function describeEngine(name: string, open: OpenEngine): void {
  describe(`search engine ${name}`, () => {
    let engine: SearchEngine;
    let stock: lunr.Index;

    beforeAll(async () => {
      engine = await open(BOOSTS);
      await engine.apply({ put: DOCUMENTS, removed: [] });
      await engine.match([{ term: 'refund', presence: 'optional' }]);
      stock = oracle(DOCUMENTS);
    });

    async function expectLikeLunr(clauses: readonly Clause[], index = stock): Promise<readonly string[]> {
      const matches = await engine.match(clauses);
      const expected = ask(index, clauses);
      expect(new Set(matches.map(({ path }) => path))).toEqual(new Set(expected.keys()));
      expect(matches).toHaveLength(expected.size);
      for (const { path, score, terms } of matches) {
        const wanted = expected.get(path) ?? NaN;
        expect(Math.abs(score - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
        expect(terms).toHaveLength(clauses.length);
      }
      const order = [...matches].sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
      expect(matches).toEqual(order);
      return matches.map(({ path }) => path);
    }

    test('one word', async () => {
      expect(await expectLikeLunr([{ term: 'refund', presence: 'optional' }])).toEqual([
        'refund.md',
        'refund-eu.md',
      ]);
    });

    test('words, fields, boosts, presences', async () => {
      const clause = (term: string, more: Partial<Clause> = {}): Clause => ({
        term,
        presence: 'optional',
        ...more,
      });
      await expectLikeLunr([clause('refund'), clause('error')]);
      await expectLikeLunr([clause('refund', { boost: 5 }), clause('error', { boost: 0.5 })]);
      expect(await expectLikeLunr([clause('refund', { fields: ['tags'] })])).toEqual(['refund.md']);
      expect(await expectLikeLunr([clause('stripe', { fields: ['title', 'tags'] })])).toEqual([]);
      await expectLikeLunr([clause('refund'), clause('dai', { presence: 'required' })]);
      expect(
        await expectLikeLunr([
          clause('refund', { presence: 'required' }),
          clause('eu', { presence: 'prohibited' }),
        ]),
      ).toEqual(['refund.md']);
      expect(await expectLikeLunr([clause('refund'), clause('missing', { presence: 'required' })])).toEqual(
        [],
      );
      await expectLikeLunr([clause('refund'), clause('refund'), clause('refund', { fields: ['body'] })]);
    });

    test('nothing asked, nothing found; only excluded, all others', async () => {
      expect(await engine.match([])).toEqual([]);
      expect(await engine.match([{ term: 'nowhere', presence: 'optional' }])).toEqual([]);
      const others = await expectLikeLunr([{ term: 'case', presence: 'prohibited' }]);
      expect(others).toHaveLength(DOCUMENTS.length - 400);
    });

    test.each(['ref*', '*fund', 're*d', '*a*', '4*1', '*', 'é*', '*__', 'case*'])(
      'wildcard %s',
      async (term) => {
        await expectLikeLunr([{ term, presence: 'optional', wildcard: true }]);
        await expectLikeLunr([{ term, presence: 'required', wildcard: true, fields: ['title'] }]);
      },
    );

    test.each(['refnud', 'efund', 'strip', '401', 'xrefundx', 'החזרר'])('edits of %s', async (term) => {
      for (const editDistance of [0, 1, 2])
        await expectLikeLunr([{ term, presence: 'optional', editDistance }]);
    });

    test('every term is found, whatever digits it is made of', async () => {
      const holders = new Map<string, number>();
      for (const each of DOCUMENTS) {
        for (const term of new Set(Object.values(termsOf(each)).flat())) {
          holders.set(term, (holders.get(term) ?? 0) + 1);
        }
      }
      expect(holders.size).toBeGreaterThan(900);
      for (const [term, count] of holders) {
        expect(await engine.match([{ term, presence: 'optional' }]), term).toHaveLength(count);
      }
    });

    test.each([
      ['constructor', ['names/constructor.md']],
      ['proto', ['names/constructor.md']],
      ['__proto__', []],
      ['tostring', ['names/constructor.md']],
      ['valueof', ['names/constructor.md']],
      ['_index', []],
      ['', []],
      ['*', []],
      ['ref*', []],
      ['a:b', []],
      ['refund~99', []],
      ['+', []],
      ['\u0000', []],
      ['\ud800', []],
      ['x'.repeat(100_000), []],
    ])('the term %j is only text', async (term, expected) => {
      expect((await engine.match([{ term, presence: 'optional' }])).map(({ path }) => path)).toEqual(
        expected,
      );
      expect((await engine.match([{ term, presence: 'required' }])).map(({ path }) => path)).toEqual(
        expected,
      );
    });

    test('more than two edits are two', async () => {
      const most = await engine.match([{ term: 'refund', presence: 'optional', editDistance: 2 }]);
      expect(await engine.match([{ term: 'refund', presence: 'optional', editDistance: 99 }])).toEqual(most);
    });

    test('tells which terms a document has, clause by clause', async () => {
      const found = await engine.match([
        { term: 'ref*', presence: 'optional', wildcard: true },
        { term: 'refnud', presence: 'optional', editDistance: 1, fields: ['tags'] },
        { term: 'eu', presence: 'optional' },
        { term: 'stripe', presence: 'prohibited' },
      ]);
      expect(found.map(({ path, terms }) => [path, terms])).toEqual([
        ['refund-eu.md', [['refund'], [], ['eu'], []]],
      ]);
      const [first] = await engine.match([
        { term: 'refund', presence: 'optional', fields: ['tags'] },
        { term: 'refund', presence: 'optional', fields: ['headings'] },
        { term: 'bil*', presence: 'required', wildcard: true },
      ]);
      expect(first?.terms).toEqual([['refund'], [], ['bill']]);
    });

    test('any clauses', async () => {
      const term = fc.constantFrom(
        'refund',
        'dai',
        'error',
        '401',
        '4011',
        'code',
        'case',
        'החזר',
        'ref*',
        '*1',
        'x',
        '',
      );
      const clause: fc.Arbitrary<Clause> = fc.record(
        {
          term,
          presence: fc.constantFrom('optional', 'required', 'prohibited'),
          fields: fc.uniqueArray(fc.constantFrom(...SEARCH_FIELDS), { minLength: 1 }),
          boost: fc.constantFrom(0.5, 1, 2, 10),
          wildcard: fc.boolean(),
          editDistance: fc.constantFrom(0, 1, 2),
        },
        { requiredKeys: ['term', 'presence'] },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(clause, { minLength: 1, maxLength: 5 }), async (clauses) => {
          await expectLikeLunr(clauses.map((each) => (each.wildcard ? { ...each, editDistance: 0 } : each)));
        }),
        { numRuns: 150 },
      );
    });

    test('changes are like a fresh index', async () => {
      const changing = await open(BOOSTS);
      await changing.apply({ put: DOCUMENTS, removed: [] });
      await changing.match([{ term: 'refund', presence: 'optional' }]);
      const changed = document('refund.md', 'Something else', 'A voucher, no money.');
      const added = document('new.md', 'Refund by voucher', 'refund');
      await changing.apply({ put: [changed, added], removed: ['refund-eu.md', 'never.md'] });
      const now = [...DOCUMENTS.filter(({ path }) => !path.startsWith('refund')), changed, added];
      for (const term of ['refund', 'voucher', 'stripe', 'code']) {
        const found = await changing.match([{ term, presence: 'optional' }]);
        const expected = ask(oracle(now), [{ term, presence: 'optional' }]);
        expect(found.map(({ path }) => path).sort()).toEqual([...expected.keys()].sort());
        for (const { path, score } of found) expect(score).toBeCloseTo(expected.get(path) ?? NaN, 12);
      }
      expect(await changing.spellings('vouchr', 1)).toEqual(['voucher']);
      expect(await changing.spellings('stirpe', 1)).toEqual([]);
    });

    test('spellings: nearest, then most frequent; not the word itself, not for numbers and short words', async () => {
      expect(await engine.spellings('refnud', 3)).toEqual(['refund']);
      expect((await engine.spellings('refundd', 3))[0]).toBe('refund');
      expect(await engine.spellings('refund', 3)).toEqual(['refunds']);
      expect(await engine.spellings('dupilcte', 3)).toEqual(['duplicate']);
      expect(await engine.spellings('strpie', 0)).toEqual([]);
      expect(await engine.spellings('402', 3)).toEqual([]);
      expect(await engine.spellings('eq', 3)).toEqual([]);
      expect(await engine.spellings('eq', 3, 1)).toContain('eu');
      expect(await engine.spellings('החזרר', 3)).toEqual(['החזר']);
      expect(await engine.spellings('zzzzzz', 3)).toEqual([]);
      expect(await engine.spellings('constructro', 3)).toEqual(['constructor']);
    });

    test('languages with their shares', async () => {
      const shares = await engine.languages();
      expect([...shares.keys()].sort()).toEqual(['en', 'he', 'la', 'th']);
      expect(shares.get('he')).toBeCloseTo(1 / DOCUMENTS.length, 12);
      expect([...shares.values()].reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
    });

    test('an engine without documents', async () => {
      const empty = await open(BOOSTS);
      expect(await empty.match([{ term: 'refund', presence: 'optional' }])).toEqual([]);
      expect(await empty.match([{ term: 'refund', presence: 'prohibited' }])).toEqual([]);
      expect(await empty.spellings('refund', 3)).toEqual([]);
      expect([...(await empty.languages())]).toEqual([]);
    });
  });
}
