/** Bytes from a terminal → keys. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decoder, type Key } from '../../src/tui/decode.js';

function keys(...chunks: readonly string[]): string[] {
  const decoder = new Decoder();
  const all: Key[] = chunks.flatMap((chunk) => decoder.push(chunk));
  return [...all, ...decoder.flush()].map((key) => ('pasted' in key ? `<${key.pasted}>` : key.name));
}

describe('keys', () => {
  test.each([
    ['ab\r', ['a', 'b', 'enter']],
    ['\x0e\x10\x0a\x0b\x03\x1a', ['ctrl-n', 'ctrl-p', 'ctrl-j', 'ctrl-k', 'ctrl-c', 'ctrl-z']],
    [
      '\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1b[3~\x1b[Z',
      ['up', 'down', 'pageup', 'pagedown', 'home', 'delete', 'shift-tab'],
    ],
    ['\x1b[1;5A\x1b[M', ['up']],
    ['\x1b[1;2A\x1b[1;2B\x1b[1;2C', ['shift-up', 'shift-down', 'right']],
    ['\x7f\t \x1b\x7f', ['backspace', 'tab', 'space', 'alt-backspace']],
    ['ไทย', ['ไ', 'ท', 'ย']],
    ['😀é', ['😀', 'é']],
    ['\x1b[200~two\nlines\r\x1b[201~x', ['<two\nlines\r>', 'x']],
    ['\x1b', ['esc']],
  ])('%j', (bytes, expected) => {
    expect(keys(bytes)).toEqual(expected);
  });

  test('however the bytes are parted, the keys are the same', () => {
    const part = fc.constantFrom(
      'a',
      'ש',
      '😀',
      '\r',
      '\x1b[A',
      '\x1bOB',
      '\x1b[200~p\x1b[201~',
      '\x0e',
      '\x1b[1;5C',
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat(60)), (parts, cuts) => {
        const text = Array.from(parts.join(''));
        const places = [0, ...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((to, at) => text.slice(places[at], to).join(''));
        expect(keys(...chunks)).toEqual(keys(text.join('')));
      }),
    );
  });

  test('an Escape waits for what it may begin, and only then', () => {
    const decoder = new Decoder();
    expect(decoder.push('\x1b')).toEqual([]);
    expect(decoder.isWaiting).toBe(true);
    expect(decoder.flush()).toEqual([{ name: 'esc' }]);
    expect(decoder.isWaiting).toBe(false);
  });

  test('a paste that never ends is not kept whole', () => {
    const decoder = new Decoder();
    decoder.push('\x1b[200~');
    for (let count = 0; count < 100; count++) decoder.push('x'.repeat(10_000));
    const [key] = decoder.push('\x1b[201~');
    expect(key && 'pasted' in key ? key.pasted.length : 0).toBe(65_536);
  });
});
