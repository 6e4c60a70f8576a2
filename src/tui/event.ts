/** What can happen on the screen, and what it then wants to be done outside of it. */
import type { Command } from './keys.js';
import type { Asking, Deed, Group, Hit, Notice, Preview, Results, Size, State } from './state.js';

/** What is other than it was when a card was verified last. */
export interface Compared {
  readonly lines: readonly string[];
  /** Somebody has to say why it is true all the same. */
  readonly needsNote: boolean;
}

export type Event =
  | { readonly what: 'command'; readonly command: Command }
  | { readonly what: 'typed'; readonly text: string }
  | { readonly what: 'resized'; readonly size: Size }
  | { readonly what: 'answered'; readonly results: Results; readonly acted?: Hit | null }
  /** The query means nothing, or not yet. */
  | { readonly what: 'unclear'; readonly query: string; readonly why: string }
  /** An answer takes long: many cards have changed since they were indexed. */
  | { readonly what: 'slow' }
  /** What is laid out has been awaited for more than a moment. */
  | { readonly what: 'late' }
  | { readonly what: 'laid-out'; readonly preview: Preview }
  | { readonly what: 'gathered'; readonly groups: readonly Group[] }
  | { readonly what: 'compared'; readonly hit: Hit; readonly since: Compared }
  /** What was answered could not be recorded. */
  | {
      readonly what: 'refused';
      readonly deed: Asking;
      readonly hit: Hit;
      readonly said: string;
      readonly why: string;
    }
  | { readonly what: 'told'; readonly notice: Notice };

/** To be carried out by the session or by the terminal. */
export type Effect =
  | { readonly do: 'search'; readonly query: string }
  | { readonly do: 'lay-out'; readonly hit: Hit; readonly query: string; readonly columns: number }
  | {
      readonly do: 'act';
      readonly deed: Deed;
      readonly hit: Hit;
      readonly said: string;
      readonly place: number;
    }
  | { readonly do: 'read'; readonly hit: Hit }
  | { readonly do: 'gather' }
  | { readonly do: 'compare'; readonly hit: Hit; readonly columns: number }
  | { readonly do: 'redraw' | 'suspend' | 'leave' };

export interface Next {
  readonly state: State;
  readonly effects: readonly Effect[];
}
