import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Card, CardId } from '../../src/card/card.js';
import { outline } from '../../src/card/outline.js';
import { parseFilter } from '../../src/catalog/filter.js';
import { encodeRow, markOf, type KeptRow } from '../../src/catalog/kept-row.js';
import type { Ranking } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { KbError } from '../../src/errors.js';
import { searchedLikeTags, toDocument } from '../../src/search/document.js';
import type { IndexedDocument } from '../../src/search/engine.js';
import { detectLanguage } from '../../src/search/language.js';
import { search, type SearchDeps, type SearchRequest, type SearchResult } from '../../src/search/search.js';
import type { TrustFacts } from '../../src/trust/trust.js';
import { corpora, hasCorpora } from '../corpora.js';
import { openEngine } from './open-engine.js';

const ranking: Ranking = {
  boosts: { title: 3, tags: 3, headings: 2, body: 1 },
  trust: { verified: 1, due: 0.97, unverified: 0.8, stale: 0.6, superseded: 0.3 },
  coverage: 0.5,
  recency: 1.1,
};
const facts: TrustFacts = {
  status: 'active',
  supersededBy: null,
  unreadable: false,
  badDate: false,
  flags: 0,
  owner: ['@ana'],
  verifiedOn: '2026-10-01' as Day,
  verifiedBy: '@ana',
  verifyBy: '2027-02-19' as Day,
  recorded: true,
  edited: false,
  codeChanged: false,
};

interface Given {
  title: string;
  body: string;
  tags?: string[];
  keywords?: string[];
  /** The file has no title of its own, so its name is among the tags. */
  untitled?: boolean;
  language?: string;
  facts?: Partial<TrustFacts>;
}

interface Base {
  deps: SearchDeps;
  /** Paths whose text was read. */
  read: string[];
}

async function base(cards: Readonly<Record<string, Given>>): Promise<Base> {
  const read: string[] = [];
  const documents: IndexedDocument[] = [];
  for (const [path, given] of Object.entries(cards)) {
    const { title, body, tags = [], keywords = [], untitled = false, language = 'en' } = given;
    const card = { path, title, writtenTitle: untitled ? null : title, tags, keywords };
    const row: KeptRow = {
      path,
      id: path.replace('.md', '') as CardId,
      title,
      tags,
      keywords: searchedLikeTags(card as unknown as Card),
      kind: null,
      audience: 'internal',
      language,
      aliases: [],
      unreadable: null,
      facts: { ...facts, ...given.facts },
    };
    const document = toDocument(card as unknown as Card, outline(body), language);
    documents.push({ ...document, stored: encodeRow(row), mark: markOf(row) });
  }
  const engine = await openEngine(documents, ranking.boosts);
  const text: SearchDeps['text'] = (file) => {
    read.push(file);
    const card = cards[file];
    return Promise.resolve(card ? { body: card.body, bodyLine: 5 } : null);
  };
  return { deps: { engine, text, today: '2026-11-21' as Day, warn: 14, ranking }, read };
}

const found = ({ hits }: SearchResult): string[] => hits.map(({ row }) => row.path);

describe('search', () => {
  let small: Base;
  const ask = (text: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> =>
    search({ text, limit: 10, ...more }, small.deps);

  beforeAll(async () => {
    small = await base({
      'duplicate.md': {
        title: 'Refund a duplicate charge',
        body: '## In Stripe\n\nIssue the refund within 5 days,\nthen reply with the template.',
        tags: ['refunds'],
        keywords: ['money back', 'paid twice'],
      },
      'policy.md': {
        title: 'Refund policy (EU)',
        body: 'Customers have 14 days. They ask for the policy on a refund.\n\n## Days of refund\n\nNone.',
        tags: ['legal'],
        facts: { verifyBy: '2026-10-11' as Day },
      },
      'old.md': { title: 'Refund by cheque', body: 'We refund by cheque.', facts: { status: 'archived' } },
      'login.md': { title: 'How to log in', body: 'Use node.js and C++, not the letter C. Error 401.' },
      'store-credit.md': {
        title: 'Vouchers',
        untitled: true,
        body: 'A gift card is no money.',
        facts: { supersededBy: 'policy' },
      },
      'he.md': { title: 'נהלים', body: 'החזר כספי ללקוח תוך חמישה ימים', language: 'he' },
      'th.md': { title: 'นโยบาย', body: 'วิธีการขอคืนเงินภายในห้าวัน', language: 'th' },
      'on.md': { title: 'Most na rzece', body: 'On to most.', language: 'pl' },
      'pl.md': { title: 'Zasady', body: 'Zwrot płatności w ciągu pięciu dni.', language: 'pl' },
    });
  });

  test('words are optional; who has more of them comes first; the result explains itself', async () => {
    const result = await ask('refund duplicate charge');
    expect(found(result)).toEqual(['duplicate.md', 'policy.md']);
    expect(result).toMatchObject({ total: 2, corrected: null, missingWords: [], nearest: [], dropped: [] });
    expect(result.query.text).toBe('refund duplicate charge');
    const [first, second] = result.hits;
    expect(first?.because.coverage).toBe(1);
    // “refund” is in three of nine cards, each other word in one: it is worth less than a third of the query.
    const [common, rare] = [Math.log(1 + 6.5 / 3.5), Math.log(1 + 8.5 / 1.5)];
    expect(second?.because.coverage).toBeCloseTo(Math.sqrt(common / (common + 2 * rare)), 12);
    expect(second?.because.trust).toBe(0.6);
    expect(second?.trust).toMatchObject({ state: 'stale', days: 41 });
    const { text, coverage, trust, use, recency } = first?.because ?? {
      text: 0,
      coverage: 0,
      trust: 0,
      use: 0,
      recency: 0,
    };
    expect(first?.score).toBeCloseTo(text * coverage * trust * use * recency, 12);
  });

  test('text is Lunr’s own score', async () => {
    const { scores } = await small.deps.engine.match([{ term: 'stripe', presence: 'optional' }]);
    expect((await ask('stripe')).hits[0]?.because.text).toBe(scores[0]);
  });

  test('a snippet with its line, for the shown hits only', async () => {
    small.read.length = 0;
    const result = await ask('refund', { limit: 1 });
    expect(result.total).toBe(2);
    expect(result.hits).toHaveLength(1);
    expect(small.read).toEqual(['duplicate.md']);
    expect(result.hits[0]?.line).toBe(7);
    expect(result.hits[0]?.snippet).toMatchObject({ heading: ['In Stripe'], line: 7 });
    expect((await ask('refund', { limit: 0 })).hits).toHaveLength(2);
    expect((await ask('policy refund', { width: 20 })).hits[0]?.snippet?.text.length).toBeLessThan(30);
  });

  test.each([
    ['+refund -policy', ['duplicate.md']],
    ['refund +policy', ['policy.md']],
    ['+refund +login', []],
    ['-refund -zwrot', ['he.md', 'login.md', 'store-credit.md', 'on.md', 'th.md']],
    ['"issue the refund"', ['duplicate.md']],
    ['"within 5 days then reply"', ['duplicate.md']],
    ['"refund issue"', []],
    ['"refunds policies"', ['policy.md']],
    ['-"refund policy" refund', ['duplicate.md']],
    ['-"policy refund" refund', ['duplicate.md', 'policy.md']],
    ['"how to"', ['login.md']],
    ['"w ciągu"', ['pl.md']],
    ['the -refund how', ['login.md']],
    ['"in stripe" -issue', []],
    ['on', ['on.md']],
    ['most', ['on.md']],
    ['dupl*', ['duplicate.md']],
    ['customers*', ['policy.md']],
    ['*uplic', ['duplicate.md']],
    ['in:title policy', ['policy.md']],
    ['in:title customers', []],
    ['in:body "refund policy"', []],
    ['"money back"', ['duplicate.md']],
    ['in:tags "paid twice"', ['duplicate.md']],
    ['"back paid"', []],
    ['-"paid twice" refund', ['policy.md']],
    ['"store credit"', ['store-credit.md']],
    ['in:headings "in stripe"', ['duplicate.md']],
    ['in:headings "days of refund"', ['policy.md']],
    ['in:body "days of refund"', []],
    ['in:body "issue the refund"', ['duplicate.md']],
    ['in:headings stripe', ['duplicate.md']],
    ['in:tags refunds', ['duplicate.md']],
    ['C++', ['login.md']],
    ['+node.js', ['login.md']],
    ['-node.js error', []],
    ['a:b login', []],
    ['is:stale', ['policy.md']],
    ['refund is:stale', ['policy.md']],
    ['tag:refunds', ['duplicate.md']],
    ['is:archived', ['old.md']],
    ['cheque is:archived', ['old.md']],
    ['cheque', []],
    ['lang:he', ['he.md']],
    ['החזרים כספיים', ['he.md']],
    ['ההחזר', ['he.md']],
    ['คืนเงิน', ['th.md']],
    ['"ขอคืนเงิน"', ['th.md']],
    ['płatność', ['pl.md']],
    ['constructor', []],
  ])('%s', async (text, expected) => {
    expect(found(await ask(text)).sort()).toEqual([...expected].sort());
  });

  test('filters from flags join those of the text, and need no text', async () => {
    const filters = [parseFilter('is', 'stale')];
    expect(found(await ask('refund', { filters }))).toEqual(['policy.md']);
    expect(found(await ask('', { filters }))).toEqual(['policy.md']);
    expect(found(await ask('tag:refunds', { filters }))).toEqual([]);
  });

  test('filters come before the limit and the total', async () => {
    const result = await ask('refund is:stale', { limit: 1 });
    expect(result).toMatchObject({ total: 1 });
    expect(found(result)).toEqual(['policy.md']);
  });

  test('in another order, the first of all hits; without snippets no card is read', async () => {
    expect(found(await ask('refund policy'))).toEqual(['policy.md', 'duplicate.md']);
    small.read.length = 0;
    const first = await ask('refund policy', { limit: 1, sort: 'title' });
    expect([found(first), first.total, small.read]).toEqual([['duplicate.md'], 2, ['duplicate.md']]);
    small.read.length = 0;
    const bare = await ask('refund policy', { limit: 0, sort: 'title', snippets: false });
    expect(bare.hits.map(({ row, snippet }) => [row.path, snippet])).toEqual([
      ['duplicate.md', null],
      ['policy.md', null],
    ]);
    expect(small.read).toEqual([]);
  });

  test('all cards that match filters alone, the most trusted first', async () => {
    const result = await ask('-is:archived', { limit: 0 });
    expect(result.total).toBe(8);
    expect(found(result).slice(-2)).toEqual(['policy.md', 'store-credit.md']);
    expect(result.hits[0]?.because).toMatchObject({ text: 1, coverage: 1 });
  });

  test('a word that no card holds is looked for in its nearest spellings', async () => {
    const result = await ask('refnud policy');
    expect(result.corrected).toEqual([{ from: 'refnud', to: 'refund' }]);
    expect(found(result)).toEqual(['policy.md', 'duplicate.md']);
    expect(result.hits[0]?.because.coverage).toBe(1);
    expect(result.hits[0]?.snippet?.marks).toHaveLength(2);
    expect((await ask('+refnud')).total).toBe(2);
    expect((await ask('in:title +refnud')).total).toBe(2);
    expect((await ask('in:title +plicy -refnud')).corrected).toEqual([{ from: 'plicy', to: 'policy' }]);
  });

  test.each(['"refnud"', '-refnud is:stale', '402', 'refnud*', '+refund +401', 'in:title 14 refund'])(
    'no other spelling for %s',
    async (text) => {
      expect((await ask(text)).corrected).toBeNull();
    },
  );

  test('of the spellings only the nearest', async () => {
    const { deps } = await base({
      'a.md': { title: 'A', body: 'JavaScript and java script.' },
      'b.md': { title: 'B', body: 'JavaScript, JavaScripts.' },
    });
    const { corrected } = await search({ text: 'javscript', limit: 1 }, deps);
    expect(corrected).toEqual([{ from: 'javscript', to: 'javascript' }]);
  });

  test('short words are spelt as they are meant, and nothing stands for a word but one like it', async () => {
    const { deps } = await base({
      'a.md': { title: 'A', body: 'The top of the opt-out form: ram, food, bill, bank, charge.' },
      'b.md': { title: 'B', body: 'Po polsku: które, zamówienie, about there.', language: 'pl' },
    });
    const of = async (text: string) => {
      const { corrected, nearest } = await search({ text, limit: 1 }, deps);
      return [corrected?.map(({ to }) => to) ?? null, nearest];
    };
    for (const text of ['otp', 'rma', 'foo']) expect(await of(text)).toEqual([null, []]);
    expect(await of('bnak')).toEqual([['bank'], []]);
    expect(await of('fill')).toEqual([null, ['bill']]);
    // An English stop word that the Polish card has as a term.
    expect(await of('abuot')).toEqual([null, ['about']]);
    expect(await of('chargebak')).toEqual([null, []]);
  });

  test('without hits the nearest words are offered', async () => {
    const result = await ask('vochrs');
    expect(result).toMatchObject({ total: 0, corrected: null, hits: [] });
    expect(result.nearest).toContain('vouchers');
    expect((await ask('+refund +401')).nearest).toEqual([]);
    expect((await ask('login')).nearest).toEqual([]);
    expect((await ask('refund')).nearest).toEqual([]);
  });

  test('stop words alone are looked for in titles', async () => {
    const result = await ask('how does');
    expect(found(result)).toEqual(['login.md']);
    expect(result.dropped).toHaveLength(1);
    // In Polish, “to” is not a stop word.
    expect(found(await ask('how to')).sort()).toEqual(['login.md', 'on.md']);
    expect(found(await ask('how to refund'))).toEqual(['duplicate.md', 'policy.md']);
  });

  test('text without spaces is found wherever it was cut into words', async () => {
    const { deps } = await base({
      // Alone, ต้องการ is one word; in the query, with what follows, it is split in two.
      'apart.md': { title: '1', body: 'ต้องการ ใดๆ', language: 'th' },
      'together.md': { title: '2', body: 'ต้องการใดๆ', language: 'th' },
      'other.md': { title: '3', body: 'ใดๆ', language: 'th' },
    });
    for (const text of ['+ต้องการใดๆ', 'ต้องการใดๆ']) {
      const { hits } = await search({ text, limit: 2 }, deps);
      expect(hits.map(({ row, because }) => [row.path, because.coverage])).toEqual([
        ['together.md', 1],
        ['apart.md', 1],
      ]);
      expect(hits[1]?.snippet?.marks).toEqual([
        [0, 7],
        [8, 11],
      ]);
    }
    expect(found(await search({ text: '"ต้องการใดๆ"', limit: 5 }, deps))).toEqual(['together.md']);
    expect(found(await search({ text: 'ต้องการ', limit: 5 }, deps)).sort()).toEqual([
      'apart.md',
      'together.md',
    ]);
    expect(found(await search({ text: '"ต้องการ"', limit: 5 }, deps)).sort()).toEqual([
      'apart.md',
      'together.md',
    ]);
  });

  test('what the caps left out is told', async () => {
    expect((await ask(`refund ${'word '.repeat(80)}`)).dropped).toEqual(['words after the 64th']);
  });

  test.each(['', ' ', '~', 'is:foo', 'verified:>x'])('%j is a usage error', async (text) => {
    await expect(ask(text)).rejects.toThrow(KbError);
  });

  test('a card that cannot be read any more is still a hit', async () => {
    const gone = () => Promise.resolve(null);
    const deps: SearchDeps = { ...small.deps, text: gone };
    const result = await search({ text: 'stripe', limit: 3 }, deps);
    expect(result.hits).toMatchObject([{ row: { path: 'duplicate.md' }, snippet: null, line: 1 }]);
    expect((await search({ text: '"refund policy"', limit: 3 }, deps)).total).toBe(1);
  });

  test('use lifts, bounded', async () => {
    const deps: SearchDeps = { ...small.deps, use: { of: ({ id }) => (id === 'policy' ? 9 : 1), most: 9 } };
    const result = await search({ text: 'refund', limit: 3 }, deps);
    expect(result.hits.find(({ row }) => row.path === 'policy.md')?.because.use).toBe(1.5);
  });

  test('a card in a language that hardly any other has is found by the words it holds', async () => {
    const english = Array.from({ length: 99 }, (_, i): [string, Given] => [
      `${i}.md`,
      { title: 'Refund', body: 'Pay.' },
    ]);
    const { deps } = await base({
      ...Object.fromEntries(english),
      'es.md': { title: 'Reembolsos', body: 'Una cebra.', language: 'es' },
    });
    for (const text of ['reembolsos', 'reembolso', 'cebra']) {
      expect(found(await search({ text, limit: 3 }, deps))).toEqual(['es.md']);
    }
  });

  test('languages from the config are used as they are', async () => {
    expect(found(await search({ text: 'płatność', limit: 3 }, { ...small.deps, languages: ['en'] }))).toEqual(
      [],
    );
  });
});

/** The cards of a folder, with front matter cut off by hand, because this test is about words, not YAML. */
function folder(name: string): Record<string, Given> {
  const cards: Record<string, Given> = {};
  for (const file of readdirSync(corpora(name))
    .filter((entry) => entry.endsWith('.md'))
    .sort()) {
    const source = readFileSync(path.join(corpora(name), file), 'utf8').replace(/^\ufeff/, '');
    const [, matter = '', body = source] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source) ?? [];
    const title = (/^title: *(.*)$/m.exec(matter)?.[1] ?? '').replace(/^["']|["']$/g, '').trim();
    const language = detectLanguage(`${title}\n${body}`);
    cards[file] = { title, body, language };
  }
  return cards;
}

describe.runIf(hasCorpora('langs'))('known items', () => {
  test.each(['he', 'ar', 'th', 'pl'])('title words find their card: %s', async (language) => {
    const cards = folder(`langs/support-${language}`);
    const { deps } = await base(cards);
    const titles = Object.entries(cards).filter(([, { title }]) => title !== '');
    const sample = titles.filter((_, i) => i % Math.floor(titles.length / 40) === 0).slice(0, 40);
    expect(sample).toHaveLength(40);
    const missed: string[] = [];
    for (const [file, { title }] of sample) {
      const text = title.replace(/["*+:-]/g, ' ');
      const result = await search({ text, limit: 5 }, deps);
      const same = result.hits.some(({ row }) => row.path === file || row.title === title);
      if (!same) missed.push(title);
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(4);
  });
});
