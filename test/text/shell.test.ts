/** Whatever a reader pastes into a shell must come out as one word, unchanged. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { oneLine, quoted, quotedPath } from '../../src/text/shell.js';

const WORDS = [
  'cards/refund-eu.md',
  "it's",
  'two words',
  '$(touch x)',
  '`x`',
  'a;b&c|d>e',
  '~root',
  '!1',
  '*',
  'ä',
  '#a',
  "a'\\\n\tb",
  '\u001b[31m',
];

test.skipIf(process.platform === 'win32').each(WORDS)('%j is one word', (word) => {
  expect(execFileSync('bash', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word);
});

test('a harmless word stays as it is', () => {
  expect([quoted('cards/a-1.md'), oneLine('two words')]).toEqual(['cards/a-1.md', 'two words']);
});

test('nothing breaks a line', () => {
  expect(oneLine('a\nb')).toBe(String.raw`$'a\nb'`);
});

test('a path is no option', () => {
  expect([quotedPath('-rf'), quotedPath('-r f')]).toEqual(['./-rf', "'./-r f'"]);
});
