/** Small bases in memory for lint: files → findings as lines. */
import { baseOf, type Base } from '../../src/base/base.js';
import { branchOf } from '../../src/base/branch/branch.js';
import { defaultConfig } from '../../src/config.js';
import { parseConfig } from '../../src/config/parse.js';
import type { Day } from '../../src/day.js';
import { inspect } from '../../src/base/lint/inspection.js';
import type { Finding } from '../../src/lint/finding.js';
import { gate } from '../../src/lint/gate.js';
import { lint, type LintOptions } from '../../src/lint/lint.js';
import type { ExampleFiles, Rule } from '../../src/lint/rule.js';
import { RULES } from '../../src/lint/rules/index.js';
import { linkResolver } from '../../src/lint/targets.js';
import { memoryRepo, type MemoryRepo } from '../memory-repo.js';

export function filesOf(files: ExampleFiles): Record<string, string> {
  return typeof files === 'string' ? { 'cards/card.md': files } : { ...files };
}

/** As if everything was committed; a text is its own blob id. */
function repoOf(files: ExampleFiles): MemoryRepo {
  return memoryRepo(filesOf(files), { blobs: Object.entries(filesOf(files)) });
}

/** A base on files in memory, with `kb.config.yaml` among them as its config; today is 2026-11-21. */
export function baseWith(files: ExampleFiles, repo: MemoryRepo = repoOf(files)): Base {
  const config = filesOf(files)['kb.config.yaml'];
  return baseOf(
    repo,
    config === undefined ? defaultConfig() : parseConfig(config, '/base/kb.config.yaml'),
    null,
    { dayIn: () => '2026-11-21' as Day, progress: () => undefined },
  );
}

export async function findingsIn(
  files: ExampleFiles,
  options: LintOptions = {},
): Promise<readonly Finding[]> {
  const { scope, extra } = await inspect(baseWith(files));
  return lint(scope, { extra, ...options }).findings;
}

/** What the branch rules report about a branch that turns the files `before` into `after`. */
export async function branchFindings(
  before: ExampleFiles,
  after: ExampleFiles,
  rules: readonly Rule[] = RULES,
): Promise<readonly Finding[]> {
  // The start of the branch is read with the current config.
  const [start, now] = [baseWith(after, repoOf(before)), baseWith(after)];
  const [then, here] = [(await inspect(start)).scope, (await inspect(now)).scope];
  const verdict = gate(
    { cards: then.cards, findings: [], resolveLink: linkResolver(then) },
    { cards: here.cards, findings: [] },
  );
  return (await branchOf(start, now, { before: then, after: here }, verdict, rules)).findings;
}

/** `cards/card.md:3:1 message`, as far as the position is known. */
export function said({ path, problem: { line, column, message } }: Finding): string {
  return `${[path, line, column].filter((part) => part !== undefined).join(':')} ${message}`;
}

/** The files with the fixes of the findings applied, from last to first. */
export function fixed(files: ExampleFiles, findings: readonly Finding[]): Record<string, string> {
  const after = filesOf(files);
  const edits = findings
    .flatMap(({ path, problem: { fix } }) => (fix ? [{ path, ...fix }] : []))
    .sort((a, b) => b.from - a.from);
  for (const { path, from, to, text } of edits) {
    const before = after[path] ?? '';
    after[path] = before.slice(0, from) + text + before.slice(to);
  }
  return after;
}
