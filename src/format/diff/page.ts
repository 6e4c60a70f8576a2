/** The parts of a comparison besides its concerns: headline, cards, problems and reviewers. */
import type { CardChange, ChangeKind, CodeCard, Comparison } from '../../diff/comparison.js';
import type { FieldChange } from '../../card/field-changes.js';
import type { Reviewer } from '../../diff/reviewers.js';
import { MOST_CARDS } from '../../diff/search.js';
import type { Severity } from '../../card/card.js';
import { sameClaims, type Claim } from '../../lint/claims.js';
import { SEVERITIES, type Finding } from '../../lint/finding.js';
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
import { trustSentence } from './trust.js';

/** Says why search is left out. */
export function unsearched(): string {
  return `Search is left out: the base has more than ${MOST_CARDS.toLocaleString('en')} cards.`;
}

/** `2 cards added, 1 changed` */
export function headline({ cards, code, concerns }: Comparison): string {
  const words: readonly (readonly [ChangeKind, string])[] = [
    ['added', 'added'],
    ['changed', 'changed'],
    ['moved', 'moved'],
    ['removed', 'removed'],
    ['left', 'left the base'],
    ['affected', 'affected'],
  ];
  const counts = words.flatMap(([kind, word]) => {
    const count = cards.filter((card) => card.kind === kind).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const [first, ...rest] = counts;
  const done =
    first === undefined
      ? 'no card is changed'
      : [first.replace(' ', first.startsWith('1 ') ? ' card ' : ' cards '), ...rest].join(', ');
  const changes = concerns.some(({ kind }) => kind === 'weakened') ? `${done}; the checks are weaker` : done;
  if (code.length === 0) return changes;
  return `${changes}; ${code.length === 1 ? '1 is' : `${code.length} are`} about changed code`;
}

/** A reviewer, and why they should look at the change. */
export function reviewerSentence({ name, cards }: Reviewer): Sentence {
  const reasons = [...cards].flatMap(([role, changes], at): Part[] => [
    at === 0 ? `: ${role} of ` : `; ${role} of `,
    ...titles(changes),
  ]);
  return [{ name }, ...reasons];
}

/** Who verified which cards in the branch; cards with the same person, date and note share a sentence. */
export function claimSentences(claims: readonly Claim[]): Sentence[] {
  return sameClaims(claims, []).map((group) => {
    const cards = group.map(({ touched: { after } }) => after.card);
    const { by = null, on = '', note = null } = group[0] ?? {};
    return [
      by === null ? 'Nobody' : { name: by },
      ' on ',
      { name: on },
      ...(note === null ? [', without a note'] : [', ', { title: note }]),
      ': ',
      ...(cards.length > NAMED
        ? cardsBelow(cards)
        : cards.flatMap((card, at) => [...(at === 0 ? [] : [', ']), ...named(card)])),
    ];
  });
}

/** A card about code that the branch changes: its owners, and the changed files. */
export function codeSentence(card: CodeCard, { cards }: Comparison): Sentence {
  const [first = '', ...others] = card.code;
  const isTouched = cards.some(({ path, kind }) => path === card.path && kind !== 'affected');
  return [
    ...named(card),
    ...(card.owner.length === 0 ? [', without an owner: '] : [', ', ...list(card.owner.map(asName)), ': ']),
    { name: first },
    others.length === 0 ? '' : ` and ${others.length} more`,
    isTouched ? '; the branch changes the card, too' : '',
  ];
}

/** A row in the list of all cards: one card, or several that changed in the same way. */
export interface CardRow {
  readonly card: Sentence;
  readonly what: Sentence;
  readonly trust: string;
}

/** Returns the list of all cards. More than `NAMED` cards share a row if only their fields changed, and in the same way. */
export function cardRows(cards: readonly CardChange[]): CardRow[] {
  const rows = cards.map((change) => ({
    change,
    card: [{ title: change.title }, ' ', { path: change.path }],
    what: changeSentence(change),
    trust: trustSentence(change),
  }));
  const isOfFields = ({ kind, text }: CardChange): boolean =>
    kind === 'affected' || (kind === 'changed' && !text);
  const groups = grouped(rows, ({ change, what, trust }) =>
    JSON.stringify(isOfFields(change) ? [what, trust] : change.path),
  );
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first || group.length <= NAMED) return group;
    return [{ ...first, card: cardsBelow(group.map(({ change }) => change)) }];
  });
}

/** What changed in a card: `text`, and each field with its values. */
function changeSentence({ kind, from, text, fields }: CardChange): Sentence {
  const parts: Part[][] = fields.map(fieldPart);
  if (text && kind !== 'added') parts.unshift(['text']);
  if (from !== null) parts.unshift(['moved from ', { path: from }]);
  const [first = [], ...rest] = parts;
  const sentence = [...first, ...rest.flatMap((each) => ['; ', ...each])];
  if (kind === 'changed' && sentence.length === 0) return ['front matter'];
  if (kind === 'left') return ['left the base'];
  return kind === 'changed' || kind === 'moved'
    ? sentence
    : sentence.length === 0
      ? [kind]
      : [`${kind}: `, ...sentence];
}

/** Fields whose values are shown; for other fields the name is enough. */
const SHOWN = new Set([
  'audience',
  'owner',
  'status',
  'superseded-by',
  'verify-by',
  'verify-every',
  'verified.on',
  'title',
]);

function fieldPart({ field, before, after }: FieldChange): Part[] {
  if (!SHOWN.has(field)) return [field];
  const shown = (value: string): Part => (value === '' ? 'none' : { name: value });
  return [`${field} `, shown(before), ' → ', shown(after)];
}

/** The same problem in one or more places. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** The first ones, as `path:line`. */
  readonly places: readonly string[];
  /** How many more places there are. */
  readonly more: number;
}

/**
 * Groups equal problems, because a card that has moved breaks many links in the same way. The most severe groups come first,
 * then those with the most places.
 */
export function findingGroups(findings: readonly Finding[]): FindingGroup[] {
  const keyOf = ({ problem: { severity, rule, message } }: Finding): string =>
    [severity, rule, message].join('\0');
  const rank = ([first]: readonly Finding[]): number => SEVERITIES.indexOf(first?.problem.severity ?? 'info');
  return grouped(findings, keyOf)
    .sort((a, b) => rank(a) - rank(b) || b.length - a.length)
    .flatMap((group) => {
      const places = group
        .slice(0, NAMED)
        .map(({ path, problem: { line } }) => (line === undefined ? path : `${path}:${line}`));
      return group
        .slice(0, 1)
        .map(({ problem }) => ({ ...problem, places, more: group.length - places.length }));
    });
}
