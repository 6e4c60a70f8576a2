import { expect, test } from 'vitest';
import { primaryLanguage } from '../../src/card/language.js';

test.each([
  ['en', 'en'],
  ['pt_BR', 'pt'],
  ['zh-Hant-TW', 'zh'],
  ['NB', 'no'],
  ['nn-NO', 'no'],
  ['iw', 'he'],
  ['in', 'id'],
  ['constructor', 'constructor'],
])('%s is %s', (tag, primary) => {
  expect(primaryLanguage(tag)).toBe(primary);
});
