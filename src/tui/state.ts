/** What is drawn, and nothing else: the whole screen follows from this and from the style of the terminal. */
import type { CatalogRow } from '../catalog/catalog.js';
import type { Trust } from '../trust/trust.js';
import { EMPTY, type Field } from './field.js';
import type { Command } from './keys.js';

/** Where keys go. */
export type Focus = 'query' | 'list' | 'card';
/** Which keys mean what: the focus, or what lies over it. */
export type Mode = Focus | Over['kind'];

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Hit {
  readonly row: CatalogRow;
  readonly trust: Trust;
  /** Index terms by which the card has each word of the query; absent if no word was looked for. */
  readonly words?: () => readonly ReadonlySet<string>[];
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

/** What can be done with a card. */
export type Deed = 'copy' | 'copy-link' | 'edit' | 'verify' | 'flag' | 'open';
/** Those that ask for a line first. */
export type Asking = Extract<Deed, 'verify' | 'flag'>;

/** One way to narrow the cards down. */
export interface Choice {
  /** In the query language. */
  readonly query: string;
  readonly label: string;
  readonly count: number;
}

export interface Group {
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** What lies over the cards until it is answered or closed. */
export type Over =
  | { readonly kind: 'help'; readonly line: number }
  | {
      readonly kind: 'prompt';
      readonly deed: Asking;
      readonly hit: Hit;
      readonly field: Field;
      /** What has to be seen before it is answered, above the card; null until that is known. */
      readonly since: readonly string[] | null;
      /** Why no answer can be recorded; null if one can, or that is not known yet. */
      readonly barred: string | null;
      /** It is answered in words: Enter alone says too little. */
      readonly needsNote: boolean;
      /** The first line on the screen, of that and of the card. */
      readonly line: number;
    }
  | {
      readonly kind: 'menu';
      readonly groups: readonly Group[];
      readonly group: number;
      readonly chosen: number;
    };

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
  /** The answer to the query takes long. */
  readonly isSlow: boolean;
  /** Index in the hits. */
  readonly chosen: number;
  /** A hit that is there because something was done to it, and answers no more. */
  readonly kept: Hit | null;
  /** The first hit on the screen. */
  readonly top: number;
  /** Of the chosen card, or for a moment of one before it while that is laid out; null where it takes longer. */
  readonly preview: Preview | null;
  /** The first line of it on the screen. */
  readonly scroll: number;
  /** What was asked for before the answer to the query stood: it is about the cards of that answer. */
  readonly waiting: readonly Command[];
  readonly over: Over | null;
  readonly notice: Notice | null;
}

export function startingState(size: Size, query: Field = EMPTY): State {
  return {
    size,
    focus: 'query',
    from: 'query',
    query,
    results: { query: '', hits: [], total: 0, remark: null },
    isSlow: false,
    chosen: 0,
    kept: null,
    top: 0,
    preview: null,
    scroll: 0,
    waiting: [],
    over: null,
    notice: null,
  };
}

export function modeOf({ focus, over }: State): Mode {
  return over?.kind ?? focus;
}

/** The card that commands are about; null where no card answers. */
export function chosenHit({ results, chosen }: State): Hit | null {
  return results.hits[chosen] ?? null;
}

/** The list is still the answer to what was typed before. */
export function isAsking({ query, results }: State): boolean {
  return results.query !== query.text;
}

/** The question whether the card is still true; null where it is not asked. */
export function verifying({ over }: State): Extract<Over, { kind: 'prompt' }> | null {
  return over?.kind === 'prompt' && over.deed === 'verify' ? over : null;
}
