/** Reads the Markdown pages of a repository that was not written for kb, with their front matter. */
import { detectDialect } from '../card/detect.js';
import { decode } from '../card/decode.js';
import { readFrontMatter } from '../card/frontmatter.js';
import type { Fields } from '../card/value.js';
import { contentOf } from './content.js';
import type { Repo } from './repo.js';

/** The pages that the globs select, the first `limit` of them; one that cannot be read as a card has no fields. */
export async function readPages(
  repo: Repo,
  globs: readonly string[],
  limit = Infinity,
): Promise<{ readonly path: string; readonly fields: Fields | null }[]> {
  const pages = [];
  for (const { path } of (await repo.list(globs)).filter(({ refused }) => refused === null).slice(0, limit)) {
    pages.push({ path, fields: await fieldsOf(repo, path) });
  }
  return pages;
}

async function fieldsOf(repo: Repo, path: string): Promise<Fields | null> {
  const bytes = await contentOf(repo, path);
  const decoded = bytes && decode(bytes);
  return decoded?.unreadable === null ? readFrontMatter(decoded.text).fields : null;
}

/** Number of pages to examine to detect a dialect. */
const SAMPLE = 200;

/** The foreign dialect of a repository's pages; null if there is no sign of one. */
export async function foreignDialect(repo: Repo, globs: readonly string[]): Promise<string | null> {
  const { dialect } = detectDialect((await readPages(repo, globs, SAMPLE)).map(({ fields }) => fields));
  return dialect === 'gds' || dialect === 'learn' ? dialect : null;
}
