import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import { canonicalFields, dialectNames, type Dialect } from '../../src/card/fields.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { endOfLine } from '../../src/card/position.js';
import type { Field, Node, Value } from '../../src/card/value.js';
import type { Person } from '../../src/config.js';
import { cardEdits, folderEdits, succession } from '../../src/trust/transfer.js';

const people: readonly Person[] = [
  { name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: ['@acme/billing'] },
];
const handover = succession('ana', '@ben', people);

function after(text: string, dialect: Dialect = 'kb'): string | null {
  const edits = cardEdits(text, dialectNames(dialect), handover);
  return edits && applyEdits(text, edits);
}

describe('a card', () => {
  test.each([
    ['owner: "@ana"', 'owner: "@ben"'],
    ['owner: ana', 'owner: "@ben"'],
    ['owner: "@acme/ops, ana@acme.com"', 'owner: "@acme/ops, @ben"'],
    ['owner: ["@ana", "@ben"]', 'owner: ["@ben"]'],
    ['owner: "@ana, @ben"', 'owner: "@ben"'],
    ['owner: [ana, "@ana", "@zoe"]', 'owner: ["@ben", "@zoe"]'],
    [
      'owner: "@acme/billing"\nverifiers:\n- "@zoe"\n- "@ana"',
      'owner: "@acme/billing"\nverifiers:\n- "@zoe"\n- "@ben"',
    ],
    ['owner: "@anastasia"', 'owner: "@anastasia"'],
    ['title: "@ana"', 'title: "@ana"'],
  ])('%s', (before, expected) => {
    expect(after(`---\n${before}\n---\n@ana\n`)).toBe(`---\n${expected}\n---\n@ana\n`);
  });

  test('of another dialect is edited under its own names', () => {
    expect(after('---\nowner_slack: "@ana"\nowner: "@ana"\n---\n', 'gds')).toBe(
      '---\nowner_slack: "@ben"\nowner: "@ana"\n---\n',
    );
    expect(after('---\nms.author: ana, zoe\nms.reviewer: ana\n---\n', 'learn')).toBe(
      '---\nms.author: "@ben, zoe"\nms.reviewer: "@ben"\n---\n',
    );
  });

  test('that cannot be read stays', () => {
    expect(cardEdits('---\nowner: "@ana"\nowner: "@ana"\n---\n', dialectNames('kb'), handover)).toEqual([]);
  });
});

test('a _kb.yaml', () => {
  const text = '\uFEFF# ours\r\nowner: ["@ana"] # lead\r\ntags: [ana]';
  expect(applyEdits(text, folderEdits(text, handover) ?? [])).toBe(
    '\uFEFF# ours\r\nowner: ["@ben"] # lead\r\ntags: [ana]',
  );
});

describe('whatever the card', () => {
  const name = fc.constantFrom(
    '@ana',
    'ana',
    'ana@acme.com',
    '@ben',
    '@zoe',
    '@acme/billing',
    '#ops',
    'zoe@acme.com',
  );
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5 });
  const style = fc.constantFrom('comma', 'brackets', 'tall brackets', 'dashes', 'folded');
  const quote = fc.constantFrom('"', "'", 'as needed');
  const field = fc.record({ names, style, quote, comment: fc.boolean(), indent: fc.constantFrom('', '  ') });
  type Written = typeof field extends fc.Arbitrary<infer T> ? T : never;

  function scalar(text: string, mark: string): string {
    if (mark !== 'as needed') return mark + text + mark;
    return /^[@#]|, /.test(text) ? `"${text}"` : text;
  }

  function yaml(key: string, { names, style, quote, comment, indent }: Written): string[] {
    const note = (index: number): string => (comment ? ` # ${key}, - ${index}` : '');
    const words = names.map((each) => scalar(each, quote));
    switch (style) {
      case 'comma':
        return [`${key}: ${scalar(names.join(', '), quote)}${note(0)}`];
      case 'brackets':
        return [`${key}: [${indent}${words.join(`${indent}, `)}]${note(0)}`];
      case 'tall brackets':
        return [`${key}: [`, ...words.map((word, at) => `  ${word},${note(at)}`), '  ]'];
      case 'dashes':
        return [`${key}:${note(99)}`, ...words.map((word, at) => `${indent}- ${word}${note(at)}`)];
      case 'folded':
        return [
          `${key}: >-${note(0)}`,
          ...names.map((each, at) => `  ${each}${at < names.length - 1 ? ',' : ''}`),
        ];
    }
  }

  function plain(value: Value): unknown {
    if (value === null || typeof value === 'string') return value;
    if (Array.isArray(value)) return (value as readonly Node[]).map((node) => plain(node.value));
    return [...(value as ReadonlyMap<string, Field>)].map(([key, each]) => [key, plain(each.value)]);
  }

  function owners({ value }: Field): string[] {
    if (typeof value === 'string') return value.split(',').map((each) => each.trim());
    return (value as readonly Node[]).map((each) => (typeof each.value === 'string' ? each.value : ''));
  }

  test('only the names change, each to the right one', () => {
    const cards = fc.record({
      owner: field,
      verifiers: fc.option(field),
      eol: fc.constantFrom('\n', '\r\n'),
      mark: fc.constantFrom('', '\uFEFF'),
      body: fc.string(),
    });
    const runs = process.env['KB_SOAK'] ? 10_000 : 300;
    const names = dialectNames('kb');
    fc.assert(
      fc.property(cards, ({ owner, verifiers, eol, mark, body }) => {
        const head = ['---', 'title: "@ana"', '# ana', ...yaml('owner', owner)];
        const rest = [...(verifiers ? yaml('verifiers', verifiers) : []), 'tags: [ana]', '---', body];
        const text = mark + [...head, ...rest].join(eol);
        const before = readFrontMatter(text);
        const ours = canonicalFields(before.fields ?? new Map<string, Field>(), names);
        const edits = cardEdits(text, names, handover);
        if (!edits) throw new Error('no edit was found');
        const edited = applyEdits(text, edits);
        const found = readFrontMatter(edited);

        expect(found.body).toBe(before.body);
        expect(
          [...(found.fields ?? [])]
            .filter(([key]) => !/owner|verifiers/.test(key))
            .map(([key, each]) => [key, plain(each.value)]),
        ).toEqual([
          ['title', '@ana'],
          ['tags', ['ana']],
        ]);
        const comments = (card: string): readonly string[] =>
          card.match(/# (?:ana|owner, - \d+|verifiers, - \d+)(?=\r?$)/gm) ?? [];
        const isAna = (each: string): boolean => ['@ana', 'ana', 'ana@acme.com'].includes(each);
        /** Comments of removed items, if each item has its own line and therefore its own comment. */
        const gone = ([key, { names, style }]: readonly [string, Written]): string[] =>
          names.flatMap((each, at) =>
            isAna(each) &&
            /tall|dashes/.test(style) &&
            (names.includes('@ben') || at !== names.findIndex(isAna))
              ? [`# ${key}, - ${at}`]
              : [],
          );
        const lost = [
          ['owner', owner] as const,
          ...(verifiers ? [['verifiers', verifiers] as const] : []),
        ].flatMap(gone);
        expect(comments(edited)).toEqual(comments(text).filter((each) => !lost.includes(each)));
        for (const key of ['owner', 'verifiers'] as const) {
          const old = ours.get(key);
          const now = found.fields?.get(key);
          if (!old || !now) continue;
          const before = owners(old);
          const first = before.findIndex(isAna);
          const kept = before.map((each, at) => (at === first && !before.includes('@ben') ? '@ben' : each));
          expect(owners(now)).toEqual(kept.filter((each) => !isAna(each)));
        }
        const spans = [...ours.values()].map(
          ({ range }) => [range.from, endOfLine(text, range.to) + 1] as const,
        );
        for (const { from, to } of edits) {
          expect(spans.some(([start, end]) => from >= text.lastIndexOf('\n', start) && to <= end)).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  }, 120_000);
});
