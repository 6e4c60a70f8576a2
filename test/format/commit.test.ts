import { expect, test } from 'vitest';
import { commitNote } from '../../src/format/commit.js';

test.each([
  [{ commit: '0123456789abcdef', already: false }, true, 'commit 0123456'],
  [{ commit: null, already: true }, true, 'nothing committed: the last commit has it all already'],
  [{ commit: null, already: false }, true, 'nothing committed: this is no git repository'],
  [{ commit: null, already: false }, false, 'nothing committed'],
])('%j', (made, wanted, note) => {
  expect(commitNote(made, wanted)).toBe(note);
});
