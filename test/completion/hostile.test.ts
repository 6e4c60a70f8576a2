/** Values come from files: none of them may act in a shell, and none is shown differently than it is. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bashAnswer, bashCall } from '../../src/completion/bash.js';
import { bashLine, bashWritten } from '../../src/completion/bash-words.js';
import { fitting } from '../../src/completion/candidate.js';
import { zshAnswer } from '../../src/completion/zsh.js';

const HOSTILE = [
  '$(touch x)',
  '`touch x`',
  '; touch x',
  '& touch x',
  '> x',
  '~root',
  '{a,b}',
  '* ? [a]',
  '!!',
  "it's",
  'say "so"',
  'back\\slash',
  '# no',
  'שלום עולם',
  'a:b=c@d',
];
const offer = (...values: string[]) => values.map((value) => ({ value, about: '' }));

describe('values of completion', () => {
  test('what would have to be shown as an escape is none', () => {
    const wrong = [
      'a\nb',
      'a\tb',
      'a\x1b[31m',
      'a\u202eb',
      'a\u2028b',
      'a\u0000',
      'a\ud800',
      '',
      'a'.repeat(999),
    ];
    expect(fitting(offer(...wrong, 'ab'), 'a')).toEqual([{ value: 'ab', about: '' }]);
  });

  test('what is said beside a value is one line', () => {
    const [found] = fitting([{ value: 'a', about: 'T\n\x1b[31m\tX' }], '');
    expect(found?.about).toBe('T\\n\\x1b[31m\\tX');
    const [long] = fitting([{ value: 'a', about: '\x1b'.repeat(5_000_000) }], '');
    expect(long?.about.length).toBeLessThan(100);
  });

  test('bash reads back each value as it is', () => {
    const written = HOSTILE.map((value) => bashWritten(value, ''));
    const script = `for each in ${written.join(' ')}; do printf '%s\\n' "$each"; done`;
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: '/' });
    expect(stdout.trimEnd().split('\n')).toEqual(HOSTILE);
  });

  test('we read it back, too, and within an open quote', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.constantFrom('', '"', "'"), (value, quote) => {
        const written = bashWritten(value, quote);
        expect(written === null).toBe(
          quote === '"' ? /["\\$`!]/.test(value) : quote !== '' && value.includes(quote),
        );
        if (written !== null && value !== '') expect(bashLine(`kb ${quote}${written}`).word).toBe(value);
      }),
    );
  });

  test('a value that a quote cannot hold is not offered in it', () => {
    const answer = { is: 'words', candidates: offer('re$(id)', "re'x", 'refunds') } as const;
    expect(bashAnswer(answer, bashCall(['kb list -t "re', 're', '9']))).toEqual(['words', "re'x", 'refunds']);
    expect(bashAnswer(answer, bashCall(["kb list -t 're", 're', '9']))).toEqual([
      'words',
      're$(id)',
      'refunds',
    ]);
  });

  test('titles are written where bash lists, and nowhere else', () => {
    const answer = {
      is: 'words',
      candidates: [
        { value: 'a', about: 'A' },
        { value: 'ab', about: 'B' },
      ],
    } as const;
    expect(bashAnswer(answer, bashCall(['kb show a', 'a', '63']))).toEqual(['words', 'a   A', 'ab  B']);
    expect(bashAnswer(answer, bashCall(['kb show a', 'a', '9']))).toEqual(['words', 'a', 'ab']);
  });

  test('a colon parts no word from what zsh shows beside it', () => {
    const answer = { is: 'words', candidates: [{ value: 'tag:a\\b', about: 'x: y' }] } as const;
    expect(zshAnswer(answer)).toEqual(['words', 'tag\\:a\\\\b:x: y']);
  });

  test.each([
    ['kb show ', ''],
    ['kb search tag:re', 'tag:re'],
    ["kb search 'tag:re x", 'tag:re x'],
    ['kb show a\\ b', 'a b'],
    ['kb list 2> fi', 'fi'],
  ])('the last word of %s', (line, word) => {
    expect(bashLine(line).word).toBe(word);
  });

  test('output that goes to a file does not count as a word', () => {
    expect(bashLine('kb list > out -t re')).toMatchObject({
      words: ['kb', 'list', '-t'],
      word: 're',
      isTarget: false,
    });
    expect(bashLine('kb list 2>')).toMatchObject({ words: ['kb', 'list'], word: '', isTarget: true });
  });
});

test('of very many words bash gets so few that it asks, and can write what all have in common', () => {
  const values = Array.from({ length: 3000 }, (_, at) => `cards/${at < 2999 ? 'a' : 'b'}-${at}`);
  const answer = { is: 'words', candidates: offer(...values.reverse()) } as const;
  const [, ...offered] = bashAnswer(answer, bashCall(['kb show ca', 'ca', '9']));
  expect(offered).toHaveLength(1000);
  expect(new Set(offered).size).toBe(1000);
  expect(values).toEqual(expect.arrayContaining(offered));
  expect(offered).toContain('cards/b-2999');
});
