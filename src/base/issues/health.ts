/** What `kb doctor` reports about issues: the workflow that syncs them, the token, and the last run. */
import path from 'node:path';
import type { Base } from '../base.js';
import { forgeOf, remoteOf } from './forge.js';
import { defaultConfig } from '../../config.js';
import { KbError } from '../../errors.js';
import { chooseForge, type Choice } from '../../forge/choose.js';
import type { TokenHealth, WorkflowHealth } from '../../forge/forges/github/health.js';
import { readWorkflow } from '../../forge/workflow.js';
import type { Environment } from '../../io.js';
import { diskRepo } from '../../repo/disk.js';
import type { Check } from '../../repo/health.js';
import { readText } from '../../repo/open.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';
import { oneLine, quoted } from '../../text/shell.js';
import { version } from '../../version.js';

/** Most workflow files that are read. */
const MOST_WORKFLOWS = 100;
/** Maximum size of a workflow in bytes. */
const LONGEST_WORKFLOW = 256 * 1024;
/** Milliseconds for all requests to GitHub together. */
const TIMEOUT = 5000;

interface Workflow {
  /** From the root of the work tree. */
  readonly path: string;
  readonly isScheduled: boolean;
}

/** The workflows that run `kb issues sync` in the work tree of a base. */
interface Workflows {
  /** For this base; if there are several, one with a schedule. */
  readonly own: Workflow | undefined;
  /** For another base only. */
  readonly other: Workflow | undefined;
}

interface CheckContext {
  readonly env: Environment;
  readonly now: () => Date;
}

/** Returns no checks if the base does not use issues: no workflow syncs them, and the config has no settings for them. */
export async function issueChecks(base: Base, context: CheckContext): Promise<readonly Check[]> {
  const { issues } = base.config;
  if (issues.forge === 'file') return [await filesCheck(base, context)];
  const folder = prefixOf(base.repo.root).slice(0, -1);
  const { own, other } = await syncWorkflows(findWorkTree(base.repo.root)?.root ?? base.repo.root, folder);
  const isConfigured = JSON.stringify(issues) !== JSON.stringify(defaultConfig().issues);
  if (!own && !other && !isConfigured) return [];
  return [workflowCheck({ own, other }, folder), ...(await forgeChecks(base, own, context.env))];
}

async function filesCheck(base: Base, { env, now }: CheckContext): Promise<Check> {
  try {
    const { forge, repository } = await forgeOf(base, { env, now, wait: () => Promise.resolve() });
    const issues = await forge.issues({ state: 'all' });
    const open = issues.filter(({ state }) => state === 'open').length;
    return fine('issues', `kept as files in ${repository}, ${open} open and ${issues.length - open} closed`);
  } catch (error) {
    if (error instanceof KbError) return { name: 'issues', ok: false, found: error.message, fix: error.hint };
    throw error;
  }
}

/** @param folder from the root of the work tree to the base */
async function syncWorkflows(top: string, folder: string): Promise<Workflows> {
  const files = await diskRepo(top).list(['.github/workflows/*.yml', '.github/workflows/*.yaml']);
  const [own, others]: [Workflow[], Workflow[]] = [[], []];
  for (const { path: file, refused } of files.slice(0, MOST_WORKFLOWS)) {
    const text = refused === null ? readText(path.join(top, file), LONGEST_WORKFLOW, 'refuse') : null;
    const { syncs, isScheduled } = readWorkflow(text ?? '');
    if (syncs.length === 0) continue;
    const isOwn = syncs.includes(folder) || syncs.includes(null);
    (isOwn ? own : others).push({ path: file, isScheduled });
  }
  return { own: own.find(({ isScheduled }) => isScheduled) ?? own[0], other: others[0] };
}

function workflowCheck({ own, other }: Workflows, folder: string): Check {
  if (own?.isScheduled) return fine('issues', `${oneLine(own.path)} keeps them up to date`);
  if (own) {
    const found = `${oneLine(own.path)} has no schedule: a card that becomes stale gets no issue`;
    return warning('issues', found, null);
  }
  const whose = other
    ? ` for ${oneLine(folder || 'the root')}; ${oneLine(other.path)} is another base's`
    : '';
  return warning('issues', `no workflow runs kb issues sync${whose}`, 'kb init --with github');
}

async function forgeChecks(
  { repo, config }: Base,
  workflow: Workflow | undefined,
  env: Environment,
): Promise<Check[]> {
  const hasToken = [env['GITHUB_TOKEN'], env['GH_TOKEN']].some((token) => token?.trim());
  let choice: Choice;
  try {
    // With a placeholder for a missing token, so that other problems are still found.
    choice = chooseForge(
      remoteOf(repo.root),
      config.issues.forge,
      hasToken ? env : { ...env, GITHUB_TOKEN: 'none' },
    );
  } catch (error) {
    if (error instanceof KbError) return [warning('forge', error.message, error.hint)];
    throw error;
  }
  if (choice.forge === 'file') return [];
  if (!hasToken) {
    const found = 'not checked without a token: the last run, and what the token may do';
    return [warning('last sync', found, 'GITHUB_TOKEN=$(gh auth token) kb doctor')];
  }
  return gitHubChecks(choice, workflow);
}

async function gitHubChecks(
  choice: Extract<Choice, { forge: 'github' }>,
  workflow: Workflow | undefined,
): Promise<Check[]> {
  const { githubHealth } = await import('../../forge/forges/github/health.js');
  const deadline = AbortSignal.timeout(TIMEOUT);
  const health = githubHealth({
    ...choice,
    userAgent: `kb/${version}`,
    fetch: (input, init) => fetch(input, { ...init, signal: deadline }),
    wait: () => Promise.reject(new KbError('forge', 'GitHub asks to wait: too many requests')),
  });
  try {
    const token = tokenCheck(await health.tokenHealth(), choice.repository);
    if (!workflow) return [token];
    const file = path.posix.basename(workflow.path);
    return [token, runCheck(await health.workflowHealth(file), file)];
  } catch (error) {
    if (error instanceof KbError) return [warning('forge', error.message, error.hint)];
    throw error;
  }
}

function tokenCheck({ scopes, login, canWriteIssues }: TokenHealth, repository: string): Check {
  const whose = login === null ? 'of a workflow or an app' : `of ${login}`;
  const scoped = scopes === null ? '' : `, scopes: ${scopes.join(', ') || 'none'}`;
  if (canWriteIssues === null)
    return fine(
      'token',
      `${whose}${scoped}; GitHub does not say whether it may write issues of ${repository}`,
    );
  if (canWriteIssues) return fine('token', `${whose}${scoped}; it may write issues of ${repository}`);
  const fix = scopes?.includes('repo') ? null : 'gh auth refresh --scopes repo';
  return warning('token', `${whose}${scoped}; it may not write issues of ${repository}`, fix);
}

function runCheck(health: WorkflowHealth | null, file: string): Check {
  const name = 'last sync';
  if (health === null) return warning(name, 'GitHub does not show this token when workflows ran', null);
  const { state, lastRun } = health;
  if (state === null) return warning(name, `GitHub has no workflow ${file} yet`, 'git push');
  const last = lastRun === null ? 'never' : `${minute(lastRun.at)}, ${lastRun.conclusion ?? 'still running'}`;
  const where = lastRun?.url == null ? '' : `\n${lastRun.url}`;
  if (state !== 'active') {
    const why =
      state === 'disabled_inactivity'
        ? 'GitHub turned the schedule off after 60 days without activity'
        : `the workflow is turned off (${state})`;
    return warning(name, `${last}; ${why}${where}`, `gh workflow enable ${quoted(file)}`);
  }
  if (lastRun === null) return warning(name, last, `gh workflow run ${quoted(file)}`);
  const isWrong = !['success', 'skipped', null].includes(lastRun.conclusion);
  return isWrong
    ? warning(name, last + where, `gh run list --workflow ${quoted(file)}`)
    : fine(name, last + where);
}

/** `2026-11-21 06:17 UTC` */
function minute(at: string): string {
  return at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC');
}

function fine(name: string, found: string): Check {
  return { name, ok: true, found, fix: null };
}

function warning(name: string, found: string, fix: string | null): Check {
  return { name, ok: 'warn', found, fix };
}
