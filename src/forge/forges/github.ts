/** The GitHub forge: issues on GitHub or GitHub Enterprise, through the REST API. */
import { KbError } from '../../errors.js';
import { fold } from '../../text/fold.js';
import {
  isSameLogin,
  OutcomeUnknown,
  type CloseReason,
  type Draft,
  type Forge,
  type Issue,
  type IssueChange,
  type IssueComment,
  type IssueQuery,
  type Label,
} from '../forge.js';
import { failureOf, toKbError, wrongFields, type RequestContext } from './github/errors.js';
import { labelledWith, notGitHub, toComment, toIssue, toIssueOf, toLogins } from './github/issue.js';
import { ONCE, openClient, type Client, type GitHubSettings } from './github/octokit.js';
import { everyPage } from './github/pages.js';
import { lookUp, type LookedUpRepository, type Repository } from './github/repository.js';
import { viewer } from './github/viewer.js';

/** Logins of people, since only they can be assigned. Accounts managed by a company end in `_` and its short name. */
const LOGIN = /^[a-z\d][a-z\d_-]{0,98}$/i;
const BOT = /\[bot\]$/i;
const MOST_ASSIGNEES = 10;

/** Opens the forge. Throws KbError `forge` if the token cannot see the repository, or if its issues are turned off. */
export async function githubForge(settings: GitHubSettings): Promise<Forge> {
  const client = openClient(settings);
  return new GitHub(client, settings, await lookUp(client, settings));
}

class GitHub implements Forge {
  readonly branch: string | null;
  readonly #client: Client;
  readonly #settings: GitHubSettings;
  readonly #repo: Repository;
  /** Login → whether it can be assigned. */
  readonly #assignable = new Map<string, boolean>();
  /** Whether the server accepts the reason `duplicate`; old versions of GitHub Enterprise do not. */
  #knowsDuplicates = true;

  constructor(client: Client, settings: GitHubSettings, { repository, branch }: LookedUpRepository) {
    this.branch = branch;
    this.#client = client;
    this.#settings = settings;
    this.#repo = repository;
  }

  viewer(): Promise<string | null> {
    return this.#ask(null, () => viewer(this.#client, this.#settings));
  }

  issues({ state, label, author, since }: IssueQuery): Promise<readonly Issue[]> {
    // The API takes a comma as a separator of labels: such a label is filtered below.
    const labels = label?.includes(',') ? undefined : label;
    const read = async (creator: string | undefined): Promise<Issue[]> => {
      const parameters = given({ ...this.#repo, state, labels, since, creator });
      const items = await everyPage(this.#client, 'GET /repos/{owner}/{repo}/issues', parameters);
      const issues = items.map((each) => toIssue(each)).filter((each) => each !== null);
      // Issues created meanwhile shift others to the next page, so that they are listed twice.
      return [...new Map(issues.map((each) => [each.number, each])).values()];
    };
    return this.#ask(null, async () => {
      let found = await read(author).catch((error: unknown) => {
        if (wrongFields(error).includes('creator')) return [];
        throw error;
      });
      // Some servers cannot filter by a bot's login. Closed issues are not all read: there may be a hundred thousand.
      const isInDoubt = author !== undefined && BOT.test(author) && found.length === 0;
      if (isInDoubt && (state === 'open' || since !== undefined)) found = await read(undefined);
      return found.filter(
        (each) =>
          (author === undefined || isSameLogin(each.author, author)) &&
          (label === undefined || each.labels.some((name) => fold(name) === fold(label))),
      );
    });
  }

  async issue(number: number): Promise<Issue | null> {
    const answer = await this.#ask(number, () =>
      orNull(
        this.#client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
          ...this.#repo,
          issue_number: number,
          // A redirect means that the issue was transferred.
          request: { redirect: 'manual' },
        }),
      ),
    );
    return answer && toIssueOf(number, answer.data);
  }

  async create({ title, body, labels, assignees }: Draft): Promise<Issue> {
    const send = async (assignees: readonly string[]): Promise<Issue> => {
      const { data } = await this.#client.request('POST /repos/{owner}/{repo}/issues', {
        ...this.#repo,
        title,
        body,
        labels: [...labels],
        assignees: [...assignees],
        request: ONCE,
      });
      return createdIssue(data);
    };
    const valid = assignees.filter((login) => LOGIN.test(login)).slice(0, MOST_ASSIGNEES);
    let refused: readonly string[] = [];
    const issue = await this.#ask(
      'new',
      async () => {
        try {
          return await send(valid);
        } catch (error) {
          if (valid.length === 0 || !isAboutAssignees(error)) throw error;
          refused = valid;
          return await send([]);
        }
      },
      false,
    );
    return refused.length === 0 ? issue : { ...issue, assignees: await this.#assignEach(issue, refused) };
  }

  update(number: number, { title, body, state, reason }: IssueChange): Promise<Issue> {
    const send = async (reason: CloseReason | undefined): Promise<Issue> => {
      const { data } = await this.#client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...this.#repo,
        issue_number: number,
        ...given({ title, body, state, state_reason: reason }),
      });
      const issue = toIssueOf(number, data);
      if (issue === null) throw notGitHub();
      return issue;
    };
    return this.#ask(number, async () => {
      if (reason !== 'duplicate') return send(reason);
      if (!this.#knowsDuplicates) return send('not_planned');
      try {
        return await send(reason);
      } catch (error) {
        if (failureOf(error)?.status !== 422) throw error;
        const issue = await send('not_planned');
        this.#knowsDuplicates = false;
        return issue;
      }
    });
  }

  comments(number: number): Promise<readonly IssueComment[]> {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    return this.#ask(number, async () =>
      (await everyPage(this.#client, route, { ...this.#repo, issue_number: number })).map(toComment),
    );
  }

  async comment(number: number, body: string): Promise<void> {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const parameters = { ...this.#repo, issue_number: number, body, request: ONCE };
    await this.#ask(number, () => this.#client.request(route, parameters), false);
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
    const parameters = { ...this.#repo, issue_number: number, labels: [...labels] };
    await this.#ask(number, () => this.#client.request(route, parameters));
  }

  hadLabel(number: number, label: string): Promise<boolean> {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/events';
    return this.#ask(number, async () =>
      (await everyPage(this.#client, route, { ...this.#repo, issue_number: number })).some((event) => {
        const name = labelledWith(event);
        return name !== null && fold(name) === fold(label);
      }),
    );
  }

  async removeLabel(number: number, label: string): Promise<void> {
    const route = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
    const parameters = { ...this.#repo, issue_number: number, name: label };
    await this.#ask(number, () => orNull(this.#client.request(route, parameters)));
  }

  ensureLabel({ name, description, color }: Label): Promise<void> {
    return this.#ask(null, async () => {
      const known = { ...this.#repo, name };
      if (await orNull(this.#client.request('GET /repos/{owner}/{repo}/labels/{name}', known))) return;
      const label = { ...this.#repo, name, description, color };
      await this.#client.request('POST /repos/{owner}/{repo}/labels', label).catch((error: unknown) => {
        if (!wrongFields(error).includes('already_exists')) throw error;
      });
    });
  }

  async canAssign(login: string): Promise<boolean> {
    const key = fold(login);
    const known = LOGIN.test(login) ? this.#assignable.get(key) : false;
    if (known !== undefined) return known;
    const route = 'GET /repos/{owner}/{repo}/assignees/{assignee}';
    const parameters = { ...this.#repo, assignee: login };
    const found = await this.#ask(null, () => orNull(this.#client.request(route, parameters)));
    this.#assignable.set(key, found !== null);
    return found !== null;
  }

  async assign(number: number, logins: readonly string[]): Promise<readonly string[]> {
    const valid = logins.filter((login) => LOGIN.test(login)).slice(0, MOST_ASSIGNEES);
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
    const parameters = { ...this.#repo, issue_number: number, assignees: valid };
    const assigned = await this.#ask(number, async () => {
      try {
        const { data } = await this.#client.request(route, parameters);
        return toLogins((data as { assignees?: unknown } | null)?.assignees);
      } catch (error) {
        if (!isAboutAssignees(error)) throw error;
        return null;
      }
    });
    if (assigned !== null) return assigned;
    const before = (await this.issue(number))?.assignees ?? [];
    return valid.length > 1 ? this.#assignEach({ number, assignees: before }, valid) : before;
  }

  /** Assigns one login at a time, so that a refused one does not block others. Returns the resulting assignees. */
  async #assignEach(
    { number, assignees }: Pick<Issue, 'number' | 'assignees'>,
    logins: readonly string[],
  ): Promise<readonly string[]> {
    let assigned = assignees;
    for (const login of logins) {
      assigned = await this.assign(number, [login]).catch((error: unknown) => {
        // The issue exists, and reporting its number matters more than this error.
        if (error instanceof KbError) return assigned;
        throw error;
      });
    }
    return assigned;
  }

  /** Sends a request about an issue, or about none (null), and turns failures into KbErrors. */
  async #ask<T>(issue: RequestContext['issue'], request: () => Promise<T>, isRepeatable = true): Promise<T> {
    const { token } = this.#settings;
    const { owner, repo } = this.#repo;
    try {
      return await request();
    } catch (error) {
      throw toKbError(error, { repository: `${owner}/${repo}`, token, issue, isRepeatable });
    }
  }
}

/** Returns null if the resource does not exist or has moved. */
async function orNull<T extends { readonly status: number }>(request: Promise<T>): Promise<T | null> {
  try {
    const answer = await request;
    return answer.status < 300 ? answer : null;
  } catch (error) {
    if ([404, 410].includes(failureOf(error)?.status ?? 0)) return null;
    throw error;
  }
}

/** Returns the created issue. Throws OutcomeUnknown if the answer is not an issue. */
function createdIssue(data: unknown): Issue {
  try {
    const issue = toIssue(data);
    if (issue) return issue;
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
  }
  throw new OutcomeUnknown('GitHub did not answer with the new issue');
}

/** Removes undefined values. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function isAboutAssignees(error: unknown): boolean {
  return wrongFields(error).some((field) => field === 'assignees' || field === 'assignee');
}
