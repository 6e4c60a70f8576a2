/**
 * Card text inside Markdown that a forge shows: it says what it said, and calls nobody (`@ana`), refers to nothing (`#12`),
 * links nowhere and brings neither marks nor formulas nor HTML. Only `mention`, `commitReference` and `linkTo` do so.
 */
import { decodeEntities } from '../../card/outline/characters.js';
import { UNSEEN } from '../../card/unseen.js';
import { shortened } from '../../text/shortened.js';

/**
 * A blank without width. An escape would not do: forges look for names and references in the page that Markdown makes. This one
 * lets a line break where a word joiner forbids it, ends a word for every forge, and is what other robots use there.
 */
const GAP = '\u200b';

const BLANKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Joiners stay inside of a word or a picture: many scripts and emoji cannot be spelled without them. */
const HIDDEN = new RegExp(
  `(?!(?<=[\\p{L}\\p{M}\\p{Emoji_Modifier}\\p{Extended_Pictographic}])[\\u200c\\u200d][\\p{L}\\p{Extended_Pictographic}])[${UNSEEN}]`,
  'gu',
);
/** Where a forge sees the beginning of a name, a reference, an address or a picture: `@ana`, `#1`, `GH-1`, `://`, `www.`, `:x:`. */
const CALLS = /@|#(?=\d)|(?<![0-9a-z])gh-(?=\d)|:(?=\/\/|[\w+-]+(?::|$))|www(?=\.)/gi;
/** Commits; digits alone are a number, unless they are as many as a whole id has. `_` is a letter to `\b`, and none to a forge. */
const COMMITS = /(?<![0-9a-z])(?:[0-9a-f]{40,}|(?=\d*[a-f])[0-9a-f]{7,})(?![0-9a-z])/gi;
/** From one dollar to another: GitHub takes what is between them for a formula, and only an element of its own hinders it. */
const FORMULA = /\\\$.*\$/s;
/** One digit fewer than what a forge takes for a commit. */
const SIX = /.{6}(?=.)/g;
const TAGS: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** One line of Markdown that shows the text. */
export function defused(text: string, longest = 500): string {
  return withoutCalls(shown(decodeEntities(text), longest))
    .replace(/[&<>]/g, (sign) => TAGS.get(sign) ?? sign)
    .replace(/[\\`*_[\]~|$]|^[#+=-]/g, '\\$&')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\')
    .replace(FORMULA, (text) => text.replaceAll('\\$', '<span>\\$</span>'));
}

/** For a title, which is no Markdown. */
export function defusedTitle(text: string, longest = 500): string {
  return withoutCalls(shown(text, longest));
}

/** One line of text as code, whatever backticks are in it; forges leave code alone. Empty where there is nothing to show. */
export function codeSpan(text: string, longest = 200): string {
  const code = shown(text, longest);
  const fence = '`'.repeat(longestRun(code) + 1);
  const gap = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return code === '' ? '' : `${fence}${gap}${code}${gap}${fence}`;
}

/** Lines as a block of code. */
export function codeBlock(text: string, language = ''): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(HIDDEN, ''));
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** A link; the text alone where the address is none of the web. */
export function linkTo(text: string, url: string | null): string {
  const address = /^https?:\/\/[^/\s]/.test(url ?? '') ? url : null;
  const shownText = defused(text);
  return address === null || shownText === '' ? shownText : `[${shownText}](${encoded(address)})`;
}

const TEAM = /^@[a-z\d](?:[a-z\d-]{0,37}[a-z\d])?\/[a-z\d][\w-]{0,99}$/i;

/** Whether it is the name of a team, as a forge mentions it: `@acme/billing`. */
export function isTeam(name: string): boolean {
  return TEAM.test(name);
}

/** Calls a team; what is no team is shown as code. */
export function mention(team: string): string {
  return isTeam(team) ? team : codeSpan(team);
}

const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Refers to a commit by its whole id, which forges make a link of; empty for anything else. */
export function commitReference(id: string | null): string {
  return id !== null && COMMIT_ID.test(id) ? id : '';
}

/** On one line, without what nobody sees. */
function shown(text: string, longest: number): string {
  return shortened(text.replace(BLANKS, ' ').replace(HIDDEN, '').trim(), longest);
}

function withoutCalls(text: string): string {
  return text.replace(COMMITS, (id) => id.replace(SIX, `$&${GAP}`)).replace(CALLS, `$&${GAP}`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** What would end the address, or mean something to Markdown, is written as its bytes. */
function encoded(url: string): string {
  return url
    .replace(/[^\w:/?#[\]@!&'*+,;=.~%-]+/gu, (signs) =>
      Array.from(new TextEncoder().encode(signs), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(
        '',
      ),
    )
    .replaceAll('&', '&amp;');
}
