/** `kb doctor`: checks that everything kb needs is in place, and says what to type if it is not. */
import { Command } from '@commander-js/extra-typings';
import type { Base } from '../base/base.js';
import { brokenTemplates } from '../base/new/broken-templates.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { formatChecks } from '../format/checks.js';
import { document } from '../format/json.js';
import { styleOf } from '../format/style.js';
import type { Finding } from '../lint/finding.js';
import type { Check } from '../repo/health.js';

const EXAMPLES = `
It checks issues if a workflow runs \`kb issues sync\` or the config has \`issues\`. With a token in GITHUB_TOKEN or GH_TOKEN, it
asks GitHub (for five seconds at most) what the token may do and when the last run was; otherwise it does not use the network.

Exit code: 0 if all is well (warnings do not count), 1 if something is not.

Examples:
  $ kb doctor
  $ kb doctor --json
  $ GITHUB_TOKEN=$(gh auth token) kb doctor
`;

export function command(getContext: () => Context) {
  return new Command('doctor')
    .description(
      'Check Node, git, the configuration, the cards and the terminal, and show how to fix each problem.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const context = getContext();
      const { io, env, options, answer } = context;
      const opened = await openBases(context);
      const first = Array.isArray(opened) ? opened[0] : undefined;
      const checks = [
        ...(await machineChecks(context, first?.repo.root ?? context.cwd)),
        ...(Array.isArray(opened) ? await baseChecks(opened) : [refused(opened)]),
        ...(first ? await issueChecks(first, context) : []),
        terminal(context),
      ];
      if (options.json) io.stdout.write(document({ checks }));
      else await answer(formatChecks(checks, styleOf(io.stdout, io.unicode, env)));
      if (checks.some(({ ok }) => ok === false)) io.exitCode = ExitCode.no;
    });
}

/** Opens the bases, or returns the error if they cannot be opened: here that is one failed check among others. */
async function openBases({ bases }: Context): Promise<Base[] | KbError> {
  try {
    return [...(await bases())];
  } catch (error) {
    if (error instanceof KbError) return error;
    throw error;
  }
}

function refused({ code, message, hint }: KbError): Check {
  return { name: code === 'config' ? 'config' : 'cards', ok: false, found: message, fix: hint };
}

async function machineChecks({ env, now }: Context, folder: string): Promise<readonly Check[]> {
  const [{ examine }, { openGit }, { findRoot }, { cloneState }] = await Promise.all([
    import('../repo/health.js'),
    import('../repo/git.js'),
    import('../repo/place.js'),
    import('../repo/clone.js'),
  ]);
  const place = findRoot(folder);
  const clone = place.gitDir === null ? null : await cloneState(place.root, place.gitDir);
  return examine({ place, clone, git: openGit(place.root, env), nodeVersion: process.version, now: now() });
}

/** Uses the network if the environment has a token; no other check does. */
async function issueChecks(base: Base, context: Context): Promise<readonly Check[]> {
  try {
    return await (await import('../base/issues/health.js')).issueChecks(base, context);
  } catch (error) {
    if (error instanceof KbError) return [refused(error)];
    throw error;
  }
}

async function baseChecks(bases: readonly Base[]): Promise<Check[]> {
  const each = bases.map((base) =>
    cardChecks(base).catch((error: unknown) => {
      if (error instanceof KbError) return [refused(error)];
      throw error;
    }),
  );
  return (await Promise.all(each)).flat();
}

async function cardChecks(base: Base): Promise<Check[]> {
  const [{ folderProblems }, set] = [await base.survey(), await base.cards()];
  const wrong = set.cards.filter(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  const unreadable = set.cards.filter((card) => card.unreadable !== null).length;
  const folderChecks = [...folderProblems].flatMap(([path, problems]) =>
    problems.map(({ line, message }): Check => ({
      name: '_kb.yaml',
      ok: 'warn',
      found: `${path}:${line ?? 1} ${message}`,
      fix: null,
    })),
  );
  const { file, dialect, cards } = base.config;
  return [
    {
      name: 'config',
      ok: true,
      found:
        file === null
          ? `no kb.config.yaml, using the defaults: ${cards.join(', ')}`
          : `${file}, dialect ${dialect}`,
      fix: null,
    },
    {
      name: 'cards',
      ok: wrong.length > 0 ? 'warn' : true,
      found: `${set.cards.length} in ${base.repo.root}, ${wrong.length} with errors, ${unreadable} of them unreadable`,
      fix: wrong.length > 0 ? 'kb lint' : null,
    },
    ...folderChecks,
    ...templateChecks(await brokenTemplates(base)),
  ];
}

function templateChecks([first, ...more]: readonly Finding[]): Check[] {
  if (first === undefined) return [];
  const { line, message } = first.problem;
  const others = more.length > 0 ? `; and ${more.length} more` : '';
  const found = `cannot be used: ${first.path}:${line ?? 1} ${message}${others}`;
  return [{ name: 'templates', ok: 'warn', found, fix: `kb lint --rule ${first.problem.rule}` }];
}

function terminal({ io, env }: Context): Check {
  const { isTerminal, columns, rows, color } = io.stdout;
  const place = isTerminal ? `${columns} × ${rows}` : 'none: the output is piped';
  return {
    name: 'terminal',
    ok: io.unicode ? true : 'warn',
    found: `${place}, ${color ? 'color' : 'no color'}, ${io.unicode ? 'Unicode' : 'ASCII only'}`,
    fix: io.unicode ? null : `export LANG=C.UTF-8   # it is ${env['LANG'] ?? 'not set'}`,
  };
}
