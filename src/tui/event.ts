/** What can happen on the screen, and what it then wants to be done outside of it. */
import type { Command } from './keys.js';
import type { Asking, Deed, Group, Hit, Notice, Preview, Results, Size, State } from './state.js';

/** What is other than it was when a card was verified last. */
export interface Compared {
  readonly lines: readonly string[];
  /** Somebody has to say why it is true all the same. */
  readonly needsNote: boolean;
}

/** Why the same query was asked again. */
export interface Again {
  /** Something was done to the chosen card here, or the base is not what it was. */
  readonly why: 'acted' | 'changed';
  /** The card that was chosen then, as it is now; null if it is gone. */
  readonly hit: Hit | null;
}

export type Event =
  | { readonly what: 'command'; readonly command: Command }
  | { readonly what: 'typed'; readonly text: string }
  | { readonly what: 'resized'; readonly size: Size }
  /** `again` where nobody typed: the same query is answered from the cards as they are now. */
  | { readonly what: 'answered'; readonly results: Results; readonly again?: Again }
  /** The query means nothing, or not yet. */
  | { readonly what: 'unclear'; readonly query: string; readonly why: string }
  /** An answer takes long: many cards have changed since they were indexed. */
  | { readonly what: 'slow' }
  /** What is laid out has been awaited for more than a moment. */
  | { readonly what: 'late' }
  | { readonly what: 'laid-out'; readonly preview: Preview }
  | { readonly what: 'gathered'; readonly groups: readonly Group[] }
  | { readonly what: 'compared'; readonly hit: Hit; readonly since: Compared }
  /** Whatever is answered could not be recorded. */
  | { readonly what: 'barred'; readonly hit: Hit; readonly why: string }
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
  /** Nobody has typed for a while: is the answer still right? */
  | { readonly do: 'look'; readonly hit: Hit | null }
  | { readonly do: 'compare'; readonly hit: Hit; readonly columns: number }
  | { readonly do: 'redraw' | 'suspend' | 'leave' };

export interface Next {
  readonly state: State;
  readonly effects: readonly Effect[];
}
