/** What somebody answers who is asked whether a card is still true, and how that is told in git. */
import type { CardId } from '../card/card.js';
import type { CommitMessage } from './commit-message.js';

export type Decision =
  | { readonly do: 'verify'; readonly note: string | null }
  /** Somebody else looks after it from now on. */
  | { readonly do: 'reassign'; readonly to: string }
  /** Another card is read instead. */
  | { readonly do: 'supersede'; readonly by: CardId }
  | { readonly do: 'archive' };

/** Cards that a subject names; more are counted. */
const NAMED = 3;

/** The message of one commit with all decisions. */
export function decisionMessage(
  decided: readonly { readonly card: { readonly id: CardId }; readonly decision: Decision }[],
): CommitMessage {
  const groups = new Map<string, CardId[]>();
  for (const { card, decision } of decided) {
    const [verb, rest] = wordsOf(decision);
    const key = `${verb}\0${rest}`;
    groups.set(key, [...(groups.get(key) ?? []), card.id]);
  }
  const parts = [...groups].map(([key, ids]) => {
    const [verb = '', rest = ''] = key.split('\0');
    return `${verb} ${namedCards(ids.map((id) => ({ id })))}${rest}`;
  });
  const [first = '', ...others] = parts;
  const verified = decided.filter(({ decision }) => decision.do === 'verify');
  const notes = new Set(verified.map(({ decision }) => (decision.do === 'verify' ? decision.note : null)));
  return {
    subject: [first, ...others.map((part) => part.charAt(0).toLowerCase() + part.slice(1))].join('; '),
    trailers: [
      ...verified.map(({ card }) => ['Kb-Verified', card.id] as const),
      ...[...notes].flatMap((note) => (note === null ? [] : [['Kb-Evidence', note] as const])),
    ],
  };
}

/** Cards as a subject has them. */
export function namedCards(cards: readonly { readonly id: CardId }[]): string {
  return cards.length > NAMED ? `${cards.length} cards` : cards.map(({ id }) => id).join(', ');
}

function wordsOf(decision: Decision): readonly [verb: string, rest: string] {
  switch (decision.do) {
    case 'verify':
      return ['Verify', ''];
    case 'reassign':
      return ['Reassign', ` to ${decision.to}`];
    case 'supersede':
      return ['Supersede', ` by ${decision.by}`];
    case 'archive':
      return ['Archive', ''];
  }
}
