/** The users of the loopback GitHub, people and bots, and what their tokens may do. */

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

/** What a token stands for. */
export interface Token {
  readonly login: string;
  /** `app`: like the GITHUB_TOKEN of a workflow, it has no user. */
  readonly kind: 'user' | 'app';
  readonly issues: 'none' | 'read' | 'write';
  /** Whether it may push; otherwise the labels and assignees of the person's issues are dropped. */
  readonly push: boolean;
}

export class Directory {
  readonly tokens = new Map<string, Token>();
  /** Logins in lower case. */
  readonly #assignable = new Set<string>();
  readonly #users = new Map<string, User>();
  #lastId = 1000;

  nextId(): number {
    return ++this.#lastId;
  }

  /** Any login exists, in the spelling it was first used with. */
  user(login: string): User {
    const known = this.#users.get(login.toLowerCase());
    if (known !== undefined) return known;
    const user: User = { id: this.nextId(), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
    this.#users.set(login.toLowerCase(), user);
    return user;
  }

  allowAssigning(login: string): void {
    this.user(login);
    this.#assignable.add(login.toLowerCase());
  }

  forbidAssigning(login: string): void {
    this.#assignable.delete(login.toLowerCase());
  }

  mayBeAssigned(login: string): boolean {
    return this.#assignable.has(login.toLowerCase());
  }
}
