/** Text that a ` #` cuts off: what is reported, and what is a real comment. */
import { describe, expect, test } from 'vitest';
import { parseFolderDefaults } from '../../src/card/defaults.js';
import { card } from './sample.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lost = (yaml: string, dialect: 'kb' | 'learn' = 'kb'): string[] => {
  const text = `---\n${yaml}\n---\n`;
  return card(text, { dialect })
    .problems.filter(({ rule }) => rule === 'lost-text')
    .map(({ line, column, fix }) => {
      const after = fix && text.slice(0, fix.from) + fix.text + text.slice(fix.to);
      return `${line}:${column} ${after?.split('\n')[(line ?? 1) - 1] ?? 'no fix'}`;
    });
};

describe('a value that ends before its author thought', () => {
  test.each([
    ['title: Fix issue #12', ['2:18 title: "Fix issue #12"']],
    ['title: Fix "issue" #12', ['2:20 title: "Fix \\"issue\\" #12"']],
    ['title: Fix #12 # said Ana', ['2:12 title: "Fix #12" # said Ana']],
    ['title: תקלה #12', ['2:13 title: "תקלה #12"']],
    ['title: Fix issue #12\r', ['2:18 title: "Fix issue #12"\r']],
    ['keywords: E4012 #12, E4013', ['2:17 keywords: "E4012 #12, E4013"']],
    ['tags:\n  - a\n  - step #1', ['4:10   - "step #1"']],
    ['title: Fix\n  issue #12', ['3:9 no fix']],
    ['owner: ana@acme.example #legal', ['2:25 no fix']],
  ])('%j', (yaml, expected) => {
    expect(lost(yaml)).toEqual(expected);
  });

  test.each([
    ['title: Refunds # checked by Ana'],
    ['title: Refunds #'],
    ['title: Learn C# and F#3'],
    ['title: "Refunds" #12'],
    ["title: 'Refunds' #12"],
    ['title: |\n  Fix issue #12'],
    ['verify-by: 2027-01-01 #12'],
    ['note: Fix issue #12'],
  ])('%j is as it is meant', (yaml) => {
    expect(lost(yaml)).toEqual([]);
  });

  test('under the names of another dialect', () => {
    expect(lost('ms.author: ana #ben', 'learn')).toEqual(['2:16 no fix']);
  });

  test('in the defaults of a folder', () => {
    const file = { path: 'cards/_kb.yaml', bytes: bytes('tags: [a]\nowner: ana@acme.example #legal\n') };
    expect(parseFolderDefaults(file, new Set(), 'kb').problems).toMatchObject([
      { rule: 'lost-text', severity: 'warning', line: 2, column: 25 },
    ]);
  });
});
