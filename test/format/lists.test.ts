import { describe, expect, test } from 'vitest';
import { formatCards, formatStale } from '../../src/format/cards.js';
import { formatHits } from '../../src/format/hits.js';
import { problemLine } from '../../src/format/problems.js';
import { printed } from '../../src/format/style.js';
import { formatTable } from '../../src/format/table.js';
import { unstyled } from '../../src/format/styled.js';
import { width } from '../../src/format/width.js';
import type { CardId } from '../../src/card/card.js';
import type { Day } from '../../src/day.js';
import type { TrustFacts } from '../../src/trust/trust.js';
import type { SearchHit } from '../../src/search/search.js';
import { piped, rich, row, stale, terminal, trust } from './styles.js';

const duplicate = row({
  id: 'refund-duplicate-charge' as CardId,
  title: 'Refund a duplicate charge',
  path: 'cards/refund-duplicate-charge.md',
});
const billing: SearchHit = {
  row: duplicate,
  trust: trust({ owner: ['@acme/billing'] }),
  line: 14,
  words: () => [],
  score: 9.008,
  because: { text: 7.1, coverage: 1, trust: 1, use: 1.22, recency: 1.04 },
  snippet: {
    line: 14,
    heading: ['Steps'],
    text: '…issue the refund in Stripe within 5 days, then reply with…',
    marks: [[11, 17]],
  },
};
const hits: SearchHit[] = [
  billing,
  {
    row: row(),
    trust: trust(stale),
    line: 1,
    words: () => [],
    score: 2.5,
    because: { text: 3.333, coverage: 0.666, trust: 1, use: 1, recency: 1 },
    snippet: null,
  },
];

describe('hits', () => {
  test('on a wide terminal: rank, badge, title, owner, date, place; then the snippet', () => {
    expect(formatHits(hits, terminal({ columns: 120 }))).toBe(
      [
        '1  ✔ verified   Refund a duplicate charge  @acme/billing  until 2027-02-19  cards/refund-duplicate-charge.md:14',
        '     Steps › …issue the refund in Stripe within 5 days, then reply with…',
        '2  ✖ stale 41d  Refund policy (EU)         @legal         since 2026-10-11  cards/refund-eu.md:1',
        '',
      ].join('\n'),
    );
  });

  test('on a narrow one the place has its own line, and the heading gives way', () => {
    expect(formatHits(hits, terminal({ columns: 70 }))).toBe(
      [
        '1  ✔ verified   Refund a duplicate c…  @acme/billing  until 2027-02-19',
        '     cards/refund-duplicate-charge.md:14',
        '     …issue the refund in Stripe within 5 days, then reply with…',
        '2  ✖ stale 41d  Refund policy (EU)     @legal         since 2026-10-11',
        '     cards/refund-eu.md:1',
        '',
      ].join('\n'),
    );
  });

  test('piped: one line a hit, tab-separated, nothing cut', () => {
    expect(formatHits(hits, piped)).toBe(
      [
        '1\t✔ verified\tRefund a duplicate charge\t@acme/billing\tuntil 2027-02-19\tcards/refund-duplicate-charge.md:14\tSteps › …issue the refund in Stripe within 5 days, then reply with…',
        '2\t✖ stale 41d\tRefund policy (EU)\t@legal\tsince 2026-10-11\tcards/refund-eu.md:1\t',
        '',
      ].join('\n'),
    );
    expect(formatHits(hits, piped, { format: 'oneline', explain: true }).split('\n')[1]).toBe(
      '2\t✖ stale 41d\tRefund policy (EU)\t@legal\tsince 2026-10-11\tcards/refund-eu.md:1\ttext 3.3 × coverage 0.67 × trust 1.00 × use 1.00 × recency 1.00 = 2.5',
    );
  });

  test('explain says how the score came about', () => {
    const lines = formatHits(hits, terminal({ columns: 120 }), { explain: true, format: 'oneline' }).split(
      '\n',
    );
    expect(lines[1]).toBe('     text 7.1 × coverage 1 × trust 1.00 × use 1.22 × recency 1.04 = 9.0');
    expect(formatHits(hits, terminal({ unicode: false }), { explain: true })).toContain(
      'text 7.1 x coverage 1 x trust',
    );
  });

  test('full shows audience, kind and tags, and the whole snippet', () => {
    expect(
      formatHits(hits.slice(0, 1), terminal({ columns: 60 }), { format: 'full' })
        .split('\n')
        .slice(1),
    ).toEqual([
      '     cards/refund-duplicate-charge.md:14',
      '     public · faq · #refunds · #eu',
      '     Steps › …issue the refund in Stripe within 5 days, then',
      '     reply with…',
      '',
    ]);
  });

  test('in colour the words that were looked for are bold, and the place can be clicked', () => {
    const text = formatHits(hits, terminal({ color: true, columns: 120 }, { TERM: 'xterm-kitty' }), {
      root: '/base',
    });
    expect(text).toContain('…issue the \x1b[1mrefund\x1b[22m in Stripe');
    expect(text).toContain('\x1b]8;;file:///base/cards/refund-eu.md\x1b\\');
  });

  test('the first word that was looked for is on the line, however far it stands in the snippet', () => {
    const text = `${'many words '.repeat(12)}refund here`;
    const far: SearchHit = {
      ...billing,
      snippet: { line: 1, heading: [], text, marks: [[132, 138]] },
    };
    const lines = formatHits([far], terminal({ columns: 50, color: true })).split('\n');
    expect(lines[2]).toMatch(/^ {5}….*words \x1b\[1mrefund\x1b\[22m here$/);
    expect(width(lines[2] ?? '')).toBeLessThanOrEqual(50);
  });

  test('no hits are no text', () => {
    expect(formatHits([], terminal())).toBe('');
  });
});

describe('lists', () => {
  const cards = [
    [row(), trust(stale)],
    [duplicate, trust({ owner: ['@acme/billing', '@ana'] })],
    [row({ title: 'Old form' }, 'refund-eu'), trust({ supersededBy: 'refund-eu' })],
  ] as const;

  test('kb list', () => {
    expect(formatCards(cards, terminal({ columns: 140 }))).toBe(
      [
        '✖ stale 41d      Refund policy (EU)         @legal               since 2026-10-11  refund-eu                cards/refund-eu.md',
        '✔ verified       Refund a duplicate charge  @acme/billing, @ana  until 2027-02-19  refund-duplicate-charge  cards/refund-duplicate-charge.md',
        '→ see refund-eu  Old form                   @legal                                 refund-eu                cards/refund-eu.md',
        '',
      ].join('\n'),
    );
    expect(formatCards(cards, terminal({ columns: 80 }), { format: 'oneline' }).split('\n')[1]).toBe(
      '✔ verified       Refund a duplicate charge  refund-duplicate-charge',
    );
    expect(
      formatCards(cards, terminal({ columns: 60 }))
        .split('\n')
        .slice(0, 2),
    ).toEqual([
      '✖ stale 41d      Refund polic…  @legal         refund-eu',
      '✔ verified       Refund a dup…  @acme/billin…  …icate-charge',
    ]);
    expect(formatCards(cards, piped, { format: 'full' }).split('\n')[0]).toBe(
      '✖ stale 41d\tRefund policy (EU)\t@legal\tsince 2026-10-11\trefund-eu\trefunds, eu\tfaq\tpublic\tcards/refund-eu.md',
    );
  });

  test('a card holds until its due day, and is past it from the next one; nobody is chased for a draft', () => {
    const date = (facts: Partial<TrustFacts>) => formatCards([[row(), trust(facts)]], piped).split('\t')[3];
    expect(date({ verifyBy: '2026-11-21' as Day })).toBe('until 2026-11-21');
    expect(date({ verifyBy: '2026-11-20' as Day })).toBe('since 2026-11-20');
    expect(date({ ...stale, flags: 1 })).toBe('since 2026-10-11');
    expect(date({ verifyBy: null })).toBe('');
    expect(date({ ...stale, status: 'draft' })).toBe('');
  });

  test('kb stale: days past the due day, negative to come, empty without one', () => {
    const due = [row(), trust({ verifyBy: '2026-11-27' as Day })] as const;
    const never = [row(), trust({ verifyBy: null })] as const;
    const days = formatStale([...cards.slice(0, 1), due, never], piped)
      .split('\n')
      .map((line) => line.split('\t')[3]);
    expect(days).toEqual(['41', '-6', '', undefined]);
  });

  test('findings', () => {
    const problem = {
      rule: 'title-length',
      severity: 'error',
      message: 'too long',
      line: 3,
      column: 7,
    } as const;
    expect(printed([problemLine({ path: 'cards/a.md', problem }, piped)], piped)).toBe(
      'cards/a.md:3:7: error too long [title-length]\n',
    );
    expect(
      printed(
        [problemLine({ path: 'cards/a.md', problem: { rule: 'x', severity: 'info', message: 'so' } }, piped)],
        piped,
      ),
    ).toBe('cards/a.md: info so [x]\n');
    expect(
      printed(
        [problemLine({ path: '::error::\n.md', problem: { ...problem, message: 'found "\x1b[2J"' } }, piped)],
        piped,
      ),
    ).toBe('\\::error::\\n.md:3:7: error found "\\x1b[2J" [title-length]\n');
    expect(printed([problemLine({ path: 'a.md', problem }, rich, '/r')], rich)).toBe(
      '\x1b]8;;file:///r/a.md\x1b\\a.md:3:7\x1b]8;;\x1b\\: \x1b[31merror\x1b[39m too long \x1b[2m[title-length]\x1b[22m\n',
    );
  });
});

describe('tables', () => {
  const scripts = ['Refund', 'החזר כספי', 'استرداد', 'การคืนเงินทำน้ำ', '退款政策', '👨‍👩‍👧 ⚠️ e\u0301', 'a\tb\nc'];
  const rows = scripts.map((text) => [{ text }, { text: 'end' }]);

  test('the second column starts in one place, whatever the script of the first', () => {
    for (const columns of [80, 12]) {
      const starts = formatTable(rows, [{ shrinkTo: 3 }, {}], terminal({ columns })).map((line) =>
        width(line.slice(0, line.lastIndexOf('end'))),
      );
      expect(new Set(starts).size).toBe(1);
    }
  });

  test.each([1, 2, 5, 10, 20, 79])('no line is wider than a terminal of %i columns', (columns) => {
    for (const line of formatTable(
      rows,
      [{ shrinkTo: 8 }, { align: 'right' }],
      terminal({ columns, color: true }),
    )) {
      expect(width(line)).toBeLessThanOrEqual(columns);
    }
  });

  test('piped cells are whole, without tabs and line breaks of their own', () => {
    const lines = formatTable(rows, [], terminal({ terminal: false, columns: 5 }));
    expect(lines.map((line) => line.split('\t'))).toEqual(
      scripts.map((text) => [text.replace('\t', '\\t').replace('\n', '\\n'), 'end']),
    );
  });

  test('an empty column takes no room; an optional one goes when there is none', () => {
    const three = [[{ text: 'a' }, { text: '' }, { text: 'long text' }]];
    expect(formatTable(three, [{}, {}, {}], terminal())).toEqual(['a  long text']);
    expect(formatTable(three, [{}, {}, { optional: true }], terminal({ columns: 8 }))).toEqual(['a']);
  });

  test('spare columns go one after another, but only where shrinking does not help', () => {
    const four = [[{ text: 'aaaaaaaa' }, { text: 'second' }, { text: 'third' }, { text: 'fourth' }]];
    const columns = [{ shrinkTo: 4 }, { spare: 1 }, { spare: 2 }, {}];
    const at = (room: number): string[] => formatTable(four, columns, terminal({ columns: room }));
    expect(at(31)).toEqual(['aaaaaaaa  second  third  fourth']);
    expect(at(27)).toEqual(['aaa…  second  third  fourth']);
    expect(at(26)).toEqual(['aaaaaaaa  second  fourth']);
    expect(at(20)).toEqual(['aaa…  second  fourth']);
    expect(at(19)).toEqual(['aaaaaaaa  fourth']);
    expect(at(9)).toEqual(['aaa…  fo…']);
  });

  test('colours do not move columns', () => {
    const bold = [
      [{ text: 'ab', paint: (text: string) => `\x1b[1m${text}\x1b[22m` }, { text: 'x' }],
      [{ text: 'abcd' }, { text: 'y' }],
    ];
    expect(formatTable(bold, [{}, {}], terminal({ color: true })).map(unstyled)).toEqual([
      'ab    x',
      'abcd  y',
    ]);
  });
});
