/** Unicode normalization of texts: the usual forms, at a cost that no input can blow up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composed } from '../../src/card/composed.js';
import { growth, LINEAR } from '../cost.js';

test('are those of Unicode for what people write', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'é', 'e\u0301', '\u0323', '각', 'ก', ' '),
    maxLength: 25,
  });
  fc.assert(
    fc.property(letters, fc.constantFrom('NFC' as const, 'NFD' as const), (text, form) => {
      expect(composed(text, form)).toBe(text.normalize(form));
    }),
  );
});

test.each(['NFC', 'NFD'] as const)('%s of a long run of marks takes linear time', (form) => {
  expect(growth((text) => composed(text, form), '\u0301\u0323'.repeat(30_000))).toBeLessThan(LINEAR);
});
