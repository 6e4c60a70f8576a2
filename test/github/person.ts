/** A person at the loopback GitHub: what people do to issues in their browsers. */
import type { Repository } from './repository.js';
import type { StateReason, StoredComment, StoredIssue } from './stored.js';

export class Person {
  constructor(
    readonly login: string,
    readonly repository: Repository,
  ) {}

  open(title: string, body = '', labels: readonly string[] = []): StoredIssue {
    return this.repository.open(this.login, { title, body: asTyped(body), labels });
  }

  openPull(title: string, labels: readonly string[] = []): StoredIssue {
    return this.repository.open(this.login, { title, labels, isPull: true });
  }

  close(number: number, reason: StateReason | null = 'completed'): void {
    this.repository.close(this.login, number, reason);
  }

  reopen(number: number): void {
    this.repository.reopen(this.login, number);
  }

  /** Changes the body as `edit` says. */
  editBody(number: number, edit: (body: string) => string): void {
    const body = this.repository.issue(number).body ?? '';
    this.repository.edit(this.login, number, { body: asTyped(edit(body.replaceAll('\r\n', '\n'))) });
  }

  rename(number: number, title: string): void {
    this.repository.edit(this.login, number, { title });
  }

  comment(number: number, body: string): StoredComment {
    return this.repository.comment(this.login, number, asTyped(body));
  }

  addLabel(number: number, label: string): void {
    this.repository.addLabels(this.login, number, [label]);
  }

  removeLabel(number: number, label: string): void {
    this.repository.removeLabel(this.login, number, label);
  }

  assign(number: number, login: string): void {
    this.repository.assign(this.login, number, [login]);
  }

  unassign(number: number, login: string): void {
    this.repository.unassign(this.login, number, login);
  }

  lock(number: number): void {
    this.repository.lock(this.login, number);
  }

  delete(number: number): void {
    this.repository.delete(number);
  }

  /** Returns the number that the issue has there. */
  transfer(number: number, to: Repository): number {
    return this.repository.transfer(number, to);
  }
}

/** A text area sends CRLF, whatever it was given. */
function asTyped(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
