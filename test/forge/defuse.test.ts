/** Card text on a forge shows what it says, and has no effects. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntities } from '../../src/card/outline/characters.js';
import {
  codeBlock,
  codeSpan,
  commitReference,
  defused,
  defusedTitle,
  linkTo,
  mention,
} from '../../src/forge/text/defuse.js';
import { growth, LINEAR } from '../cost.js';
import { hostile } from './hostile-text.js';
import { effectsOf } from './markdown-effects.js';

const numRuns = process.env['KB_SOAK'] ? 8_000 : 300;
const GAPS = /\u200b/g;
const NOTHING = { mentions: [], references: [], links: [], foreign: [] };
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('defused text', () => {
  test('does nothing, wherever it stands', () => {
    const places = [
      (text: string) => text,
      (text: string) => {
        // A paragraph of an issue has only one text with dollars.
        const other = text.replaceAll('\\$', '');
        return `- by ${other}: “${text}” (${other})\n  ${other}`;
      },
      (text: string) => `a “${text}”.`,
    ];
    fc.assert(
      fc.property(hostile, fc.constantFrom(...places), (text, place) => {
        const { code, blocks, ...effects } = effectsOf(place(defused(text)));
        expect(effects).toMatchObject(NOTHING);
        expect(code).toEqual([]);
        expect(blocks.filter((block) => block === 'paragraph').length).toBeLessThanOrEqual(1);
      }),
      { numRuns },
    );
  });

  test('says what it said', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          hostile.filter((text) => /^[\x20-\x7e]*$/.test(text)),
        ),
        (text) => {
          const shown = decodeEntities(text).replace(/\s+/g, ' ').trim();
          expect(effectsOf(defused(text)).text.replace(GAPS, '')).toBe(shown);
        },
      ),
      { numRuns },
    );
  });

  test.each([
    ['@ana', '@\u200bana'],
    ['&#64;ana &commat;ben', '@\u200bana @\u200bben'],
    ['Fixes #12, GH-3, acme/kb#4', 'Fixes #\u200b12, GH-\u200b3, acme/kb#\u200b4'],
    ['see https://github.com/a/b/issues/1', 'see https:\u200b//github.com/a/b/issues/1'],
    ['www.example.org', 'www\u200b.example.org'],
    ['in abc1234', 'in abc123\u200b4'],
    ['_GH-1 _abc1234_', '\\_GH-\u200b1 \\_abc123\u200b4\\_'],
    [':tada: at 10:30 then', ':\u200btada: at 10:30 then'],
    ['costs $5', 'costs \\$5'],
    ['$x$', '<span>\\$</span>x<span>\\$</span>'],
    ['call 4155550123 in C#, high-5', 'call 4155550123 in C#, high-5'],
    ['<!-- kb:end -->', '&lt;!-- kb:end --&gt;'],
    ['[a](b) *c* `d`', '\\[a\\](b) \\*c\\* \\`d\\`'],
    ['1. one', '1\\. one'],
    ['- one', '\\- one'],
    ['two\n\nlines\0', 'two lines'],
    ['\u202eabc\u2066 a\u00adb \u{e0041}', 'abc ab'],
    ['क्‍ष 👩‍💻 \u200da', 'क्‍ष 👩‍💻 a'],
  ])('%j is %j', (text, written) => {
    expect(defused(text)).toBe(written);
  });

  test('is cut where it is long', () => {
    expect(defused('x'.repeat(600))).toBe(`${'x'.repeat(500)}…`);
  });

  test('costs no more than its length', () => {
    for (const piece of ['0', '1a', '@', ':a', '$', '&#64;', '`', 'a\u200d', ' ', '\\'])
      expect(
        growth((text) => [defused(text, 1e9), codeSpan(text, 1e9)], piece.repeat(200_000 / piece.length)),
      ).toBeLessThan(LINEAR);
  });
});

test('a title is defused as plain text', () => {
  expect(defusedTitle('*Fees* @ana #1 &amp;\n\u202e')).toBe('*Fees* @\u200bana #\u200b1 &amp;');
});

describe('code', () => {
  test('in a line is one span, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { code, ...effects } = effectsOf(`a ${codeSpan(text)} b`);
        expect(effects).toMatchObject({ ...NOTHING, blocks: ['root', 'paragraph'] });
        expect(code.length).toBe(codeSpan(text) === '' ? 0 : 1);
      }),
      { numRuns },
    );
  });

  test.each([
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb', '`a b`'],
    ['@ana', '`@ana`'],
    ['\u202e', ''],
  ])('%j is %s', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test('in a block keeps its lines, and nothing ends it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { code, blocks } = effectsOf(`${codeBlock(text, 'sh')}\n\nend`);
        expect(blocks).toEqual(['root', 'code', 'paragraph']);
        expect(code.length).toBe(1);
      }),
      { numRuns },
    );
    expect(codeBlock('a\r\n```\n b', 'sh')).toBe('````sh\na\n```\n b\n````');
  });
});

describe('links', () => {
  test('lead to their address alone', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, path) => {
        const {
          links,
          text: shown,
          ...effects
        } = effectsOf(`a ${linkTo(text, `https://forge.example/${path}`)}`);
        expect(effects).toMatchObject({
          mentions: [],
          references: [],
          foreign: [],
          blocks: ['root', 'paragraph'],
        });
        expect(links.filter((link) => !link.startsWith('https://forge.example/'))).toEqual([]);
        expect(links.length).toBe(shown === 'a ' || shown === 'a' ? 0 : 1);
      }),
      { numRuns },
    );
  });

  test.each([
    ['https://a/b (c)?d&e', '[x](https://a/b%20%28c%29?d&amp;e)'],
    ['javascript:alert(1)', 'x'],
    ['https://', 'x'],
    [null, 'x'],
  ])('%s', (url, link) => {
    expect(linkTo('x', url)).toBe(link);
  });
});

test.each(['@acme/billing', '@a/b', '@acme-inc/team_2'])('%s is called', (team) => {
  expect(mention(team)).toBe(team);
});

test.each(['@ana', 'acme/billing', '@acme/billing now', '@acme/a/b', '@acme/', '@-a/b', '@acme/b\n'])(
  '%j is not called',
  (team) => {
    expect(effectsOf(`for ${mention(team)}`).mentions).toEqual([]);
  },
);

test('a commit is named by its whole id only', () => {
  expect(
    [COMMIT, 'a'.repeat(64), 'abc1234', `${COMMIT}\n`, COMMIT.toUpperCase(), null].map(commitReference),
  ).toEqual([COMMIT, 'a'.repeat(64), '', '', '', '']);
});
