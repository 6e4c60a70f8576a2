/** What a comparison says, as sentences of which each part is ours or a card's: said once, drawn for a terminal or a forge. */
import type { CardChange, ChangeKind, Comparison } from '../../diff/comparison.js';
import { isOther } from '../../diff/comparison.js';
import type { Concern } from '../../diff/concerns.js';
import type { FieldChange } from '../../diff/fields.js';
import type { Reviewer } from '../../diff/reviewers.js';
import type { Named, Rank, SearchChange } from '../../diff/search.js';
import type { Severity } from '../../card/card.js';
import { SEVERITIES, type Finding } from '../../lint/finding.js';
import type { Trust } from '../../trust/trust.js';
import { badgeText } from '../badge.js';
import { UNICODE_MARKS } from '../style.js';

/** A text of our own, or what a card or a file name brings: the title of a card, or a name or value. */
export type Part = string | { readonly title: string } | { readonly name: string };
export type Sentence = readonly Part[];

/** Cards that are named in a row; the others are counted. */
const NAMED = 3;

/** `2 cards added, 1 changed` */
export function headline({ cards }: Comparison): string {
  const words: readonly (readonly [ChangeKind, string])[] = [
    ['added', 'added'],
    ['changed', 'changed'],
    ['moved', 'moved'],
    ['removed', 'removed'],
    ['affected', 'affected'],
  ];
  const counts = words.flatMap(([kind, word]) => {
    const count = cards.filter((card) => card.kind === kind).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const [first, ...rest] = counts;
  if (first === undefined) return 'no card is changed';
  return [first.replace(' ', first.startsWith('1 ') ? ' card ' : ' cards '), ...rest].join(', ');
}

/** What to look at first, about one card. */
export function concernSentence(concern: Concern): Sentence {
  const card = named(concern);
  switch (concern.kind) {
    case 'opened':
      return [
        ...card,
        ' can be read by more people: ',
        { name: concern.after },
        ', was ',
        { name: concern.before },
      ];
    case 'removed': {
      const [instead] = concern.found;
      return [
        ...card,
        ' is removed',
        ...(concern.linked === 0 ? [] : [`; ${some(concern.linked, 'card')} linked to it`]),
        ...(instead ? ['; who looks for it now finds ', { title: instead.title }] : []),
      ];
    }
    case 'unowned':
      return [...card, ' has no owner any more; it had ', ...list(concern.before.map(asName))];
    case 'less-trusted':
      return [
        ...card,
        ` is less trusted: ${badge(concern.after)}, was ${badge(concern.before)}`,
        ...(concern.affected ? [', though its file is the same'] : []),
      ];
    case 'retired':
      return concern.by === null
        ? [...card, ' is archived']
        : [...card, ' is superseded by ', { name: concern.by }];
    case 'outranked':
      return outrankedSentence(concern);
    case 'unlinked':
      return [...card, ': no other card links to it any more'];
  }
}

function outrankedSentence(search: SearchChange): Sentence {
  const { title, typed, bystander, before, after } = search;
  const isFormer = typed !== title;
  return [
    ...named(search),
    after.place === null ? ' is not among the first ten hits' : ` is hit ${after.place}`,
    isFormer ? ' for the title that it had, ' : ' for its own title',
    ...(isFormer ? [{ title: typed }] : []),
    before === null ? '' : bystander ? ', though nobody touched it; it was the first' : '; it was the first',
    ...(after.above.length === 0 ? [] : ['. Above it: ', ...titles(after.above)]),
  ];
}

/** Who should look, and why. */
export function reviewerSentence({ name, cards }: Reviewer): Sentence {
  const reasons = [...cards].flatMap(([role, changes], at): Part[] => [
    at === 0 ? `: ${role} of ` : `; ${role} of `,
    ...titles(changes),
  ]);
  return [{ name }, ...reasons];
}

/** What was done to a card: `text`, and each field with its values. */
export function changeSentence({ kind, from, text, fields }: CardChange): Sentence {
  const parts: Part[][] = fields.map(fieldPart);
  if (text && kind !== 'added') parts.unshift(['text']);
  if (from !== null) parts.unshift(['moved from ', { name: from }]);
  const [first = [], ...rest] = parts;
  const said = [...first, ...rest.flatMap((each) => ['; ', ...each])];
  if (kind === 'changed' && said.length === 0) return ['front matter'];
  return kind === 'changed' || kind === 'moved' ? said : said.length === 0 ? [kind] : [`${kind}: `, ...said];
}

/** Values that say something by themselves; of the others the name is enough. */
const SHOWN = new Set(['audience', 'owner', 'status', 'superseded-by', 'verify-by', 'title']);

function fieldPart({ field, before, after }: FieldChange): Part[] {
  if (!SHOWN.has(field)) return [field];
  const shown = (value: string): Part => (value === '' ? 'none' : { name: value });
  return [`${field} `, shown(before), ' → ', shown(after)];
}

/** The same finding at one or more places. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** `path:line`, the first ones. */
  readonly places: readonly string[];
  /** Places beside those. */
  readonly more: number;
}

/** The worst first, then what stands at the most places: a card that has moved breaks many links in the same way. */
export function findingGroups(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, { readonly first: Finding; readonly places: string[] }>();
  for (const finding of findings) {
    const { severity, rule, message, line } = finding.problem;
    const key = [severity, rule, message].join('\0');
    const group = groups.get(key) ?? { first: finding, places: [] };
    groups.set(key, group);
    group.places.push(line === undefined ? finding.path : `${finding.path}:${line}`);
  }
  const rank = ({ problem }: Finding): number => SEVERITIES.indexOf(problem.severity);
  return [...groups.values()]
    .sort((a, b) => rank(a.first) - rank(b.first) || b.places.length - a.places.length)
    .map(({ first: { problem }, places }) => ({
      ...problem,
      places: places.slice(0, NAMED),
      more: Math.max(0, places.length - NAMED),
    }));
}

/** `verified → edited since`; one badge where it stays the same. */
export function trustSentence({ trust }: CardChange): string {
  const { before, after } = trust;
  if (!after) return before ? `was ${badge(before)}` : '';
  return before && isOther(trust) ? `${badge(before)} → ${badge(after)}` : badge(after);
}

/** `1 → 3`: where a card stands among the hits for its title. */
export function rankSentence(search: SearchChange | undefined): string {
  if (!search) return '';
  const { before, after } = search;
  return before && before.place !== after.place ? `${place(before)} → ${place(after)}` : place(after);
}

/** Path → how the card is found by the title that it has. */
export function ranksByPath(search: readonly SearchChange[]): Map<string, SearchChange> {
  return new Map(search.filter(({ title, typed }) => title === typed).map((each) => [each.path, each]));
}

function place({ place: at }: Rank): string {
  return at === null ? 'not in 10' : String(at);
}

/** Without the id of a superseding card, which is a card's text. */
function badge(trust: Trust): string {
  return trust.state === 'superseded'
    ? 'superseded'
    : badgeText(trust, null, UNICODE_MARKS).replace(/^\S+ /, '');
}

function named({ title, path }: Named): Part[] {
  return [{ title }, ' (', { name: path }, ')'];
}

function titles(cards: readonly { readonly title: string }[]): Part[] {
  const shown = list(cards.slice(0, NAMED).map(({ title }) => ({ title })));
  return cards.length > NAMED ? [...shown, ` and ${cards.length - NAMED} more`] : shown;
}

function asName(name: string): Part {
  return { name };
}

function list(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [', ', part]));
}

function some(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
