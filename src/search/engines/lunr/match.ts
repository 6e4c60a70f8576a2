/** Clauses → matches, with the scores that lunr.Index.query would give over the live documents. */
import type { Clause, Matches } from '../../engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../field.js';
import { EditWalk } from './edit-walk.js';
import { Holders } from './holders.js';
import type { LiveDocuments } from './live.js';
import { newPostings } from './postings.js';
import type { Segment, TermCursor } from './segment.js';
import { ExactWalk, sideBySide, StarWalk, type Walk } from './walk.js';
import { inverseDocumentFrequency, lengthNorm, weight } from './weights.js';

export type Boosts = Readonly<Record<SearchField, number>>;

/** Largest number of edits of a clause. */
const MOST_EDITS = 2;
/** Lengths of fields whose weights are remembered. */
const LENGTHS = 4096;

/** @param boosts the weight of each field */
export function match(clauses: readonly Clause[], live: LiveDocuments, boosts: Boosts): Matches {
  const execution = new Execution(clauses, live, boosts);
  if (live.size > 0) for (const index of clauses.keys()) execution.run(index);
  return execution.matches();
}

/** The way to the index terms that a clause stands for. */
function walk(clause: Clause, cursor: TermCursor): Walk<TermCursor> {
  const { term, wildcard = false, editDistance = 0 } = clause;
  if (isExact(clause)) return new ExactWalk(cursor, term);
  if (wildcard) return new StarWalk(cursor, term);
  return new EditWalk(cursor, term, Math.min(editDistance, MOST_EDITS), 'open');
}

/** Whether a clause stands for one term at most. A star in a clause without wildcards is in no term. */
function isExact({ term, wildcard = false, editDistance = 0 }: Clause): boolean {
  return wildcard ? !term.includes('*') : editDistance <= 0 || term.includes('*');
}

/** A segment, with the postings of the term that is looked at. */
class Side {
  readonly postings = newPostings();
  readonly #lengths: (Uint32Array | undefined)[] = [];

  /** @param offset what is added to the segment's document numbers */
  constructor(
    readonly segment: Segment,
    readonly offset: number,
    readonly dead: Uint8Array | null,
  ) {}

  lengths(field: number): Uint32Array {
    return (this.#lengths[field] ??= this.segment.lengths(field));
  }

  begin(field: number): number {
    return field === 0 ? 0 : this.end(field - 1);
  }

  end(field: number): number {
    return this.postings.ends[field] ?? 0;
  }

  /** Pairs of a field and a live document that has the term there. */
  holders(): number {
    const { dead } = this;
    const end = this.end(SEARCH_FIELDS.length - 1);
    if (!dead) return end;
    const { documents } = this.postings;
    let live = 0;
    for (let at = 0; at < end; at++) if (dead[documents[at] ?? 0] !== 1) live++;
    return live;
  }
}

/** One clause on its way. */
interface Sought {
  readonly index: number;
  /** How often the clause names each field. */
  readonly times: readonly number[];
  readonly boost: number;
  /** Null of a prohibited one, of which no score and no term is asked. */
  readonly holders: Holders | null;
}

class Execution {
  readonly #base: Side;
  readonly #delta: Side | null;
  readonly #sought: readonly Sought[];
  /** By field, the first one that all clauses name as often: the query has one vector for them. */
  readonly #vectors: readonly number[];
  /** By vector and document: what it and those of the document make together. */
  readonly #sums: (Float64Array | undefined)[] = [];
  /** By field and length: what that weighs. */
  readonly #norms: (Float64Array | undefined)[] = [];
  /** Bits by document: the clauses that it has; so many numbers for each. */
  readonly #marks: Uint32Array;
  readonly #stride: number;
  /** The documents that have a clause that is not prohibited, `count` of them, each once. */
  readonly #seen: Uint8Array;
  readonly #found: Uint32Array;
  #count = 0;

  constructor(
    private readonly clauses: readonly Clause[],
    private readonly live: LiveDocuments,
    private readonly boosts: Boosts,
  ) {
    this.#base = new Side(live.base, 0, live.dead);
    this.#delta = live.delta && new Side(live.delta, live.base.size, null);
    this.#stride = Math.ceil(clauses.length / 32);
    this.#marks = new Uint32Array(live.end * this.#stride);
    this.#seen = new Uint8Array(live.end);
    this.#found = new Uint32Array(live.end);
    this.#sought = clauses.map((clause, index) => soughtBy(clause, index));
    this.#vectors = vectorsOf(this.#sought);
  }

  run(index: number): void {
    const clause = this.clauses[index];
    const sought = this.#sought[index];
    if (!clause || !sought) return;
    const { base, delta } = this.live;
    sideBySide(walk(clause, base.terms()), delta && walk(clause, delta.terms()), (one, other) => {
      this.#take(sought, one, other);
    });
  }

  /** A term that the clause stands for: where the base and the delta have it. */
  #take(sought: Sought, one: TermCursor | null, other: TermCursor | null): void {
    const base = one && this.#base;
    const delta = other && this.#delta;
    one?.postings(this.#base.postings);
    if (delta) other.postings(delta.postings);
    const holders = (base?.holders() ?? 0) + (delta?.holders() ?? 0);
    // A term of dead documents alone is none.
    if (holders === 0) return;
    const cursor = one ?? other;
    if (cursor) sought.holders?.begin(one ? one.ordinal : -1 - cursor.ordinal, cursor.bytes, cursor.length);
    const idf = inverseDocumentFrequency(holders, this.live.size);
    for (let field = 0; field < SEARCH_FIELDS.length; field++) {
      if (sought.times[field] === 0) continue;
      if (base) this.#field(base, field, sought, idf);
      if (delta) this.#field(delta, field, sought, idf);
    }
  }

  #field(side: Side, field: number, { index, boost, times, holders }: Sought, idf: number): void {
    const from = side.begin(field);
    const to = side.end(field);
    if (from === to) return;
    const { offset, dead } = side;
    const { documents, counts } = side.postings;
    const marks = this.#marks;
    const stride = this.#stride;
    const place = offset * stride + (index >> 5);
    const bit = 1 << (index & 31);
    if (!holders) {
      for (let at = from; at < to; at++) {
        const mark = (documents[at] ?? 0) * stride + place;
        marks[mark] = (marks[mark] ?? 0) | bit;
      }
      return;
    }
    holders.add(documents, from, to, offset);
    const seen = this.#seen;
    const sums = (this.#sums[this.#vectors[field] ?? field] ??= new Float64Array(this.live.end));
    const lengths = side.lengths(field);
    const norms = (this.#norms[field] ??= new Float64Array(LENGTHS));
    // As in Lunr, where 0 is as good as none.
    const fieldBoost = this.boosts[SEARCH_FIELDS[field] ?? 'body'] || 1;
    const factor = boost * (times[field] ?? 0);
    for (let at = from; at < to; at++) {
      const document = documents[at] ?? 0;
      if (dead !== null && dead[document] === 1) continue;
      const number = document + offset;
      if (seen[number] === 0) {
        seen[number] = 1;
        this.#found[this.#count++] = number;
      }
      const mark = document * stride + place;
      marks[mark] = (marks[mark] ?? 0) | bit;
      const length = lengths[document] ?? 0;
      let norm = norms[length] ?? 0;
      if (norm === 0) norms[length] = norm = lengthNorm(length, this.live.average(field));
      sums[number] = (sums[number] ?? 0) + factor * weight(idf, counts[at] ?? 0, norm, fieldBoost);
    }
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
    const has = (at: number, clause: number): boolean =>
      ((this.#marks[number(at) * this.#stride + (clause >> 5)] ?? 0) & (1 << (clause & 31))) !== 0;
    return {
      length: numbers.length,
      scores,
      has,
      terms: (at, clause) => (has(at, clause) ? (this.#sought[clause]?.holders?.of(number(at)) ?? []) : []),
      stored: (at) => this.live.stored(number(at)),
    };
  }

  /** Numbers of the documents that have what they must and nothing that they must not, ascending. */
  #selected(): Uint32Array {
    if (this.clauses.length === 0) return this.#found.subarray(0, 0);
    const negated = this.clauses.every(({ presence }) => presence === 'prohibited');
    const some = negated ? this.live.numbers() : this.#found.subarray(0, this.#count).sort();
    const required = new Uint32Array(this.#stride);
    const prohibited = new Uint32Array(this.#stride);
    for (const [index, { presence, fields }] of this.clauses.entries()) {
      // Required nowhere, it is not required.
      if (presence === 'optional' || (presence === 'required' && fields?.length === 0)) continue;
      const bits = presence === 'required' ? required : prohibited;
      bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
    }
    if (!required.some(Boolean) && !prohibited.some(Boolean)) return some;
    return some.filter((document) => this.#passes(document, required, prohibited));
  }

  #passes(document: number, required: Uint32Array, prohibited: Uint32Array): boolean {
    for (let at = 0; at < this.#stride; at++) {
      const marks = this.#marks[document * this.#stride + at] ?? 0;
      // One that is required must be there, one that is prohibited must not.
      const must = required[at] ?? 0;
      if (((marks ^ must) & (must | (prohibited[at] ?? 0))) !== 0) return false;
    }
    return true;
  }

  /**
   * Lengths of the query's vectors, by field: of each term, whether a document has it there or not, the boosts of all
   * clauses that stand for it are one coordinate. Written as squares and products of clauses, because a clause has one
   * boost for all its terms.
   */
  #magnitudes(): number[] {
    const squares = SEARCH_FIELDS.map(() => 0);
    const add = (one: Sought, other: Sought, terms: number): void => {
      for (const [field, square] of squares.entries()) {
        const product = one.boost * (one.times[field] ?? 0) * other.boost * (other.times[field] ?? 0);
        squares[field] = square + product * terms;
      }
    };
    for (const one of this.#sought) {
      if (!one.holders) continue;
      add(one, one, one.holders.length);
      for (const other of this.#sought.slice(0, one.index)) {
        const shared = other.holders ? one.holders.shared(other.holders) : 0;
        if (shared > 0) add(one, other, 2 * shared);
      }
    }
    return squares.map(Math.sqrt);
  }
}

function soughtBy(clause: Clause, index: number): Sought {
  const { fields = SEARCH_FIELDS, boost = 1, presence } = clause;
  return {
    index,
    times: SEARCH_FIELDS.map((field) => fields.filter((each) => each === field).length),
    boost,
    holders: presence === 'prohibited' ? null : new Holders(!isExact(clause)),
  };
}

function vectorsOf(sought: readonly Sought[]): number[] {
  const scored = sought.filter(({ holders }) => holders !== null);
  return SEARCH_FIELDS.map((_, field) =>
    SEARCH_FIELDS.findIndex((__, first) => scored.every(({ times }) => times[first] === times[field])),
  );
}
