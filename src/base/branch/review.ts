/** What a reviewer should know about the cards of a branch: reads, lints and searches both of its sides. */
import type { Base } from '../base.js';
import { branchOf } from './branch.js';
import { affectedBy } from '../../catalog/affected.js';
import {
  changesOf,
  compare,
  leftCards,
  type CodeCard,
  type Comparison,
  type Side,
} from '../../diff/comparison.js';
import { inspect } from '../lint/inspection.js';
import type { Finding } from '../../lint/finding.js';
import { gate, type Gate } from '../../lint/gate.js';
import { lint } from '../../lint/lint.js';
import { RULES } from '../../lint/rules/index.js';
import { linkResolver } from '../../lint/targets.js';
import { cardOf, fileOf } from '../../repo/cards.js';
import { codeSelector } from '../../repo/code.js';
import { searchChanges } from './search-changes.js';
import { contentHash } from '../../trust/verify.js';

/**
 * Compares the cards of the work tree with those of the commit where the branch began.
 * @param files changed by the branch, from the root of the git work tree
 */
export async function reviewOf(start: Base, now: Base, files: readonly string[] = []): Promise<Comparison> {
  const [before, after] = await Promise.all([sideOf(start), sideOf(now)]);
  const verdict = gate(
    { cards: before.scope.cards, findings: before.findings, resolveLink: linkResolver(before.scope) },
    { cards: after.scope.cards, findings: after.findings },
    now.config.rules,
  );
  const changed = changesOf(before, after, verdict, await otherTexts(start, now, verdict));
  const search = await searchChanges(start, now, before, after, changed);
  const sides = { before: before.scope, after: after.scope };
  const { weakening, silenced, bumps, claims, unflagged } = await branchOf(start, now, sides, verdict, RULES);
  const { left, then } = weakening;
  const leaving = left.length === 0 ? [] : leftCards((await inspect(then)).scope, left);
  const cards = [...changed, ...leaving].sort((a, b) => (a.path < b.path ? -1 : 1));
  const found = { cards, search, code: aboutCode(after, files) };
  return compare(before, after, verdict, found, {
    weakened: weakening.findings,
    silenced,
    bumps,
    claims,
    unflagged,
  });
}

async function sideOf(base: Base): Promise<Side & { readonly findings: readonly Finding[] }> {
  const { scope, extra } = await inspect(base);
  return { scope, findings: lint(scope, { since: true, extra }).findings };
}

/** The touched cards whose text below the front matter has changed. Reads only touched cards again. */
async function otherTexts(start: Base, now: Base, { touched, renamed }: Gate): Promise<Set<string>> {
  const [before, after] = await Promise.all([textReader(start), textReader(now)]);
  const other = new Set<string>();
  for (const path of touched) {
    if ((await before(renamed.get(path) ?? path)) !== (await after(path))) other.add(path);
  }
  return other;
}

/** Path → hash of the card's text without its front matter; null if there is no card. */
async function textReader(base: Base): Promise<(path: string) => Promise<string | null>> {
  const survey = await base.survey();
  const entries = new Map(survey.files.map((entry) => [entry.path, entry]));
  return async (path) => {
    const entry = entries.get(path);
    if (!entry) return null;
    const { body } = cardOf(await fileOf(base.repo, entry), survey, survey.defaultsOf(path));
    return contentHash({ writtenTitle: null, body }, null, null);
  };
}

/** The cards that are not archived and have a changed file under their `paths`. */
function aboutCode({ scope }: Side, files: readonly string[]): CodeCard[] {
  const used = scope.cards.filter((card) => scope.trust(card).state !== 'archived');
  return affectedBy(files, used, ({ card: { paths } }) =>
    paths.length > 0 ? codeSelector(paths) : null,
  ).map(({ card: { card }, files: code }) => ({
    path: card.path,
    title: card.title,
    owner: card.owner,
    code,
  }));
}
