/** Turns arguments into an exit code. Loads only the named command; the one place that turns errors into messages and codes. */
import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { COMMANDS } from './commands/index.js';
import { leavingOut } from './commands/search/leaving-out.js';
import { createContext, type Context, type Runtime } from './context.js';
import { ExitCode, KbError } from './errors.js';
import { globalProgram, type GlobalOptions } from './flags.js';
import { annotation } from './format/annotation.js';
import { errorJson } from './format/json.js';
import { printable } from './format/escape.js';
import type { Io } from './io.js';
import { version } from './version.js';

/** Runs one command line. Sets the exit code on the world's Io; never rejects. */
export async function main(typed: readonly string[], runtime: Runtime): Promise<void> {
  const program = globalProgram();
  let argv = typed;
  let name: string | undefined;
  try {
    argv = withHelpNamed(typed);
    const found = commandIn(argv);
    name = found.name;
    await assemble(program, found.loaded, runtime, argv);
    if (found.isEmpty && (await openedScreen(found.options, runtime, argv))) return;
    // Without a command, print the help.
    await program.parseAsync(found.isEmpty ? [...argv, '--help'] : argv, { from: 'user' });
  } catch (error) {
    await report(error, program, runtime.io(program.opts().color ?? 'auto'), argv, name);
  }
}

/** Adds the commands to the program. Those that are not in `loaded` are just a line in the help. */
async function assemble(
  program: ReturnType<typeof globalProgram>,
  loaded: readonly string[],
  runtime: Runtime,
  argv: readonly string[],
): Promise<void> {
  const out = (): Io => runtime.io(program.opts().color ?? 'auto');
  program
    .description(
      'A knowledge base your team can trust: Markdown cards in git, each with an owner and a verify-by date.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        out().stdout.write(text);
      },
      writeErr: () => undefined, // the error is reported once, below
      getOutHelpWidth: () => Math.min(out().stdout.columns, 100),
      getOutHasColors: () => out().stdout.color,
    })
    .addHelpText('after', EXAMPLES)
    .hook('preAction', (_, command) => {
      agreeOnJson(program, command);
    });

  for (const entry of COMMANDS) {
    const context = (): Context => createContext(runtime, program.opts(), argv);
    const command = loaded.includes(entry.name)
      ? ((await entry.load()).command(context, COMMANDS) as Command)
      : new Command(entry.name);
    program.addCommand(command.summary(entry.summary).helpGroup(entry.group).copyInheritedSettings(program), {
      hidden: entry.isHidden ?? false,
    });
    // Let the command itself explain a word that is not a subcommand.
    if (command.commands.length > 0) command.allowExcessArguments();
    for (const subcommand of command.commands) {
      subcommand.copyInheritedSettings(program).configureHelp({
        showGlobalOptions: true,
        visibleGlobalOptions: () => [...program.options],
      });
    }
  }
}

/** Makes `-f json` mean `--json`. Throws KbError `usage` if `--json` is combined with another format. */
function agreeOnJson(program: ReturnType<typeof globalProgram>, command: CommandUnknownOpts): void {
  if (command.getOptionValueSource('format') !== 'cli') return;
  const format = String(command.opts()['format']);
  if (format === 'json') program.setOptionValue('json', true);
  else if (program.opts().json) {
    const why = `--json and --format ${format} are two formats; expected one of them`;
    throw new KbError(
      'usage',
      why,
      `kb ${command.name()} … --format ${format}\nkb ${command.name()} … --json`,
    );
  }
}

const EXAMPLES = `
Examples:
  $ kb                                  full-screen search
  $ kb search duplicate charge          find the answer, and see whether it is still good
  $ kb show refund-duplicate-charge     read the card
  $ kb stale                            what needs to be checked again
  $ kb init --detect --dry-run          try kb on docs that were not written for it
`;

/** Turns `kb --help lint` into `kb help lint`. */
function withHelpNamed(argv: readonly string[]): readonly string[] {
  const flag = argv.find((each) => each === '-h' || each === '--help');
  if (flag === undefined) return argv;
  const { operands, unknown } = globalOptions(argv);
  const isNamed = operands.length === 0 && unknown[0] === flag && unknown[1]?.startsWith('-') === false;
  return isNamed ? argv.map((each) => (each === flag ? 'help' : each)) : argv;
}

/** Parses the global options. Words after an option that is not one of them are `unknown`, too. */
function globalOptions(argv: readonly string[]) {
  const program = globalProgram()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return { ...program.parseOptions([...argv]), options: program.opts() };
}

/** Finds the command that the arguments name, after global options and their values; for `help NAME`, NAME. */
function commandIn(argv: readonly string[]): {
  readonly name: string | undefined;
  /** Commands to load; of all others only their line in the help is needed. */
  readonly loaded: readonly string[];
  readonly isEmpty: boolean;
  readonly options: GlobalOptions;
} {
  const { operands, unknown, options } = globalOptions(argv);
  const loaded = operands.slice(0, operands[0] === 'help' ? 2 : 1);
  return {
    name: loaded.at(-1),
    loaded,
    isEmpty: operands.length === 0 && unknown.length === 0,
    options,
  };
}

/** Opens the full screen and returns when the user leaves it. Returns false if there is no terminal or no base for it. */
async function openedScreen(
  options: GlobalOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<boolean> {
  const { stdin, stdout } = runtime.io(options.color ?? 'auto');
  const hasTerminal = stdin.isTTY === true && stdout.isTerminal;
  if (!hasTerminal || options.json || runtime.env['TERM'] === 'dumb' || runtime.env['CI']) return false;
  const { runScreen } = await import('./tui/run.js');
  try {
    const newContext = (): Context => createContext(runtime, { ...options, quiet: true }, argv);
    await runScreen(createContext(runtime, options, argv), newContext);
    return true;
  } catch (error) {
    if (!(error instanceof KbError && error.code === 'no-base') || options.base !== undefined) throw error;
    const { stderr } = runtime.io(options.color ?? 'auto');
    stderr.write(`${printable(`kb: cannot open the screen: ${error.message}`, stderr)}\n\n`);
    return false;
  }
}

/** The format that the raw arguments ask for: an error may have kept them from being parsed. */
function formatIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const glued = words.map((word) => /^(?:-f=?|--format=)(.+)$/s.exec(word)?.[1]);
  const at = words.findIndex((word) => word === '-f' || word === '--format');
  return at < 0 ? glued.find((each) => each !== undefined) : words[at + 1];
}

async function report(
  error: unknown,
  program: ReturnType<typeof globalProgram>,
  io: Io,
  argv: readonly string[],
  name: string | undefined,
): Promise<void> {
  const options = program.opts();
  if (error instanceof CommanderError && error.exitCode === 0) return;
  io.exitCode = ExitCode.failed;
  const known = error instanceof CommanderError ? await usageError(error, program, argv, name) : error;
  const writeLine = (text: string): void => {
    io.stderr.write(`${printable(text, io.stderr)}\n`);
  };
  const format = formatIn(argv);
  const isJson = (options.json ?? false) || format === 'json' || format === 'jsonl';
  const isForGithub = format === 'github';
  if (known instanceof KbError) {
    const hint = [leftOutHint(argv, name), known.hint].filter((each) => each !== null).join('\n');
    if (isJson) io.stdout.write(errorJson({ code: known.code, message: known.message, hint: hint || null }));
    if (isForGithub) io.stdout.write(`${annotation('error', [['title', 'kb']], known.message)}\n`);
    writeLine(`kb: ${known.message}`);
    if (hint) writeLine(hint.replace(/^/gm, '    '));
  } else {
    const message = error instanceof Error ? error.message : String(error);
    if (isJson) io.stdout.write(errorJson({ code: 'bug', message, hint: null }));
    if (isForGithub) io.stdout.write(`${annotation('error', [['title', 'kb']], `bug in kb: ${message}`)}\n`);
    writeLine(`kb: this is a bug in kb, please report it: ${message}`);
    if (!options.debug) writeLine('    run it again with --debug to see the stack trace');
  }
  if (options.debug && error instanceof Error) writeLine(error.stack ?? '');
}

/** Turns Commander's error into a KbError: what was wrong, then what to type. */
async function usageError(
  error: CommanderError,
  program: Command,
  argv: readonly string[],
  name: string | undefined,
): Promise<KbError> {
  const [, message = '', suggestion] = /^(?:error: )?(.*?)(?:\n\((.*)\))?$/s.exec(error.message) ?? [];
  const command = program.commands.find((each) => each.name() === name);
  const below = command?.commands.find((each) => argv.includes(each.name()));
  const instead = (await import('./mistyped.js')).instead(error, argv);
  const hints = [
    ...(instead.length > 0 ? instead : [suggestion]),
    ...(name === undefined ? ['options of a command go after its name: kb search -n 3 refund'] : []),
    ['kb', command?.name(), below?.name(), '--help'].filter((word) => word !== undefined).join(' '),
  ];
  return new KbError('usage', message, hints.filter((hint) => hint !== undefined).join('\n'));
}

/** The hint for a search that failed because a word to leave out (`-stripe`) may have been read as options. */
function leftOutHint(argv: readonly string[], name: string | undefined): string | null {
  const left = name === 'search' ? leavingOut(argv) : null;
  return left && `${left.command}   to leave out ${left.words}`;
}
