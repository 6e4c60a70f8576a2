/** Whatever the style of a card: what is written is there, nothing else changes, and what was put in can be taken out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import {
  FIELDS,
  canonicalFields,
  dialectNames,
  type CanonicalField,
  type DialectNames,
} from '../../src/card/fields.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { sameApartFrom, writeFields, type Written } from '../../src/card/write.js';
import type { Flag } from '../../src/card/card.js';
import { flagsOf } from '../../src/card/write/flags.js';
import { DAYS, TEXTS, WORDS, fieldsOf, picks, styledCard, type Pick, type Styled } from './many-styles.js';

const FORMS = new Map(FIELDS.map(({ canonical, form }) => [canonical, form]));

/** New values for some fields. Flags are those that are there, fewer or more. */
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

/** The first of the lines that the text does not have, one after another. */
function lost(lines: readonly string[], text: string): string | undefined {
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) if (line === lines[at]) at += 1;
  return lines[at];
}

describe('any fields into any card', () => {
  const runs = 10_000;
  test('change nothing but their own bytes', () => {
    let written = 0;
    let refused = 0;
    fc.assert(
      fc.property(picks, (pick) => {
        const card = styledCard(pick);
        const { text, dialect, mapping, lines, body } = card;
        const names = dialectNames(dialect, mapping);
        const before = readFrontMatter(text);
        expect(before.unreadable).toBeNull();
        const changes = someChanges(pick, card, names);
        const touched = [...changes.keys()];
        const writing = writeFields(text, names, changes);
        if (!writing.ok) {
          refused += 1;
          expect(writing.why).toMatch(/^“(?:verified|kb|freshness)” is no map|holds a|is no list|it safely/);
          if (process.env['KB_SHOW'] && writing.why.includes('safely'))
            console.log(JSON.stringify(text), changes);
          return;
        }
        written += 1;
        const after = applyEdits(text, writing.edits);
        const own = new Set(touched);
        const others = lines
          .filter((line) => !line.of.some((field) => own.has(field)))
          .map((line) => line.text);
        const isNew = before.fields === null;
        const gone = readFrontMatter(after).fields === null;
        if (!isNew && !gone)
          expect({ text, after, lost: lost(others, after.slice(0, after.length - body.length)) }).toEqual({
            text,
            after,
            lost: undefined,
          });
        expect(after.endsWith(body)).toBe(true);
        expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
        expect(sameApartFrom(text, after, names, touched)).toBe(true);
        expect(writeFields(after, names, changes)).toEqual({ ok: true, edits: [] });
      }),
      { numRuns: runs },
    );
    if (process.env['KB_SHOW']) console.log({ written, refused });
    expect(written).toBeGreaterThan(runs * 0.8);
  });
});
