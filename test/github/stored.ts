/** What the loopback GitHub stores of issues, pull requests, comments, labels and workflows. */

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';

export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
}

export interface StoredEvent {
  readonly id: number;
  readonly event:
    'closed' | 'reopened' | 'assigned' | 'unassigned' | 'labeled' | 'unlabeled' | 'locked' | 'renamed';
  readonly actor: string;
  readonly at: string;
  readonly assignee?: string;
  readonly label?: string;
  readonly reason?: StateReason | null;
  readonly rename?: { readonly from: string; readonly to: string };
}

/** An issue or a pull request, which share their numbers. */
export interface StoredIssue {
  readonly id: number;
  readonly number: number;
  readonly isPull: boolean;
  readonly author: string;
  readonly createdAt: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  reason: StateReason | null;
  closedBy: string | null;
  closedAt: string | null;
  updatedAt: string;
  labels: string[];
  assignees: string[];
  locked: boolean;
  comments: StoredComment[];
  events: StoredEvent[];
}

export interface StoredLabel {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface NewIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly isPull?: boolean;
}

/** A file in `.github/workflows`, and its runs. */
export interface StoredWorkflow {
  readonly id: number;
  /** Such as `kb-stale.yml`. */
  readonly file: string;
  /** GitHub disables a schedule if nothing happens for 60 days. */
  state: 'active' | 'disabled_inactivity' | 'disabled_manually';
  /** The newest last. */
  readonly runs: StoredRun[];
}

export interface StoredRun {
  readonly event: 'schedule' | 'push' | 'workflow_dispatch';
  /** `null` while it is running. */
  readonly conclusion: 'success' | 'failure' | null;
  readonly at: string;
}
