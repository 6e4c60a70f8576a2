/** The whole state of the loopback GitHub: users, tokens, repositories, the time; and its initial values. */
import { Clock } from './clock.js';
import { Directory, type Token } from './directory.js';
import { Person } from './person.js';
import { Repository } from './repository.js';

export interface StateOptions {
  /** `owner/name` of the repository under test. */
  readonly repository?: string;
  /** Logins that may be assigned. */
  readonly people?: readonly string[];
  /** The initial time, UTC. */
  readonly now?: string;
  /** Tokens in addition to `TOKENS`. */
  readonly tokens?: Readonly<Record<string, Token>>;
}

/** Tokens that always exist. */
export const TOKENS = {
  /** Of a person, or of a machine account. */
  user: 'ghp_user',
  /** Like the GITHUB_TOKEN of a workflow with `issues: write`. */
  app: 'ghs_app',
  /** Like the GITHUB_TOKEN of a workflow that may only read. */
  readOnlyApp: 'ghs_read',
  /** Of a person who may write issues, but not push. */
  outsider: 'ghp_outsider',
} as const;

const KNOWN: Readonly<Record<string, Token>> = {
  [TOKENS.user]: { login: 'kb-robot', kind: 'user', issues: 'write', push: true },
  [TOKENS.app]: { login: 'github-actions[bot]', kind: 'app', issues: 'write', push: false },
  [TOKENS.readOnlyApp]: { login: 'github-actions[bot]', kind: 'app', issues: 'read', push: false },
  [TOKENS.outsider]: { login: 'stranger', kind: 'user', issues: 'write', push: false },
};

export class State {
  readonly clock: Clock;
  readonly directory = new Directory();
  readonly repositories: Repository[] = [];
  /** The repository under test. */
  readonly repository: Repository;
  /** Whether lists say who closed an issue; GitHub's do not always. */
  listsTellCloser = false;

  constructor(options: StateOptions) {
    this.clock = new Clock(options.now ?? '2026-11-21T09:00:00Z');
    for (const [text, token] of Object.entries({ ...KNOWN, ...options.tokens }))
      this.directory.tokens.set(text, token);
    for (const login of options.people ?? []) this.directory.allowAssigning(login);
    this.repository = this.addRepository(options.repository ?? 'acme/kb');
  }

  addRepository(fullName: string): Repository {
    const [owner = '', name = ''] = fullName.split('/');
    const repository = new Repository(this.directory.nextId(), owner, name, this.clock, this.directory);
    this.repositories.push(repository);
    return repository;
  }

  find(owner: string, name: string): Repository | undefined {
    const fullName = `${owner}/${name}`.toLowerCase();
    return this.repositories.find((repository) => repository.fullName.toLowerCase() === fullName);
  }

  /** This person in the repository under test. */
  asPerson(login: string): Person {
    return new Person(login, this.repository);
  }
}
