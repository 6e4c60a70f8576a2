import { describe, expect, test } from 'vitest';
import { defaultsFor, parseFolderDefaults } from '../../src/card/defaults.js';
import { parseCard } from '../../src/card/parse.js';
import { unknownKeys } from '../../src/card/unknown-keys.js';
import { dialectNames, type Dialect } from '../../src/card/fields.js';
import { dueDay } from '../../src/trust/trust.js';
import { hasCorpora } from '../corpora.js';
import { card, cardWith, corpusFiles, places, sampleContext } from './sample.js';

const full = `---
id: refund-duplicate-charge
title: Refund a duplicate charge
owner: "@acme/billing"
verifiers: ["@ana", "#legal", ben@acme.com]
tags: [refunds, stripe]
verify-by: 2027-02-19
verify-every: 6 months
verified:
  on: 2026-11-21
  by: "@ana"
  content: 5f1c9a3e27b0
  note: read with legal, 2026 terms
flags:
  - {by: "@ben", on: 2026-11-22, note: the price changed}
kind: how-to
status: deprecated
superseded-by: refund-2027
audience: restricted:legal
keywords: chargeback, E4012
aliases: [refund-old]
paths: "services/{billing,tax}/**"
related: [refund-eu]
language: pt-BR
---
Text.
`;

describe('a card', () => {
  test('with every field', () => {
    const { keys, writtenId, source, ...rest } = card(full);
    expect(source).toBe(full);
    expect(keys).toHaveLength(22);
    expect(writtenId).toEqual({ text: 'refund-duplicate-charge', line: 2, column: 1 });
    expect(rest).toEqual({
      id: 'refund-duplicate-charge',
      explicitId: true,
      path: 'cards/card.md',
      title: 'Refund a duplicate charge',
      writtenTitle: 'Refund a duplicate charge',
      owner: ['@acme/billing'],
      ownerFrom: 'card',
      verifiers: ['@ana', '#legal', 'ben@acme.com'],
      tags: ['refunds', 'stripe'],
      keywords: ['chargeback', 'E4012'],
      aliases: ['refund-old'],
      related: ['refund-eu'],
      paths: ['services/{billing,tax}/**'],
      verifyBy: '2027-02-19',
      badDate: false,
      verifyEvery: { count: 6, unit: 'month' },
      verified: {
        on: '2026-11-21',
        by: '@ana',
        content: '5f1c9a3e27b0',
        paths: null,
        note: 'read with legal, 2026 terms',
      },
      flags: [{ by: '@ben', on: '2026-11-22', note: 'the price changed' }],
      kind: 'how-to',
      status: 'deprecated',
      supersededBy: 'refund-2027',
      audience: 'restricted:legal',
      language: 'pt-BR',
      body: 'Text.\n',
      bodyLine: 26,
      unreadable: null,
      problems: [],
    });
  });

  test('takes what it does not say from its surroundings', () => {
    const parsed = card('---\nverify-by: 2027-01-01\ntags: own\n---\n# Heading\n', {
      defaults: {
        owner: ['@acme/support'],
        ownerFrom: 'codeowners',
        verifyEvery: { count: 1, unit: 'month' },
        audience: 'public',
        tags: ['folder', 'own'],
      },
    });
    expect(parsed).toMatchObject({
      id: 'card',
      explicitId: false,
      title: 'Heading',
      writtenTitle: null,
      owner: ['@acme/support'],
      ownerFrom: 'codeowners',
      tags: ['own', 'folder'],
      verifyEvery: { count: 1, unit: 'month' },
      audience: 'public',
      problems: [],
    });
  });

  test.each([
    ['title: " Refunds "\n---\n# Heading', 'Refunds'],
    ['owner: "@a"\n---\nText\n\n```sh\n# comment\n```\n\n## Two\n\n# One `code`', 'One code'],
    ['owner: "@a"\n---\n# <%= current_page.data.title %>\n\n# Real', 'Real'],
    ['owner: "@a"\n---\n# {{ page.title }}\n', 'refund flow'],
    ['owner: "@a"\n---\nNo heading', 'refund flow'],
    ['title: [a]\n---\n# Heading', 'Heading'],
    ['title: constructor\n---\n', 'constructor'],
  ])('has a title: %j', (rest, title) => {
    expect(card(`---\n${rest}\n`, { path: 'cards/a/refund-flow.html.md.erb' }).title).toBe(title);
  });

  test('keeps scalars as written', () => {
    const parsed = card('---\ntitle: 012\nowner: no\nlanguage: no\nkeywords: [1.10, 12:30]\n---\n', {
      people: new Set(['no']),
    });
    expect(parsed).toMatchObject({
      title: '012',
      owner: ['no'],
      language: 'no',
      keywords: ['1.10', '12:30'],
    });
  });
});

describe('a wrong value is reported at its place, and only that field is left out', () => {
  test.each([
    ['tags: {a: b}', '5:1 tags', 'tags', []],
    ['tags:', '5:1 tags', 'tags', []],
    ['tags: ""', '5:1 tags', 'tags', []],
    ['tags: [a, 404, b]', '5:11 tags', 'tags', ['a', 'b']],
    ['tags: [a, [b], c]', '5:11 tags', 'tags', ['a', 'c']],
    ['tags: [a, ~]', '5:11 tags', 'tags', ['a']],
    ['tags: [a, b, a]', '5:14 tags', 'tags', ['a', 'b']],
    ['tags: [a, [x], a, 7]', '5:16 tags,5:11 tags,5:19 tags', 'tags', ['a']],
    ['tags: ["a\\u202Eb"]', '5:8 tags', 'tags', []],
    [`tags: [${Array.from({ length: 33 }, (_, at) => `t${at}`).join(', ')}]`, '5:1 tags', 'tags', []],
    ['status: gone', '5:1 type', 'status', 'active'],
    ['status: [draft]', '5:1 type', 'status', 'active'],
    ['kind: ../etc', '5:1 type', 'kind', null],
    ['language: "he il"', '5:1 type', 'language', null],
    ['paths: [/etc/**, a/../b, src/**]', '5:9 type,5:18 type', 'paths', ['src/**']],
    ['id: Refund EU', '5:1 id-format', 'id', 'card'],
    ['id: -a', '5:1 id-format', 'id', 'card'],
    ['verify-every: sometimes', '5:1 interval-format', 'verifyEvery', { count: 90, unit: 'day' }],
    ['verifiers: [ana, "@ben"]', '5:13 owner-form', 'verifiers', ['@ben']],
    ['verified: yes', '5:1 type', 'verified', { on: null, by: null, content: null, paths: null, note: null }],
    ['flags: [{by: "@b"}]', '5:9 flags', 'flags', [{ by: '@b', on: null, note: '' }]],
    ['flags: objection', '5:1 flags', 'flags', []],
  ] as const)('%s', (line, expected, field, value) => {
    const parsed = cardWith(line);
    expect(places(parsed).join()).toBe(expected);
    expect(parsed[field]).toEqual(value);
    expect(parsed).toMatchObject({ title: 'A card', unreadable: null, badDate: false });
  });

  test('10,000 tags are one problem', () => {
    const tags = Array.from({ length: 10_000 }, (_, at) => `t${at}`).join(',');
    expect(places(cardWith(`tags: [${tags}]`))).toEqual(['5:1 tags']);
  });

  test.each([
    '2026-02-31',
    '2019-9-05',
    '2021-04-1r8',
    '01/-4/2019',
    "''",
    '2026-01-02T10:00:00Z',
    '12026-01-02',
    '01/02/2026',
    '[a]',
  ])('a due day %s is no day', (date) => {
    const parsed = card(`---\ntitle: T\nowner: "@a"\nverify-by: ${date}\nverified: {on: 2026-01-01}\n---\n`);
    expect(places(parsed)).toEqual(['4:1 date-format']);
    expect(parsed).toMatchObject({ verifyBy: null, badDate: true });
  });

  test('what the due day does not rest on makes no bad date', () => {
    expect(cardWith('verified: {on: 2026-02-31}\nverify-every: soon')).toMatchObject({ badDate: false });
    const derived = card('---\ntitle: T\nowner: "@a"\nverified: {on: 2026-02-31}\n---\n');
    expect(derived).toMatchObject({ badDate: true, verified: { on: null } });
    expect(places(derived)).toEqual(['4:12 date-format']);
    expect(
      card('---\ntitle: T\nowner: "@a"\nverified: {on: 2026-02-01}\nverify-every: x\n---\n').badDate,
    ).toBe(true);
  });

  test.each(['@ana', '@acme/billing', '@acme/eu/billing', '#support', 'ana@acme.com', 'ana'])(
    '%s is an owner',
    (owner) => {
      expect(
        card(`---\ntitle: T\nowner: "${owner}"\nverify-by: 2027-01-01\n---\n`, { people: new Set(['ana']) })
          .problems,
      ).toEqual([]);
    },
  );

  test.each(['bob', '@', 'a b', '#a b', '@a b', 'x@y'])('%s is no owner', (owner) => {
    const parsed = card(`---\ntitle: T\nowner: ["@ok", "${owner}"]\nverify-by: 2027-01-01\n---\n`);
    expect(places(parsed)).toEqual(['3:16 owner-form']);
    expect(parsed.owner).toEqual(['@ok']);
  });

  test('the message says what was expected and found', () => {
    expect(cardWith('verify-every: sometimes').problems[0]?.message).toBe(
      'verify-every: expected an interval such as `90d`, `4 weeks`, `6 months`, `1 year`, `quarterly` or `P6M`, found “sometimes”',
    );
    expect(card('---\nms.date: 5/1/19\n---\n', { dialect: 'learn' }).problems[0]?.message).toBe(
      'ms.date: expected a calendar date as YYYY-MM-DD or MM/DD/YYYY, found “5/1/19”',
    );
  });

  test('a wrong audience is never public', () => {
    const defaults = { ...sampleContext().defaults, audience: 'public' as const };
    expect(cardWith('', { defaults }).audience).toBe('public');
    expect(cardWith('audience: restricted', { defaults }).audience).toBe('internal');
    expect(card('---\na: [\n---\n', { defaults }).audience).toBe('internal');
    expect(cardWith('audience: x', { defaults: { ...defaults, audience: 'restricted:hr' } }).audience).toBe(
      'restricted:hr',
    );
  });

  test('invisible characters in a title are a warning', () => {
    const parsed = card('---\ntitle: "a\\u202Eb"\nowner: "@a"\nverify-by: 2027-01-01\n---\n');
    expect(parsed.problems).toMatchObject([{ rule: 'control-characters', severity: 'warning', line: 2 }]);
  });

  const head = '---\ntitle: a\nowner: "@a"\nverify-by: 2027-01-01\n---\n';
  test.each([
    ['\x1b[31m', '001B'],
    ['\x1b]52;c;eA==\x07', '001B'],
    ['\x07', '0007'],
    ['\b', '0008'],
    ['\rover', '000D'],
    ['\x9b31m', '009B'],
    ['\u202e', '202E'],
    ['\u2066', '2066'],
  ])('%j in a body is a warning at its place, once', (text, code) => {
    expect(card(`${head}# A\n\nb ${text} ${text}\n`).problems).toMatchObject([
      { rule: 'control-characters', severity: 'warning', line: 8, column: 3 },
    ]);
    expect(card(`${head}${text}`).problems[0]?.message).toContain(`U+${code} `);
  });

  test('line ends, tabs and the marks of Hebrew and Arabic prose in a body are none', () => {
    expect(card(`${head}a\tb\n\u200f(א)\u200e \u061c \u200d\n`.replaceAll('\n', '\r\n')).problems).toEqual(
      [],
    );
  });
});

describe('what is required', () => {
  test.each(['status: draft', 'status: archived', 'superseded-by: other'])('no due day with %s', (line) => {
    expect(card(`---\nowner: "@a"\n${line}\n---\n# T\n`).problems).toEqual([]);
  });

  test('in our dialect: a title, an owner, a due day', () => {
    const bare = card('---\nkind: faq\n---\nText\n');
    expect(places(bare)).toEqual(['1:1 required-title', '1:1 required-owner', '1:1 required-verify-by']);
    expect(bare.problems.every(({ severity }) => severity === 'error')).toBe(true);
    expect(card('---\nowner: "@a"\nverified: {on: 2026-01-01}\n---\n# T\n').problems).toEqual([]);
    expect(
      card('---\nverified: {on: 2026-01-01}\n---\n# T\n', {
        defaults: { ...sampleContext().defaults, owner: ['@x'] },
      }).problems,
    ).toEqual([]);
  });

  test.each(['gds', 'learn', 'custom'] as const)('in dialect %s: nothing', (dialect) => {
    expect(card('---\nkind: faq\n---\nText\n', { dialect }).problems).toEqual([]);
  });

  test('no front matter is an error in our dialect, information elsewhere', () => {
    expect(card('# Heading\n').problems).toMatchObject([{ rule: 'front-matter-missing', severity: 'error' }]);
    expect(card('# Heading\n', { dialect: 'gds' }).problems).toMatchObject([
      { rule: 'front-matter-missing', severity: 'info' },
    ]);
    expect(card('# Heading\n')).toMatchObject({ title: 'Heading', unreadable: null, body: '# Heading\n' });
  });
});

describe('an unreadable card', () => {
  test('keeps its title, path and text, and no field', () => {
    const parsed = card('---\nid: x\nowner: "@a"\ntitle: a: b\n---\n# Heading\n');
    expect(parsed).toMatchObject({
      id: 'card',
      title: 'Heading',
      owner: [],
      verifyBy: null,
      path: 'cards/card.md',
    });
    expect(parsed.unreadable).toContain('line 4');
    expect(parsed.body).toContain('# Heading');
    expect(parsed.problems.every(({ rule }) => !rule.startsWith('required'))).toBe(true);
  });

  test('may be one that the disk refused', () => {
    const refused = parseCard(
      { path: 'cards/x.md', bytes: new Uint8Array(), refused: 'a link' },
      sampleContext(),
    );
    expect(refused).toMatchObject({
      id: 'x',
      title: 'x',
      unreadable: 'a link',
      problems: [{ rule: 'file', message: 'a link' }],
    });
  });

  test('may be no text at all', () => {
    const utf16 = parseCard(
      { path: 'cards/x.md', bytes: Uint8Array.from([0xff, 0xfe, 0x23, 0]) },
      sampleContext(),
    );
    expect(utf16.unreadable).toContain('UTF-16');
    expect(places(utf16)).toEqual(['1:1 encoding']);
  });
});

describe('foreign dialects', () => {
  test('gds', () => {
    const parsed = card(
      '---\ntitle: T\nowner_slack: "#team"\nlast_reviewed_on: 2026-04-22\nreview_in: 12 months\nstatus: [old]\nkb:\n  by: "@ana"\n  content: 0123456789ab\n---\n',
      { dialect: 'gds' },
    );
    expect(parsed).toMatchObject({
      owner: ['#team'],
      verified: { on: '2026-04-22', by: '@ana', content: '0123456789ab' },
      verifyEvery: { count: 12, unit: 'month' },
      status: 'active',
      problems: [],
    });
    expect(places(card('---\nkb: text\nreview_in: {period}\n---\n', { dialect: 'gds' }))).toEqual([
      '3:1 interval-format',
      '2:1 type',
    ]);
  });

  test('learn: American dates, bare names, lists in one text', () => {
    const parsed = card(
      '---\nms.date: 4/1/2020\nms.author: pebaum\nauthor: other\nms.reviewer: jkinma, jmueller\nms.update-cycle: 180-days\naudience: Admin\n---\n',
      { dialect: 'learn' },
    );
    expect(parsed).toMatchObject({
      owner: ['pebaum'],
      verifiers: ['jkinma', 'jmueller'],
      verified: { on: '2020-04-01' },
      verifyEvery: { count: 180, unit: 'day' },
      audience: 'internal',
      problems: [],
    });
  });

  test('custom: mapped names, timestamps', () => {
    const fields = new Map([
      ['verified.on', ['lastReviewed']],
      ['verify-every', ['maxAgeDays']],
    ]);
    const text = '---\nlastReviewed: 2026-05-01T23:00:00-08:00\nmaxAgeDays: 365\nverify-by: nonsense\n---\n';
    expect(card(text, { dialect: 'custom', fields })).toMatchObject({
      verified: { on: '2026-05-01' },
      verifyEvery: { count: 365, unit: 'day' },
      verifyBy: null,
      badDate: false,
      problems: [],
    });
  });
});

describe('defaults of folders', () => {
  const file = (path: string, text: string, dialect: Dialect = 'kb') =>
    parseFolderDefaults({ path, bytes: new TextEncoder().encode(text) }, new Set(['ana']), dialect);
  const base = {
    owner: ['@acme/all'],
    verifyEvery: { count: 90, unit: 'day' },
    audience: 'internal',
    codeowners: ['@acme/code'],
  } as const;

  test('the nearest folder that says something counts, tags add up', () => {
    const folders = [
      file('cards/_kb.yaml', 'owner: ana\naudience: public\ntags: [all]\n'),
      file('cards/billing/_kb.yaml', 'verify-every: 6 months\ntags: billing\n'),
    ];
    expect(folders.flatMap(({ problems }) => problems)).toEqual([]);
    expect(defaultsFor('cards/billing/eu/a.md', folders, base)).toEqual({
      owner: ['ana'],
      ownerFrom: 'directory',
      verifyEvery: { count: 6, unit: 'month' },
      audience: 'public',
      tags: ['billing', 'all'],
    });
    expect(defaultsFor('cards/billing-2/a.md', folders, base).verifyEvery).toEqual({
      count: 90,
      unit: 'day',
    });
    expect(defaultsFor('docs/a.md', folders, base)).toMatchObject({
      owner: ['@acme/code'],
      ownerFrom: 'codeowners',
    });
    expect(defaultsFor('docs/a.md', [], { ...base, codeowners: [] })).toMatchObject({
      owner: ['@acme/all'],
      ownerFrom: 'config',
    });
    expect(defaultsFor('docs/a.md', [], { ...base, codeowners: [], owner: [] })).toMatchObject({
      owner: [],
      ownerFrom: null,
    });
  });

  test('an owner has any form in a foreign dialect, as in its cards', () => {
    expect(file('_kb.yaml', 'owner: pebaum\n', 'learn')).toMatchObject({ owner: ['pebaum'], problems: [] });
    expect(file('_kb.yaml', 'owner: pebaum\n').owner).toBeNull();
  });

  test('a byte order mark takes up no column', () => {
    expect(places(file('_kb.yaml', '\uFEFFowner: bob\nkind: faq\n'))).toEqual([
      '1:1 owner-form',
      '2:1 unknown-key',
    ]);
    expect(places(card('\uFEFF---\ntitle: A\n'))).toEqual(['1:1 front-matter-closed']);
  });

  test('what is wrong in them is a problem at its line', () => {
    const wrong = file(
      '_kb.yaml',
      'owner: bob\nverify-every: soon\naudience: everyone\ntags: [1]\nkind: faq\n',
    );
    expect(places(wrong)).toEqual([
      '2:1 interval-format',
      '3:1 type',
      '4:8 tags',
      '1:1 owner-form',
      '5:1 unknown-key',
    ]);
    expect(wrong).toMatchObject({
      folder: '',
      owner: null,
      verifyEvery: null,
      audience: 'internal',
      tags: [],
    });
    expect(places(file('a/_kb.yaml', 'owner: "@a"\ntags: [a\n'))).toHaveLength(1);
    expect(places(file('a/_kb.yaml', 'a: &x 1\n'))).toEqual(['1:4 yaml-feature']);
    expect(file('a/_kb.yaml', 'audience: [')).toMatchObject({ folder: 'a/', audience: 'internal' });
    expect(file('a/_kb.yaml', '\n')).toMatchObject({ audience: null, problems: [] });
  });
});

describe('unknown keys', () => {
  const names = dialectNames('kb');
  const warnings = (...cards: string[]): string[] => {
    const parsed = cards.map((lines, at) => cardWith(lines, { path: `cards/${at}.md` }));
    return [...unknownKeys(parsed, names)].flatMap(([path, problems]) =>
      problems.map(({ line, message }) => `${path}:${line ?? 0} ${message}`),
    );
  };

  test('a rare key near one of ours is a typo', () => {
    expect(warnings('verfy-by: 2027-01-01\nlayout: core\nverified:\n  onn: x')).toEqual([
      'cards/0.md:5 unknown key “verfy-by”: did you mean “verify-by”?',
      'cards/0.md:8 unknown key “verified.onn”: did you mean “verified.on”?',
    ]);
    expect(warnings('Tags: a', 'uuid: 3', 'kb: 1', 'by: x')).toEqual([
      'cards/0.md:5 unknown key “Tags”: did you mean “tags”?',
    ]);
  });

  test('a key that 5 % of the cards have is somebody’s own', () => {
    const cards = Array.from({ length: 40 }, (_, at) => (at < 2 ? 'tag: a' : 'layout: x'));
    expect(warnings(...cards)).toEqual([]);
    expect(warnings(...cards, 'layout: x')).toHaveLength(2);
  });
});

describe.runIf(hasCorpora('govuk', 'bad-inputs', 'langs'))('real input', () => {
  test('gds-way: 64 dated cards, 39 of them overdue on 2026-11-21', () => {
    const context = sampleContext({ dialect: 'gds', roots: ['source/'] });
    const cards = corpusFiles('govuk/gds-way').map((file) => parseCard(file, context));
    const dated = cards.filter(({ verified }) => verified.on !== null);
    const overdue = dated.filter(({ verifyBy, verified, verifyEvery }) => {
      const due = dueDay(verifyBy, verified.on, verifyEvery);
      return due !== null && due < '2026-11-21';
    });
    expect([cards.length, dated.length, overdue.length]).toEqual([65, 64, 39]);
    expect(cards.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('dates that people got wrong are bad dates at their line', () => {
    const context = sampleContext({ dialect: 'learn', roots: [''] });
    const bad = corpusFiles('bad-inputs')
      .filter(({ path }) => path.startsWith('alchemy-pl'))
      .map((file) => parseCard(file, context));
    expect(bad.filter(({ badDate }) => badDate)).toHaveLength(11);
    for (const parsed of bad.filter(({ badDate }) => badDate)) {
      expect(parsed.problems).toMatchObject([{ rule: 'date-format', line: 6, column: 1 }]);
    }
    expect(bad.filter(({ unreadable }) => unreadable !== null)).toHaveLength(6);
  });

  test.each(['he', 'ar', 'th', 'pl'])('400 cards in %s have no problem', (language) => {
    const context = sampleContext({ dialect: 'learn', roots: [''] });
    const cards = corpusFiles(`langs/support-${language}`).map((file) => parseCard(file, context));
    expect(cards.flatMap(({ problems, path }) => problems.map((problem) => ({ path, ...problem })))).toEqual(
      [],
    );
    expect(cards.filter(({ verified }) => verified.on !== null).length).toBeGreaterThan(220);
  });

  test('no page of any corpus throws', () => {
    for (const [name, dialect] of [
      ['bad-inputs', 'gds'],
      ['bad-inputs', 'kb'],
      ['govuk', 'kb'],
    ] as const) {
      const cards = corpusFiles(name).map((file) => parseCard(file, sampleContext({ dialect })));
      expect(cards.every(({ title, id }) => title !== '' && id !== '')).toBe(true);
    }
  });
});
