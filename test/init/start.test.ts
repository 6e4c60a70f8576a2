import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.js';
import type { Day } from '../../src/day.js';
import { startingFiles } from '../../src/init/start.js';
import { card, places } from '../card/sample.js';

const files = (owner: string): Map<string, string> =>
  new Map(startingFiles('2026-11-21' as Day, owner).map(({ path, text }) => [path, text]));

describe('the first card', () => {
  test.each(['support-team@acme.example', '@me', '@acme/support', '#support'])(
    'has no problem, and belongs to %s',
    (owner) => {
      const path = 'cards/how-we-keep-cards.md';
      const parsed = card(files(owner).get(path) ?? '', { path });
      expect(places(parsed)).toEqual([]);
      expect(parsed).toMatchObject({
        id: 'how-we-keep-cards',
        title: 'How we keep cards',
        owner: [owner],
        verifyBy: '2027-02-19',
        unreadable: null,
      });
    },
  );
});

test('the config says nothing but the defaults, and holds when its comments are taken away', () => {
  const text = files('@me').get('kb.config.yaml') ?? '';
  const plain = parseConfig(text, '/base/kb.config.yaml');
  const shown = text.replace(/^# ((?: *[\w-]+:| +- ).*)$/gm, '$1');
  expect(shown).toContain('\nwarn: 14\n');
  const spelled = parseConfig(shown, '/base/kb.config.yaml');
  expect([spelled.cards, spelled.warn]).toEqual([plain.cards, plain.warn]);
});
