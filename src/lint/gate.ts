/** What a branch brings: the findings that it adds to those of the commit where it began, wherever its cards have moved. */
import { byPlace, fingerprint, type Finding } from './finding.js';
import { Moves, renamedCards, type Traced } from './renames.js';

/** One side of a branch: all cards and all findings, both sides on the same day and by the same config. */
export interface Side {
  readonly cards: readonly Traced[];
  readonly findings: readonly Finding[];
}

export interface Gate {
  /** Findings that the branch is to blame for, on whatever card; sorted by place. */
  readonly brought: readonly Finding[];
  /** Other findings on the cards that the branch touched: worth a note, not counted; sorted by place. */
  readonly known: readonly Finding[];
  /** Paths of the cards whose text is new or differs, apart from line ends. */
  readonly touched: ReadonlySet<string>;
  /** New path → old path. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Compares what is wrong before and after. A finding is brought where its card has more of its kind than before: what time
 * alone makes wrong is wrong on both sides. The order of cards and findings does not matter.
 */
export function gate(before: Side, after: Side): Gate {
  const renamed = renamedCards(before.cards, after.cards);
  const touched = touchedCards(before.cards, after.cards, renamed);
  const moves = new Moves(before.cards, after.cards, renamed);
  const same = new Unmatched(before.findings, [...after.findings].sort(byPlace));
  same.match(keyOf, (finding) => keyOf({ ...finding, path: renamed.get(finding.path) ?? finding.path }));
  same.match(moves.before, moves.after);
  const brought = new Set(same.after);
  return {
    brought: same.after,
    known: after.findings.filter((each) => touched.has(each.path) && !brought.has(each)).sort(byPlace),
    touched,
    renamed,
  };
}

function keyOf({ path, problem }: Finding): string {
  return `${path}\0${fingerprint(problem)}`;
}

type Key = (finding: Finding) => string | null;

/** Findings of both sides that have no counterpart yet. */
class Unmatched {
  before: readonly Finding[];
  after: readonly Finding[];

  constructor(before: readonly Finding[], after: readonly Finding[]) {
    this.before = before;
    this.after = after;
  }

  /** Takes away pairs of the same key, one to one, the first ones first. Without a key, a finding stays. */
  match(keyBefore: Key, keyAfter: Key): void {
    const counts = new Map<string, number>();
    const take = (key: string | null): boolean => {
      const count = key === null ? 0 : (counts.get(key) ?? 0);
      if (key !== null && count > 0) counts.set(key, count - 1);
      return count > 0;
    };
    const left = this.before.map((finding) => ({ finding, key: keyBefore(finding) }));
    for (const { key } of left) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    this.after = this.after.filter((each) => !take(keyAfter(each)));
    // What is left of the counts had no counterpart.
    this.before = left.filter(({ key }) => key === null || take(key)).map(({ finding }) => finding);
  }
}

function touchedCards(
  before: readonly Traced[],
  after: readonly Traced[],
  renamed: ReadonlyMap<string, string>,
): Set<string> {
  const digests = new Map(before.map(({ card, digest }) => [card.path, digest]));
  const paths = after.map(({ card, digest }) => ({ path: card.path, digest }));
  const isTouched = ({ path, digest }: { path: string; digest: string }): boolean =>
    digests.get(renamed.get(path) ?? path) !== digest;
  return new Set(paths.filter(isTouched).map(({ path }) => path));
}
