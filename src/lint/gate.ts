/** Finds the problems that a branch introduces, compared with the commit where it began, even if cards were moved. */
import type { Config } from '../config.js';
import { byPlace, fingerprint, SEVERITIES, withoutHint, type Finding } from './finding.js';
import { renamedCards, type CardIdentity } from './renames.js';
import { RULES } from './rules/index.js';
import { subjects, type Subject } from './subject.js';
import type { ResolveLink } from './targets.js';

/** One side of a branch: all cards and all findings. Both sides are judged on the same day and with the same config. */
export interface Side {
  readonly cards: readonly CardIdentity[];
  readonly findings: readonly Finding[];
}

/** The start of the branch, with the links as they were there. */
export interface Start extends Side {
  readonly resolveLink: ResolveLink;
}

export interface Gate {
  /** Findings that the branch introduces, on any card; sorted by place. */
  readonly introduced: readonly Finding[];
  /** Other findings on the cards that the branch touches, for information only; sorted by place. */
  readonly known: readonly Finding[];
  /** Paths of the cards whose text is new or changed, apart from line endings. */
  readonly touched: ReadonlySet<string>;
  /** New path → old path. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Compares the findings before and after. A finding is introduced if its card has more of its kind than before; problems
 * caused by time alone are on both sides. The order of cards and findings does not matter. An `info` on a card that the
 * branch does not touch is not counted, because any change to the base may cause it.
 * @param settings the rules in the config
 */
export function gate(before: Start, after: Side, settings: Config['rules'] = new Map()): Gate {
  const renamed = renamedCards(before.cards, after.cards);
  const touched = touchedCards(before.cards, after.cards, renamed);
  const samePath = (path: string): string => path;
  const oldPath = (path: string): string => renamed.get(path) ?? path;
  const [then, now] = [subjects(before.cards, samePath), subjects(after.cards, oldPath)];
  const keys: readonly (readonly [before: Key, after: Key])[] = [
    [keyOn(samePath), keyOn(oldPath)],
    // The same finding, whichever cards its message names.
    [(each) => ownKey(then(each)), (each) => ownKey(now(each))],
    // If several cards share something, the first is named and the others have the finding. The branch may have changed which
    // card is first.
    [(each) => sharedKey(then(each)), (each) => sharedKey(now(each))],
  ];
  const { after: introduced } = keys.reduce(unmatched, {
    before: [...before.findings].sort(byPlace),
    after: [...after.findings].sort(byPlace),
  });
  const counted = introduced.filter(
    ({ path, problem: { rule, severity } }) =>
      touched.has(path) || (severity !== 'info' && !RULE.get(rule)?.ownCard),
  );
  const isCounted = new Set(counted);
  const broken = linkBreaker(before, { renamed, oldPath, settings });
  return {
    introduced: counted.map(broken),
    known: after.findings.filter((each) => touched.has(each.path) && !isCounted.has(each)).sort(byPlace),
    touched,
    renamed,
  };
}

const RULE = new Map(RULES.map((rule) => [rule.name, rule]));

interface Branch {
  readonly renamed: ReadonlyMap<string, string>;
  readonly oldPath: (path: string) => string;
  readonly settings: Config['rules'];
}

/**
 * For links that worked at the start of the branch: raises the finding to the rule's `brokenSeverity`, unless the config sets
 * a severity, and says where the target has moved.
 */
function linkBreaker(
  { findings, resolveLink }: Start,
  { renamed, oldPath, settings }: Branch,
): (finding: Finding) => Finding {
  const linkKey = (path: string, { rule, link = '' }: Finding['problem']): string =>
    [path, rule, link].join('\0');
  const wasWrong = new Set(findings.map(({ path, problem }) => linkKey(path, problem)));
  const newPath = new Map([...renamed].map(([to, from]) => [from, to]));
  return (finding) => {
    const { path, problem } = finding;
    const from = oldPath(path);
    if (problem.link === undefined || wasWrong.has(linkKey(from, problem))) return finding;
    const target = resolveLink(from, problem.link);
    if (target === null) return finding;
    const { brokenSeverity = problem.severity } = RULE.get(problem.rule) ?? {};
    const isMoreSevere = SEVERITIES.indexOf(brokenSeverity) < SEVERITIES.indexOf(problem.severity);
    const isSet = (settings.get(problem.rule)?.severity ?? null) !== null;
    const movedTo = target.kind === 'card' ? newPath.get(target.path) : undefined;
    const suffix = movedTo === undefined ? '' : `; this branch moved it to ${movedTo}`;
    return {
      path,
      problem: {
        ...problem,
        severity: isMoreSevere && !isSet ? brokenSeverity : problem.severity,
        message: suffix === '' ? problem.message : withoutHint(problem.message) + suffix,
      },
    };
  };
}

type Key = (finding: Finding) => string;

function keyOn(oldPath: (path: string) => string): Key {
  return ({ path, problem }) => `${oldPath(path)}\0${fingerprint(problem)}`;
}

function ownKey({ card, words }: Subject): string {
  return [card, ...words].join('\0');
}

function sharedKey({ card, named, words }: Subject): string {
  return [...[card, ...named].sort(), '', ...words].join('\0');
}

interface Findings {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

/** Removes findings with the same key in pairs, one from each side, first ones first. Returns the rest. */
function unmatched({ before, after }: Findings, [keyBefore, keyAfter]: readonly [Key, Key]): Findings {
  const waiting = new Map<string, Finding[]>();
  for (const each of [...before].reverse()) {
    const key = keyBefore(each);
    const same = waiting.get(key);
    if (same) same.push(each);
    else waiting.set(key, [each]);
  }
  const left = after.filter((each) => waiting.get(keyAfter(each))?.pop() === undefined);
  return { before: [...waiting.values()].flat().sort(byPlace), after: left };
}

function touchedCards(
  before: readonly CardIdentity[],
  after: readonly CardIdentity[],
  renamed: ReadonlyMap<string, string>,
): Set<string> {
  const digests = new Map(before.map(({ card, digest }) => [card.path, digest]));
  const paths = after.map(({ card, digest }) => ({ path: card.path, digest }));
  const isTouched = ({ path, digest }: { path: string; digest: string }): boolean =>
    digests.get(renamed.get(path) ?? path) !== digest;
  return new Set(paths.filter(isTouched).map(({ path }) => path));
}
