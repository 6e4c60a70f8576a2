/** `kb doctor`: whether everything that kb needs is in place, and what to type where it is not. */
import { Command } from '@commander-js/extra-typings';
import type { Base } from '../base.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { formatChecks } from '../format/checks.js';
import { document } from '../format/json.js';
import { styleOf } from '../format/style.js';
import type { Check } from '../repo/health.js';

const EXAMPLES = `
Exit code: 0 when all is well (warnings do not count), 1 when something is not.

Examples:
  $ kb doctor
  $ kb doctor --json
`;

export function command(context: () => Context) {
  return new Command('doctor')
    .description(
      'Check Node, git, the configuration, the cards and the terminal; each finding says how to mend it.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const { io, env, options, answer, bases } = context();
      const checks = [...(await surroundings(context())), ...(await baseChecks(bases)), terminal(context())];
      if (options.json) io.stdout.write(document({ checks }));
      else await answer(formatChecks(checks, styleOf(io.stdout, io.unicode, env)));
      if (checks.some(({ ok }) => ok === false)) io.exitCode = ExitCode.no;
    });
}

async function surroundings({ cwd, env, now }: Context): Promise<readonly Check[]> {
  const [{ examine }, { openGit }, { findRoot }, { cloneState }] = await Promise.all([
    import('../repo/health.js'),
    import('../repo/git.js'),
    import('../repo/place.js'),
    import('../repo/clone.js'),
  ]);
  const place = findRoot(cwd);
  const clone = place.gitDir === null ? null : await cloneState(place.root, place.gitDir);
  return examine({ place, clone, git: openGit(place.root, env), nodeVersion: process.version, now: now() });
}

/** A base that cannot be opened is a finding here, not the end of the examination. */
async function baseChecks(bases: Context['bases']): Promise<Check[]> {
  try {
    return (await Promise.all((await bases()).map(cardChecks))).flat();
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    return [
      {
        name: error.code === 'config' ? 'config' : 'cards',
        ok: false,
        found: error.message,
        fix: error.hint,
      },
    ];
  }
}

async function cardChecks(base: Base): Promise<Check[]> {
  const { set, folderProblems } = await base.reading();
  const rows = await base.catalog();
  const errors = set.cards.filter(({ problems }) =>
    problems.some(({ severity }) => severity === 'error'),
  ).length;
  const unreadable = rows.filter((row) => row.unreadable !== null).length;
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
          ? `no kb.config.yaml, the defaults hold: ${cards.join(', ')}`
          : `${file}, dialect ${dialect}`,
      fix: null,
    },
    {
      name: 'cards',
      ok: unreadable > 0 ? 'warn' : true,
      found: `${rows.length} in ${base.repo.root}, ${unreadable} cannot be read, ${errors} with errors`,
      fix: unreadable > 0 ? 'kb list --is unreadable' : null,
    },
    ...folderChecks,
  ];
}

function terminal({ io, env }: Context): Check {
  const { isTerminal, columns, rows, color } = io.stdout;
  const place = isTerminal ? `${columns} × ${rows}` : 'none: the output is piped';
  return {
    name: 'terminal',
    ok: io.unicode ? true : 'warn',
    found: `${place}, ${color ? 'colour' : 'no colour'}, ${io.unicode ? 'Unicode' : 'ASCII only'}`,
    fix: io.unicode ? null : `export LANG=C.UTF-8   # it is ${env['LANG'] ?? 'not set'}`,
  };
}
