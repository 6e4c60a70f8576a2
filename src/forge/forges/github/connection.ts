/** How requests reach GitHub: the token goes to one origin alone, answers are read whole, and nothing waits for ever. */
import { KbError } from '../../../errors.js';
import { wholeAnswer } from './answer.js';

/** Milliseconds for one request, until the last byte of its answer. */
const LONGEST_WAIT = 30_000;
const MOST_REDIRECTS = 5;

/**
 * A `fetch` that throws where an answer is cut short, takes too long or is not the JSON that it should be. A GET is led on within the origin, unless it says `redirect: 'manual'`.
 * @param apiUrl the token is for this origin and no other
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
      if (!isRead) throw new KbError('forge', 'GitHub has moved it', 'check the address of the remote');
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
