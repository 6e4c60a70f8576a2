/** The candidates for a value, by the name of its option or argument. Those from cards come from the stored index. */
import { FILTER_KEYS, IS_VALUES } from '../catalog/filter.js';
import type { RowNames } from '../catalog/kept-row.js';
import { STATUSES } from '../card/card.js';
import { SEARCH_FIELDS } from '../search/field.js';
import { counted, plain, type Candidate } from './candidate.js';

/** Where candidates come from that are not part of the program. Each is called only if the word can be one of its values. */
export interface Sources {
  /**
   * Maps each card in the index as it was last stored; empty if there is no index.
   * @param like leaves out cards that do not contain this text, ignoring case
   */
  readonly cards: <T>(like: string, map: (card: RowNames) => T) => Promise<readonly T[]>;
  /** The bases of the personal config, described by their folders. */
  readonly bases: () => Promise<readonly Candidate[]>;
  readonly rules: () => Promise<readonly Candidate[]>;
  /** The templates for new cards, from the team or from kb. */
  readonly templates: () => Promise<readonly Candidate[]>;
  readonly topics: () => Promise<readonly Candidate[]>;
}

/** Returns candidates for one subject. @param typed the word so far */
type Values = (sources: Sources, typed: string) => Promise<readonly Candidate[]>;

const VALUES = {
  tag: async ({ cards }, typed) => counted((await cards(typed, ({ tags }) => tags)).flat(), 'card'),
  owner: async ({ cards }, typed) => {
    const owners = (await cards(typed, ({ owner }) => owner)).flat();
    // `ana` also means `@ana`.
    const bare = typed !== '' && !/^[@#]/.test(typed);
    return counted(bare ? [...owners, ...owners.map((owner) => owner.replace(/^[@#]/, ''))] : owners, 'card');
  },
  kind: async ({ cards }, typed) => counted((await cards(typed, ({ kind }) => kind ?? [])).flat(), 'card'),
  lang: async ({ cards }, typed) => counted(await cards(typed, ({ language }) => language), 'card'),
  id: ({ cards }, typed) => cards(typed, ({ id, title }) => ({ value: id, about: title })),
  card: cardNames,
  state: () => Promise.resolve(plain(IS_VALUES)),
  status: () => Promise.resolve(plain(STATUSES)),
  audience: () => Promise.resolve(plain(['public', 'internal', 'restricted'])),
  day: () => Promise.resolve(plain(['none'])),
  field: () => Promise.resolve(plain(SEARCH_FIELDS)),
  base: ({ bases }) => bases(),
  rule: ({ rules }) => rules(),
  template: ({ templates }) => templates(),
  topic: ({ topics }) => topics(),
} satisfies Record<string, Values>;

/** What a word stands for. `query` is a word in the query language of `kb search`. */
export type Subject = keyof typeof VALUES | 'query' | 'file' | 'folder';

/** By the option or argument of any command. A name means the same everywhere, unless an entry has a command before it. */
const SUBJECTS: ReadonlyMap<string, Subject> = new Map([
  ['-C', 'folder'],
  ['--base', 'base'],
  ['--tag', 'tag'],
  ['--owner', 'owner'],
  ['--is', 'state'],
  ['--kind', 'kind'],
  ['--rule', 'rule'],
  ['--explain', 'rule'],
  ['--supersede', 'id'],
  ['--superseded-by', 'id'],
  ['--reassign', 'owner'],
  ['--export', 'file'],
  ['card', 'card'],
  ['lint card', 'file'],
  ['new kind', 'template'],
  ['--audience', 'audience'],
  ['--dir', 'folder'],
  ['--path', 'file'],
  ['dest', 'file'],
  ['file', 'file'],
  ['old', 'owner'],
  ['new', 'owner'],
  ['words', 'query'],
  ['topic', 'topic'],
]);

/** Returns undefined if kb has no candidates. @param name a flag, or the name of an argument */
export function subjectOf(command: string, name: string): Subject | undefined {
  return SUBJECTS.get(`${command} ${name}`) ?? SUBJECTS.get(name);
}

export function valuesOf(
  subject: keyof typeof VALUES,
  sources: Sources,
  typed: string,
): Promise<readonly Candidate[]> {
  const values: Values = VALUES[subject];
  return values(sources, typed);
}

const QUERY_KEYS: ReadonlyMap<string, keyof typeof VALUES> = new Map([
  ['tag', 'tag'],
  ['owner', 'owner'],
  ['is', 'state'],
  ['kind', 'kind'],
  ['lang', 'lang'],
  ['audience', 'audience'],
  ['status', 'status'],
  ['verified', 'day'],
  ['due', 'day'],
  ['in', 'field'],
]);
/** The last word of a query, after the other words of it if the query is a single word for the shell. */
const LAST = /^((?:.*\s)?[+-]?)(?:([a-z]+):)?([^\s]*)$/s;

/** Candidates for the last word of a query: filters, or the values of a filter. */
export async function queryValues(sources: Sources, typed: string): Promise<readonly Candidate[]> {
  const [, lead = '', key, value = ''] = LAST.exec(typed) ?? [];
  const subject = key === undefined ? undefined : QUERY_KEYS.get(key);
  if (subject !== undefined) {
    const values = await valuesOf(subject, sources, value.replace(/^"/, ''));
    return values.map((each) => {
      const text = /\s/.test(each.value) ? `"${each.value}"` : each.value;
      return { ...each, value: `${lead}${key}:${text}` };
    });
  }
  if (key !== undefined) return [];
  return [...FILTER_KEYS, 'in'].map((each) => ({ value: `${lead}${each}:`, about: '', isOpen: true }));
}

/**
 * Cards by id; if no id fits, by path; if no path fits, by id or by the last part of the id if no other card has it. This is
 * how kb finds a card by name.
 */
async function cardNames({ cards }: Sources, typed: string): Promise<readonly Candidate[]> {
  const named = await cards(typed, ({ path, id, title }) => ({ path, id, title }));
  const called = (nameOf: (card: (typeof named)[number]) => string): Candidate[] =>
    named.map((card) => ({ value: nameOf(card), about: card.title }));
  const begins = ({ value }: Candidate): boolean => value.startsWith(typed);
  const ids = called(({ id }) => id);
  if (typed === '' || ids.some(begins)) return ids;
  const paths = called(({ path }) => path);
  if (paths.some(begins)) return paths;
  const ends = called(({ id }) => id.slice(id.lastIndexOf('/') + 1));
  const times = new Map<string, number>();
  for (const { value } of ends) times.set(value, (times.get(value) ?? 0) + 1);
  return [...ids, ...ends.filter(({ value }) => times.get(value) === 1)];
}
