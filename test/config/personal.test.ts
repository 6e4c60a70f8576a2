import { describe, expect, test } from 'vitest';
import { parsePersonalConfig } from '../../src/config/parse.js';
import { withDefaultBase } from '../../src/config/personal.js';

describe('withDefaultBase', () => {
  test.each([
    ['nothing', ''],
    ['an empty map', 'bases:\n'],
    ['another base', 'bases:\n  a: /a\ndefault: a\n'],
    ['the same base elsewhere', 'bases:\n  b: /old\n'],
  ])('to %s', (_, before) => {
    const { bases, default: usual } = parsePersonalConfig(withDefaultBase(before, 'b', '/b'), 'config.yaml');
    expect(bases.get('b')).toBe('/b');
    expect(usual).toBe('b');
    expect(bases.has('a')).toBe(before.includes(' a:'));
  });

  test('comments stay', () => {
    const text = withDefaultBase('# mine\nbases:\n  a: /a # the first\n', 'b', '/b');
    expect(text).toBe('# mine\nbases:\n  a: /a # the first\n  b: /b\ndefault: b\n');
  });

  test('line ends and the byte order mark stay', () => {
    const text = withDefaultBase('\uFEFF# mine\r\nbases:\r\n  a: /a\r\n', 'b', '/b');
    expect(text).toBe('\uFEFF# mine\r\nbases:\r\n  a: /a\r\n  b: /b\r\ndefault: b\r\n');
  });
});
