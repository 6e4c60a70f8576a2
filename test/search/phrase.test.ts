import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize } from '../../src/search/language.js';
import { Phrase, PhraseText } from '../../src/search/phrase.js';
import { termIn, wordsOf } from '../../src/search/units.js';
import { growth, LINEAR } from '../cost.js';

const stands = (phrase: string, text: string, language = 'en'): boolean =>
  new Phrase(phrase).isIn(new PhraseText(text, language));

/** A simple check without positions: compares the stems of the whole text. */
function standsPlainly(phrase: string, text: string, language: string): boolean {
  const stems = wordsOf(tokenize(phrase)).units.map((unit) => termIn(unit.text, language));
  return stems.length === 0 || new PhraseText(text, language).stems.includes(` ${stems.join(' ')} `);
}

describe('a phrase', () => {
  test.each([
    ['the element', 'of The Elements here', true],
    ['the element', 'the “element”', true],
    ['the element', 'the\n\nelement', true],
    ['the element', 'the other element', false],
    ['element', 'elephants', false],
    ['gift card', 'gift-cards', true],
    ['log in', "the log's in", true],
    ['office key', 'O\ufb03ce key', true],
    ['office key', 'off\u00adice key', true],
    ['a 10', 'a 10', true],
    ['c++ code', 'C++ code', true],
    ['', 'anything', true],
  ])('%j in %j: %s', (phrase, text, found) => {
    expect(stands(phrase, text)).toBe(found);
  });

  test('stands where it would if the whole text were cut into words', () => {
    const word = fc.constantFrom(
      ...[
        'the',
        'of',
        'to',
        'a',
        'element',
        'Elements',
        'ELEMENT',
        'log',
        'logs',
        'login',
        'in',
        's',
        'happy',
      ],
      ...[
        'happi',
        'happiness',
        '10',
        'c++',
        'node',
        'js',
        'élan',
        'e\u0301lan',
        'stra\u00dfe',
        'strasse',
        'o\ufb03ce',
      ],
      ...['office', 'of\u00adfice', '\u212ain', 'kin', 'kins', 'כרטיס', '日本', '😀', 'x'.repeat(70)],
    );
    const gap = fc.constantFrom(
      ...[
        ' ',
        ' ',
        ' ',
        '\n',
        '-',
        '.',
        ', ',
        "'",
        "'s ",
        '’s ',
        "'t",
        '_',
        '__',
        ' — ',
        '\u00a0',
        '/',
        '',
        '*',
      ],
    );
    const text = fc.array(fc.tuple(word, gap), { maxLength: 24 }).map((parts) => parts.flat().join(''));
    const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const language = fc.constantFrom('en', 'en', 'en', 'he', 'pl', 'und');
    fc.assert(
      fc.property(phrase, text, language, (asked, within, spoken) => {
        fc.pre(!asked.includes('日'));
        expect(stands(asked, within, spoken)).toBe(standsPlainly(asked, within, spoken));
      }),
      { numRuns: process.env['KB_SOAK'] ? 200_000 : 3000 },
    );
  });

  test.each(['the ', 'the-', 'thethe', 'the - ', "the's", 'element ', 'the,,,,,, '])(
    'is looked for in time linear in a text of %j',
    (part) => {
      expect(growth((text) => stands('the the element', text), part.repeat(30_000))).toBeLessThan(LINEAR);
    },
  );
});
