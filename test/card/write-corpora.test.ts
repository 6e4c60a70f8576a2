/** A verification recorded in real docs: nothing but its fields changes, and a second one changes only values. */
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/card/decode.js';
import { applyEdits } from '../../src/card/edit.js';
import { canonicalFields, dialectNames, type CanonicalField, type Dialect } from '../../src/card/fields.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { sameApartFrom, writeFields, type Written } from '../../src/card/write.js';
import { hasCorpora } from '../corpora.js';
import { corpusFiles } from './sample.js';

const RECORD = new Map<CanonicalField, Written>([
  ['verified.on', '2026-11-21'],
  ['verified.by', '@ana'],
  ['verified.content', '5f1c9a3e27b0'],
  ['verified.paths', null],
  ['verified.note', 'checked against 4.2: all fine'],
  ['flags', [{ by: '@ben', on: null, note: 'the price changed' }]],
]);
const FIELDS = [...RECORD.keys()];

/** Each line of the old text that is missing from the new one, and how many lines were added. */
function difference(before: string, after: string): { gone: string[]; added: number } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let at = 0;
  const gone = old.filter((line) => {
    const found = now.indexOf(line, at);
    const isNear = found !== -1 && found - at <= 12;
    if (isNear) at = found + 1;
    return !isNear;
  });
  return { gone, added: now.length - old.length + gone.length };
}

describe.each<[Dialect, string, RegExp]>([
  ['gds', 'govuk', /^last_reviewed_on:/],
  ['gds', 'sample', /^(?:last_reviewed_on|ms\.date):/],
  ['learn', 'sample', /^(?:last_reviewed_on|ms\.date):/],
  ['kb', 'sample', /^$/],
  ['learn', 'langs/support-he', /^ms\.date:/],
  ['kb', 'mdn-1k', /^$/],
  ['kb', 'bad-inputs', /^(?:verified|flags):/],
])('in %s, %s', (dialect, corpus, own) => {
  test.runIf(hasCorpora(corpus))('a record changes its own lines', () => {
    const names = dialectNames(dialect);
    let written = 0;
    const some = corpusFiles(corpus).filter(
      (_, at) => process.env['KB_SOAK'] || corpus === 'sample' || at % 5 === 0,
    );
    for (const { path, bytes } of some) {
      const { text, unreadable } = decode(bytes);
      if (unreadable !== null) continue;
      const front = readFrontMatter(text);
      const writing = writeFields(text, names, RECORD);
      if (front.unreadable !== null || !writing.ok) {
        expect({ path, writing }).toEqual({
          path,
          writing: { ok: false, why: front.unreadable, line: expect.any(Number) as number },
        });
        continue;
      }
      written += 1;
      const after = applyEdits(text, writing.edits);
      const { gone, added } = difference(text, after);
      expect({ path, gone: gone.filter((line) => !own.test(line)) }).toEqual({ path, gone: [] });
      expect(added).toBeLessThan(14);
      expect(sameApartFrom(text, after, names, FIELDS)).toBe(true);
      expect(writeFields(after, names, RECORD)).toEqual({ ok: true, edits: [] });
      const had = canonicalFields(front.fields ?? new Map(), names);
      if (FIELDS.some((field) => had.has(field))) continue;
      const back = writeFields(after, names, new Map(FIELDS.map((field) => [field, null])));
      expect(back.ok && applyEdits(after, back.edits)).toBe(text);
    }
    expect(written).toBeGreaterThan(some.length / 4);
  });
});
