/** Checks and normalizes answers of GitHub: octokit and kb would fail on values of unexpected types. */
import { KbError } from '../../../errors.js';
import { notGitHub } from './issue.js';

/** Ten times the size of a list of a hundred issues with the longest texts. */
const LARGEST_MIB = 64;

/** Reads an answer completely. Throws SyntaxError if it is cut short, KbError `forge` if it cannot be from GitHub. */
export async function wholeAnswer(response: Response): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  const text = new TextDecoder().decode(await bytesOf(response));
  if (status === 204 || status === 205 || (status >= 300 && status < 400))
    return new Response(null, { status, headers });
  const isJson = /\bjson\b/i.test(headers.get('content-type') ?? '');
  headers.set('content-type', 'application/json');
  if (status >= 400) return new Response(JSON.stringify(refusalIn(text, isJson)), { status, headers });
  if (!isJson || !isExpected(JSON.parse(text))) throw notGitHub();
  return new Response(text, { status, headers });
}

/** Reads the body here, because octokit takes an interrupted body for an empty one. */
async function bytesOf({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_MIB * 2 ** 20)
      throw new KbError('forge', `GitHub's answer is larger than ${LARGEST_MIB} MB: not read`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether an answer is a list or an object; errors of GraphQL, if any, must have the expected form. */
function isExpected(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const errors = (answer as { errors?: unknown }).errors ?? [];
  return Array.isArray(errors) && errors.every((each) => textsIn(each, ['message']).message !== undefined);
}

/** Extracts the message and errors of a refusal, whose body may be anything. */
function refusalIn(text: string, isJson: boolean): object {
  const { message, errors } = (isJson ? parsed(text) : { message: text }) as {
    message?: unknown;
    errors?: unknown;
  };
  const details = Array.isArray(errors) ? (errors as unknown[]) : [errors];
  return {
    message: typeof message === 'string' ? message : '',
    errors: details.map((each) =>
      typeof each === 'string' ? { message: each } : textsIn(each, ['field', 'code', 'message']),
    ),
  };
}

function parsed(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

/** Returns those values that are strings. */
function textsIn<Key extends string>(value: unknown, keys: readonly Key[]): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const text = (value as Partial<Record<Key, unknown>> | null | undefined)?.[key];
    if (typeof text === 'string') found[key] = text;
  }
  return found;
}
