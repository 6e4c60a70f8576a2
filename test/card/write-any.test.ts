/** Whatever the style of a card: written values can be read back, nothing else changes, and added fields can be removed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import {
  FIELDS,
  canonicalFields,
  dialectNames,
  fieldAt,
  type CanonicalField,
  type DialectNames,
} from '../../src/card/fields.js';
import type { Fields } from '../../src/card/value.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { sameApartFrom, writeFields, type Written } from '../../src/card/write.js';
import type { Flag } from '../../src/card/card.js';
import { flagsOf } from '../../src/card/write/flags.js';
import { DAYS, TEXTS, WORDS, fieldsOf, picks, styledCard, type Pick, type Styled } from './many-styles.js';

const FORMS = new Map(FIELDS.map(({ canonical, form }) => [canonical, form]));

/** New values for some fields. Flags are the existing ones, fewer or more. */
function someChanges(
  pick: Pick,
  { dialect, text }: Styled,
  names: DialectNames,
): Map<CanonicalField, Written> {
  const changes = new Map<CanonicalField, Written>();
  for (const field of fieldsOf(dialect)) {
    if (pick([true, false])) continue;
    const form = FORMS.get(field);
    if (pick([true, false, false, false])) changes.set(field, null);
    else if (form === 'day') changes.set(field, pick(DAYS));
    else if (form === 'list')
      changes.set(field, [...new Set(pick([[1], [1, 2], [1, 2, 3]]).map(() => pick(WORDS)))]);
    else if (form !== 'records') changes.set(field, pick(TEXTS));
    else changes.set(field, someFlags(pick, text, names));
  }
  return changes;
}

function someFlags(pick: Pick, text: string, names: DialectNames): Flag[] {
  const field = canonicalFields(readFrontMatter(text).fields ?? new Map(), names).get('flags');
  const there = field && field.value !== null ? flagsOf(field, names.dialect) : [];
  const added = { by: pick(WORDS), on: pick([null, '2026-11-20']) as Flag['on'], note: pick(TEXTS) };
  return [...there.filter(() => pick([true, true, false])), ...(pick([true, false]) ? [added] : [])];
}

/** The first of the lines that is missing from the text, in order. */
function lost(lines: readonly string[], text: string): string | undefined {
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) if (line === lines[at]) at += 1;
  return lines[at];
}

/** Fields that the card has under none of their names, and whose map is not already there as a key without a value. */
function absent(fields: Fields, names: DialectNames): (field: CanonicalField) => boolean {
  return (field) =>
    (names.names.get(field) ?? []).every((name) => {
      const head = fields.get(name.slice(0, Math.max(0, name.indexOf('.'))));
      return !fieldAt(fields, name) && (head === undefined || head.value instanceof Map);
    });
}

describe('any fields into any card', () => {
  const runs = process.env['KB_SOAK'] ? 10_000 : 500;
  const deadline = 600_000;

  test(
    'change nothing but their own bytes',
    () => {
      let written = 0;
      fc.assert(
        fc.property(picks, (pick) => {
          const card = styledCard(pick);
          const { text, dialect, mapping, lines, body } = card;
          const names = dialectNames(dialect, mapping);
          const before = readFrontMatter(text);
          expect(before.unreadable).toBeNull();
          const changes = someChanges(pick, card, names);
          const touched = new Set(changes.keys());
          const writing = writeFields(text, names, changes);
          if (!writing.ok) {
            expect(writing.why).toMatch(
              /^“.*” (?:is not a map|holds a|is not a list)|^kb cannot edit it safely$/,
            );
            return;
          }
          written += 1;
          const after = applyEdits(text, writing.edits);
          expect(after.endsWith(body)).toBe(true);
          expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
          if (before.fields !== null && readFrontMatter(after).fields !== null) {
            const others = lines.filter((line) => !line.of.some((field) => touched.has(field)));
            const gone = lost(
              others.map((line) => line.text),
              after.slice(0, after.length - body.length),
            );
            expect({ text, after, gone }).toEqual({ text, after, gone: undefined });
          }
          expect(sameApartFrom(text, after, names, [...touched])).toBe(true);
          expect(writeFields(after, names, changes)).toEqual({ ok: true, edits: [] });
        }),
        { numRuns: runs },
      );
      expect(written).toBeGreaterThan(runs * 0.85);
    },
    deadline,
  );

  test(
    'where they were absent, are taken out again without a trace',
    () => {
      let written = 0;
      fc.assert(
        fc.property(picks, (pick) => {
          const card = styledCard(pick);
          const names = dialectNames(card.dialect, card.mapping);
          const isAbsent = absent(readFrontMatter(card.text).fields ?? new Map(), names);
          const put = [...someChanges(pick, card, names)].filter(
            ([field, value]) => value !== null && isAbsent(field),
          );
          const writing = writeFields(card.text, names, new Map(put));
          if (!writing.ok) return;
          if (writing.edits.length > 0) written += 1;
          const after = applyEdits(card.text, writing.edits);
          const back = writeFields(after, names, new Map(put.map(([field]) => [field, null])));
          const restored = back.ok ? applyEdits(after, back.edits) : back.why;
          expect({ after, restored }).toEqual({ after, restored: card.text });
        }),
        { numRuns: runs },
      );
      expect(written).toBeGreaterThan(runs * 0.7);
    },
    deadline,
  );

  test(
    'never throw, whatever the text',
    () => {
      const names = dialectNames('kb');
      fc.assert(
        fc.property(picks, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }), (pick, at, odd) => {
          const card = styledCard(pick);
          const place = at % (card.text.length + 1);
          const text = card.text.slice(0, place) + odd + card.text.slice(pick([place, place + 1, place + 9]));
          const changes = someChanges(pick, card, names);
          const writing = writeFields(text, names, changes);
          const after = writing.ok ? applyEdits(text, writing.edits) : text;
          expect(after.endsWith(readFrontMatter(text).body)).toBe(true);
          expect(sameApartFrom(text, after, names, [...changes.keys()])).toBe(true);
        }),
        { numRuns: runs },
      );
    },
    deadline,
  );
});
