import { expect, test } from 'vitest';
import type { CardId } from '../../src/card/card.js';
import { decisionMessage, type Decision } from '../../src/trust/decision.js';

const decided = (id: string, decision: Decision) => ({ card: { id: id as CardId }, decision });
const verify = (note: string | null): Decision => ({ do: 'verify', note });

test.each([
  [[decided('a', verify(null))], 'Verify a', [['Kb-Verified', 'a']]],
  [
    [decided('a', verify('x')), decided('b', verify('x'))],
    'Verify a, b',
    [
      ['Kb-Verified', 'a'],
      ['Kb-Verified', 'b'],
      ['Kb-Evidence', 'x'],
    ],
  ],
  [
    ['a', 'b', 'c', 'd'].map((id) => decided(id, { do: 'reassign', to: '@ben' })),
    'Reassign 4 cards to @ben',
    [],
  ],
  [
    [decided('a', { do: 'archive' }), decided('b', { do: 'supersede', by: 'c' as CardId })],
    'Archive a; supersede b by c',
    [],
  ],
])('%#', (cards, subject, trailers) => {
  expect(decisionMessage(cards)).toEqual({ subject, trailers });
});
