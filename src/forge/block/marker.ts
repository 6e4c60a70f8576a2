/** The hidden marker by which kb recognizes its issues. */
import type { Day } from '../../day.js';

/** The values in the HTML comment that is the last line of kb's part. */
export interface Marker {
  /** The card's id when the block was written. */
  readonly id: string;
  /** The card's path at that time, from the root of the repository. */
  readonly path: string;
  /** The card's verify-by date at that time; null if it had none. */
  readonly due: Day | null;
  /** The day on which the block was written. "41 days ago" is relative to it, so that the issue is not edited every day. */
  readonly on: Day;
  /** Whether kb has reopened the issue for this verify-by date, after a person had closed it as done. */
  readonly reopened: boolean;
  /** Whether kb closed the issue. The login alone does not show that, because people may share kb's login. */
  readonly closed: boolean;
  /** Hash of who was asked (see `assignmentKey` in assignees.ts). */
  readonly asked: string;
  /** Hash of the title that kb wrote (12 hex digits): any other title is by a person, and stays. */
  readonly title: string;
  /** The card's previous issue, closed for good, when this one was opened; the text always names it. */
  readonly previous: number | null;
}
