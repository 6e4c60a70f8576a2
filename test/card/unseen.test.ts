/** The sets of invisible characters: which contains which, and what people need to spell their names. */
import { describe, expect, test } from 'vitest';
import { HIDING, REORDERING, STEERING, UNSEEN } from '../../src/card/unseen.js';

const [reordering, steering, hiding, unseen] = [REORDERING, STEERING, HIDING, UNSEEN].map((set) => {
  const holds = new RegExp(`^[${set}]$`, 'u');
  const signs = Array.from({ length: 0x30000 }, (_, code) => String.fromCodePoint(code));
  return new Set(signs.filter((sign) => holds.test(sign)));
});

describe('characters that nobody sees', () => {
  test('each set lies in the next', () => {
    for (const [inner, outer] of [
      [reordering, steering],
      [steering, hiding],
      [hiding, unseen],
    ]) {
      expect([...(inner ?? [])].filter((sign) => !outer?.has(sign))).toEqual([]);
      expect(inner?.size).toBeLessThan(outer?.size ?? 0);
    }
  });

  test('joiners are refused only where names must not pass for one another', () => {
    const joiners = ['\u200c', '\u200d'];
    expect(joiners.filter((sign) => hiding?.has(sign))).toEqual([]);
    expect(joiners.filter((sign) => unseen?.has(sign))).toEqual(joiners);
  });

  test('marks of the direction may stand in prose', () => {
    expect(['\u200e', '\u200f', '\u061c'].filter((sign) => reordering?.has(sign))).toEqual([]);
  });

  test.each(['a', 'é', 'ش', ' ', '\u00a0', '中', '\u0301', '\ufe0f', '😀'])('“%s” is in none', (sign) => {
    expect(unseen?.has(sign)).toBe(false);
  });
});
