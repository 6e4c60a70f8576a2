/** The questions of `kb new` for what the command line does not say: the kind, the title, and what the template asks for. */
import { askText, choose } from '../../ask.js';
import { titleProblem, typedFields } from '../../base/new/new-fields.js';
import type { Base } from '../../base/base.js';
import type { Templates } from '../../base/new/templates.js';
import { templateNamed } from '../../base/new/templates.js';
import type { Template } from '../../card/template.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import type { Io } from '../../io.js';
import { quoted } from '../../text/shell.js';
import { shortened } from '../../text/shortened.js';

const EXAMPLE = 'Refund a duplicate charge';

/** Longest summary in a list, in characters: a template may contain anything. */
const SUMMARY = 80;

/**
 * The template of the new card. Like the other functions here, returns null if the user cancels.
 * @param io null if nobody can be asked
 * @param note called with a line for each template that cannot be used
 */
export async function kindFrom(
  typed: string | undefined,
  templates: Templates,
  io: Io | null,
  note: (line: string) => void,
): Promise<Template | null> {
  if (typed !== undefined) return templateNamed(templates, typed);
  for (const each of templates.values()) {
    if (typeof each === 'string') note(`this template cannot be used: ${safe(each)}`);
  }
  const usable = [...templates.values()].filter((each) => typeof each !== 'string');
  if (io === null) {
    const kinds = usable.map(
      ({ name, summary }) => `kb new ${quotedWord(name)} "…"  ${shortSummary(summary)}`,
    );
    throw new KbError('usage', 'expected the kind of card and its title', kinds.join('\n'));
  }
  const choices = usable.map(({ name, summary }) => ({
    value: name,
    label: `${safe(name)}  ${shortSummary(summary)}`,
  }));
  const name = await choose('What kind of card is it?', choices, io);
  return name === null ? null : templateNamed(templates, name);
}

export async function titleFrom(typed: string, kind: string, io: Io | null): Promise<string | null> {
  const given = typed.trim().replace(/\s+/g, (blank) => (/^[ \u00a0]+$/.test(blank) ? ' ' : blank));
  if (given === '' && io !== null) {
    const question = 'What does it answer, in the words people will search for?';
    const answer = await askText(question, io, { example: EXAMPLE, problem: titleProblem });
    return answer === null ? null : answer.trim();
  }
  const problem = titleProblem(given);
  if (problem !== null) throw new KbError('usage', problem, `kb new ${quotedWord(kind)} "${EXAMPLE}"`);
  return given;
}

/**
 * Asks the questions of a template. Returns the answers in the form that `--set` takes, without the empty ones.
 * @param given fields that are already known, which are not asked for
 * @param usual default values of fields, shown as examples
 */
export async function fieldsFrom(
  { questions, fields }: Template,
  given: ReadonlySet<string>,
  usual: ReadonlyMap<string, string>,
  base: Base,
  io: Io,
): Promise<[field: string, value: string][] | null> {
  const answers: [string, string][] = [];
  for (const { field, text } of questions) {
    if (given.has(field)) continue;
    const problem = (answer: string): string | null =>
      answer.trim() === '' ? null : problemIn(() => typedFields(base, [[field, answer]]));
    const own = [...fields].find(([name]) => name === field)?.[1] ?? usual.get(field) ?? '';
    const example = [own].flat().map(String).join(', ');
    const answer = await askText(`${safe(text)} (${safe(field)})`, io, { example: safe(example), problem });
    if (answer === null) return null;
    if (answer.trim() !== '') answers.push([field, answer]);
  }
  return answers;
}

function shortSummary(summary: string): string {
  return safe(shortened(summary, SUMMARY));
}

/** The name of a template, quoted for a shell and safe from being read as an option. */
function quotedWord(name: string): string {
  return `${name.startsWith('-') ? '-- ' : ''}${quoted(name)}`;
}

/** Runs the code that uses an answer. Returns the message of the KbError that it throws, or null. */
export function problemIn(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof KbError) return safe(error.message);
    throw error;
  }
}
