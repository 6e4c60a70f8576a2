/** Reads paginated lists from GitHub: returns all pages, or throws. */
import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { KbError } from '../../../errors.js';
import { failureOf } from './errors.js';
import { notGitHub } from './issue.js';
import type { Answer, Client } from './octokit.js';

const PER_PAGE = 100;
/** A hundred thousand entries: more than any real list, but a broken server may never stop. */
const MOST_PAGES = 1000;

/** Typed as used here: `request` sends the request of each page, like `octokit.request`. */
const pagesOf = composePaginateRest.iterator as unknown as (
  octokit: Client,
  request: (options: { readonly url: string }) => Promise<Answer>,
  parameters: object,
) => AsyncIterable<{ readonly data: readonly unknown[] }>;

/**
 * Returns the entries of all pages. Throws what octokit throws, and KbError `forge` if the pages form a loop.
 * @param route the route of a list: `GET /repos/{owner}/{repo}/issues`
 */
export async function everyPage(
  client: Client,
  route: string,
  parameters: object,
): Promise<readonly unknown[]> {
  const seen = new Set<string>();
  const page = async (options: { readonly url: string }): Promise<Answer> => {
    // The URL of the next page comes from the server; octokit fails on an invalid one.
    if (!URL.canParse(options.url, 'https://api.github.com')) throw notGitHub();
    if (seen.has(options.url)) throw refused('it goes in circles');
    if (seen.size === MOST_PAGES) throw refused(`it has more than ${MOST_PAGES} pages`);
    seen.add(options.url);
    try {
      const answer = await client.request({ ...options });
      // The iterator would take this, and a 409 below, for the end of the list.
      if (!Array.isArray(answer.data)) throw notGitHub();
      return answer;
    } catch (error) {
      throw failureOf(error)?.status === 409 ? refused('there is a conflict (409)') : error;
    }
  };
  const request = Object.assign(page, { endpoint: (more: object) => client.request.endpoint(route, more) });
  const entries: unknown[] = [];
  for await (const { data } of pagesOf(client, request, { ...parameters, per_page: PER_PAGE }))
    for (const entry of data) entries.push(entry);
  return entries;
}

function refused(why: string): KbError {
  return new KbError('forge', `cannot read a complete list from GitHub: ${why}`, 'run it again later');
}
