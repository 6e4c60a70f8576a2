/** What the applier does: one step for each issue that is to be other. A dry run prints the same steps. */
import type { CloseReason, Issue } from './forge.js';
import type { Marker } from './block/marker.js';

/** The managed block, without its markers. */
export interface Block {
  readonly text: string;
  readonly marker: Marker;
}

/** For people. */
interface Told {
  /** Title of the issue. */
  readonly title: string;
  /** Half a sentence: `41 days past its date`, `verified by @ana on 2026-11-21`. */
  readonly reason: string;
}

interface Alteration extends Told {
  readonly issue: Issue;
  /** Null: the title stays. */
  readonly newTitle: string | null;
  /** Logins to be added. */
  readonly assignees: readonly string[];
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
}

/** Each for a card, by its id. A block is merged with the body as it is when it is written. */
export type Step =
  | (Told & {
      readonly do: 'create';
      readonly card: string;
      readonly block: Block;
      readonly labels: readonly string[];
      /** Logins of whom the forge has said that they may be assigned. */
      readonly assignees: readonly string[];
    })
  | (Alteration & {
      readonly do: 'update';
      /** Null where nobody can tell any more which one it was. */
      readonly card: string | null;
      /** Null: the text stays. */
      readonly block: Block | null;
    })
  | (Alteration & { readonly do: 'reopen'; readonly card: string; readonly block: Block })
  | (Told & {
      readonly do: 'close';
      readonly card: string;
      readonly issue: Issue;
      readonly as: CloseReason;
      /** Null: nothing is said. */
      readonly comment: string | null;
    });

/** A step that was carried out. */
export interface Done {
  readonly step: Step;
  readonly number: number;
  readonly url: string;
  /** Half a sentence about what is other than planned (`@ana may not be assigned`); null where nothing is. */
  readonly remark: string | null;
}

/** A step that was not carried out: its issue is no longer as it was when the step was planned. The next run plans anew. */
export interface Skipped {
  readonly step: Step;
  /** Half a sentence: `somebody closed it meanwhile`. */
  readonly why: string;
  /** The forge refused it, and will again unless somebody does something. */
  readonly failed?: true;
}
