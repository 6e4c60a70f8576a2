import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/card/markdown.js';
import type { Audience } from '../../src/card/card.js';
import type { Day } from '../../src/day.js';
import { formatCard } from '../../src/format/card.js';
import { advice } from '../../src/format/advice.js';
import type { TrustFacts } from '../../src/trust/trust.js';
import { card, controlsIn, HOSTILE, piped, rich, stale, terminal, trust } from './styles.js';

const CHECK = 'check before you send this';

describe('the banner', () => {
  const cases: [Partial<TrustFacts>, Audience, string][] = [
    [stale, 'internal', `✖ stale 41 days · owner @legal · ${CHECK}`],
    [{ verifyBy: '2026-11-20' as Day }, 'public', `✖ stale 1 day · owner @legal · ${CHECK}`],
    [{}, 'public', '✔ verified · owner @legal · can be sent to a customer'],
    [{ recorded: false }, 'public', '✔ verified (date only) · owner @legal · can be sent to a customer'],
    [{}, 'internal', '✔ verified · owner @legal · for colleagues only: do not send it to a customer'],
    [{}, 'restricted:finance', '✔ verified · owner @legal · for finance only: do not pass it on'],
    [{ verifyBy: '2026-11-27' as Day }, 'public', '! due in 6 days · owner @legal · good until 2026-11-27'],
    [
      { verifyBy: '2026-11-21' as Day },
      'internal',
      '! due today · owner @legal · good until 2026-11-21, for colleagues only: do not send it to a customer',
    ],
    [
      { codeChanged: true },
      'public',
      `! code changed · owner @legal · the code it describes has changed: ${CHECK}`,
    ],
    [
      { owner: ['@a', '@b'], edited: true },
      'public',
      `? edited since · owners @a, @b · its text changed after it was verified: ${CHECK}`,
    ],
    [{ owner: [] }, 'public', `? no owner · it has no owner: ${CHECK}`],
    [{ verifyBy: null }, 'public', `? unverified · owner @legal · it has no date: ${CHECK}`],
    [{ badDate: true }, 'public', `? unverified · owner @legal · its date cannot be read: ${CHECK}`],
    [{ status: 'draft' }, 'public', '~ draft · owner @legal · not finished: do not send this'],
    [
      { supersededBy: 'refund-2026' },
      'public',
      '→ see refund-2026 · owner @legal · superseded: read that card instead',
    ],
    [
      { status: 'archived' },
      'public',
      '– archived · owner @legal · kept for the record only: do not send this',
    ],
  ];

  test.each(cases)('%j, %s: %s', (facts, audience, expected) => {
    const drawn = formatCard(
      card({ audience, supersededBy: facts.supersededBy ?? null }),
      trust(facts),
      null,
      terminal({ columns: 120 }),
      { columns: 120 },
    );
    expect(drawn.split('\n')[0]).toBe(expected);
  });

  test('only a verified card for the public can be sent to a customer', () => {
    const states: Partial<TrustFacts>[] = [
      ...cases.map(([facts]) => facts),
      { flags: 1 },
      { unreadable: true },
    ];
    for (const facts of states) {
      for (const audience of ['public', 'internal', 'restricted:x'] as const) {
        const may = trust(facts).state === 'verified' && audience === 'public';
        expect(advice(trust(facts), audience).includes('can be sent')).toBe(may);
      }
    }
  });

  test('says what else speaks against the card, and who objects to what', () => {
    const flags = [{ by: '@ben', on: '2026-11-02' as Day, note: 'price changed' }];
    expect(
      formatCard(card({ flags }), trust({ ...stale, flags: 1, owner: [] }), null, terminal({ columns: 100 }))
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      `? flagged · somebody flagged it: ${CHECK}`,
      'also: stale 41 days, no owner',
      'flagged by @ben on 2026-11-02: price changed',
    ]);
  });

  test('is wrapped in a narrow terminal, and coloured', () => {
    const drawn = formatCard(card(), trust(stale), null, terminal({ columns: 30, color: true }));
    expect(drawn.split('\n').slice(0, 2)).toEqual([
      '\x1b[1m\x1b[31m✖ stale 41 days · owner @legal\x1b[39m\x1b[22m',
      '\x1b[1m\x1b[31m· check before you send this\x1b[39m\x1b[22m',
    ]);
  });
});

describe('the page', () => {
  test('banner, title, facts, text', async () => {
    const shown = card();
    expect(formatCard(shown, trust(stale), await parseMarkdown(shown.body), terminal())).toBe(
      [
        `✖ stale 41 days · owner @legal · ${CHECK}`,
        '',
        'Refund policy (EU)',
        '',
        'id         refund-eu',
        'file       cards/refund-eu.md',
        'tags       refunds, eu',
        'audience   internal',
        'verified   2026-02-01 by @ana (read with legal)',
        'verify by  2026-10-11',
        '',
        'Within 14 days.',
        '',
      ].join('\n'),
    );
  });

  test('a first heading that says something else, or is none of the first rank, stays', async () => {
    const lower = await parseMarkdown('## Refund policy (EU)\n\nText.');
    expect(formatCard(card(), trust(), lower, terminal())).toContain('\n## Refund policy (EU)\n\nText.\n');
    const body = await parseMarkdown('# Another title\n\nText.');
    expect(formatCard(card(), trust(), body, terminal())).toContain('\n# Another title\n\nText.\n');
  });

  test('the path can be clicked', () => {
    expect(formatCard(card(), trust(), null, rich, { root: '/base' })).toContain(
      '\x1b]8;;file:///base/cards/refund-eu.md\x1b\\cards/refund-eu.md',
    );
  });

  test('an unreadable card shows what is wrong at which line, and its source', () => {
    const broken = card({
      unreadable: 'front matter is not closed',
      title: 'refund-eu',
      owner: [],
      tags: [],
      verified: { on: null, by: null, content: null, paths: null, note: null },
      body: '---\ntitle: x\n\n# Text\n',
      problems: [
        {
          rule: 'front-matter-closed',
          severity: 'error',
          message: 'expected a line `---`',
          line: 1,
          column: 1,
        },
      ],
    });
    expect(formatCard(broken, trust({ unreadable: true, owner: [], verifyBy: null }), null, piped)).toBe(
      [
        `? unverified · its fields cannot be read: ${CHECK}`,
        'also: no due date, no owner',
        '',
        'refund-eu',
        '',
        'id         refund-eu',
        'file       cards/refund-eu.md',
        'audience   internal',
        '',
        'cards/refund-eu.md:1:1: error expected a line `---` [front-matter-closed]',
        '',
        '---',
        'title: x',
        '',
        '# Text',
        '',
      ].join('\n'),
    );
  });

  test('errors and warnings are shown; where the fields cannot be read, everything is', () => {
    const problems = (['error', 'warning', 'info'] as const).map((severity) => ({
      rule: 'r',
      severity,
      message: 'm',
    }));
    const found = (unreadable: string | null) =>
      formatCard(card({ problems, unreadable }), trust(), null, piped).match(/\w+ m \[r\]/g);
    expect(found('x')).toEqual(['error m [r]', 'warning m [r]', 'info m [r]']);
    expect(found(null)).toEqual(['error m [r]', 'warning m [r]']);
  });

  test.each(HOSTILE.map((text) => [text]))('%j in any field does not reach the terminal', async (text) => {
    const hostile = card({
      title: `t${text}`,
      path: `cards/${text}.md`,
      tags: [text],
      kind: text,
      related: [text],
      supersededBy: text,
      audience: `restricted:${text}`,
      flags: [{ by: text, on: null, note: text }],
      verified: { on: null, by: text, content: null, paths: null, note: text },
      problems: [{ rule: text, severity: 'error', message: text, line: 1 }],
      body: `a ${text} b`,
    });
    const distrust = trust({ supersededBy: text, owner: [text] });
    for (const body of [null, await parseMarkdown(hostile.body)]) {
      expect(controlsIn(formatCard(hostile, distrust, body, rich, { root: '/r' }))).toBeNull();
      const plain = formatCard(hostile, distrust, body, terminal({ columns: 1 }));
      expect(controlsIn(plain)).toBeNull();
      expect(plain).not.toContain('\x1b');
    }
  });
});
