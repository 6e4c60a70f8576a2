/** `kb help`: shows help for commands and the user guide, in any folder and without a base. */
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { nearest } from '../card/nearest.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { topicList, topicPage } from '../format/guide.js';
import { document } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { readTopic, topics, type Topic } from '../guide.js';
import { shortened } from '../text/shortened.js';
import type { CommandEntry } from './index.js';

const EXAMPLES = `
Examples:
  $ kb help                  the commands, and the pages of the guide
  $ kb help verify           the options of a command
  $ kb help trust-states     a page of the guide
  $ kb help --guide lint     the page, if a command has the same name
`;
/** The most pages to suggest if the requested one does not exist. */
const MOST_OFFERED = 5;

export function command(getContext: () => Context, commands: readonly CommandEntry[]) {
  return new Command('help')
    .argument('[topic...]', 'a command, or a page of the guide: its name or the start of it')
    .description('Show help for a command, or a page of the user guide. Works without a base.')
    .option('--guide', 'show the page of this name, not the command')
    .addHelpText('after', EXAMPLES)
    .action(async (words, { guide = false }, self) => {
      const context = getContext();
      const pages = topics();
      const program: CommandUnknownOpts = self.parent ?? self;
      const named = guide ? undefined : commandNamed(program, words);
      if (words.length === 0) showAll(program, pages, commands, guide, context);
      else if (named) showCommand(named, words, pages, context);
      else await showTopic(topicNamed(words, pages, commands), pages, context);
    });
}

/** The command or subcommand that all the words name together, as in `owners check`. */
function commandNamed(program: CommandUnknownOpts, words: readonly string[]): CommandUnknownOpts | undefined {
  let found: CommandUnknownOpts | undefined;
  for (const word of words) {
    const below = (found ?? program).commands.find((each) => each.name() === word);
    if (!below) return undefined;
    found = below;
  }
  return found;
}

function showAll(
  program: CommandUnknownOpts,
  pages: readonly Topic[],
  commands: readonly CommandEntry[],
  isGuide: boolean,
  { io, options }: Context,
): void {
  if (options.json) {
    const shown = commands.filter(({ isHidden }) => !isHidden);
    const listed = shown.map(({ name, summary }) => ({ name, summary }));
    io.stdout.write(document({ commands: listed, topics: pages.map(topicJson) }));
    return;
  }
  if (!isGuide) program.outputHelp();
  io.stdout.write(topicList('Guide pages (kb help PAGE):', pages));
}

function showCommand(
  named: CommandUnknownOpts,
  words: readonly string[],
  pages: readonly Topic[],
  { io, options }: Context,
): void {
  const [word = ''] = words;
  const about = pages.filter(({ id, commands }) => id === word || commands.includes(word));
  if (options.json) {
    const summary = named.summary() || named.description();
    const shown = { name: words.join(' '), summary, help: named.helpInformation() };
    io.stdout.write(document({ command: shown, topics: about.map(topicJson) }));
    return;
  }
  named.outputHelp();
  if (about.length > 0) io.stdout.write(topicList('In the guide (kb help --guide PAGE):', about));
}

async function showTopic(
  topic: Topic,
  pages: readonly Topic[],
  { io, env, options, answer }: Context,
): Promise<void> {
  const { body, related } = await readTopic(topic);
  const further = pages.filter(({ id }) => related.includes(id));
  if (options.json) {
    const more = further.map(topicJson);
    io.stdout.write(document({ topic: { ...topicJson(topic), body, related: more } }));
    return;
  }
  const { parseMarkdown } = await import('../card/markdown.js');
  const style = styleOf(io.stdout, io.unicode, env);
  await answer(topicPage(await parseMarkdown(body), further, style));
}

/** The page with this name, or the only one whose name starts with it. Throws KbError `not-found` if there is none. */
function topicNamed(
  words: readonly string[],
  pages: readonly Topic[],
  commands: readonly CommandEntry[],
): Topic {
  const name = words.join('-').toLowerCase();
  const exact = pages.find(({ id }) => id === name);
  const [first, ...others] = pages.filter(({ id }) => id.startsWith(name));
  const found = exact ?? (others.length === 0 ? first : undefined);
  if (found) return found;
  const near = nearest(name, new Set([...commands.map((each) => each.name), ...pages.map(({ id }) => id)]));
  const about = pages.filter((page) => words.every((word) => page.words.includes(word.toLowerCase())));
  const offered = first ? [first, ...others] : near === undefined ? about : [];
  const hints = offered.slice(0, MOST_OFFERED).map(({ id, title }) => `kb help ${id}   ${title}`);
  throw new KbError(
    'not-found',
    `there is no command or guide page called “${shortened(words.join(' '))}”`,
    near !== undefined && !first
      ? `did you mean kb help ${near}?`
      : [...hints, 'kb help   lists them all'].join('\n'),
  );
}

function topicJson({ id, title }: Topic) {
  return { id, title };
}
