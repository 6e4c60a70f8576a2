/** What a value on the command line can be: by the name of its option or argument, from what is kept of the cards. */
import { FILTER_KEYS, IS_VALUES } from '../catalog/filter.js';
import type { RowNames } from '../catalog/kept-row.js';
import { STATUSES } from '../card/card.js';
import { SEARCH_FIELDS } from '../search/field.js';
import { counted, plain, type Candidate } from './candidate.js';

/** Where candidates come from that are not in the program itself. Each is asked only if the word can be one of it. */
export interface Sources {
  /**
   * What is made of each card as the index had it last; nothing where there is no index.
   * @param like leaves out those that have this text nowhere, be it in capitals
   */
  readonly cards: <T>(like: string, made: (card: RowNames) => T) => Promise<readonly T[]>;
  /** Bases of the personal config, with their folders. */
  readonly bases: () => Promise<readonly Candidate[]>;
  readonly rules: () => Promise<readonly Candidate[]>;
  /** Of a team or of kb, for new cards. */
  readonly templates: () => Promise<readonly Candidate[]>;
  readonly topics: () => Promise<readonly Candidate[]>;
}

/** @param typed the word so far */
type Values = (sources: Sources, typed: string) => Promise<readonly Candidate[]>;

const VALUES = {
  tag: async ({ cards }, typed) => counted((await cards(typed, ({ tags }) => tags)).flat(), 'card'),
  owner: async ({ cards }, typed) => {
    const owners = (await cards(typed, ({ owner }) => owner)).flat();
    // `ana` is `@ana`, too.
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

/** What a word is about. `query` is the language of `kb search`. */
export type Subject = keyof typeof VALUES | 'query' | 'file' | 'folder';

/** Options and arguments of all commands: a name means the same everywhere, unless a command stands in front of it. */
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

/** Undefined where kb knows nothing of it. @param name a flag, or the name of an argument */
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
/** The last word of a query, with what stands in front of it where all of it is one word for the shell. */
const LAST = /^((?:.*\s)?[+-]?)(?:([a-z]+):)?([^\s]*)$/s;

/** What the last word of a query can become: a filter, or the value of one. */
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
 * Cards by their ids, else by their paths, else by the last part of their ids where no other card has it; which is how kb
 * takes a name.
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
