/** What a value on the command line can be: by the name of its option or argument, from what is kept of the cards. */
import { FILTER_KEYS, IS_VALUES } from '../catalog/filter.js';
import type { RowNames } from '../catalog/kept-row.js';
import { STATUSES } from '../card/card.js';
import { SEARCH_FIELDS } from '../search/field.js';
import { counted, plain, type Candidate } from './candidate.js';

/** Where candidates come from that are not in the program itself. Each is asked only if the word can be one of it. */
export interface Sources {
  /**
   * Cards as the index had them last; none where there is no index.
   * @param like leaves out those that have this text nowhere, be it in capitals
   */
  readonly rows: (like?: string) => Promise<readonly RowNames[]>;
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
  tag: async ({ rows }) => counted((await rows()).flatMap(({ tags }) => tags).sort(), 'card'),
  owner: async ({ rows }, typed) => {
    const owners = (await rows()).flatMap(({ owner }) => owner);
    // `ana` is `@ana`, too.
    const bare = typed !== '' && !/^[@#]/.test(typed);
    return counted(
      [...owners, ...(bare ? owners.map((owner) => owner.replace(/^[@#]/, '')) : [])].sort(),
      'card',
    );
  },
  kind: async ({ rows }) => counted((await rows()).flatMap(({ kind }) => kind ?? []).sort(), 'card'),
  lang: async ({ rows }) => counted((await rows()).map(({ language }) => language).sort(), 'card'),
  id: async ({ rows }) => (await rows()).map(({ id, title }) => ({ value: id, about: title })),
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
    const values = await valuesOf(subject, sources, value);
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
async function cardNames({ rows }: Sources, typed: string): Promise<readonly Candidate[]> {
  const cards = await rows(typed);
  const called = (nameOf: (row: RowNames) => string): Candidate[] =>
    cards.map((row) => ({ value: nameOf(row), about: row.title }));
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
