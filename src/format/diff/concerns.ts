/** Turns concerns into sentences; what is the same for many cards is said once. */
import type { Concern } from '../../diff/concerns.js';
import { counted } from '../../text/counted.js';
import { badgeWord } from './trust.js';
import {
  asName,
  cardsBelow,
  grouped,
  list,
  named,
  NAMED,
  titles,
  type Part,
  type Sentence,
} from './sentence.js';

/** Maximum cards with moved dates that are named; the rest are counted. */
const DATED = 10;

type DateMoved = Extract<Concern, { readonly kind: 'date-moved' }>;

const AGAIN = ' verified again by a longer interval';

/** For a date that moved while the text stayed the same. */
const UNREAD = ': the date moved, the text did not change';

export function concernSentences(concerns: readonly Concern[]): Sentence[] {
  const groups = grouped(concerns, (each) =>
    JSON.stringify([each.kind, each.kind === 'date-moved' ? moved(each) : sentenceEnd(each)]),
  );
  return groups.flatMap((group): Sentence[] => {
    const [first] = group;
    if (!first) return [];
    if (first.kind === 'weakened') return [[{ path: first.path }, ...sentenceEnd(first)]];
    if (first.kind === 'extended' && group.length > 1) return [extended(group, first.file)];
    const dated = group.filter((each): each is DateMoved => each.kind === 'date-moved');
    if (dated.length > 1) return [datesMoved(dated)];
    if (group.length > NAMED) return [[...cardsBelow(group), ': each', ...sentenceEnd(first)]];
    return group.map((each) => [...named(each), ...sentenceEnd(each)]);
  });
}

function extended(cards: readonly Concern[], file: string | null): Sentence {
  return [`${cards.length} cards are${AGAIN}`, ...inFile(file), ': ', ...titles(cards)];
}

function inFile(file: string | null): Part[] {
  return file === null ? [] : [' in ', { path: file }];
}

function datesMoved(cards: readonly DateMoved[]): Sentence {
  const shown = cards.slice(0, DATED).flatMap((each): Part[] => [', ', ...named(each), ' ', ...dates(each)]);
  const more = cards.length - DATED;
  return [
    `${cards.length} cards`,
    ...(cards[0] ? [moved(cards[0])] : []),
    ': ',
    ...shown.slice(1),
    ...(more > 0 ? [` and ${more} more`] : []),
  ];
}

function dates({ before, after }: DateMoved): Part[] {
  return before === after ? [{ name: after }] : [{ name: before }, ' → ', { name: after }];
}

function moved({ record, text }: DateMoved): string {
  switch (record) {
    case 'none':
      return text ? ': the text changed and the date moved, without a record of who checked it' : UNREAD;
    case 'other':
      return `${text ? ': the text changed and the date moved' : UNREAD}, and not by kb verify`;
    case 'gone':
      return ': the date moved, and the record of who checked the card was removed';
    case 'to-come':
      return ': verified on a date in the future';
    case 'kept':
      return ': the record is new, but its date is not';
    case 'reattributed':
      return ': the record has another name, note or code hash, but the same text and dates';
  }
}

/** What follows the name of the card. */
function sentenceEnd(concern: Concern): Part[] {
  switch (concern.kind) {
    case 'weakened':
    case 'silenced':
    case 'unflagged':
      return [': ', { message: concern.message }];
    case 'extended':
      return [` is${AGAIN}`, ...inFile(concern.file)];
    case 'opened':
      return [' can be read by more people: ', { name: concern.after }, ', was ', { name: concern.before }];
    case 'removed':
      return [
        ' is removed',
        ...(concern.linked === 0 ? [] : [`; ${counted(concern.linked, 'card')} linked to it`]),
        ...(concern.instead ? ['; a search for it now finds ', { title: concern.instead.title }] : []),
      ];
    case 'unowned':
      return [' no longer has an owner; it had ', ...list(concern.before.map(asName))];
    case 'not-verifier':
      return [
        ' was verified by ',
        { name: concern.by },
        ' on ',
        { name: concern.on },
        ', who is not among its verifiers: ',
        ...list(concern.verifiers.map(asName)),
      ];
    case 'less-trusted':
      return [
        ` is less trusted: ${badgeWord(concern.after)}, was ${badgeWord(concern.before)}`,
        ...(concern.affected ? [', although its file did not change'] : []),
      ];
    case 'retired':
      return concern.by === null ? [' is archived'] : [' is superseded by ', { name: concern.by }];
    case 'outranked':
      return outranked(concern);
    case 'left-behind':
      return [
        concern.links === 1
          ? ' has moved; 1 link still leads to its old path '
          : ` has moved; ${concern.links} links still lead to its old path `,
        { path: concern.from },
      ];
    case 'date-moved':
      return [moved(concern), ': ', ...dates(concern)];
    case 'unlinked':
      return [' is no longer linked from any other card'];
  }
}

function outranked({
  title,
  typed,
  bystander,
  before,
  after,
}: Extract<Concern, { kind: 'outranked' }>): Part[] {
  const isFormer = typed !== title;
  return [
    after.place === null ? ' is not among the first ten hits' : ` is hit ${after.place}`,
    isFormer ? ' for the title that it had, ' : ' for its own title',
    ...(isFormer ? [{ title: typed }] : []),
    before === null ? '' : bystander ? ', although nobody touched it; it was first' : '; it was first',
    ...(after.above.length === 0 ? [] : ['. Above it: ', ...titles(after.above)]),
  ];
}
