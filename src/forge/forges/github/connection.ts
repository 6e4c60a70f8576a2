/** Wraps `fetch` for GitHub: the token goes to a single origin, answers are read completely, and every request times out. */
import { KbError } from '../../../errors.js';
import { wholeAnswer } from './answer.js';

/** Milliseconds for one request, up to the last byte of its answer. */
const LONGEST_WAIT = 30_000;
const MOST_REDIRECTS = 5;

/**
 * Returns a `fetch` that throws if an answer is cut short, takes too long, or is not the expected JSON. It follows redirects of
 * a GET within the origin, unless `redirect` is `'manual'`.
 * @param apiUrl its origin is the only one that gets the token
 */
export function connection(
  fetch: typeof globalThis.fetch,
  apiUrl: string,
  longestWait = LONGEST_WAIT,
): typeof globalThis.fetch {
  const { origin } = new URL(apiUrl);
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const isRead = init?.method === 'GET';
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      if (url.origin !== origin)
        throw new KbError(
          'forge',
          `${origin} redirects to ${url.origin}: the token is not sent there`,
          'set GITHUB_API_URL to the address of the API',
        );
      const response = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(longestWait),
      });
      const location =
        response.status < 300 || response.status > 399 ? null : response.headers.get('location');
      if (location === null || init?.redirect === 'manual') return wholeAnswer(response);
      if (!isRead)
        throw new KbError('forge', 'GitHub has moved the repository', 'check the address of the remote');
      if (!URL.canParse(location, url.href)) break;
      url = new URL(location, url);
    }
    throw new KbError(
      'forge',
      `${origin} redirects endlessly`,
      'set GITHUB_API_URL to the address of the API',
    );
  };
}
