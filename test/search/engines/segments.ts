/** Documents to index, what a segment of them must contain, and everything that a segment contains. */
import fc from 'fast-check';
import { termsOf } from '../../../src/search/document.js';
import type { IndexedDocument } from '../../../src/search/engine.js';
import { bytesSource } from '../../../src/search/engines/lunr/paged.js';
import { newPostings } from '../../../src/search/engines/lunr/postings.js';
import { openSegment } from '../../../src/search/engines/lunr/reader.js';
import type { Segment } from '../../../src/search/engines/lunr/segment.js';
import { decode } from '../../../src/search/engines/lunr/strings.js';
import { SEARCH_FIELDS } from '../../../src/search/field.js';
import { documentTerms, tokenize } from '../../../src/search/language.js';

/** For each field, the documents that have a term, and how often. */
type Rows = readonly (readonly (readonly [document: number, count: number])[])[];

export interface Content {
  readonly documents: readonly {
    readonly path: string;
    readonly language: string;
    readonly stored: string;
    readonly mark: number;
    readonly lengths: readonly number[];
  }[];
  readonly totals: readonly number[];
  readonly languages: readonly (readonly [string, number])[];
  readonly terms: readonly (readonly [string, Rows])[];
  readonly words: readonly (readonly [
    string,
    { readonly count: number; readonly terms: readonly string[] },
  ])[];
  readonly dead: readonly number[];
}

export const open = (bytes: Uint8Array): Segment => openSegment(bytesSource(bytes));

/** Everything in a segment, as its readers see it. */
export function contentOf(segment: Segment): Content {
  const lengths = SEARCH_FIELDS.map((_, field) => segment.lengths(field));
  const storedOf = segment.storedInOrder(() => true);
  const documents = Array.from({ length: segment.size }, (_, document) => ({
    path: segment.path(document),
    language: segment.language(document),
    stored: storedOf(document) ?? 'left out',
    mark: segment.marks()[document] ?? 0,
    lengths: lengths.map((column) => column[document] ?? -1),
  }));
  const terms: [string, Rows][] = [];
  const postings = newPostings();
  for (const cursor = segment.terms(); cursor.next();) {
    cursor.postings(postings);
    const rows = SEARCH_FIELDS.map((_, field) => {
      const from = field === 0 ? 0 : postings.ends[field - 1];
      const part = [from, postings.ends[field]] as const;
      const counts = postings.counts.subarray(...part);
      return [...postings.documents.subarray(...part)].map((each, at) => [each, counts[at] ?? 0] as const);
    });
    terms.push([decode(cursor.bytes, cursor.length), rows]);
  }
  const words: Content['words'][number][] = [];
  for (const cursor = segment.words(); cursor.next();) {
    const own = cursor.terms.map((ordinal) => terms[ordinal]?.[0] ?? '?');
    words.push([decode(cursor.bytes, cursor.length), { count: cursor.count, terms: own }]);
  }
  const languages = [...segment.languages];
  return { documents, totals: segment.totals, languages, terms, words, dead: [...segment.dead] };
}

/** What a segment of documents must contain, counted by hand from the terms that Lunr gets. */
export function expectedContent(documents: readonly IndexedDocument[]): Content {
  const sorted = documents.toSorted(byPath);
  const terms = new Map<string, [number, number][][]>();
  const words = new Map<string, { count: number; terms: Set<string> }>();
  const languages = new Map<string, number>();
  const totals = SEARCH_FIELDS.map(() => 0);
  const rows = sorted.map((document, number) => {
    const { path, language, stored, mark = 0 } = document;
    const lengths = SEARCH_FIELDS.map((field, at) => {
      const all = termsOf(document)[field];
      for (const term of all) {
        const rows = terms.get(term) ?? SEARCH_FIELDS.map(() => []);
        terms.set(term, rows);
        const last = rows[at]?.at(-1);
        if (last?.[0] === number) last[1]++;
        else rows[at]?.push([number, 1]);
      }
      totals[at] = (totals[at] ?? 0) + all.length;
      return all.length;
    });
    const { title, tags, headings, body } = document;
    for (const { text } of [title, ...tags, ...headings, body].flatMap(tokenize)) {
      const word = words.get(text) ?? { count: 0, terms: new Set() };
      words.set(text, word);
      word.count++;
      for (const term of documentTerms(text, language).slice(0, 1)) word.terms.add(term);
    }
    languages.set(language, (languages.get(language) ?? 0) + 1);
    return { path, language, stored, mark, lengths };
  });
  return {
    documents: rows,
    totals,
    languages: [...languages].sort(byName),
    terms: [...terms].sort(byName),
    words: [...words]
      .sort(byName)
      .map(([word, { count, terms: own }]) => [word, { count, terms: [...own].sort() }]),
    dead: [],
  };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
export const byPath = (a: IndexedDocument, b: IndexedDocument): number => (a.path < b.path ? -1 : 1);

const unit = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '/',
    '.',
    '\0',
    '\ud83d',
    '\ude00',
    '😀',
    '\ue000',
    '\uffff',
    'é',
    'ש',
    'ก',
    '\ufeff',
  ),
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
);
const path = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '0',
    '10',
    'a.md',
    'a/a.md',
    'é.md',
    `${'deep/'.repeat(300)}x.md`,
  ),
  fc.string({ unit, maxLength: 12 }),
);
const WORDS = [
  ...[
    'run',
    'runs',
    'running',
    'the',
    'card',
    'cards',
    're-use',
    'node.js',
    'C++',
    '__proto__',
    'constructor',
    '10',
    '1',
  ],
  ...[
    'הגדרות',
    'הגדרה',
    'קבצים',
    'บริการลูกค้าไทย',
    '设置密码',
    'płatności',
    '𝒳',
    '😀',
    'e\u0301',
    '\0',
    '\ud83d',
    '\ufeff',
  ],
  ...['x'.repeat(64), 'x'.repeat(63), 'x'.repeat(65), '語'.repeat(70), '*', '', '\u202eevil'],
];
const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' ')),
  },
  fc.string({ unit, maxLength: 20 }),
);

export const anyDocument: fc.Arbitrary<IndexedDocument> = fc.record({
  path,
  title: text,
  tags: fc.array(text, { maxLength: 3 }),
  headings: fc.array(text, { maxLength: 3 }),
  body: text,
  language: fc.constantFrom('en', 'he', 'th', 'pl', 'und', '', 'pt-BR-x'),
  stored: fc.oneof(fc.constantFrom('', '{}', '\ufeffx', '\ud800', '😀'), fc.string({ unit })),
});

/** Every path occurs only once. */
export const anyDocuments = (maxLength: number): fc.Arbitrary<IndexedDocument[]> =>
  fc.uniqueArray(anyDocument, { maxLength, selector: (document) => document.path });
