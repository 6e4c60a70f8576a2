/** Steps that change issues: one for each issue that must change. A dry run prints the same steps. */
import type { CloseReason, Issue } from './forge.js';
import type { Marker } from './block/marker.js';

/** The managed block, without its markers. */
export interface Block {
  readonly text: string;
  readonly marker: Marker;
}

/** For messages to users. */
interface StepMessage {
  /** The title of the issue. */
  readonly title: string;
  /** A phrase: `41 days past its date`, `verified by @ana on 2026-11-21`. */
  readonly reason: string;
}

interface IssueEdit extends StepMessage {
  readonly issue: Issue;
  /** Null if the title stays. */
  readonly newTitle: string | null;
  /** Logins to add. */
  readonly assignees: readonly string[];
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
}

/** A step for a card, given by its id. Blocks are merged into the issue's current body when they are written. */
export type Step =
  | (StepMessage & {
      readonly do: 'create';
      readonly card: string;
      readonly block: Block;
      readonly labels: readonly string[];
      /** Logins that can be assigned according to the forge. */
      readonly assignees: readonly string[];
    })
  | (IssueEdit & {
      readonly do: 'update';
      /** Null if it is unknown which card it was. */
      readonly card: string | null;
      /** Null if the text stays. */
      readonly block: Block | null;
    })
  | (IssueEdit & { readonly do: 'reopen'; readonly card: string; readonly block: Block })
  | (StepMessage & {
      readonly do: 'close';
      readonly card: string;
      readonly issue: Issue;
      readonly as: CloseReason;
      /** Null for no comment. */
      readonly comment: string | null;
    });

/** A step that was carried out. */
export interface Done {
  readonly step: Step;
  readonly number: number;
  readonly url: string;
  /** A phrase about what differs from the plan (`GitHub did not assign @ana`); null if nothing does. */
  readonly remark: string | null;
}

/** A step that was not carried out, because its issue has changed since the step was planned. The next run plans again. */
export interface Skipped {
  readonly step: Step;
  /** A phrase: `it was closed in the meantime`. */
  readonly why: string;
  /** The forge refused the step, and will again until a person solves the problem. */
  readonly failed?: true;
}
