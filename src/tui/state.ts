/** What is drawn, and nothing else: the whole screen follows from this and from the style of the terminal. */
import type { CatalogRow } from '../catalog/catalog.js';
import type { Trust } from '../trust/trust.js';
import { EMPTY, type Field } from './field.js';

/** Where keys go. */
export type Focus = 'query' | 'list' | 'card';
/** Which keys mean what: the focus, or what lies over it. */
export type Mode = Focus | 'help';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Hit {
  readonly row: CatalogRow;
  readonly trust: Trust;
}

/** The answer to a query. */
export interface Results {
  /** The query as typed; '' has all cards. */
  readonly query: string;
  /** Best first; not all where there are very many. */
  readonly hits: readonly Hit[];
  readonly total: number;
  /** What is worth saying of it: other spellings, why there is none. */
  readonly remark: string | null;
}

/** A card laid out for a width. */
export interface Preview {
  readonly path: string;
  readonly columns: number;
  /** Styled; none is wider than `columns`. */
  readonly lines: readonly string[];
  /** The lines that have a word of the query. */
  readonly matches: readonly number[];
  /** Line of the file that answers best, from 1. */
  readonly place: number;
}

/** Something to be told, until the next key. */
export interface Notice {
  readonly text: string;
  readonly isWrong: boolean;
}

export interface State {
  readonly size: Size;
  readonly focus: Focus;
  /** From where a card was opened. */
  readonly from: 'query' | 'list';
  readonly query: Field;
  readonly results: Results;
  /** Index in the hits. */
  readonly chosen: number;
  /** The first hit on the screen. */
  readonly top: number;
  /** Of the chosen card, or of one before it while that is laid out. */
  readonly preview: Preview | null;
  /** The first line of it on the screen. */
  readonly scroll: number;
  /** The help is open, and its first line; null where it is not. */
  readonly help: number | null;
  readonly notice: Notice | null;
}

export function startingState(size: Size, query: Field = EMPTY): State {
  return {
    size,
    focus: 'query',
    from: 'query',
    query,
    results: { query: '', hits: [], total: 0, remark: null },
    chosen: 0,
    top: 0,
    preview: null,
    scroll: 0,
    help: null,
    notice: null,
  };
}

export function modeOf({ focus, help }: State): Mode {
  return help === null ? focus : 'help';
}

/** The card that commands are about; null where no card answers. */
export function chosenHit({ results, chosen }: State): Hit | null {
  return results.hits[chosen] ?? null;
}
