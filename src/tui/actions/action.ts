/** Types of an action on a card (copy, edit, verify, …): what it gets and what it returns. */
import type { Base } from '../../base/base.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import type { Trust } from '../../trust/trust.js';

export interface Scene {
  readonly context: Context;
  readonly base: Base;
  readonly card: ParsedCard;
  readonly trust: Trust;
  /** Line of the file that answers the query best, starting at 1. */
  readonly place: number;
  /** Whether the card was edited on this screen; recording an action then commits those edits too. */
  readonly isEdited: boolean;
  /** The note that the user typed; '' if no note was asked for. */
  readonly note: string;
  /** Hands the terminal over while `work` runs, for example to an editor. */
  readonly away: <T>(work: () => Promise<T>) => Promise<T>;
  /** Sends an escape sequence to the terminal without drawing anything. */
  readonly send: (sequence: string) => void;
}

export interface Outcome {
  /** One line for the user. */
  readonly message: string;
  readonly isWrong?: boolean;
  /** Whether cards were changed, so that the base must be opened again. */
  readonly changed?: boolean;
}

/** Throws KbError if the action is not possible. */
export type Action = (scene: Scene) => Promise<Outcome>;
