/** Templates of a base that cannot be used: `kb new` only tells whoever would use one. */
import path from 'node:path';
import type { Base } from './base.js';
import type { CardFacts } from '../lint/facts.js';
import type { Finding } from '../lint/finding.js';
import { brokenTemplate } from '../lint/rules/broken-template.js';
import { foldersTo, templateIn, TEMPLATES } from './templates.js';

/** Where there are no templates, this costs a look for a folder beside the cards of each folder. */
export async function brokenTemplates(
  { repo, config, survey }: Base,
  cards: readonly CardFacts[],
): Promise<readonly Finding[]> {
  const { names, roots } = await survey();
  const plain = roots.map((root) => root.replace(/\/$/, ''));
  const places = new Set([...cards.map(({ card }) => path.posix.dirname(card.path)), ...plain]);
  const folders = new Set([...places].flatMap((place) => foldersTo(place === '.' ? '' : place)));
  if ((await repo.existing([...folders].map((folder) => `${folder}_templates`))).size === 0) return [];
  const above = new Set(plain.flatMap(foldersTo));
  const globs = [...above].map((folder) => folder + TEMPLATES);
  const below = roots.map((root) => `${root}**/${TEMPLATES}`);
  const leftOut = config.cards.filter((glob) => glob.startsWith('!'));
  const findings: Finding[] = [];
  for (const entry of await repo.list([...globs, ...below, ...leftOut])) {
    const read = await templateIn(repo, entry, names);
    if (!('why' in read)) continue;
    const { why: message, line, column } = read;
    const severity = 'warning';
    findings.push({
      path: entry.path,
      problem: { rule: brokenTemplate.name, severity, message, line, column },
    });
  }
  return findings;
}
