/** Clauses → matches, with the scores that lunr.Index.query would give over the live documents. */
import type { Clause, Matches } from '../../engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../field.js';
import { EditWalk } from './edit-walk.js';
import { Holders } from './holders.js';
import type { LiveDocuments } from './live.js';
import { newPostings } from './postings.js';
import type { Segment, TermCursor } from './segment.js';
import { ExactWalk, sideBySide, StarWalk, type Walk } from './walk.js';
import { inverseDocumentFrequency, weight } from './weights.js';

export type Boosts = Readonly<Record<SearchField, number>>;

/** Largest number of edits of a clause. */
const MOST_EDITS = 2;

/** @param boosts the weight of each field */
export function match(clauses: readonly Clause[], live: LiveDocuments, boosts: Boosts): Matches {
  const execution = new Execution(clauses, live, boosts);
  if (live.size > 0) for (const index of clauses.keys()) execution.run(index);
  return execution.matches();
}

/** The way to the index terms that a clause stands for. A star in a clause without wildcards is in no term. */
function walk({ term, wildcard = false, editDistance = 0 }: Clause, cursor: TermCursor): Walk<TermCursor> {
  if (wildcard && term.includes('*')) return new StarWalk(cursor, term);
  if (wildcard || editDistance <= 0 || term.includes('*')) return new ExactWalk(cursor, term);
  return new EditWalk(cursor, term, Math.min(editDistance, MOST_EDITS), 'open');
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
  /** Bits by document: the clauses that it has; so many numbers for each. */
  readonly #marks: Uint32Array;
  readonly #stride: number;
  /** By field: what the documents' vectors and the query's make together. */
  readonly #sums: (Float64Array | undefined)[] = [];

  constructor(
    private readonly clauses: readonly Clause[],
    private readonly live: LiveDocuments,
    private readonly boosts: Boosts,
  ) {
    this.#base = new Side(live.base, 0, live.dead);
    this.#delta = live.delta && new Side(live.delta, live.base.size, null);
    this.#stride = Math.ceil(clauses.length / 32);
    this.#marks = new Uint32Array(live.end * this.#stride);
    this.#sought = clauses.map(({ fields = SEARCH_FIELDS, boost = 1, presence }, index) => ({
      index,
      times: SEARCH_FIELDS.map((field) => fields.filter((each) => each === field).length),
      boost,
      holders: presence === 'prohibited' ? null : new Holders(),
    }));
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

  #field(side: Side, field: number, { index, times, boost, holders }: Sought, idf: number): void {
    const from = side.begin(field);
    const to = side.end(field);
    if (from === to) return;
    const { documents, counts } = side.postings;
    const { offset, dead } = side;
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
    const sums = (this.#sums[field] ??= new Float64Array(this.live.end));
    const lengths = side.lengths(field);
    const average = this.live.average(field);
    // As in Lunr, where 0 is as good as none.
    const fieldBoost = this.boosts[SEARCH_FIELDS[field] ?? 'body'] || 1;
    const factor = boost * (times[field] ?? 0);
    for (let at = from; at < to; at++) {
      const document = documents[at] ?? 0;
      if (dead?.[document] === 1) continue;
      const mark = document * stride + place;
      marks[mark] = (marks[mark] ?? 0) | bit;
      const value = weight(idf, counts[at] ?? 0, lengths[document] ?? 0, average, fieldBoost);
      sums[document + offset] = (sums[document + offset] ?? 0) + factor * value;
    }
  }

  matches(): Matches {
    const numbers = this.live.inOrder(this.#selected());
    const magnitudes = this.#magnitudes();
    const scores = new Float64Array(numbers.length);
    for (const [field, sums] of this.#sums.entries()) {
      const magnitude = magnitudes[field] ?? 0;
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
    const stride = this.#stride;
    const required = new Uint32Array(stride);
    const prohibited = new Uint32Array(stride);
    let negated = true;
    for (const [index, { presence, fields }] of this.clauses.entries()) {
      const bit = 1 << (index & 31);
      const word = index >> 5;
      negated &&= presence === 'prohibited';
      if (presence === 'prohibited') prohibited[word] = (prohibited[word] ?? 0) | bit;
      // Required nowhere, it is not required.
      if (presence === 'required' && fields?.length !== 0) required[word] = (required[word] ?? 0) | bit;
    }
    const selected = new Uint32Array(this.live.end);
    let count = 0;
    if (stride === 0) return selected.subarray(0, 0);
    const { dead } = this.live;
    for (let document = 0; document < selected.length; document++) {
      let kept = negated && dead?.[document] !== 1;
      let excluded = false;
      for (let word = 0; word < stride; word++) {
        const mark = this.#marks[document * stride + word] ?? 0;
        const must = required[word] ?? 0;
        if (mark !== 0) kept ||= !negated;
        if ((mark & (prohibited[word] ?? 0)) !== 0 || (mark & must) >>> 0 !== must) excluded = true;
      }
      if (kept && !excluded) selected[count++] = document;
    }
    return selected.subarray(0, count);
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
