/** The contract of every search engine: the hits and scores of a stock Lunr index over the same terms, for any clauses. */
import fc from 'fast-check';
import lunr from 'lunr';
import { beforeAll, describe, expect, test } from 'vitest';
import { termsOf } from '../../src/search/document.js';
import type { Clause, IndexedDocument, Matches, SearchEngine } from '../../src/search/engine.js';
import type { OpenEngine } from '../search/open-engine.js';
import { mendTokenSet } from '../search/token-set.js';
import { SEARCH_FIELDS } from '../../src/search/field.js';

const BOOSTS = { title: 3, tags: 3, headings: 2, body: 1 };

function document(
  path: string,
  title: string,
  body: string,
  more: Partial<IndexedDocument> = {},
): IndexedDocument {
  return { path, title, tags: [], headings: [], body, language: 'en', stored: path, ...more };
}

const DOCUMENTS: readonly IndexedDocument[] = [
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
  // Digits as edge labels: the terms that stock Lunr loses.
  ...Array.from({ length: 400 }, (_, i) => document(`n/${i}.md`, `case ${i}`, `code ${i * 37} ${i * 1013}`)),
];

/** Stock Lunr with its own tokenizer for lists and an empty pipeline. Its node keys must be fixed already (token-set.ts). */
function oracle(documents: readonly IndexedDocument[]): lunr.Index {
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

/** What was stored with each match, which is its path here. */
function pathsOf(matches: Matches): string[] {
  return Array.from({ length: matches.length }, (_, at) => matches.stored(at));
}

export function describeEngine(name: string, open: OpenEngine): void {
  describe(`search engine ${name}`, () => {
    let engine: SearchEngine;
    let stock: lunr.Index;

    beforeAll(async () => {
      mendTokenSet();
      engine = await open(DOCUMENTS, BOOSTS);
      stock = oracle(DOCUMENTS);
    });

    const pathsFor = async (...clauses: Clause[]): Promise<string[]> => pathsOf(await engine.match(clauses));

    async function expectLikeLunr(clauses: readonly Clause[]): Promise<readonly string[]> {
      const matches = await engine.match(clauses);
      const expected = ask(stock, clauses);
      const paths = pathsOf(matches);
      expect(paths).toEqual([...expected.keys()].sort());
      expect(matches.scores).toHaveLength(paths.length);
      for (const [at, path] of paths.entries()) {
        const wanted = expected.get(path) ?? NaN;
        expect(Math.abs((matches.scores[at] ?? NaN) - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
        for (const clause of clauses.keys()) {
          expect(matches.has(at, clause)).toBe(matches.terms(at, clause).length > 0);
        }
      }
      return paths;
    }

    test('one word', async () => {
      expect(await expectLikeLunr([{ term: 'refund', presence: 'optional' }])).toEqual([
        'refund-eu.md',
        'refund.md',
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
      expect(await pathsFor()).toEqual([]);
      expect(await pathsFor({ term: 'nowhere', presence: 'optional' })).toEqual([]);
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
        expect(await pathsFor({ term, presence: 'optional' }), term).toHaveLength(count);
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
      expect(await pathsFor({ term, presence: 'optional' })).toEqual(expected);
      expect(await pathsFor({ term, presence: 'required' })).toEqual(expected);
    });

    test('more than two edits are two', async () => {
      const most = await pathsFor({ term: 'refund', presence: 'optional', editDistance: 2 });
      expect(await pathsFor({ term: 'refund', presence: 'optional', editDistance: 99 })).toEqual(most);
    });

    test('tells which terms a document has, clause by clause', async () => {
      const found = await engine.match([
        { term: 'ref*', presence: 'optional', wildcard: true },
        { term: 'refnud', presence: 'optional', editDistance: 1, fields: ['tags'] },
        { term: 'eu', presence: 'optional' },
        { term: 'stripe', presence: 'prohibited' },
      ]);
      expect(pathsOf(found)).toEqual(['refund-eu.md']);
      expect([0, 1, 2, 3].map((clause) => found.terms(0, clause))).toEqual([['refund'], [], ['eu'], []]);
      expect([0, 1, 2, 3].map((clause) => found.has(0, clause))).toEqual([true, false, true, false]);
      const again = await engine.match([
        { term: 'refund', presence: 'optional', fields: ['tags'] },
        { term: 'refund', presence: 'optional', fields: ['headings'] },
        { term: 'bil*', presence: 'required', wildcard: true },
        { term: '*', presence: 'optional', wildcard: true, fields: ['title', 'tags'] },
      ]);
      expect([0, 1, 2, 3].map((clause) => again.terms(0, clause))).toEqual([
        ['refund'],
        [],
        ['bill'],
        ['bill', 'charg', 'duplic', 'refund'],
      ]);
    });

    test('more clauses than a number has bits', async () => {
      const words = ['refund', 'eu', 'error', 'stripe', 'token', 'case', 'code', 'dai'];
      const clauses = Array.from({ length: 70 }, (_, i): Clause => {
        return { term: words[i % words.length] ?? '', presence: 'optional', boost: i + 1 };
      });
      await expectLikeLunr(clauses);
      await expectLikeLunr([...clauses, { term: 'refund', presence: 'required' }]);
      await expectLikeLunr([...clauses, { term: 'refund', presence: 'prohibited' }]);
    });

    test('what was stored comes back, in the order of paths', async () => {
      const paths = DOCUMENTS.map(({ path }) => path).sort();
      expect(engine.size).toBe(paths.length);
      expect(await engine.stored((path) => path)).toEqual(paths);
      const [first = '', ...others] = paths;
      const asked = await engine.stored((path) => (path === first ? undefined : path.length));
      expect(asked).toEqual(others.map(({ length }) => length));
      for (const some of [first, others.at(-1) ?? '', 'no such path']) {
        const found = await engine.stored(
          (path) => path,
          (texts) => texts.includes(some),
        );
        expect(found).toEqual(paths.filter((path) => path.includes(some)));
      }
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
      const empty = await open([], BOOSTS);
      expect(empty.size).toBe(0);
      expect((await empty.match([{ term: 'refund', presence: 'optional' }])).length).toBe(0);
      expect((await empty.match([{ term: 'refund', presence: 'prohibited' }])).length).toBe(0);
      expect(await empty.spellings('refund', 3)).toEqual([]);
      expect([...(await empty.languages())]).toEqual([]);
      expect(await empty.stored((path) => path)).toEqual([]);
    });
  });
}
