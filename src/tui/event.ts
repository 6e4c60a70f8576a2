/** Events that change the state of the screen, and effects to be carried out outside of it. */
import type { Command } from './keys.js';
import type { NoteAction, ActionName, Group, Hit, Notice, Preview, Results, Size, State } from './state.js';

/** What has changed since a card was last verified. */
export interface Compared {
  readonly lines: readonly string[];
  /** Whether verifying requires a note, because something speaks against the card. */
  readonly needsNote: boolean;
}

/** Why the same query was run again. */
export interface Again {
  /** An action changed the chosen card, or the base changed on disk (or the day did). */
  readonly why: 'acted' | 'changed';
  /** The current version of the card that was chosen; null if it is gone. */
  readonly hit: Hit | null;
}

export type Event =
  | { readonly what: 'command'; readonly command: Command }
  | { readonly what: 'typed'; readonly text: string }
  | { readonly what: 'resized'; readonly size: Size }
  /** With `again` if the user typed nothing, but the same query was run again over the current cards. */
  | { readonly what: 'answered'; readonly results: Results; readonly again?: Again }
  /** The query is invalid, or not complete yet. */
  | { readonly what: 'unclear'; readonly query: string; readonly why: string }
  /** The answer takes long, for example because many cards must be indexed again. */
  | { readonly what: 'slow' }
  /** Laying out the chosen card takes more than a moment. */
  | { readonly what: 'late' }
  | { readonly what: 'laid-out'; readonly preview: Preview }
  | { readonly what: 'gathered'; readonly groups: readonly Group[] }
  | { readonly what: 'compared'; readonly hit: Hit; readonly since: Compared }
  /** The action is not possible, whatever note is given. */
  | { readonly what: 'barred'; readonly hit: Hit; readonly why: string }
  /** The action failed after its note was given. */
  | {
      readonly what: 'refused';
      readonly action: NoteAction;
      readonly hit: Hit;
      readonly note: string;
      readonly why: string;
    }
  | { readonly what: 'told'; readonly notice: Notice };

/** Carried out by the session or by the terminal. */
export type Effect =
  | { readonly do: 'search'; readonly query: string }
  | { readonly do: 'lay-out'; readonly hit: Hit; readonly query: string; readonly columns: number }
  | {
      readonly do: 'act';
      readonly action: ActionName;
      readonly hit: Hit;
      readonly note: string;
      readonly place: number;
    }
  | { readonly do: 'read'; readonly hit: Hit }
  | { readonly do: 'gather' }
  /** No key was pressed for a while: check whether the answer is still current. */
  | { readonly do: 'look'; readonly hit: Hit | null }
  | { readonly do: 'compare'; readonly hit: Hit; readonly columns: number }
  | { readonly do: 'redraw' | 'suspend' | 'leave' };

export interface Next {
  readonly state: State;
  readonly effects: readonly Effect[];
}
