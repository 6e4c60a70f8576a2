/** The state of the full screen: all that is drawn follows from it and from the style of the terminal. */
import type { CatalogRow } from '../catalog/catalog.js';
import type { Trust } from '../trust/trust.js';
import { EMPTY, type Field } from './field.js';
import type { Command } from './keys.js';

/** The part of the screen that gets the keys. */
export type Focus = 'query' | 'list' | 'card';
/** The key bindings in effect: those of the overlay, or else of the focus. */
export type Mode = Focus | Overlay['kind'];

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Hit {
  readonly row: CatalogRow;
  readonly trust: Trust;
  /** For each word of the query, the index terms by which the card has it; absent if no word was searched for. */
  readonly words?: () => readonly ReadonlySet<string>[];
}

/** The answer to a query. */
export interface Results {
  /** The query as typed; '' for all cards. */
  readonly query: string;
  /** Best first; not all of them if there are very many. */
  readonly hits: readonly Hit[];
  readonly total: number;
  /** A short remark on the result, such as corrected spellings. */
  readonly remark: string | null;
}

/** A card laid out for a width. */
export interface Preview {
  readonly path: string;
  readonly columns: number;
  /** Styled; none is wider than `columns`. */
  readonly lines: readonly string[];
  /** Indexes of the lines with a word of the query. */
  readonly matches: readonly number[];
  /** Line of the file that answers the query best, starting at 1. */
  readonly place: number;
}

/** An action on a card. */
export type ActionName = 'copy' | 'copy-link' | 'edit' | 'verify' | 'flag' | 'open';
/** An action that asks for a note first. */
export type NoteAction = Extract<ActionName, 'verify' | 'flag'>;

/** A filter in the browse menu. */
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

/** An overlay over the cards, until it is confirmed or closed. */
export type Overlay =
  | { readonly kind: 'help'; readonly line: number }
  | {
      readonly kind: 'prompt';
      readonly action: NoteAction;
      readonly hit: Hit;
      readonly field: Field;
      /** What the user must see before answering, shown above the card; null until that is known. */
      readonly since: readonly string[] | null;
      /** Why the action is not possible, whatever the note; null if it is, or if that is not known yet. */
      readonly barred: string | null;
      /** Whether a note is required. */
      readonly needsNote: boolean;
      /** The first visible line of `since` and the card together. */
      readonly line: number;
    }
  | {
      readonly kind: 'menu';
      readonly groups: readonly Group[];
      readonly group: number;
      readonly chosen: number;
    };

/** A message that stays until the next key. */
export interface Notice {
  readonly text: string;
  readonly isWrong: boolean;
}

export interface State {
  readonly size: Size;
  readonly focus: Focus;
  /** Where the focus was when the card was opened. */
  readonly from: 'query' | 'list';
  readonly query: Field;
  readonly results: Results;
  /** Whether the answer to the query takes long. */
  readonly isSlow: boolean;
  /** Index of the chosen hit. */
  readonly chosen: number;
  /** A hit that no longer matches but stays in the list, because the user acted on it. */
  readonly kept: Hit | null;
  /** Index of the first visible hit. */
  readonly top: number;
  /** The chosen card, or for a moment the previous one, until that is laid out; null if it takes longer. */
  readonly preview: Preview | null;
  /** The first visible line of the preview. */
  readonly scroll: number;
  /** Commands given before the query was answered; they apply to the cards of that answer. */
  readonly waiting: readonly Command[];
  readonly overlay: Overlay | null;
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
    overlay: null,
    notice: null,
  };
}

export function modeOf({ focus, overlay }: State): Mode {
  return overlay?.kind ?? focus;
}

/** Returns the card that commands apply to; null if no card matches. */
export function chosenHit({ results, chosen }: State): Hit | null {
  return results.hits[chosen] ?? null;
}

/** Whether the list still shows the answer to an earlier query. */
export function isPending({ query, results }: State): boolean {
  return results.query !== query.text;
}

/** Returns the prompt to verify a card; null if it is not open. */
export function verifying({ overlay }: State): Extract<Overlay, { kind: 'prompt' }> | null {
  return overlay?.kind === 'prompt' && overlay.action === 'verify' ? overlay : null;
}
