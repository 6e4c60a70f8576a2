/** Fields are written into front matter without changing another byte. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import { dialectNames, type CanonicalField, type Dialect } from '../../src/card/fields.js';
import { isWritable, sameApartFrom, writeFields, type Written } from '../../src/card/write.js';
import type { Flag } from '../../src/card/card.js';
import type { Day } from '../../src/day.js';

type Changes = Partial<Record<CanonicalField, Written>>;

function changes(fields: Changes): ReadonlyMap<CanonicalField, Written> {
  return new Map(Object.entries(fields) as [CanonicalField, Written][]);
}

/** The text with the fields written, or why that failed. Writing them again changes nothing. */
function written(
  text: string,
  fields: Changes,
  dialect: Dialect = 'kb',
  mapping?: Record<string, string[]>,
): string {
  const names = dialectNames(dialect, new Map(Object.entries(mapping ?? {})));
  const writing = writeFields(text, names, changes(fields));
  if (!writing.ok) return `${writing.line ?? '-'}: ${writing.why}`;
  const after = applyEdits(text, writing.edits);
  expect(writeFields(after, names, changes(fields))).toEqual({ ok: true, edits: [] });
  expect(sameApartFrom(text, after, names, Object.keys(fields) as CanonicalField[])).toBe(true);
  return after;
}

/** Lines of front matter before and after. */
function lines(
  before: string,
  fields: Changes,
  dialect: Dialect = 'kb',
  mapping?: Record<string, string[]>,
): string {
  const after = written(`---\n${before}\n---\nText\n`, fields, dialect, mapping);
  return after.startsWith('---\n') ? after.slice(4).replace(/\n---\nText\n$/, '') : after;
}

const flag = (by: string, note: string, on: string | null = '2026-11-20'): Flag => ({
  by,
  on: on as Day | null,
  note,
});
const RECORD: Changes = {
  'verified.on': '2026-11-21',
  'verified.by': '@ana',
  'verified.content': '5f1c9a3e27b0',
  'verified.note': 'read with legal, 2026 terms',
};

describe('a text that is there', () => {
  test.each<[string, string, string]>([
    ['title: A', 'B', 'title: B'],
    ['title:   A   # why', 'B', 'title:   B   # why'],
    ['title: "A"', 'B', 'title: "B"'],
    ["title: 'A'", "it's", "title: 'it''s'"],
    ["title: 'A'", 'a\u0007b', 'title: "a\\u0007b"'],
    ['title: A', 'FAQ: Opta', 'title: "FAQ: Opta"'],
    ['title: A', 'C# and D', 'title: "C# and D"'],
    ['title: A', '@ana', 'title: "@ana"'],
    ['title: A', 'no', 'title: "no"'],
    ['title: A', '1e5', 'title: "1e5"'],
    ['title: 12', '13', 'title: 13'],
    ['title: A', ' A ', 'title: " A "'],
    ['title: A', '', 'title: ""'],
    ['title: A', 'a\u202eb\u{e0041}', 'title: "a\\u202eb\\U000e0041"'],
    ['title: A', 'one\ntwo\u2028', 'title: "one\\ntwo\\u2028"'],
    ['title: A', 'at 12:30, see https://x/y?z=1 (twice)', 'title: at 12:30, see https://x/y?z=1 (twice)'],
    ['title: A', 'שלום: עולם', 'title: "שלום: עולם"'],
    ['title: A', 'שלום', 'title: שלום'],
    ['title: >- # c\n  A\n  B', 'C', 'title: "C" # c'],
    ['title: "A\n  B" # c', 'C', 'title: "C" # c'],
    ['title: A\n  B', 'C', 'title: C'],
    ['title:', 'C', 'title: C'],
    ['title: # c', 'C', 'title: C # c'],
    ['title: ~ # c', 'C', 'title: C # c'],
    ['"title" : A', 'C', '"title" : C'],
    ['? title\n: A', 'C', '? title\n: C'],
    ['{title: A, x: 1}', 'a, b', '{title: "a, b", x: 1}'],
  ])('%j, %j', (before, title, after) => {
    expect(lines(before, { title })).toBe(after);
  });

  test.each<[string, string]>([
    ['title: [A]', '2: “title” holds a list, not text'],
    ['title:\n  a: b', '2: “title” holds a map, not text'],
    ['? title\nx: 1', '2: kb cannot edit it safely'],
    ['title: A\ntitle: B', '3: front matter, line 3: "title" appears again; the first is on line 2'],
  ])('%j is refused', (before, why) => {
    expect(lines(before, { title: 'C' })).toBe(why);
  });
});

describe('a day', () => {
  const on = { 'verified.on': '2026-11-21' };
  test.each<[Dialect, string, string]>([
    ['learn', 'ms.date: 1/2/2025', 'ms.date: 11/21/2026'],
    ['learn', "ms.date: '01/02/2025' # c", "ms.date: '11/21/2026' # c"],
    ['learn', 'ms.date: 2025-01-02', 'ms.date: 2026-11-21'],
    ['learn', 'ms.date: soon', 'ms.date: 2026-11-21'],
    ['learn', 'ms.date:', 'ms.date: 11/21/2026'],
    ['learn', 'title: A', 'title: A\nms.date: 11/21/2026'],
    ['learn', 'ms.date: 11/21/2026', 'ms.date: 11/21/2026'],
    ['gds', 'last_reviewed_on: 1/2/2025', 'last_reviewed_on: 2026-11-21'],
    ['gds', 'last_reviewed_on: "2025-01-02"', 'last_reviewed_on: "2026-11-21"'],
    ['kb', 'verified: {on: 2025-01-02, by: a}', 'verified: {on: 2026-11-21, by: a}'],
  ])('in %s, %j', (dialect, before, after) => {
    expect(lines(before, on, dialect)).toBe(after);
  });

  test.each<[string, string]>([
    ['2025-jan-02', '2026-nov-21'],
    ['2025-Jan-2', '2026-Nov-21'],
    ['2025-JAN-02', '2026-NOV-21'],
    ['2025-01-02T10:00:00Z', '2026-11-21'],
    ['1/2/2025', '2026-11-21'],
  ])('under a name of its own, %s', (before, after) => {
    const mapping = { 'verified.on': ['freshness.reviewed'] };
    expect(lines(`freshness: { owner: x, reviewed: '${before}' }`, on, 'custom', mapping)).toBe(
      `freshness: { owner: x, reviewed: '${after}' }`,
    );
  });

  test('that is none is refused', () => {
    expect(lines('title: A', { 'verify-by': '2026-02-31' })).toBe('-: verify-by takes a calendar date');
  });
});

describe('a key that is not there', () => {
  test.each<[string, Changes, string]>([
    [
      'title: A\nowner: a\nx: 1',
      { 'verify-by': '2027-01-31' },
      'title: A\nowner: a\nverify-by: 2027-01-31\nx: 1',
    ],
    ['x: 1\n# of the title\ntitle: A', { id: 'a' }, 'x: 1\nid: a\n# of the title\ntitle: A'],
    ['# first\ntitle: A', { id: 'a' }, 'id: a\n# first\ntitle: A'],
    ['x: 1\n# last', { title: 'A' }, 'x: 1\ntitle: A\n# last'],
    ['x: 1 # y', { owner: ['@ana'] }, 'x: 1 # y\nowner: "@ana"'],
    ['x: |\n  # text', { tags: ['a b', 'c,d'] }, 'x: |\n  # text\ntags: [a b, "c,d"]'],
    ['x: |+\n  y\n\ntitle: A', { owner: ['a', 'b'] }, 'x: |+\n  y\n\ntitle: A\nowner: [a, b]'],
    ['  title: A\n  x: 1', { owner: 'a' }, '  title: A\n  owner: a\n  x: 1'],
    ['{title: A}', { owner: ['a', '@b'] }, '{title: A, owner: [a, "@b"]}'],
    ['{ x: {y: 1} # c\n}', { owner: 'a' }, '{ x: {y: 1}, owner: a # c\n}'],
    ['verify-by:\n  # c\nx: 1', { owner: 'a' }, 'owner: a\nverify-by:\n  # c\nx: 1'],
  ])('%j, %j', (before, fields, after) => {
    expect(lines(before, fields)).toBe(after);
  });

  test('has the line break of the line above it', () => {
    const before = '\uFEFF---\r\ntitle: A\r\nx: 1\n---\r\nText\n---\r\n';
    const after = '\uFEFF---\r\ntitle: A\r\nowner: a\r\nx: 1\nverified:\n  by: b\n---\r\nText\n---\r\n';
    expect(written(before, { owner: 'a', 'verified.by': 'b' })).toBe(after);
  });

  test('begins front matter where there is none', () => {
    expect(written('# A\n', { owner: 'a' })).toBe('---\nowner: a\n---\n# A\n');
    expect(written('\uFEFF# A\r\n', RECORD)).toBe(
      '\uFEFF---\r\nverified:\r\n  on: 2026-11-21\r\n  by: "@ana"\r\n  content: 5f1c9a3e27b0\r\n  note: read with legal, 2026 terms\r\n---\r\n# A\r\n',
    );
    expect(written('', { title: 'A' })).toBe('---\ntitle: A\n---\n');
    expect(written('# A\n', { flags: null, owner: [] })).toBe('# A\n');
  });
});

describe('the record of a verification', () => {
  const record = (indent: string): string =>
    ['on: 2026-11-21', 'by: "@ana"', 'content: 5f1c9a3e27b0', 'note: read with legal, 2026 terms']
      .map((line) => `\n${indent}${line}`)
      .join('');
  const foreign = record('  ').replace('\n  on: 2026-11-21', '');
  test.each<[Dialect, string, string]>([
    ['kb', 'title: A\nkind: faq', `title: A\nkind: faq\nverified:${record('  ')}`],
    ['kb', 'verify-by: 2026-01-01\nkind: faq', `verify-by: 2026-01-01\nverified:${record('  ')}\nkind: faq`],
    ['kb', 'verified:\nkind: faq', `verified:${record('  ')}\nkind: faq`],
    ['kb', 'verified: ~ # c\n# d', `verified: # c${record('  ')}\n# d`],
    ['kb', 'x:\n    y: 1\nverified:', `x:\n    y: 1\nverified:${record('    ')}`],
    [
      'kb',
      'verified: {}',
      'verified: {on: 2026-11-21, by: "@ana", content: 5f1c9a3e27b0, note: "read with legal, 2026 terms"}',
    ],
    [
      'kb',
      'verified: { by: "@ben" , z: 1 } # c',
      'verified: { on: 2026-11-21, by: "@ana", content: 5f1c9a3e27b0, note: "read with legal, 2026 terms" , z: 1 } # c',
    ],
    [
      'kb',
      'verified:\n    z: 1 # c\n    # the hash\n    content: "000000000000"\n    # end\nkind: faq',
      'verified:\n    z: 1 # c\n    on: 2026-11-21\n    by: "@ana"\n    # the hash\n    content: "5f1c9a3e27b0"\n    note: read with legal, 2026 terms\n    # end\nkind: faq',
    ],
    [
      'kb',
      'verified.by: x\nkind: faq',
      'verified.on: 2026-11-21\nverified.by: "@ana"\nverified.content: 5f1c9a3e27b0\nverified.note: read with legal, 2026 terms\nkind: faq',
    ],
    [
      'gds',
      'title: A\nlast_reviewed_on: 2025-01-01 # c\nreview_in: 6 months',
      `title: A\nlast_reviewed_on: 2026-11-21 # c\nreview_in: 6 months\nkb:${foreign}`,
    ],
    ['learn', 'ms.author: x\nms.topic: y', `ms.author: x\nms.date: 11/21/2026\nms.topic: y\nkb:${foreign}`],
    ['learn', 'kb:\n  z: 1\nms.date: 1/2/2025', `kb:\n  z: 1${foreign}\nms.date: 11/21/2026`],
  ])('in %s, %j', (dialect, before, after) => {
    expect(lines(before, RECORD, dialect)).toBe(after);
  });

  test('quotes a hash that other tools read as a number', () => {
    expect(lines('title: A', { 'verified.content': '1e2345678901' })).toContain('content: "1e2345678901"');
    expect(lines('title: A', { 'verified.content': '123456789012' })).toContain('content: "123456789012"');
    expect(lines('title: A', { 'verified.content': '12345678901a' })).toContain('content: 12345678901a');
  });

  test.each<[string, string]>([
    ['verified: yes', '2: “verified” is not a map, and verified.on belongs in one'],
    ['title: A\nverified: [a]', '3: “verified” is not a map, and verified.on belongs in one'],
  ])('%j is refused', (before, why) => {
    expect(lines(before, RECORD)).toBe(why);
  });

  test('goes through maps of a name, or beside keys that are spelt like it', () => {
    const mapping = { 'verified.on': ['freshness.reviewed.last'], 'verified.by': ['freshness.by'] };
    const fields = { 'verified.on': '2026-11-21', 'verified.by': '@ana' };
    expect(lines('x: 1', fields, 'custom', mapping)).toBe(
      'x: 1\nfreshness:\n  reviewed:\n    last: 2026-11-21\n  by: "@ana"',
    );
    expect(lines('freshness:\n  z: 1\n  reviewed: {}', fields, 'custom', mapping)).toBe(
      'freshness:\n  z: 1\n  reviewed: {last: 2026-11-21}\n  by: "@ana"',
    );
    expect(lines('freshness.by: x', fields, 'custom', mapping)).toBe(
      'freshness.reviewed.last: 2026-11-21\nfreshness.by: "@ana"',
    );
  });
});

describe('flags', () => {
  const [ana, ben] = [flag('@ana', 'the price changed'), flag('@ben', 'a: b')];
  const A = '  - by: "@ana"\n    on: 2026-11-20\n    note: the price changed';
  const B = '  - by: "@ben"\n    on: 2026-11-20\n    note: "a: b"';
  test.each<[string, readonly Flag[] | null, string]>([
    ['title: A', [ana], `title: A\nflags:\n${A}`],
    ['verified:\n  by: x\ntitle: A', [ana], `verified:\n  by: x\nflags:\n${A}\ntitle: A`],
    ['flags:\ntitle: A', [ana, ben], `flags:\n${A}\n${B}\ntitle: A`],
    ['flags: null # c', [ana], `flags: # c\n${A}`],
    ['flags: []', [ana], 'flags: [{by: "@ana", on: 2026-11-20, note: the price changed}]'],
    [`flags: # c\n${A} # d\n# e`, [ana, ben], `flags: # c\n${A} # d\n${B}\n# e`],
    [`flags:\n${A}\n${B}\nx: 1`, [ben], `flags:\n${B}\nx: 1`],
    [`flags:\n${A}\n${B}\nx: 1`, [ana], `flags:\n${A}\nx: 1`],
    [`flags:\n${A}\nx: 1`, [ben], `flags:\n${B}\nx: 1`],
    [`x: 1\nflags:\n${A}\n${B}\n# c`, [], 'x: 1\n# c'],
    [`x: 1\nflags:\n${A}`, null, 'x: 1'],
    [
      'flags:\n- {note: "the price changed", by: "@ana", on: 2026-11-20}',
      [ana, ben],
      'flags:\n- {note: "the price changed", by: "@ana", on: 2026-11-20}\n- by: "@ben"\n  on: 2026-11-20\n  note: "a: b"',
    ],
    [
      'flags: [{by: "@ana", on: 2026-11-20, note: the price changed}, {by: x}]',
      [ana, ben],
      'flags: [{by: "@ana", on: 2026-11-20, note: the price changed}, {by: "@ben", on: 2026-11-20, note: "a: b"}]',
    ],
    ['flags: [{by: x, note: y}]', [ana], 'flags: [{by: "@ana", on: 2026-11-20, note: the price changed}]'],
    ['flags:\n  - odd\n  - by: x\n    note: y', [ana], `flags:\n  - odd\n${A}`],
    ['flags: odd', [ana], '2: “flags” is not a list of flags'],
    [
      `flags: [${'{by: x, note: y}, '.repeat(65)}]`,
      [ana],
      '2: “flags” has more entries than a card may have',
    ],
  ])('%j', (before, flags, after) => {
    expect(lines(before, { flags })).toBe(after);
  });

  test('stand in the map of kb in a foreign dialect, and go with it', () => {
    const after = `last_reviewed_on: 2026-01-01\nkb:\n  flags:\n${A.replace(/^/gm, '  ')}\nx: 1`;
    expect(lines('last_reviewed_on: 2026-01-01\nx: 1', { flags: [ana] }, 'gds')).toBe(after);
    expect(lines(after, { flags: null }, 'gds')).toBe('last_reviewed_on: 2026-01-01\nx: 1');
    expect(lines('kb: {by: a, z: 1}', { flags: [flag('b', 'c', null)] }, 'gds')).toBe(
      'kb: {by: a, flags: [{by: b, note: c}], z: 1}',
    );
  });
});

describe('a list', () => {
  test.each<[string, readonly string[], string]>([
    ['tags: [a, b]', ['a', 'b', 'c, d'], 'tags: [a, b, "c, d"]'],
    ['tags: [a, b]', ['b'], 'tags: [b]'],
    ['tags: [a, "b"]', ['a', 'c'], 'tags: [a, "c"]'],
    ['tags: [a, b, c]', ['x', 'b'], 'tags: [x, b]'],
    ['tags: [] # c', ['a'], 'tags: [a] # c'],
    ['tags:\n- a\n- b # c\n# d', ['a', 'b', 'c'], 'tags:\n- a\n- b # c\n- c\n# d'],
    ['tags:\n  - a # c\n  - b', ['b'], 'tags:\n  - b'],
    ['tags: [\n  a, # c\n  b # d\n  ]', ['a', 'b', 'c'], 'tags: [\n  a, # c\n  b, c # d\n  ]'],
    ['tags: a', ['b'], 'tags: b'],
    ['tags: "a"', ['b'], 'tags: "b"'],
    ['tags: a', ['a', 'b'], 'tags: [a, b]'],
    ['tags: a', ['a, b'], 'tags: ["a, b"]'],
    ['tags: a, b', ['a', 'b'], 'tags: a, b'],
    ['tags: a, b', ['b', 'c'], 'tags: b, c'],
    ['tags: a, b', ['b'], 'tags: b'],
    ['tags:', ['a', 'b'], 'tags: [a, b]'],
    ['x: 1\ntags: [a]', [], 'x: 1'],
    ['tags: {a: b}', ['a'], '2: “tags” is a map, not a list'],
    ['tags: [[a], b]', ['c'], '2: “tags” has an item that is not text'],
  ])('%j, %j', (before, tags, after) => {
    expect(lines(before, { tags })).toBe(after);
  });

  test('is a text where one owner is', () => {
    expect(lines('owner: "@ana"', { owner: ['@ben'] })).toBe('owner: "@ben"');
    expect(lines('ms.author: ana\nauthor: x', { owner: ['ben'] }, 'learn')).toBe('ms.author: ben\nauthor: x');
  });
});

describe('a field that goes', () => {
  test.each<[Dialect, string, CanonicalField[], string]>([
    ['kb', '# a\ntitle: A # b\n# c\nx: 1', ['title'], '# a\n# c\nx: 1'],
    ['kb', 'x: 1\ntitle: >\n  A\n\n  B\n# c', ['title'], 'x: 1\n# c'],
    [
      'kb',
      'x: 1\nverified:\n  # c\n  on: 2026-01-01\n  by: a',
      ['verified.on'],
      'x: 1\nverified:\n  # c\n  by: a',
    ],
    [
      'kb',
      'x: 1\nverified:\n  # c\n  on: 2026-01-01\n  by: a',
      ['verified.on', 'verified.by'],
      'x: 1\n  # c',
    ],
    ['kb', 'verified: {on: 2026-01-01, by: a, z: 1}', ['verified.on', 'verified.by'], 'verified: {z: 1}'],
    ['kb', 'verified: {z: 1, on: 2026-01-01, by: a, }', ['verified.on', 'verified.by'], 'verified: {z: 1, }'],
    ['kb', 'verified: { on: 2026-01-01, }', ['verified.on'], 'verified: {  }'],
    ['kb', 'verified: {z: 1, # c\n  by: a}', ['verified.by'], 'verified: {z: 1 # c\n  }'],
    ['learn', 'x: 1\nms.author: a\nauthor: b', ['owner'], 'x: 1'],
    ['gds', 'title: A', ['verify-by'], 'title: A'],
    ['kb', '# c\ntitle: A', ['title'], '3: kb cannot edit it safely'],
  ])('in %s, %j', (dialect, before, fields, after) => {
    expect(lines(before, Object.fromEntries(fields.map((field) => [field, null])), dialect)).toBe(after);
  });

  test('takes the fences with it where nothing else stands between them', () => {
    expect(written('\uFEFF---\ntitle: A\n\n---\n# A\n', { title: null })).toBe('\uFEFF# A\n');
    expect(written('---\n{title: A}\n---\n# A\n', { title: null })).toBe('# A\n');
  });
});

test('a base without a name for the field has no place for it', () => {
  expect(isWritable(dialectNames('gds'), 'verify-by')).toBe(false);
  expect(isWritable(dialectNames('kb'), 'verify-by')).toBe(true);
  expect(lines('title: A', { 'verify-by': '2027-01-31' }, 'gds')).toBe(
    '-: the cards of this base have no field for verify-by',
  );
});

describe('two texts are the same apart from some fields', () => {
  const names = dialectNames('kb');
  const fields: CanonicalField[] = ['verified.on', 'verified.by', 'verify-by', 'flags'];
  test.each<[string, string, boolean]>([
    ['---\ntitle: A\n---\nB', '---\ntitle: A\nverify-by: 2027-01-31\n---\nB', true],
    ['---\ntitle: A\nverified:\n---\nB', '---\ntitle: A\nverified:\n  by: a\n---\nB', true],
    ['---\ntitle: A\nverified: {on: x}\n---\nB', '---\ntitle: A\n---\nB', true],
    ['B', '---\nverified:\n  by: a\n---\nB', true],
    ['---\ntitle: A\n---\nB', '---\ntitle: B\nverify-by: 2027-01-31\n---\nB', false],
    ['---\ntitle: A\n---\nB', '---\ntitle: A\nverify-by: 2027-01-31\n---\nC', false],
    ['---\ntitle: A\n---\nB', '---\ntitle: A\r\n---\nB', false],
    ['---\ntitle: A\nverified:\n  z: 1\n---\nB', '---\ntitle: A\nverified:\n  by: a\n---\nB', false],
    ['---\na: [\n---\nB', '---\na: [\n---\nB', true],
    ['---\na: [\n---\nB', '---\na: [\nverify-by: 2027-01-31\n---\nB', false],
  ])('%j, %j', (before, after, same) => {
    expect(sameApartFrom(before, after, names, fields)).toBe(same);
    expect(sameApartFrom(after, before, names, fields)).toBe(same);
  });
});
