/** All that the loopback GitHub knows: users, tokens, repositories, the time; and how a test wants it to be at first. */
import { Clock } from './clock.js';
import { Directory, type Token } from './directory.js';
import { Person } from './person.js';
import { Repository } from './repository.js';

export interface StateOptions {
  /** `owner/name` of the repository that a test is about. */
  readonly repository?: string;
  /** Logins who may be assigned. */
  readonly people?: readonly string[];
  /** What it is at first; UTC. */
  readonly now?: string;
  /** Tokens beside those of `TOKENS`. */
  readonly tokens?: Readonly<Record<string, Token>>;
}

/** Tokens that are always there. */
export const TOKENS = {
  /** A person's, or of an account for robots. */
  user: 'ghp_user',
  /** As the GITHUB_TOKEN of a workflow with `issues: write`. */
  app: 'ghs_app',
  /** As the GITHUB_TOKEN of a workflow that may only read. */
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
  /** The repository that a test is about. */
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

  /** What this person does in the repository that the test is about. */
  asPerson(login: string): Person {
    return new Person(login, this.repository);
  }
}
