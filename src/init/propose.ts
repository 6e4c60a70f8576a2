/** Proposes a kb.config.yaml for the Markdown pages of a repo: which of them are cards, and what their fields are called. */
import { detectDialect, type Detection } from '../card/detect.js';
import type { Fields } from '../card/value.js';

/** A Markdown page: its path from the root, and its front matter, or null if it has none that can be parsed. */
export interface Page {
  readonly path: string;
  readonly fields: Fields | null;
}

export interface Proposal {
  /** The dialect of the pages that the globs select. */
  readonly detection: Detection;
  readonly globs: readonly string[];
  /** The text of the config. */
  readonly config: string;
}

/** Everything that can be a page. */
export const PAGE_GLOBS = ['**/*.{md,markdown,mdx,md.erb}'];

/** Files about the repo itself. */
const REPO_FILES =
  /^(readme|contributing|changelog|licen[cs]e|code_of_conduct|security|authors|governance|maintainers)\./i;
/** If at least this share of the pages has front matter, folders without any have no cards. */
const MIN_DESCRIBED_SHARE = 0.5;
/** With more folders than this at the root, the config has one glob for all of them. */
const MANY_FOLDERS = 3;

/** Proposes a config; null if there are no pages but those about the repo. */
export function propose(pages: readonly Page[]): Proposal | null {
  const candidates = pages.filter(({ path }) => !REPO_FILES.test(path.slice(path.lastIndexOf('/') + 1)));
  if (candidates.length === 0) return null;
  const folders = foldersOf(candidates);
  const chosen = candidates.filter(({ path }) => folders.has(topOf(path)));
  const globs = globsFor(folders, chosen, pages);
  const detection = detectDialect(chosen.map(({ fields }) => fields));
  return { detection, globs, config: configText(detection, globs) };
}

/** The folders at the root that contain cards; '' is the root itself. */
function foldersOf(pages: readonly Page[]): Set<string> {
  const described = pages.filter(({ fields }) => fields !== null);
  const judged =
    described.length >= pages.length * MIN_DESCRIBED_SHARE && described.length > 0 ? described : pages;
  return new Set(judged.map(({ path }) => topOf(path)));
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/') + 1);
}

function globsFor(folders: ReadonlySet<string>, chosen: readonly Page[], all: readonly Page[]): string[] {
  const extensions = [
    ...new Set(chosen.map(({ path }) => /\.(md\.erb|[a-z]+)$/.exec(path)?.[1] ?? 'md')),
  ].sort();
  const name = extensions.length === 1 ? `*.${extensions[0] ?? 'md'}` : `*.{${extensions.join(',')}}`;
  const below = [...folders].filter((folder) => folder !== '').sort();
  const globs =
    below.length > MANY_FOLDERS ? [`**/${name}`] : below.map((folder) => `${plain(folder)}**/${name}`);
  if (folders.has('') && below.length <= MANY_FOLDERS) globs.unshift(name);
  const selected = new Set(chosen.map(({ path }) => path));
  const covered = below.length > MANY_FOLDERS ? all : all.filter(({ path }) => folders.has(topOf(path)));
  const unwanted = covered
    .filter(({ path }) => !selected.has(path))
    .map(({ path }) => excluding(path, folders));
  return [...globs, ...[...new Set(unwanted)].sort()];
}

/** A glob that excludes a page: files about the repo by name, in every folder, and folders without cards as a whole. */
function excluding(path: string, folders: ReadonlySet<string>): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (REPO_FILES.test(name)) return `!**/${plain(name)}`;
  return folders.has(topOf(path)) || topOf(path) === '' ? `!${plain(path)}` : `!${plain(topOf(path))}**`;
}

/** Escapes wildcards in a path. */
function plain(path: string): string {
  return path.replace(/[*?[\]{}!\\]/g, '\\$&');
}

function configText({ dialect, fields }: Detection, globs: readonly string[]): string {
  const lines = [
    '# kb reads these pages as they are. kb help dialects explains every key.',
    'cards:',
    ...globs.map((glob) => `  - ${JSON.stringify(glob)}`),
    `dialect: ${dialect ?? 'custom'}`,
  ];
  const names = dialect === null ? OUR_NAMES : [...fields];
  if (names.length > 0) {
    if (dialect === null)
      lines.push('# No page has an owner or a date. These are field names to start with:');
    lines.push('fields:', ...names.map(([ours, theirs]) => `  ${ours}: ${JSON.stringify(theirs)}`));
  }
  return `${[...lines, ...DEFAULTS].join('\n')}\n`;
}

const DEFAULTS = [
  '# Used if a page does not say otherwise. These are the defaults, except for the owner:',
  '# defaults:',
  '#   verify-every: 90d     # how long a review without an interval lasts',
  '#   audience: internal    # public: can be sent to customers',
  '#   owner: "@acme/support"',
];

/** The fields for a repo whose pages have none: kb's own names. */
const OUR_NAMES: readonly (readonly [string, string])[] = [
  'owner',
  'tags',
  'verify-by',
  'verify-every',
  'verified.on',
].map((name) => [name, name]);
