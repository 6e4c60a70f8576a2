/** Decisions about a card that needs a check (verify, reassign, supersede or archive), and their commit message. */
import type { CardId } from '../card/card.js';
import type { CommitMessage } from './commit-message.js';

export type Decision =
  | { readonly do: 'verify'; readonly note: string | null }
  /** The card gets a new owner. */
  | { readonly do: 'reassign'; readonly to: string }
  /** Another card takes its place. */
  | { readonly do: 'supersede'; readonly by: CardId }
  | { readonly do: 'archive' };

/** Maximum number of cards named in a subject; more are only counted. */
const NAMED = 3;

/** Returns the message of one commit with all decisions. */
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

/** Returns cards as a commit subject names them. */
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
