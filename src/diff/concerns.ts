/** Picks what a reviewer of a change should look at first: the ways in which readers lose by it. */
import { FOLDER_DEFAULTS_FILE } from '../card/defaults.js';
import type { Day } from '../day.js';
import type { Bump, Bumped } from '../lint/bumped.js';
import type { Claim } from '../lint/claims.js';
import type { CardFacts } from '../lint/facts.js';
import type { Finding } from '../lint/finding.js';
import type { Trust } from '../trust/trust.js';
import type { CardChange } from './comparison.js';
import { wordsOfTitle, type TitledCard, type SearchChange } from './search.js';

/** Listed from the most to the least serious kind. */
export type Concern = TitledCard &
  (
    | {
        /** Trusted again although nobody verified it: the defaults of a folder make its verification last longer. */
        readonly kind: 'extended';
        /** The file with these defaults; null if it is not known. */
        readonly file: string | null;
        readonly before: Trust;
        readonly after: Trust;
      }
    | {
        /** The branch weakens the config, the baseline or a schema; `path` is that file. */
        readonly kind: 'weakened';
        readonly message: string;
      }
    | { readonly kind: 'opened'; readonly before: string; readonly after: string }
    | {
        readonly kind: 'removed';
        readonly linked: number;
        /** The first hit for its title if the two titles are alike; otherwise null. */
        readonly instead: TitledCard | null;
      }
    | { readonly kind: 'unowned'; readonly before: readonly string[] }
    | {
        /** All verifiers of the card are known people or teams, and `by` is not among them. */
        readonly kind: 'not-verifier';
        readonly by: string;
        readonly on: Day;
        readonly verifiers: readonly string[];
      }
    | {
        readonly kind: 'less-trusted';
        readonly before: Trust;
        readonly after: Trust;
        /** Whether the card's own file is unchanged. */
        readonly affected: boolean;
      }
    | { readonly kind: 'retired'; readonly by: string | null }
    | ({ readonly kind: 'outranked' } & SearchChange)
    | { readonly kind: 'left-behind'; readonly from: string; readonly links: number }
    | ({
        /** By hand: no record shows that anyone read the card. */
        readonly kind: 'date-moved';
        /** Whether anything below the front matter changed. */
        readonly text: boolean;
      } & Bump)
    | {
        /** A flag is gone or altered, and no verification resolved it. */
        readonly kind: 'unflagged';
        readonly message: string;
      }
    | {
        /** A new comment silences a rule. */
        readonly kind: 'silenced';
        readonly message: string;
      }
    | { readonly kind: 'unlinked' }
  );

/** What is known about a branch besides its changed cards. */
export interface BranchFacts {
  readonly search: readonly SearchChange[];
  /** Cards that other cards linked to before the branch, and that none links to after it. */
  readonly unlinked: readonly CardFacts[];
  /** Findings of rule `gate-weakened` about the config, the baseline and schemas. */
  readonly weakened: readonly Finding[];
  /** Findings of rule `gate-weakened` about comments in cards. */
  readonly silenced: readonly Finding[];
  /** What rule `date-bump` reports. */
  readonly bumps: readonly Bumped[];
  readonly claims: readonly Claim[];
  /** Findings of rule `flag-removed`. */
  readonly unflagged: readonly Finding[];
}

export function concernsOf(
  changes: readonly CardChange[],
  { search, unlinked, weakened, silenced, bumps, claims, unflagged }: BranchFacts,
): Concern[] {
  const titles = new Map(changes.map(({ path, title }) => [path, title]));
  const aboutCard = (kind: 'silenced' | 'unflagged', { path, problem: { message } }: Finding): Concern => ({
    kind,
    path,
    title: titles.get(path) ?? path,
    message,
  });
  const text = new Set(changes.filter((change) => change.text).map(({ path }) => path));
  const instead = new Map(search.map((each) => [each.path, each.after.above[0]]));
  const found = [
    ...weakened.map(({ path, problem: { message } }): Concern => ({
      kind: 'weakened',
      path,
      title: path,
      message,
    })),
    ...changes.flatMap((change) => extended(change, weakened)),
    ...changes.flatMap((change) => ofCard(change, instead.get(change.path))),
    ...silenced.map((each) => aboutCard('silenced', each)),
    ...unflagged.map((each) => aboutCard('unflagged', each)),
    ...claims.flatMap(ofClaim),
    ...bumps.map(({ card: { card }, bump }): Concern => {
      const { path, title } = card;
      return { kind: 'date-moved', path, title, text: text.has(path), ...bump };
    }),
    ...search.filter(isOutranked).map((each): Concern => ({ kind: 'outranked', ...each })),
    ...unlinked.map(({ card: { path, title } }): Concern => ({ kind: 'unlinked', path, title })),
  ];
  // A card that was taken out of use is not supposed to be found first.
  const outOfUse = new Set(
    changes.filter(({ trust }) => !trust.after || isRetired(trust.after)).map(({ path }) => path),
  );
  return found
    .filter(({ kind, path }) => kind !== 'outranked' || !outOfUse.has(path))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

const KINDS: readonly Concern['kind'][] = [
  'extended',
  'weakened',
  'opened',
  'removed',
  'unowned',
  'not-verifier',
  'less-trusted',
  'retired',
  'outranked',
  'left-behind',
  'date-moved',
  'unflagged',
  'silenced',
  'unlinked',
];

function ofCard(change: CardChange, found: TitledCard | undefined): Concern[] {
  const { kind, path, from, title, before: old, after: now, linked, leftBehind } = change;
  const { before, after } = change.trust;
  if (!old || !before || kind === 'left') return [];
  if (!now || !after) {
    const instead = found && isAlike(title, found.title) ? found : null;
    return [{ kind: 'removed', path, title, linked: linked.before, instead }];
  }
  const concerns: Concern[] = [];
  const [was, is] = [old.card.audience, now.card.audience];
  if (reach(is) > reach(was)) concerns.push({ kind: 'opened', path, title, before: was, after: is });
  if (old.card.owner.length > 0 && now.card.owner.length === 0)
    concerns.push({ kind: 'unowned', path, title, before: old.card.owner });
  if (isRetired(after) && !isRetired(before))
    concerns.push({ kind: 'retired', path, title, by: now.card.supersededBy });
  else if (reliability(after) < reliability(before))
    concerns.push({ kind: 'less-trusted', path, title, before, after, affected: kind === 'affected' });
  if (from !== null && leftBehind > 0)
    concerns.push({ kind: 'left-behind', path, title, from, links: leftBehind });
  return concerns;
}

/** A card whose file is the same, and that is trusted again because another interval applies to it. */
function extended(
  { kind, path, title, before: old, after: now, trust }: CardChange,
  weakened: readonly Finding[],
): Concern[] {
  const { before, after } = trust;
  if (kind !== 'affected' || !old || !now || !before || !after) return [];
  if (!isDoubted(before) || reliability(after) === 0 || old.trust.verifyBy === now.trust.verifyBy) return [];
  const [file = null] = weakened
    .map((each) => each.path)
    .filter((each) => each.endsWith(FOLDER_DEFAULTS_FILE))
    .filter((each) => path.startsWith(each.slice(0, -FOLDER_DEFAULTS_FILE.length)))
    .sort((a, b) => b.length - a.length);
  return [{ kind: 'extended', path, title, file, before, after }];
}

function ofClaim({ touched: { before, after }, by, on, allowed }: Claim): Concern[] {
  if (allowed || by === null) return [];
  const { path, title } = after.card;
  const { verifiers } = (before ?? after).card;
  return [{ kind: 'not-verifier', path, title, by, on, verifiers }];
}

/** Whether two titles share more than half of the words of the longer one, so that the hit is not by chance. */
function isAlike(title: string, other: string): boolean {
  const wordsOf = (text: string): Set<string> =>
    new Set(wordsOfTitle(text.toLowerCase()).split(' ').filter(Boolean));
  const [wanted, has] = [wordsOf(title), wordsOf(other)];
  return [...wanted].filter((word) => has.has(word)).length * 2 > Math.max(wanted.size, has.size);
}

/** Whether a card is no longer the first hit for a title, or a new one is not the first to begin with. */
function isOutranked({ before, after }: SearchChange): boolean {
  return after.place !== 1 && (before === null || before.place === 1);
}

function isRetired({ state }: Trust): boolean {
  return state === 'archived' || state === 'superseded';
}

function isDoubted({ state }: Trust): boolean {
  return state === 'stale' || state === 'unverified';
}

/** How far readers can rely on a card, from 0 to 2. */
function reliability({ state }: Trust): number {
  return state === 'verified' ? 2 : state === 'due' ? 1 : 0;
}

/** How many people may read a card, from 0 to 2. */
function reach(audience: string): number {
  return audience === 'public' ? 2 : audience === 'internal' ? 1 : 0;
}
