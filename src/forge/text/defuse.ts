/**
 * Makes card text safe inside Markdown on a forge: it is displayed as written, but mentions nobody (`@ana`), references nothing
 * (`#12`), links nowhere, and has no formatting, formulas or HTML. Only `mention`, `commitReference` and `linkTo` create links.
 */
import { decodeEntities } from '../../card/outline/characters.js';
import { UNSEEN } from '../../card/unseen.js';
import { shortened } from '../../text/shortened.js';

/**
 * A zero-width space. Escapes would not help, because forges look for mentions and references in the rendered page. Unlike a
 * word joiner, it allows a line break; every forge takes it as the end of a word, and other bots use it too.
 */
const GAP = '\u200b';

const BLANKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Invisible characters, except joiners inside words and emoji: many scripts and emoji cannot be spelled without them. */
const HIDDEN = new RegExp(
  `(?!(?<=[\\p{L}\\p{M}\\p{Emoji_Modifier}\\p{Extended_Pictographic}])[\\u200c\\u200d][\\p{L}\\p{Extended_Pictographic}])[${UNSEEN}]`,
  'gu',
);
/** The start of a mention, reference, URL or emoji code: `@ana`, `#1`, `GH-1`, `://`, `www.`, `:x:`. */
const CALLS = /@|#(?=\d)|(?<![0-9a-z])gh-(?=\d)|:(?=\/\/|[\w+-]+(?::|$))|www(?=\.)/gi;
/** Commit ids; digits alone are a number, unless there are 40 of them. No `\b`: it takes `_` as a letter, which forges do not. */
const COMMITS = /(?<![0-9a-z])(?:[0-9a-f]{40,}|(?=\d*[a-f])[0-9a-f]{7,})(?![0-9a-z])/gi;
/** Two dollar signs: GitHub renders text between them as a formula, even if they are escaped, unless each has its own element. */
const FORMULA = /\\\$.*\$/s;
/** One digit less than forges need to recognize a commit. */
const SIX = /.{6}(?=.)/g;
const TAGS: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Returns one line of Markdown that displays the text. */
export function defused(text: string, longest = 500): string {
  return withoutCalls(shown(decodeEntities(text), longest))
    .replace(/[&<>]/g, (sign) => TAGS.get(sign) ?? sign)
    .replace(/[\\`*_[\]~|$]|^[#+=-]/g, '\\$&')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\')
    .replace(FORMULA, (text) => text.replaceAll('\\$', '<span>\\$</span>'));
}

/** The same for a title, which is plain text. */
export function defusedTitle(text: string, longest = 500): string {
  return withoutCalls(shown(text, longest));
}

/** Returns one line of text as inline code, which forges do not interpret. Empty if there is nothing to show. */
export function codeSpan(text: string, longest = 200): string {
  const code = shown(text, longest);
  const fence = '`'.repeat(longestRun(code) + 1);
  const gap = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return code === '' ? '' : `${fence}${gap}${code}${gap}${fence}`;
}

/** Returns lines as a fenced code block. */
export function codeBlock(text: string, language = ''): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(HIDDEN, ''));
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** Returns a link, or only the text if the URL is not http(s). */
export function linkTo(text: string, url: string | null): string {
  const address = /^https?:\/\/[^/\s]/.test(url ?? '') ? url : null;
  const shownText = defused(text);
  return address === null || shownText === '' ? shownText : `[${shownText}](${encoded(address)})`;
}

const TEAM = /^@[a-z\d](?:[a-z\d-]{0,37}[a-z\d])?\/[a-z\d][\w-]{0,99}$/i;

/** Whether a name is that of a team, as forges mention it: `@acme/billing`. */
export function isTeam(name: string): boolean {
  return TEAM.test(name);
}

/** Returns a mention of a team; any other name as code. */
export function mention(team: string): string {
  return isTeam(team) ? team : codeSpan(team);
}

const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Returns the full id of a commit, which forges turn into a link; empty for anything else. */
export function commitReference(id: string | null): string {
  return id !== null && COMMIT_ID.test(id) ? id : '';
}

/** Returns the text on one line, without invisible characters. */
function shown(text: string, longest: number): string {
  return shortened(text.replace(BLANKS, ' ').replace(HIDDEN, '').trim(), longest);
}

function withoutCalls(text: string): string {
  return text.replace(COMMITS, (id) => id.replace(SIX, `$&${GAP}`)).replace(CALLS, `$&${GAP}`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Encodes all characters that could end the URL or that have a meaning in Markdown. */
function encoded(url: string): string {
  return url
    .replace(/[^\w:/?#[\]@!&'*+,;=.~%-]+/gu, (signs) =>
      Array.from(new TextEncoder().encode(signs), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(
        '',
      ),
    )
    .replaceAll('&', '&amp;');
}
