/** The state of the loopback GitHub in the terms of the GraphQL API. */
import { GraphQLError } from 'graphql';
import type { Token } from './directory.js';
import type { Repository } from './repository.js';
import type { StoredComment, StoredIssue } from './stored.js';
import type { State } from './state.js';
import { nodeId, webUrl } from './wire.js';

type Node = Readonly<Record<string, unknown>>;

interface Window {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
}

interface IssueArguments extends Window {
  readonly states?: readonly string[];
  readonly labels?: readonly string[];
  readonly filterBy?: { readonly createdBy?: string | null; readonly assignee?: string | null };
}

export function repositoryNode(state: State, owner: string, name: string, token: Token): Node {
  const repository = state.find(owner, name);
  if (repository === undefined) throw missing(`a Repository with the name '${owner}/${name}'`);
  const find = ({ number }: { readonly number: number }): Node => {
    const issue = repository.issues.get(number);
    if (issue === undefined) throw missing(`an issue or pull request with the number of ${number}`);
    return issueNode(repository, issue, token);
  };
  return {
    id: nodeId('Repository', repository.id),
    name: repository.name,
    nameWithOwner: repository.fullName,
    hasIssuesEnabled: repository.hasIssues,
    issue: find,
    issueOrPullRequest: find,
    issues: (args: IssueArguments) => {
      const found = newestFirst(repository).filter((issue) => !issue.isPull && isAskedFor(issue, args));
      return connection(
        found.map((issue) => issueNode(repository, issue, token)),
        args,
      );
    },
  };
}

export function issueById(state: State, id: string, token: Token): Node | null {
  for (const repository of state.repositories) {
    const issue = [...repository.issues.values()].find((one) => nodeId('Issue', one.id) === id);
    if (issue !== undefined) return issueNode(repository, issue, token);
  }
  return null;
}

/** Runs a search: `repo:acme/kb label:"a b" state:open text`. Words without a known key are looked for in title and body. */
export function searched(state: State, args: Window & { readonly query: string }, token: Token): Node {
  const words = [...args.query.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)].map(([, key, quoted, plain]) => {
    return { key: key ?? '', value: (quoted ?? plain ?? '').toLowerCase() };
  });
  const found = state.repositories.flatMap((repository) => {
    return newestFirst(repository)
      .filter((issue) => words.every(({ key, value }) => fits(repository, issue, key, value)))
      .map((issue) => issueNode(repository, issue, token));
  });
  return {
    ...connection(found, { ...args, first: args.first ?? args.last ?? 30 }),
    issueCount: found.length,
  };
}

function fits(repository: Repository, issue: StoredIssue, key: string, value: string): boolean {
  switch (key) {
    case 'repo':
      return repository.fullName.toLowerCase() === value;
    case 'type':
    case 'is':
      return value === (issue.isPull ? 'pr' : 'issue') || value === issue.state;
    case 'state':
      return issue.state === value;
    case 'label':
      return issue.labels.some((label) => label.toLowerCase() === value);
    case 'author':
      return issue.author.toLowerCase() === value;
    case 'assignee':
      return issue.assignees.some((login) => login.toLowerCase() === value);
    default:
      return `${issue.title}\n${issue.body ?? ''}`.toLowerCase().includes(value);
  }
}

function newestFirst(repository: Repository): readonly StoredIssue[] {
  return [...repository.issues.values()].toSorted((one, other) => other.number - one.number);
}

function isAskedFor(issue: StoredIssue, { states, labels, filterBy }: IssueArguments): boolean {
  const author = filterBy?.createdBy?.toLowerCase();
  const assignee = filterBy?.assignee?.toLowerCase();
  return (
    (states?.includes(issue.state.toUpperCase()) ?? true) &&
    (labels?.some((label) => issue.labels.includes(label)) ?? true) &&
    (author === undefined || issue.author.toLowerCase() === author) &&
    (assignee === undefined || issue.assignees.some((login) => login.toLowerCase() === assignee))
  );
}

function issueNode(repository: Repository, issue: StoredIssue, token: Token): Node {
  const comments = issue.comments.map((comment) => commentNode(repository, issue, comment, token));
  const labels = issue.labels.map((name) => {
    const { id, ...label } = repository.label(name);
    return { ...label, id: nodeId('Label', id) };
  });
  return {
    __typename: issue.isPull ? 'PullRequest' : 'Issue',
    id: nodeId('Issue', issue.id),
    number: issue.number,
    url: webUrl(repository, issue),
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state.toUpperCase(),
    stateReason: issue.reason?.toUpperCase() ?? null,
    author: actor(repository, issue.author),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    closed: issue.state === 'closed',
    locked: issue.locked,
    milestone: null,
    reactionGroups: [],
    assignees: (args: Window) =>
      connection(
        issue.assignees.map((login) => actor(repository, login)),
        args,
      ),
    labels: (args: Window) => connection(labels, args),
    comments: (args: Window) => connection(comments, args),
    projectCards: (args: Window) => connection([], args),
  };
}

function commentNode(repository: Repository, issue: StoredIssue, comment: StoredComment, token: Token): Node {
  return {
    id: nodeId('IssueComment', comment.id),
    author: actor(repository, comment.author),
    authorAssociation: 'NONE',
    body: comment.body,
    createdAt: comment.createdAt,
    includesCreatedEdit: false,
    isMinimized: false,
    minimizedReason: null,
    reactionGroups: [],
    url: `${webUrl(repository, issue)}#issuecomment-${comment.id}`,
    viewerDidAuthor: comment.author === token.login,
  };
}

/** GraphQL returns a bot's login without `[bot]`; REST returns it with it. */
function actor(repository: Repository, login: string): Node {
  const { id, type } = repository.directory.user(login);
  return { __typename: type, id: nodeId(type, id), login: login.replace(/\[bot\]$/, ''), name: '' };
}

function connection(all: readonly Node[], { first, last, after }: Window): Node {
  const start = after === undefined ? 0 : Number(after);
  const end = Math.min(all.length, start + Math.min(100, first ?? last ?? 100));
  const pageInfo = {
    hasNextPage: end < all.length,
    hasPreviousPage: start > 0,
    startCursor: String(start),
    endCursor: String(end),
  };
  return { nodes: all.slice(start, end), totalCount: all.length, pageInfo };
}

function missing(what: string): GraphQLError {
  return new GraphQLError(`Could not resolve to ${what}.`, { extensions: { type: 'NOT_FOUND' } });
}
