/** Turns failed requests into errors of kb, with hints. GitHub's own messages are untrusted, and may contain the token. */
import { KbError, RefusedIssue } from '../../../errors.js';
import { shortened } from '../../../text/shortened.js';
import { OutcomeUnknown } from '../../forge.js';
import { isLimit, isUnreachable, requestedWait, type Failure } from './patience.js';

/** The context of a request, for error messages. */
export interface RequestContext {
  /** `acme/kb` */
  readonly repository: string;
  readonly token: string;
  /** Null if the request is not about an issue. */
  readonly issue: number | 'new' | null;
  /** Whether sending it twice has the same effect as once. */
  readonly isRepeatable: boolean;
}

const LONGEST_MESSAGE = 300;
const LATER = 'run it again later: it continues where it stopped';
const NETWORK = `check the network, and GITHUB_API_URL if you set it
behind a proxy: HTTPS_PROXY counts with NODE_USE_ENV_PROXY=1, from Node 22.21 or 24 on`;
const PERMISSION = `the workflow job needs:
  permissions:
    contents: read
    issues: write`;

/** Returns the failure of a request; null for any other error. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  // A refusal by connection.ts is not a failed request.
  if (error.cause instanceof KbError) return null;
  const answer = responseOf(error);
  const code = answer ? null : codeIn(error);
  return { status: error.status, message: error.message, code, headers: answer?.headers ?? {} };
}

/** Returns the fields (`assignees`) and codes (`already_exists`) of a 422; empty for any other error. */
export function wrongFields(error: unknown): readonly string[] {
  if (failureOf(error)?.status !== 422) return [];
  const errors = responseOf(error)?.data?.errors ?? [];
  return errors.flatMap(({ field, code }) => [field, code].filter((word) => word !== undefined));
}

/** An answer as normalized by answer.ts. */
interface ErrorResponse {
  readonly headers?: Failure['headers'];
  readonly data?: {
    readonly message?: string;
    readonly errors?: readonly {
      readonly field?: string;
      readonly code?: string;
      readonly message?: string;
    }[];
  };
}

function responseOf(error: unknown): ErrorResponse | undefined {
  return (error as { response?: ErrorResponse }).response;
}

/** Returns the error to throw for a failed request. It contains neither the token nor octokit's error. */
export function toKbError(error: unknown, request: RequestContext): Error {
  if (error instanceof KbError || error instanceof OutcomeUnknown) return error;
  if (error instanceof Error && error.cause instanceof KbError) return error.cause;
  const failure = failureOf(error);
  if (failure === null) throw error;
  const { status } = failure;
  if (isLimit(failure)) {
    const seconds = requestedWait(failure);
    const wait = seconds === null ? '' : ` for ${seconds} seconds`;
    return new KbError('forge', `GitHub asks to wait${wait}: too many requests`, LATER);
  }
  if (isUnreachable(failure))
    return new KbError('forge', `GitHub cannot be reached: ${failure.code}`, NETWORK);
  if (status >= 500) {
    const reason = reasonOf(error, failure);
    if (!request.isRepeatable) return new OutcomeUnknown(`GitHub did not answer: ${reason}`);
    return new KbError(
      'forge',
      `GitHub does not answer: ${reason}`,
      responseOf(error) ? LATER : `${LATER}\n${NETWORK}`,
    );
  }
  return refusal(failure, githubMessage(error, request.token), request);
}

function refusal(
  { status, message, headers }: Failure,
  reason: string,
  { repository, issue }: RequestContext,
): KbError {
  const refused = (text: string, hint: string | null): KbError => new KbError('forge', text, hint);
  if (status === 401)
    return refused(
      'GitHub rejects the token: it is wrong or has expired',
      'set GITHUB_TOKEN to a valid token: GITHUB_TOKEN=$(gh auth token) kb …',
    );
  if (status === 403 && headers['x-github-sso'] !== undefined)
    return refused(
      `the organization of ${repository} requires the token to be authorized for single sign-on`,
      'on GitHub: Settings → Developer settings → Personal access tokens → Configure SSO',
    );
  if (status === 403 && /not accessible by integration/i.test(message))
    return refused(
      `the workflow's token has no \`issues: write\` permission for ${repository}: “${reason}”`,
      PERMISSION,
    );
  if (status === 403 && /not accessible by personal access token/i.test(message))
    return refused(
      `the token may not write issues of ${repository}: “${reason}”`,
      'give it the permission “Issues: Read and write” for this repository',
    );
  if (status === 410 && (typeof issue !== 'number' || /disabled/i.test(message))) return noIssues(repository);
  if (status === 404 && typeof issue !== 'number')
    return refused(
      `GitHub shows no repository ${repository} to this token`,
      'the name is wrong, or the token may not see it: check `git remote -v` and the permissions of the token',
    );
  const one = (text: string, hint: string | null): KbError =>
    issue === null ? refused(text, hint) : new RefusedIssue(text, hint);
  if (status === 404 || status === 410)
    return one(`${repository} has no issue #${issue}, or the token may not change it`, null);
  if (status === 403)
    return one(`GitHub denied it: “${reason}”`, `check that the token may write issues of ${repository}`);
  return one(`GitHub refused the request (${status}): “${reason}”`, null);
}

export function noIssues(repository: string): KbError {
  return new KbError(
    'forge',
    `issues are turned off in ${repository}`,
    'on GitHub: Settings → General → Features → Issues; or keep them as files: issues.forge: file',
  );
}

/** Returns GitHub's message as one short line, without the token. */
function githubMessage(error: unknown, token: string): string {
  const { message, errors = [] } = responseOf(error)?.data ?? {};
  const details = errors.map(({ message, field, code }) => message ?? [field, code].join(' ').trim());
  const words = [message, ...details].filter((each) => each);
  return shortened(words.join('; ').replaceAll(token, '[token]').replace(/\s+/g, ' '), LONGEST_MESSAGE);
}

/** Describes a failure without using its message, which may quote the request. */
function reasonOf(error: unknown, { status, code }: Failure): string {
  if (responseOf(error)) return `it fails with status ${status}`;
  if (code !== null) return code;
  const { cause } = error as Error;
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'it takes too long';
  return cause instanceof SyntaxError ? 'its answer is not JSON' : 'the connection broke';
}

/** Returns the error code of a broken connection; null if there is none. */
function codeIn({ cause }: Error): string | null {
  for (let each = cause; each instanceof Error; each = each.cause)
    if ('code' in each && typeof each.code === 'string' && /^[A-Z_]+$/.test(each.code)) return each.code;
  return null;
}
