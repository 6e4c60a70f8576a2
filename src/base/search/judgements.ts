/** Parses a file of queries with the cards that answer them, and reports all of its mistakes at once. */
import type { Plain } from '../../card/plain.js';
import type { CatalogRow } from '../../catalog/catalog.js';
import { ConfigDocument } from '../../config/document.js';
import { KbError } from '../../errors.js';
import type { JudgedQuery } from '../../search/evaluate.js';
import { parseQuery } from '../../search/query.js';
import { fold } from '../../text/fold.js';
import { shortened } from '../../text/shortened.js';
import type { Base } from '../base.js';

const EXPECTED = 'a card, a list of cards, or `card: grade` lines';
const EXAMPLE = 'refund a duplicate charge: [refund-duplicate-charge, refund-policy]';

/**
 * Returns the judged queries of a YAML file, in its order. Leaves out a query without a value, which is not judged yet.
 * Throws KbError `config` that names every mistake with its line.
 * @param file the name of the file in messages
 */
export async function readJudgements(text: string, file: string, base: Base): Promise<JudgedQuery[]> {
  const document = new ConfigDocument(file);
  const raw = document.read(text, { validate: () => true, keys: new Map(), expects: new Map() });
  const cardOf = await cardFinder(base);
  const queries: JudgedQuery[] = [];
  const lines = new Map<string, number>();
  for (const [query, answers] of Object.entries(raw as Record<string, Plain>)) {
    checkQuery(query, document);
    const text = query.trim();
    const same = fold(text.replace(/\s+/g, ' '));
    const first = lines.get(same);
    if (first === undefined) lines.set(same, document.lineOf([query]));
    else {
      const message = `“${shortened(text)}” is the query of line ${first} again, and would count twice`;
      document.wrong([query], message, { atKey: true });
    }
    const judged = new Map<string, number>();
    for (const { name, grade, path } of answersIn(answers, [query], document)) {
      const found = await cardOf(name);
      if (found.id === null) document.wrong(path, `there is no card “${shortened(name)}”`, found);
      else if (judged.has(found.id)) document.wrong(path, `“${shortened(name)}” is already listed here`);
      else judged.set(found.id, grade);
    }
    queries.push({ text, line: document.lineOf([query]), judged });
  }
  document.check();
  if (queries.length === 0) throw new KbError('config', `${file} has no query with an answer`, EXAMPLE);
  return queries.sort((a, b) => a.line - b.line);
}

function checkQuery(query: string, document: ConfigDocument): void {
  try {
    parseQuery(query);
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    document.wrong([query], error.message, { atKey: true, hint: error.hint });
  }
}

interface Answer {
  readonly name: string;
  readonly grade: number;
  /** Its place in the document. */
  readonly path: readonly string[];
}

function answersIn(answers: Plain, path: readonly string[], document: ConfigDocument): Answer[] {
  if (typeof answers === 'string') return [{ name: answers, grade: 1, path }];
  const entries = answers === null ? [] : Object.entries(answers);
  if (entries.length === 0) document.wrong(path, `expected ${EXPECTED}, found nothing`);
  return entries.flatMap(([key, value]): Answer[] => {
    const place = [...path, key];
    if (Array.isArray(answers)) {
      if (typeof value === 'string') return [{ name: value, grade: 1, path: place }];
      document.wrong(place, 'expected a card');
      return [];
    }
    const grade = typeof value === 'string' && /^\d{1,4}(?:\.\d{1,4})?$/.test(value) ? Number(value) : 0;
    if (grade > 0) return [{ name: key, grade, path: place }];
    const found = typeof value === 'string' ? `, found “${shortened(value)}”` : '';
    document.wrong(place, `the grade of a card is a number above 0, such as 2${found}`);
    return [];
  });
}

type CardLookup =
  { readonly id: string; readonly hint: null } | { readonly id: null; readonly hint: string | null };

/** Looks up ids in the index; for any other name, reads all cards and finds the card as `kb show` does. */
async function cardFinder(base: Base): Promise<(name: string) => Promise<CardLookup>> {
  const rows: readonly CatalogRow[] = await base.index.ask((index) => index.rows());
  const ids = new Set<string>(rows.map(({ id }) => id));
  return async (name) => {
    if (ids.has(name)) return { id: name, hint: null };
    const found = (await base.cards()).find(name);
    if (found.card) return { id: found.card.id, hint: null };
    const near = found.candidates.slice(0, 3).map(({ id }) => id);
    return {
      id: null,
      hint: near.length === 0 ? null : `“${shortened(name)}”: did you mean ${near.join(', ')}?`,
    };
  };
}
