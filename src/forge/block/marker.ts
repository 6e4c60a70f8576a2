/** What kb keeps in an issue: the hidden marker by which it knows its issue again. */
import type { Day } from '../../day.js';

/** The last line of the managed block says these, in an HTML comment. */
export interface Marker {
  /** The card's id when the block was written. */
  readonly id: string;
  /** The card's path from the root of the repository then. */
  readonly path: string;
  /** The card's due day then; null where it had none. */
  readonly due: Day | null;
  /** The day on which the block was written: "41 days ago" counts from it, so that an issue is not edited every day. */
  readonly on: Day;
  /** kb has opened it again after a person had closed it as done, for this due day. */
  readonly reopened: boolean;
  /** kb has closed it. People may share kb's login: without this, one of them closed it. */
  readonly closed: boolean;
  /** Who was asked (assignees.ts, `askedKey`). */
  readonly asked: string;
  /** The title that kb wrote, as a hash (12 hex digits): another title is a person's, and stays. */
  readonly title: string;
  /** The card's last issue, closed for good, when this one was opened: its text names that as long as it lives. */
  readonly previous: number | null;
}
