/** The state of one repository on the loopback GitHub, and all that can happen to it, whoever does it. */
import type { Clock } from './clock.js';
import type { Directory } from './directory.js';
import type {
  NewIssue,
  StateReason,
  StoredComment,
  StoredEvent,
  StoredIssue,
  StoredLabel,
  StoredWorkflow,
} from './stored.js';

/** What became of an issue that is no longer in this repository. */
export type Gone = 'deleted' | { readonly repository: Repository; readonly number: number };

export class Repository {
  readonly issues = new Map<number, StoredIssue>();
  readonly gone = new Map<number, Gone>();
  /** By name in lower case. */
  readonly labels = new Map<string, StoredLabel>();
  readonly workflows: StoredWorkflow[] = [];
  hasIssues = true;
  /** For how many more lists a new or changed issue is shown as it was before. */
  lag = 0;
  /** The issues as lagging lists show them, and for how many more lists. */
  readonly #behind = new Map<number, { lists: number; readonly shown: StoredIssue | null }>();
  #lastNumber = 0;

  constructor(
    readonly id: number,
    readonly owner: string,
    readonly name: string,
    readonly clock: Clock,
    readonly directory: Directory,
  ) {}

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** The issue with this number. Throws if there is none. */
  issue(number: number): StoredIssue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw new Error(`expected an issue #${number} in ${this.fullName}`);
    return issue;
  }

  /** The label with this name. Throws if there is none. */
  label(name: string): StoredLabel {
    const label = this.labels.get(name.toLowerCase());
    if (label === undefined) throw new Error(`expected a label “${name}” in ${this.fullName}`);
    return label;
  }

  /** What a list shows. Each call counts as one list. */
  listed(): readonly StoredIssue[] {
    const shown = [...this.issues.values()].map((issue) => {
      const behind = this.#behind.get(issue.number);
      return behind === undefined ? issue : behind.shown;
    });
    for (const [number, behind] of this.#behind) {
      behind.lists -= 1;
      if (behind.lists <= 0) this.#behind.delete(number);
    }
    return shown.filter((issue) => issue !== null);
  }

  open(actor: string, draft: NewIssue): StoredIssue {
    const at = this.clock.tick();
    const number = ++this.#lastNumber;
    const issue: StoredIssue = {
      id: this.directory.nextId(),
      number,
      isPull: draft.isPull ?? false,
      author: this.directory.user(actor).login,
      createdAt: at,
      title: draft.title,
      body: draft.body ?? null,
      state: 'open',
      reason: null,
      closedBy: null,
      closedAt: null,
      updatedAt: at,
      labels: [],
      assignees: [],
      locked: false,
      comments: [],
      events: [],
    };
    if (this.lag > 0) this.#behind.set(number, { lists: this.lag, shown: null });
    this.issues.set(number, issue);
    this.addLabels(actor, number, draft.labels ?? []);
    this.assign(actor, number, draft.assignees ?? []);
    issue.updatedAt = at;
    return issue;
  }

  /** Takes in an issue from another repository, under a new number, which it returns. */
  receive(moved: StoredIssue): number {
    const number = ++this.#lastNumber;
    this.issues.set(number, { ...moved, number });
    return number;
  }

  edit(
    actor: string,
    number: number,
    change: { readonly title?: string; readonly body?: string | null },
  ): void {
    const issue = this.#touch(number);
    const { title, body } = change;
    if (title !== undefined && title !== issue.title) {
      this.#happen(issue, actor, { event: 'renamed', rename: { from: issue.title, to: title } });
      issue.title = title;
    }
    if (body !== undefined) issue.body = body;
  }

  close(actor: string, number: number, reason: StateReason | null): void {
    const issue = this.#touch(number);
    if (issue.state === 'closed') return;
    issue.state = 'closed';
    issue.reason = reason;
    issue.closedBy = this.directory.user(actor).login;
    issue.closedAt = this.clock.now();
    this.#happen(issue, actor, { event: 'closed', reason });
  }

  reopen(actor: string, number: number): void {
    const issue = this.#touch(number);
    if (issue.state === 'open') return;
    issue.state = 'open';
    issue.reason = 'reopened';
    issue.closedBy = null;
    issue.closedAt = null;
    this.#happen(issue, actor, { event: 'reopened' });
  }

  comment(actor: string, number: number, body: string): StoredComment {
    const issue = this.#touch(number);
    const author = this.directory.user(actor).login;
    const comment = { id: this.directory.nextId(), author, body, createdAt: this.clock.now() };
    issue.comments.push(comment);
    return comment;
  }

  /** Labels that the repository does not have are created. */
  addLabels(actor: string, number: number, names: readonly string[]): void {
    const issue = this.#touch(number);
    for (const asked of names) {
      const { name } = this.labels.get(asked.toLowerCase()) ?? this.makeLabel(asked);
      if (issue.labels.includes(name)) continue;
      issue.labels.push(name);
      this.#happen(issue, actor, { event: 'labeled', label: name });
    }
  }

  removeLabel(actor: string, number: number, asked: string): void {
    const issue = this.#touch(number);
    const name = issue.labels.find((label) => label.toLowerCase() === asked.toLowerCase());
    if (name === undefined) return;
    issue.labels = issue.labels.filter((label) => label !== name);
    this.#happen(issue, actor, { event: 'unlabeled', label: name });
  }

  makeLabel(name: string, color = 'ededed', description: string | null = null): StoredLabel {
    const label = { id: this.directory.nextId(), name, color, description };
    this.labels.set(name.toLowerCase(), label);
    return label;
  }

  /** Logins that may not be assigned and those after the tenth are ignored silently. */
  assign(actor: string, number: number, logins: readonly string[]): void {
    const issue = this.#touch(number);
    for (const asked of logins) {
      if (!this.directory.mayBeAssigned(asked) || issue.assignees.length >= 10) continue;
      const { login } = this.directory.user(asked);
      if (issue.assignees.includes(login)) continue;
      issue.assignees.push(login);
      this.#happen(issue, actor, { event: 'assigned', assignee: login });
    }
  }

  unassign(actor: string, number: number, asked: string): void {
    const issue = this.#touch(number);
    const { login } = this.directory.user(asked);
    if (!issue.assignees.includes(login)) return;
    issue.assignees = issue.assignees.filter((assignee) => assignee !== login);
    this.#happen(issue, actor, { event: 'unassigned', assignee: login });
  }

  addWorkflow(file: string): StoredWorkflow {
    const workflow: StoredWorkflow = { id: this.directory.nextId(), file, state: 'active', runs: [] };
    this.workflows.push(workflow);
    return workflow;
  }

  lock(actor: string, number: number): void {
    const issue = this.#touch(number);
    issue.locked = true;
    this.#happen(issue, actor, { event: 'locked' });
  }

  delete(number: number): void {
    this.issues.delete(number);
    this.gone.set(number, 'deleted');
  }

  transfer(number: number, repository: Repository): number {
    const there = repository.receive(this.issue(number));
    this.issues.delete(number);
    this.gone.set(number, { repository, number: there });
    return there;
  }

  /** The issue, which is about to be changed. */
  #touch(number: number): StoredIssue {
    const issue = this.issue(number);
    if (this.lag > 0 && !this.#behind.has(number)) {
      this.#behind.set(number, { lists: this.lag, shown: structuredClone(issue) });
    }
    issue.updatedAt = this.clock.tick();
    return issue;
  }

  #happen(issue: StoredIssue, actor: string, event: Omit<StoredEvent, 'id' | 'actor' | 'at'>): void {
    const login = this.directory.user(actor).login;
    issue.events.push({ id: this.directory.nextId(), actor: login, at: this.clock.now(), ...event });
  }
}
