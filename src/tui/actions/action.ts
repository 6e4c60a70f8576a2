/** Something that a person does with a card, and what came of it. */
import type { Base } from '../../base/base.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import type { Trust } from '../../trust/trust.js';

export interface Scene {
  readonly world: Context;
  readonly base: Base;
  readonly card: ParsedCard;
  readonly trust: Trust;
  /** Line of the file that answers the query best, from 1. */
  readonly place: number;
  /** It was edited on this screen: to record something takes its edits along. */
  readonly isEdited: boolean;
  /** What was typed for it; '' where nothing was asked. */
  readonly said: string;
  /** Gives the terminal to something else meanwhile. */
  readonly away: <T>(work: () => Promise<T>) => Promise<T>;
  /** Says something to the terminal that is not drawn. */
  readonly send: (sequence: string) => void;
}

export interface Outcome {
  /** In a line. */
  readonly told: string;
  readonly isWrong?: boolean;
  /** Cards are not what they were. */
  readonly changed?: boolean;
}

/** Throws KbError where it cannot be done. */
export type Action = (scene: Scene) => Promise<Outcome>;
