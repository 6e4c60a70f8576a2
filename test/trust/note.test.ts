import { expect, test } from 'vitest';
import { noteProblem } from '../../src/trust/note.js';

test.each([
  ['read with legal, 2026 terms', null],
  ['נבדק מול הדין', null],
  ['  ', /is empty/],
  ['two\nlines', /one line/],
  ['\u001b[31mred', /control/],
  ['a\u202eb', /control/],
  ['x'.repeat(501), /at most 500/],
])('the note %j', (text, problem) => {
  if (problem === null) expect(noteProblem(text)).toBeNull();
  else expect(noteProblem(text)).toMatch(problem);
});
