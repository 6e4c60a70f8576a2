/** The search engine over a base segment and at most one delta. Hits and scores are those of Lunr for the live documents. */
import type { SearchEngine } from '../../engine.js';
import { spellingDistance } from '../../spelling.js';
import { LiveDocuments, type Parts } from './live.js';
import { match, type Boosts } from './match.js';
import { nearest } from './spellings.js';

/** Returns the engine. Its promises are rejected with `Damaged` if a segment is damaged. @param boosts weight of each field */
export function lunrEngine(parts: Parts, boosts: Boosts): SearchEngine {
  const live = new LiveDocuments(parts);
  return {
    size: live.size,
    match: (clauses) => answer(() => match(clauses, live, boosts)),
    spellings: (word, limit, distance = spellingDistance(word)) =>
      answer(() => nearest(word, live, distance, limit)),
    languages: () =>
      answer(() => new Map([...live.languages()].map(([language, count]) => [language, count / live.size]))),
    stored: (map, mayBe = () => true) => answer(() => storedIn(live, map, mayBe)),
  };
}

function storedIn<T>(
  live: LiveDocuments,
  map: (stored: string) => T | undefined,
  mayBe: (stored: string) => boolean,
): T[] {
  const all: T[] = [];
  const storedOf = live.storedInOrder(mayBe);
  for (const document of live.inOrder(live.numbers())) {
    const stored = storedOf(document);
    const one = stored !== null && mayBe(stored) ? map(stored) : undefined;
    if (one !== undefined) all.push(one);
  }
  return all;
}

/** Turns errors, which reading a damaged segment throws, into rejected promises. */
function answer<Answer>(ask: () => Answer): Promise<Answer> {
  return new Promise((resolve) => {
    resolve(ask());
  });
}
