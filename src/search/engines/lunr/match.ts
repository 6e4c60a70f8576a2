/** Finds the matches of clauses, with the scores that lunr.Index.query would give over the live documents. */
import type { Clause, Matches } from '../../engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../field.js';
import { clauseWalk, isExact } from './clause-walk.js';
import { Holders } from './holders.js';
import type { LiveDocuments } from './live.js';
import { ClauseBits } from './clause-bits.js';
import type { TermCursor } from './segment.js';
import { Side } from './side.js';
import { sideBySide } from './walk.js';
import { inverseDocumentFrequency } from './weights.js';

export type Boosts = Readonly<Record<SearchField, number>>;

/** @param boosts weight of each field */
export function match(clauses: readonly Clause[], live: LiveDocuments, boosts: Boosts): Matches {
  const execution = new Execution(clauses, live, boosts);
  if (live.size > 0) for (const index of clauses.keys()) execution.run(index);
  return execution.matches();
}

/** A clause while it is executed. */
interface ClauseState {
  readonly index: number;
  /** How often the clause names each field. */
  readonly times: readonly number[];
  readonly boost: number;
  /** Null for a prohibited clause, which needs neither scores nor terms. */
  readonly holders: Holders | null;
}

class Execution {
  readonly #base: Side;
  readonly #delta: Side | null;
  readonly #states: readonly ClauseState[];
  /** For each field, the first one that all clauses name as often. The query has the same vector for both. */
  readonly #vectors: readonly number[];
  /** By query vector and document, their dot product, summed over the fields that share the vector. */
  readonly #sums: (Float64Array | undefined)[] = [];
  readonly #bits: ClauseBits;

  constructor(
    private readonly clauses: readonly Clause[],
    private readonly live: LiveDocuments,
    private readonly boosts: Boosts,
  ) {
    this.#base = new Side(live.base, 0, live.dead);
    this.#delta = live.delta && new Side(live.delta, live.base.size, null);
    this.#bits = new ClauseBits(clauses.length, live.end);
    this.#states = clauses.map((clause, index) => clauseState(clause, index));
    this.#vectors = vectorsOf(this.#states);
  }

  run(index: number): void {
    const clause = this.clauses[index];
    const state = this.#states[index];
    if (!clause || !state) return;
    const { base, delta } = this.live;
    sideBySide(clauseWalk(clause, base.terms()), delta && clauseWalk(clause, delta.terms()), (one, other) => {
      this.#take(state, one, other);
    });
  }

  /** Takes a term that matches the clause. @param one its cursor in the base; null if the base does not have it */
  #take(state: ClauseState, one: TermCursor | null, other: TermCursor | null): void {
    const base = one && this.#base;
    const delta = other && this.#delta;
    one?.postings(this.#base.postings);
    if (delta) other.postings(delta.postings);
    const holders = (base?.holders() ?? 0) + (delta?.holders() ?? 0);
    // Only dead documents have the term.
    if (holders === 0) return;
    const cursor = one ?? other;
    if (cursor) state.holders?.begin(one ? one.ordinal : -1 - cursor.ordinal, cursor.bytes, cursor.length);
    const idf = inverseDocumentFrequency(holders, this.live.size);
    for (let field = 0; field < SEARCH_FIELDS.length; field++) {
      if (state.times[field] === 0) continue;
      if (base) this.#field(base, field, state, idf);
      if (delta) this.#field(delta, field, state, idf);
    }
  }

  #field(side: Side, field: number, { index, boost, times, holders }: ClauseState, idf: number): void {
    const from = side.begin(field);
    const to = side.end(field);
    if (from === to) return;
    const { offset, dead } = side;
    const { documents } = side.postings;
    this.#bits.set(index, documents, from, to, offset);
    if (!holders) return;
    holders.add(documents, from, to, offset);
    this.#bits.find(documents, from, to, offset, dead);
    const sums = (this.#sums[this.#vectors[field] ?? field] ??= new Float64Array(this.live.end));
    const fieldBoost = this.boosts[SEARCH_FIELDS[field] ?? 'body'];
    side.weigh(field, this.live.average(field), fieldBoost, idf, boost * (times[field] ?? 0), sums);
  }

  matches(): Matches {
    const numbers = this.live.inOrder(this.#selected());
    const magnitudes = this.#magnitudes();
    const scores = new Float64Array(numbers.length);
    for (const [vector, sums] of this.#sums.entries()) {
      const magnitude = magnitudes[vector] ?? 0;
      if (!sums || magnitude === 0) continue;
      for (let at = 0; at < scores.length; at++) {
        scores[at] = (scores[at] ?? 0) + (sums[numbers[at] ?? 0] ?? 0) / magnitude;
      }
    }
    const number = (at: number): number => numbers[at] ?? -1;
    const has = (at: number, clause: number): boolean => this.#bits.has(number(at), clause);
    return {
      length: numbers.length,
      scores,
      has,
      terms: (at, clause) => (has(at, clause) ? (this.#states[clause]?.holders?.of(number(at)) ?? []) : []),
      stored: (at) => this.live.stored(number(at)),
      mark: (at) => this.live.mark(number(at)),
    };
  }

  /** Returns the documents that satisfy all required clauses and no prohibited one, ascending. */
  #selected(): Uint32Array {
    if (this.clauses.length === 0) return new Uint32Array();
    const clausesWith = (which: Clause['presence']): readonly number[] =>
      [...this.clauses.keys()].filter((index) => this.clauses[index]?.presence === which);
    const prohibited = clausesWith('prohibited');
    // A clause with an empty list of fields requires nothing.
    const required = clausesWith('required').filter((index) => this.clauses[index]?.fields?.length !== 0);
    const negated = prohibited.length === this.clauses.length;
    const found = negated ? this.live.numbers() : this.#bits.found();
    if (required.length + prohibited.length === 0) return found;
    return found.filter(
      (document) =>
        required.every((clause) => this.#bits.has(document, clause)) &&
        !prohibited.some((clause) => this.#bits.has(document, clause)),
    );
  }

  /**
   * Returns the length of the query's vector for each field. Its coordinate for a term is the sum of the boosts of all
   * clauses that match the term, even if no document has it in that field. A clause has the same boost for all its terms,
   * so the squares are summed over clauses and pairs of clauses instead of terms.
   */
  #magnitudes(): number[] {
    const squares = SEARCH_FIELDS.map(() => 0);
    const add = (one: ClauseState, other: ClauseState, terms: number): void => {
      for (const [field, square] of squares.entries()) {
        const product = one.boost * (one.times[field] ?? 0) * other.boost * (other.times[field] ?? 0);
        squares[field] = square + product * terms;
      }
    };
    for (const one of this.#states) {
      if (!one.holders) continue;
      add(one, one, one.holders.length);
      for (const other of this.#states.slice(0, one.index)) {
        const shared = other.holders ? one.holders.shared(other.holders) : 0;
        if (shared > 0) add(one, other, 2 * shared);
      }
    }
    return squares.map(Math.sqrt);
  }
}

function clauseState(clause: Clause, index: number): ClauseState {
  const { fields = SEARCH_FIELDS, boost = 1, presence } = clause;
  return {
    index,
    times: SEARCH_FIELDS.map((field) => fields.filter((each) => each === field).length),
    boost,
    holders: presence === 'prohibited' ? null : new Holders(!isExact(clause)),
  };
}

function vectorsOf(states: readonly ClauseState[]): number[] {
  const scored = states.filter(({ holders }) => holders !== null);
  return SEARCH_FIELDS.map((_, field) =>
    SEARCH_FIELDS.findIndex((__, first) => scored.every(({ times }) => times[first] === times[field])),
  );
}
