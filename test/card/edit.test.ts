import { describe, expect, test } from 'vitest';
import { applyEdits, removeItems, replaceScalar } from '../../src/card/edit.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import type { Field } from '../../src/card/value.js';

/** A card with these lines between two others, and its field `owner`. */
function card(lines: string): { readonly text: string; readonly owner: Field } {
  const text = `---\ntitle: A\n${lines}\ntags: [a]\n---\nText\n`;
  const owner = readFrontMatter(text).fields?.get('owner');
  if (!owner) throw new Error('the card has no owner');
  return { text, owner };
}

describe('a scalar', () => {
  test.each([
    ['owner: "@ana"', '@ben', 'owner: "@ben"'],
    ["owner: '@ana' # lead", "o'ben", "owner: 'o''ben' # lead"],
    ['owner:   ana', 'ben', 'owner:   ben'],
    ['owner: ana', '@ben', 'owner: "@ben"'],
    ['owner: ana', 'no', 'owner: "no"'],
    ['owner: ana', '#ops', 'owner: "#ops"'],
    ['owner: ana@acme.com, zoe', 'ben@acme.com, zoe', 'owner: ben@acme.com, zoe'],
    ['owner: ana', 'ben, zoe', 'owner: "ben, zoe"'],
    ['owner: "@ana,\n  @zoe"', '@ben, @zoe', 'owner: "@ben, @zoe"'],
    ['owner: >- # who\n  @ana', '@ben', 'owner: "@ben" # who'],
    ['owner: |+\n  @ana\n\n', '@ben', 'owner: "@ben"\n\n'],
    ['owner:', '@ben', 'owner: "@ben"'],
    ['owner: # nobody', '@ben', 'owner: "@ben" # nobody'],
    ['owner: ~', 'ben', 'owner: ben'],
  ])('%s → %s', (before, value, after) => {
    const { text, owner } = card(before);
    const edited = applyEdits(text, [replaceScalar(text, owner, value)]);
    expect(edited).toBe(card(after).text);
    expect(readFrontMatter(edited).fields?.get('owner')?.value).toBe(value);
  });
});

describe('items of a list', () => {
  test.each([
    ['owner: [a, b, c]', [0], 'owner: [b, c]'],
    ['owner: [a, b, c]', [1], 'owner: [a, c]'],
    ['owner: [ a , b, c ]', [1, 2], 'owner: [ a ]'],
    ['owner: [a, b, c]', [0, 2], 'owner: [b]'],
    ['owner: [a, b,]', [1], 'owner: [a,]'],
    ['owner: [\n  a, # one\n  b # two\n  ]', [0], 'owner: [\n  b # two\n  ]'],
    ['owner: [\n  a, # one\n  b # two\n  ]', [1], 'owner: [\n  a # one\n  ]'],
    ['owner: [\n  a,\n  b # two\n  ]', [1], 'owner: [\n  a\n  ]'],
    [
      'owner: [\n  a, # one\n  # of c\n  b, # two\n  c # three\n  ]',
      [1, 2],
      'owner: [\n  a # one\n  # of c\n  ]',
    ],
    ['owner: [\n  a # one\n  , b # two\n  , c\n  ]', [0], 'owner: [\n   b # two\n  , c\n  ]'],
    ['owner: [\n  a # one\n  , b # two\n  , c\n  ]', [1], 'owner: [\n  a # one\n  ,  # two\n   c\n  ]'],
    ['owner: [a, # both\n  b]', [0], 'owner: [ # both\n  b]'],
    ['owner: [a,\n  b] # both', [1], 'owner: [a] # both'],
    ['owner: [\n  a,\n  b,\n  ]', [0], 'owner: [\n  b,\n  ]'],
    ['owner:\n- a\n- b\n- c', [1], 'owner:\n- a\n- c'],
    ['owner:\n  - a\n  - b # two\n  - c', [0, 1], 'owner:\n  - c'],
    [
      'owner: # who\n  - a # one\n  # of b\n  - b # two\n  # of c\n  - c',
      [0, 2],
      'owner: # who\n  # of b\n  - b # two\n  # of c',
    ],
    ['owner:\n  - "#a"   # one, - two\r\n  - b', [0], 'owner:\n  - b'],
    ['owner:\n  - >- # one\n    a\n  # of b\n  - b', [0], 'owner:\n  # of b\n  - b'],
    ['owner:\n  - "a\n    - z" # one\n  - b', [0], 'owner:\n  - b'],
    ['owner:\n  - a\n  # - no item\n  - b\n', [1], 'owner:\n  - a\n  # - no item\n'],
    ['owner:\n  - # one\n    a\n  - b', [0], 'owner:\n  - b'],
    ['owner:\n  - # one\n    # its own\n    a # two\n  - b', [0], 'owner:\n    # its own\n  - b'],
    ['owner:\r\n  - a\r\n  - b\r', [1], 'owner:\r\n  - a\r'],
  ])('%j without %j', (before, gone, after) => {
    const { text, owner } = card(before);
    const edited = applyEdits(text, removeItems(text, owner, new Set(gone)));
    expect(edited).toBe(card(after).text);
  });
});
