/** Collects everything about a base that the lint rules need and cannot look up themselves. */
import type { Base } from '../base.js';
import { brokenTemplates } from '../new/broken-templates.js';
import type { CardFacts } from '../../lint/facts.js';
import type { Finding } from '../../lint/finding.js';
import { scopeOf, type Scope } from '../../lint/scope.js';
import { targetsOf } from '../../lint/targets.js';
import type { Repo } from '../../repo/repo.js';
import { unmatchedGlobs } from '../../repo/unmatched.js';
import { checkKinds } from './team-schemas.js';
import { pathsHash } from '../../trust/verify.js';

export interface Inspection {
  readonly scope: Scope;
  /** Problems in files that are not cards: `_kb.yaml`, the team's schemas, templates. */
  readonly extra: readonly Finding[];
}

export async function inspect(base: Base): Promise<Inspection> {
  const { repo, config, today } = base;
  const cards = await base.facts();
  const { folderProblems } = await base.survey();
  const { byKind, faults } = await checkKinds(repo, cards);
  return {
    scope: scopeOf({
      cards,
      config,
      today,
      files: await repo.existing(targetsOf(cards, config.cards)),
      codeChanged: await codeChanged(base, cards),
      unmatchedPaths: await unmatchedPaths(repo, cards),
      codeowners: (await repo.codeowners()).names,
      byKind,
    }),
    extra: [
      ...[...folderProblems].flatMap(([path, problems]) => problems.map((problem) => ({ path, problem }))),
      ...faults,
      ...(await brokenTemplates(base)),
    ],
  };
}

/** Paths of the cards whose code has changed since they were verified. */
async function codeChanged({ repo }: Base, cards: readonly CardFacts[]): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const { card } of cards) {
    const { path, paths, verified } = card;
    if (verified.paths === null) continue;
    const code = await repo.blobs(paths);
    if (code !== null && pathsHash(code) !== verified.paths) changed.add(path);
  }
  return changed;
}

/** Globs that match no code, by path of the card that has them. */
async function unmatchedPaths(
  repo: Repo,
  cards: readonly CardFacts[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const unmatched = await unmatchedGlobs(
    repo,
    cards.flatMap(({ card }) => card.paths),
  );
  const byPath = new Map<string, readonly string[]>();
  for (const { card } of cards) {
    const own = [...new Set(card.paths)].filter((glob) => unmatched.has(glob));
    if (own.length > 0) byPath.set(card.path, own);
  }
  return byPath;
}
