/** Parses an unfinished command line: the command that it names, its arguments, and what its last word can be. */
import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** The end of a command line, where a word is being typed. */
export interface Spot {
  /** The innermost command that is named. */
  readonly command: CommandUnknownOpts;
  /** Words given to the command. */
  readonly operands: readonly string[];
  /** The values of options so far, by flag; if an option is repeated, its last value. */
  readonly given: ReadonlyMap<string, string>;
  /** The option whose value is being typed; null if none is. */
  readonly option: Option | null;
  /** Whether the word comes after `--`, where nothing is an option. */
  readonly isLiteral: boolean;
  /** The part of the word before the value being typed, such as `--owner=`. */
  readonly lead: string;
  readonly typed: string;
}

/**
 * Follows the words through the commands and options of a program.
 * @param words the complete ones, without the name of the program
 * @param word the one being typed, up to the cursor
 */
export function follow(program: CommandUnknownOpts, words: readonly string[], word: string): Spot {
  let command = program;
  let owing: Option | null = null;
  let isLiteral = false;
  const operands: string[] = [];
  const given = new Map<string, string>();
  for (const each of words) {
    if (owing && (owing.required || !isFlag(each))) {
      given.set(flagOf(owing), each);
      if (!owing.variadic) owing = null;
    } else if (isLiteral) operands.push(each);
    else if (each === '--') {
      isLiteral = true;
      owing = null;
    } else if (isFlag(each)) {
      const found = optionIn(each, command, program);
      owing = found?.value === '' && !found.lead.endsWith('=') ? found.option : null;
      if (found && !owing) given.set(flagOf(found.option), found.value);
    } else {
      const below = operands.length === 0 ? named(command, each) : undefined;
      if (below) command = below;
      else operands.push(each);
    }
  }
  const spot = { command, operands, given, isLiteral };
  if (owing && (owing.required || !isFlag(word))) return { ...spot, option: owing, lead: '', typed: word };
  const inside = isFlag(word) && !isLiteral ? optionIn(word, command, program) : null;
  if (inside && (inside.lead.endsWith('=') || inside.value !== ''))
    return { ...spot, option: inside.option, lead: inside.lead, typed: inside.value };
  return { ...spot, option: null, lead: '', typed: word };
}

/** The argument that the word at a spot is for; undefined if the command takes no more arguments. */
export function argumentAt({ command, operands }: Spot): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[operands.length] ?? (last?.variadic ? last : undefined);
}

/** The long flag of an option, or the short one if it has no other. */
export function flagOf({ long, short }: Option): string {
  return long ?? short ?? '';
}

function isFlag(word: string): boolean {
  return word.startsWith('-') && word !== '-';
}

function named(command: CommandUnknownOpts, name: string): CommandUnknownOpts | undefined {
  return command.commands.find((each) => each.name() === name || each.aliases().includes(name));
}

/** Finds the option in a word that takes a value: `--owner`, `--owner=@a`, `-o`, `-o@a`, `-qo`; null if there is none. */
function optionIn(
  word: string,
  ...commands: readonly CommandUnknownOpts[]
): { readonly option: Option; readonly lead: string; readonly value: string } | null {
  const options = commands.flatMap((each) => each.options);
  const find = (flag: string): Option | undefined =>
    options.find(({ long, short }) => long === flag || short === flag);
  const takes = (option: Option | undefined): option is Option =>
    option !== undefined && (option.required || option.optional);
  if (word.startsWith('--')) {
    const end = word.indexOf('=');
    const option = find(end < 0 ? word : word.slice(0, end));
    if (!takes(option)) return null;
    return { option, lead: word.slice(0, end + 1), value: end < 0 ? '' : word.slice(end + 1) };
  }
  for (let at = 1; at < word.length; at++) {
    const option = find(`-${word.charAt(at)}`);
    if (!option) return null;
    if (takes(option)) return { option, lead: word.slice(0, at + 1), value: word.slice(at + 1) };
  }
  return null;
}
