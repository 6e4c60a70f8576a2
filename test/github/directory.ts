/** Who is who on the loopback GitHub: people, bots, and what their tokens may do. */

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

/** What a token stands for. */
export interface Token {
  readonly login: string;
  /** `app`: as the GITHUB_TOKEN of a workflow, it has no user. */
  readonly kind: 'user' | 'app';
  readonly issues: 'none' | 'read' | 'write';
  /** May push; a person who may not has the labels and assignees of their issues dropped. */
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

  /** Whoever is named exists; how they are spelled first is how they are spelled. */
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
