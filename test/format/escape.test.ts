import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disarm, safe, safeLines } from '../../src/format/escape.js';
import { controlsIn, HOSTILE } from './styles.js';
import { growth, LINEAR } from '../cost.js';

describe('safe', () => {
  test.each([
    ['\x1b[31m', '\\x1b[31m'],
    ['\x1b]52;c;ZXZpbA==\x07', '\\x1b]52;c;ZXZpbA==\\x07'],
    ['\x9b2J', '\\x9b2J'],
    ['a\bb\x7f', 'a\\x08b\\x7f'],
    ['a\rb', 'a\\rb'],
    ['two\nlines\tand a tab', 'two\\nlines\\tand a tab'],
    ['pay\u202eegami.exe', 'pay\\u202eegami.exe'],
    ['\u2067x\u2069', '\\u2067x\\u2069'],
    ['a\u2028b\u2029c\u0085', 'a\\u2028b\\u2029c\\x85'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['\ud800x', '\\ud800x'],
    ['in\u200bvisible\u200d', 'in\\u200bvisible\\u200d'],
    ['soft\u00adhyphen', 'soft\\xadhyphen'],
    ['#\ufe0f[', '#\\ufe0f['],
    ['x\ufe0f', 'x\\ufe0f'],
  ])('%j is shown as %j', (text, expected) => {
    expect(safe(text)).toBe(expected);
  });

  test.each([
    'plain ASCII ~',
    'זיכוי כספי ללקוח',
    'استرداد الأموال',
    'می‌خواهم',
    'क्‍ष',
    'การคืนเงิน ทำน้ำ',
    'ភាសា\u200bខ្មែរ',
    'Zażółć gęślą jaźń',
    'e\u0301 (NFD)',
    '中文、日本語。',
    '👨‍👩‍👧 👍🏽 ⚠️ 1️⃣ 🇮🇱 ❤️‍🔥 👁️‍🗨️ ☎︎',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  ])('%s passes as it is', (text) => {
    expect(safe(text)).toBe(text);
    expect(safeLines(text)).toBe(text);
  });

  test.each(HOSTILE.map((text) => [text]))('nothing of %j reaches a terminal', (text) => {
    expect(controlsIn(safe(`a${text}b`))).toBeNull();
    expect(controlsIn(safeLines(`a${text}b`))).toBeNull();
    expect(safe(text)).not.toContain('\n');
  });

  test('nothing of any text reaches a terminal, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(controlsIn(safe(text))).toBeNull();
        expect(safe(safe(text))).toBe(safe(text));
      }),
    );
  });

  test('a megabyte of escapes costs no more than its length', () => {
    const text = '\u200d\x1b'.repeat(200_000);
    expect(safe(text)).toHaveLength(200_000 * 10);
    expect(growth(safe, text)).toBeLessThan(LINEAR);
  });
});

describe('safeLines', () => {
  test('line breaks stay, a carriage return alone does not', () => {
    expect(safeLines('a\r\nb\nc\rd')).toBe('a\nb\nc\\rd');
  });

  test('tabs reach to stops of four columns', () => {
    expect(safeLines('a\tb\n\t中\tc')).toBe('a   b\n    中  c');
  });
});

describe('disarm', () => {
  test.each([
    ['::error::boo', '\\::error::boo'],
    ['a\n  ::set-output name=x::y', 'a\n  \\::set-output name=x::y'],
    ['\u00a0\u3000::warning::', '\u00a0\u3000\\::warning::'],
    ['\x1b[1m::notice::x', '\x1b[1m\\::notice::x'],
    ['some ##[group]text', 'some #\\#[group]text'],
    ['###[error]', '##\\#[error]'],
    ['##vso[task.setvariable]', '#\\#vso[task.setvariable]'],
    ['std::vector and ## heading', 'std::vector and ## heading'],
  ])('%j is printed as %j', (text, expected) => {
    expect(disarm(text)).toBe(expected);
    expect(disarm(expected)).toBe(expected);
  });
});
