/** `kb complete`: called by a shell when TAB is pressed. Answers quickly, from the stored index, and never with an error. */
import path from 'node:path';
import { Argument, Command } from '@commander-js/extra-typings';
import { findBases } from '../base/bases.js';
import { keptRows } from '../base/search/kept-rows.js';
import { personalConfigFile, readPersonalConfig } from '../base/personal-config.js';
import { bashAnswer, bashCall } from '../completion/bash.js';
import { plain, type Answer, type Candidate } from '../completion/candidate.js';
import { complete } from '../completion/complete.js';
import { fishAnswer, fishWord } from '../completion/fish.js';
import { follow, type Spot } from '../completion/line.js';
import type { Sources } from '../completion/values.js';
import { zshAnswer } from '../completion/zsh.js';
import type { Context } from '../context.js';
import { globalProgram } from '../flags.js';
import { userKeeping } from '../repo/keeping.js';
import { findRoot, pathSegments } from '../repo/place.js';
import type { CommandEntry } from './index.js';

export function command(getContext: () => Context, commands: readonly CommandEntry[]) {
  return new Command('complete')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'] as const))
    .argument('[words...]', 'what is typed, as the script of the shell hands it on')
    .description('Answer the script of `kb completion`.')
    .action(async (shell, args) => {
      const context = getContext();
      const answered = (words: readonly string[], word: string): Promise<Answer> =>
        answerTo(words, word, commands, context).catch((): Answer => ({ is: 'words', candidates: [] }));
      const lines = async (): Promise<readonly string[]> => {
        if (shell === 'bash') {
          const call = bashCall(args);
          return bashAnswer(await answered(call.line.words.slice(1), call.line.word), call);
        }
        const [words, word = ''] = [args.slice(0, -1), args.at(-1)];
        if (shell === 'zsh') return zshAnswer(await answered(words, word));
        return fishAnswer(await answered(words, fishWord(word)));
      };
      context.io.stdout.write(`${(await lines()).join('\n')}\n`);
    });
}

/** The candidates for the last word of a line. */
async function answerTo(
  words: readonly string[],
  word: string,
  all: readonly CommandEntry[],
  context: Context,
): Promise<Answer> {
  const commands = all.filter(({ isHidden }) => !isHidden);
  const program = globalProgram();
  for (const { name, summary } of commands) program.addCommand(new Command(name).summary(summary));
  // Parse the line twice: the first time finds the command, so that only that one is loaded, with its options.
  const first = follow(program, words, word);
  const entry = commands.find(({ name }) => name === first.command.name());
  if (!entry) return complete(first, program, sourcesAt(first, commands, context));
  const named = globalProgram();
  named.addCommand((await entry.load()).command(() => context, all) as Command);
  const spot = follow(named, words, word);
  return complete(spot, named, sourcesAt(spot, commands, context));
}

/** Where candidates come from, in the folder and base that the line is about. */
function sourcesAt({ given }: Spot, commands: readonly CommandEntry[], { cwd, env, home }: Context): Sources {
  // The shell passes the words as typed, with `~`; it expands them only when it runs the line.
  const place = path.resolve(
    cwd,
    (given.get('-C') ?? '.').replace(/^~(?=$|[/\\])/, () => home),
  );
  return {
    cards: async (like, map) => {
      const folders = await findBases(place, given.get('--base'), env, home);
      const all = folders.map((folder) => keptRows(folder, place, { env, home }, like, map));
      return (await Promise.all(all)).flat();
    },
    bases: async () => {
      const { bases } = await readPersonalConfig(personalConfigFile(env, home), userKeeping(env, home));
      const all: Candidate = { value: 'all', about: 'every base' };
      return [...Array.from(bases, ([value, about]) => ({ value, about })), all];
    },
    rules: async () => {
      const { RULES } = await import('../lint/rules/index.js');
      return RULES.map(({ name, summary }) => ({ value: name, about: summary }));
    },
    templates: async () => {
      const [{ templateNames }, { repoAt }] = await Promise.all([
        import('../base/new/templates.js'),
        import('../repo/lazy.js'),
      ]);
      const { root } = findRoot(place);
      return plain(await templateNames(repoAt(root), pathSegments(root, place).join('/') || 'cards'));
    },
    topics: async () => {
      const { topics } = await import('../guide.js');
      const pages = topics().map(({ id, title }) => ({ value: id, about: title }));
      return [...commands.map(({ name, summary }) => ({ value: name, about: summary })), ...pages];
    },
  };
}
