/** A forge in memory, under the same contract as real ones. People act on it; a test sees each request and can fail it. */
import { KbError } from '../../src/errors.js';
import {
  isSameLogin,
  type CloseReason,
  type Draft,
  type Forge,
  type Issue,
  type IssueChange,
  type IssueComment,
  type IssueQuery,
  type Label,
} from '../../src/forge/forge.js';

/** A request as it reached the forge. */
export interface ForgeRequest {
  readonly name: Exclude<keyof Forge, 'viewer'>;
  readonly args: readonly unknown[];
  readonly isWrite: boolean;
}

/** What people do in the tracker. */
export interface Person {
  readonly login: string;
  open(issue: { title: string; body: string; labels: readonly string[] }): Promise<number>;
  /** Also closes and reopens. */
  edit(number: number, change: IssueChange): Promise<void>;
  comment(number: number, body: string): Promise<void>;
  /** Sets exactly these labels. */
  relabel(number: number, labels: readonly string[]): Promise<void>;
  unassign(number: number, login: string): Promise<void>;
  lock(number: number): Promise<void>;
  /** Deletes or transfers the issue. */
  remove(number: number): Promise<void>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Held = Writable<Issue>;

export interface FakeForge extends Forge {
  /** The login under which kb writes; `null` if the forge does not reveal it, and then issues are by `ghost`. */
  login: string | null;
  /** The clock, ISO 8601. It only moves when it is set. */
  now: string;
  /** Logins that may be assigned; `null` for everybody. Default: `null`. */
  assignable: readonly string[] | null;
  /**
   * Called before and after the effect of each request: what it throws, the caller gets, and what it does (a person acts,
   * the clock moves) happens at that moment.
   */
  onRequest: (request: ForgeRequest, when: 'before' | 'after') => void | Promise<void>;
  /** All requests so far, including the failed ones. */
  readonly requests: ForgeRequest[];
  readonly labels: Map<string, Label>;
  as(login: string): Person & { assign(number: number, login: string): Promise<void> };
  /** Closed issues that a person closed, under any login: a forge cannot tell people from programs with their token. */
  readonly byHand: ReadonlySet<number>;
  /** All issues by number, as `issue()` would return them. */
  all(): readonly Issue[];
}

const ISSUE_LIMITS = { title: 256, body: 65_536 };

export function fakeForge(options: Partial<Pick<FakeForge, 'login' | 'now' | 'assignable'>> = {}): FakeForge {
  const held = new Map<number, Held>();
  const updated = new Map<number, string>();
  const comments = new Map<number, IssueComment[]>();
  const labels = new Map<string, Label>();
  /** `number label`, in lower case. */
  const everLabelled = new Set<string>();
  const byHand = new Set<number>();
  let last = 0;

  const find = (number: number): Held => {
    const issue = held.get(number);
    if (issue) return issue;
    throw new KbError('forge', `there is no issue ${number}`);
  };
  const touch = (issue: Held): Held => {
    updated.set(issue.number, fake.now);
    for (const label of issue.labels) everLabelled.add(`${issue.number} ${label.toLowerCase()}`);
    return issue;
  };
  const say = (number: number, author: string, body: string): void => {
    comments.set(touch(find(number)).number, [...(comments.get(number) ?? []), { author, body }]);
  };
  const mayAssign = (login: string): boolean =>
    fake.assignable?.some((each) => isSameLogin(each, login)) ?? true;

  const open = (author: string, { title, body, labels, assignees }: Omit<Draft, 'card'>): Held => {
    refuseTooLong({ title, body });
    const issue: Held = {
      number: (last += 1),
      url: `https://forge.example/acme/kb/issues/${last}`,
      title,
      body,
      state: 'open',
      reason: null,
      author,
      closedBy: null,
      closedAt: null,
      createdAt: fake.now,
      labels: together([], labels),
      assignees: together([], assignees.filter(mayAssign)),
      locked: false,
    };
    held.set(issue.number, issue);
    return touch(issue);
  };
  const change = (actor: string, number: number, { title, body, state, reason }: IssueChange): Held => {
    const issue = find(number);
    refuseTooLong({ title: title ?? '', body: body ?? '' });
    if (title !== undefined) issue.title = title;
    if (body !== undefined) issue.body = body;
    if (state === 'open') byHand.delete(number);
    if (state === 'open') Object.assign(issue, { state, reason: null, closedBy: null, closedAt: null });
    if (state === 'closed' && issue.state === 'open')
      Object.assign(issue, { state, closedBy: actor, closedAt: fake.now });
    if (state === 'closed') issue.reason = reason ?? ('completed' satisfies CloseReason);
    return touch(issue);
  };

  /** Runs one request by kb between the two calls of the test's hook. */
  const request = async <T>(
    name: ForgeRequest['name'],
    args: readonly unknown[],
    isWrite: boolean,
    effect: () => T,
  ): Promise<T> => {
    const sent = { name, args, isWrite };
    fake.requests.push(sent);
    await fake.onRequest(sent, 'before');
    const answer = structuredClone(effect());
    await fake.onRequest(sent, 'after');
    return answer;
  };
  const me = (): string => fake.login ?? 'ghost';

  const fake: FakeForge = {
    login: 'kb-bot',
    now: '2027-01-01T00:00:00Z',
    assignable: null,
    ...options,
    onRequest: () => undefined,
    requests: [],
    labels,
    byHand,
    all: () => structuredClone([...held.values()]),

    branch: null,
    viewer: () => Promise.resolve(fake.login),
    issues: (query) =>
      request('issues', [query], false, () =>
        [...held.values()]
          .filter((issue) => isSought(issue, updated.get(issue.number) ?? fake.now, query))
          .reverse()
          // GitHub's lists leave it out.
          .map((issue) => ({ ...issue, closedBy: null })),
      ),
    issue: (number) =>
      request('issue', [number], false, () => {
        return held.get(number) ?? null;
      }),
    create: (draft) => request('create', [draft], true, () => open(me(), draft)),
    update: (number, what) => request('update', [number, what], true, () => change(me(), number, what)),
    comments: (number) => request('comments', [number], false, () => comments.get(find(number).number) ?? []),
    comment: (number, body) =>
      request('comment', [number, body], true, () => {
        if (find(number).locked) throw new KbError('forge', `issue ${number} is locked`);
        say(number, me(), body);
      }),
    addLabels: (number, names) =>
      request('addLabels', [number, names], true, () => {
        const issue = find(number);
        issue.labels = together(issue.labels, names);
        touch(issue);
      }),
    hadLabel: (number, label) =>
      request('hadLabel', [number, label], false, () =>
        everLabelled.has(`${find(number).number} ${label.toLowerCase()}`),
      ),
    removeLabel: (number, name) =>
      request('removeLabel', [number, name], true, () => {
        const issue = touch(find(number));
        issue.labels = issue.labels.filter((each) => !isSameLogin(each, name));
      }),
    ensureLabel: (label) =>
      request('ensureLabel', [label], true, () => {
        if (!labels.has(label.name.toLowerCase())) labels.set(label.name.toLowerCase(), label);
      }),
    canAssign: (login) => request('canAssign', [login], false, () => mayAssign(login)),
    assign: (number, logins) =>
      request('assign', [number, logins], true, () => {
        const issue = touch(find(number));
        return (issue.assignees = together(issue.assignees, logins.filter(mayAssign)));
      }),

    as: (login) => ({
      login,
      open: (issue) => Promise.resolve(open(login, { ...issue, assignees: [] }).number),
      edit: (number, what) =>
        act(() => {
          const wasOpen = find(number).state === 'open';
          if (change(login, number, what).state === 'closed' && wasOpen) byHand.add(number);
        }),
      comment: (number, body) =>
        act(() => {
          say(number, login, body);
        }),
      relabel: (number, names) =>
        act(() => {
          const issue = find(number);
          issue.labels = [...names];
          touch(issue);
        }),
      assign: (number, whom) =>
        act(() => {
          const issue = touch(find(number));
          issue.assignees = together(issue.assignees, [whom]);
        }),
      unassign: (number, whom) =>
        act(() => {
          const issue = touch(find(number));
          issue.assignees = issue.assignees.filter((each) => !isSameLogin(each, whom));
        }),
      lock: (number) => act(() => (touch(find(number)).locked = true)),
      remove: (number) => act(() => held.delete(number)),
    }),
  };
  return fake;
}

async function act(effect: () => unknown): Promise<void> {
  await Promise.resolve(effect());
}

function isSought(issue: Issue, updatedAt: string, { state, label, author, since }: IssueQuery): boolean {
  return (
    (state === 'all' || issue.state === state) &&
    (label === undefined || issue.labels.some((each) => isSameLogin(each, label))) &&
    (author === undefined || isSameLogin(issue.author, author)) &&
    (since === undefined || Date.parse(updatedAt) >= Date.parse(since))
  );
}

/** Joins two lists of names; names that differ only in case are the same, as on GitHub. */
function together(before: readonly string[], added: readonly string[]): readonly string[] {
  return [...before, ...added].filter(
    (name, at, all) => all.findIndex((other) => isSameLogin(other, name)) === at,
  );
}

function refuseTooLong({ title, body }: { title: string; body: string }): void {
  if (title.length > ISSUE_LIMITS.title || body.length > ISSUE_LIMITS.body)
    throw new KbError('forge', 'the title or the body is too long');
}
