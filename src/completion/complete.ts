/** Completes the last word of a command line. */
import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { fitting, plain, type Answer, type Candidate } from './candidate.js';
import { argumentAt, flagOf, type Spot } from './line.js';
import { queryValues, subjectOf, valuesOf, type Sources, type Subject } from './values.js';

/** @param program has the commands that can come first, and the global options */
export async function complete(spot: Spot, program: CommandUnknownOpts, sources: Sources): Promise<Answer> {
  const { command, option, isLiteral, lead, typed } = spot;
  const words = (candidates: readonly Candidate[]): Answer => ({
    is: 'words',
    candidates: fitting(candidates, typed).map((each) => ({ ...each, value: lead + each.value })),
  });
  const filled = async (subject: Subject | undefined): Promise<Answer> => {
    if (subject === 'file') return { is: 'files' };
    if (subject === 'folder') return { is: 'folders' };
    if (subject === undefined) return words([]);
    return words(
      await (subject === 'query' ? queryValues(sources, typed) : valuesOf(subject, sources, typed)),
    );
  };
  if (option) {
    const { argChoices } = option;
    return argChoices ? words(plain(argChoices)) : filled(subjectOf(command.name(), flagOf(option)));
  }
  if (typed.startsWith('-') && !isLiteral) return words(flags(command, program));
  const below = spot.operands.length === 0 ? subcommands(command) : [];
  const argument = argumentAt(spot);
  if (below.length > 0) return words(below);
  if (!argument) return words([]);
  if (argument.argChoices) return words(plain(argument.argChoices));
  const answer = await filled(subjectOf(command.name(), argument.name()));
  // A card or file with such a name would be read as an option.
  if (answer.is !== 'words' || isLiteral) return answer;
  return { is: 'words', candidates: answer.candidates.filter(({ value }) => !value.startsWith('-')) };
}

function subcommands({ commands }: CommandUnknownOpts): Candidate[] {
  return commands.map((each) => ({ value: each.name(), about: each.summary() || each.description() }));
}

/** The options of the command, then the global ones. */
function flags(command: CommandUnknownOpts, program: CommandUnknownOpts): Candidate[] {
  const shown = (option: Option): Candidate => ({ value: flagOf(option), about: option.description });
  const all = [command, program].flatMap((each) => each.options).filter(({ hidden }) => !hidden);
  return [...all.map(shown), { value: '--help', about: 'show help' }];
}
