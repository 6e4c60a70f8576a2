/** URLs of pages on a forge: to view a file, to edit it, and to list its commits. */
import type { Repository } from './remote.js';

/** A branch name or a commit id. */
export interface Revision {
  readonly kind: 'branch' | 'commit';
  readonly name: string;
}

export type Page = 'view' | 'edit' | 'history';

interface File {
  /** A branch or a commit id, encoded for a URL. */
  readonly ref: string;
  readonly kind: Revision['kind'];
  readonly path: string;
}

/** How a forge builds URLs below that of the repository; null for a page that it does not have. */
interface Forge {
  readonly name: string;
  readonly isHost: RegExp;
  readonly pages: Readonly<Record<Page, ((file: File) => string) | null>>;
  /** Suffix that leads to a line, on a page that shows Markdown as source. */
  readonly line: (line: number) => string;
}

const FORGES: readonly Forge[] = [
  {
    name: 'GitLab',
    isHost: /(?:^|\.)gitlab(?:[.-]|$)/,
    pages: {
      view: ({ ref, path }) => `-/blob/${ref}/${path}`,
      edit: ({ ref, path }) => `-/edit/${ref}/${path}`,
      history: ({ ref, path }) => `-/commits/${ref}/${path}`,
    },
    line: (line) => `?plain=1#L${line}`,
  },
  {
    name: 'Forgejo or Gitea',
    isHost: /^codeberg\.org$|(?:^|\.)(?:gitea|forgejo)(?:[.-]|$)/,
    pages: {
      view: ({ kind, ref, path }) => `src/${kind}/${ref}/${path}`,
      edit: ({ ref, path }) => `_edit/${ref}/${path}`,
      history: ({ kind, ref, path }) => `commits/${kind}/${ref}/${path}`,
    },
    line: (line) => `?display=source#L${line}`,
  },
  {
    name: 'Bitbucket',
    isHost: /^bitbucket\.org$/,
    pages: {
      view: ({ ref, path }) => `src/${ref}/${path}`,
      edit: ({ ref, path }) => `src/${ref}/${path}?mode=edit`,
      history: ({ ref, path }) => `history-node/${ref}/${path}`,
    },
    line: (line) => `#lines-${line}`,
  },
  {
    name: 'SourceHut',
    isHost: /^git\.sr\.ht$/,
    pages: {
      view: ({ ref, path }) => `tree/${ref}/item/${path}`,
      edit: null,
      history: ({ ref, path }) => `log/${ref}/item/${path}`,
    },
    line: (line) => `#L${line}`,
  },
];

/** Also used for unknown hosts, because GitHub Enterprise may have any name. */
const GITHUB: Forge = {
  name: 'GitHub',
  isHost: /(?:^|\.)github(?:[.-]|$)/,
  pages: {
    view: ({ ref, path }) => `blob/${ref}/${path}`,
    edit: ({ ref, path }) => `edit/${ref}/${path}`,
    history: ({ ref, path }) => `commits/${ref}/${path}`,
  },
  line: (line) => `?plain=1#L${line}`,
};

/** Returns the forge that a host runs, judged by its name; null if unknown. */
export function softwareOf(host: string): string | null {
  return [...FORGES, GITHUB].find(({ isHost }) => isHost.test(host))?.name ?? null;
}

/**
 * Returns the URL of a page about a file; null if the forge has no such page.
 * @param path from the root of the repository, with `/`
 * @param line line of the file, for the `view` page
 */
export function webPage(
  { origin, host, path: repository }: Repository,
  { kind, name }: Revision,
  { path, page = 'view', line = null }: { path: string; page?: Page; line?: number | null },
): string | null {
  const forge = FORGES.find(({ isHost }) => isHost.test(host)) ?? GITHUB;
  const address = forge.pages[page]?.({ kind, ref: encoded(name), path: encoded(path) });
  if (address === undefined) return null;
  return `${origin}/${repository}/${address}${page === 'view' && line !== null ? forge.line(line) : ''}`;
}

/** Encodes a path for a URL, including what encodeURIComponent leaves, since it has a meaning in shells and in Markdown. */
function encoded(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${hex(sign)}`))
    .join('/');
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase();
}
