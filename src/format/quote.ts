/**
 * Card text in Markdown that GitHub or GitLab shows: pull request comments and job summaries. It appears as it is written: it
 * mentions nobody (`@team`), references nothing (`#12`, a commit), links nowhere and adds no HTML. Escaping is not enough: both
 * look for mentions and references in the rendered page, where they leave only code alone.
 */
import { disarm, safe } from './escape.js';
import { shortened } from '../text/shortened.js';

/** What kb's messages quote, as text or as code. */
const QUOTED = /“([^“”]*)”|`([^`]+)`/g;
/** A word or number, possibly with joined parts, or a sign that is harmless by itself. */
const PLAIN_WORD = /^(?:[\p{L}\p{M}\p{N}]+(?:[-’'/+][\p{L}\p{M}\p{N}]+)*|\d+(?:[.,:]\d+)+|[–—·…→&]?)$/u;
/** Plain words that GitHub turns into links: the id of a commit, `GH-12`. */
const REFERENCE = /(?:^|[^\p{L}\p{N}])(?:[0-9a-f]{7,}|gh-\d+)(?![\p{L}\p{N}])/iu;
const OPENING = /^[(“‘"']*/;
const CLOSING = new Set(')”’"\'.,;:?!%…');

/** One line for a table cell or a paragraph: plain words and quotes as they are, every other (“odd”) word as code. */
export function quoted(text: string, longest = 300): string {
  const whole = shortened(safe(text), longest).replace(/ +/g, ' ').trim();
  let page = '';
  let from = 0;
  for (const { 0: all, 1: name, 2: code, index } of whole.matchAll(QUOTED)) {
    page = joined(page, words(whole.slice(from, index)));
    page = joined(page, code === undefined ? `“${asOne(name ?? '')}”` : codeSpan(code));
    from = index + all.length;
  }
  return joined(page, words(whole.slice(from))).trim();
}

/** A title or another name: as it is if all its words are plain, otherwise all of it as code. */
export function asOne(text: string, longest = 300): string {
  const whole = shortened(safe(text), longest);
  return whole.split(' ').every((word) => word === '' || !isOdd(word)) ? whole : codeSpan(whole);
}

/** A text as a code span, whatever backticks and pipes it contains. */
export function codeSpan(text: string, longest = 300): string {
  // In a table, a backslash before a pipe would undo the escape of the pipe, hence the blank.
  const shown = disarm(shortened(safe(text), longest))
    .replace(/\\(?=\|)/g, '\\ ')
    .replaceAll('|', '\\|');
  const longestRun = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const gap = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return shown === '' ? '' : fence + gap + shown + gap + fence;
}

/** The text with odd words as code; odd words in a row share a span. */
function words(text: string): string {
  const parts: string[] = [];
  let [lead, odd]: [string, string[]] = ['', []];
  const close = (after: string): void => {
    if (odd.length > 0) parts.push(lead + codeSpan(odd.join(' ')) + after);
    [lead, odd] = ['', []];
  };
  for (const word of text.split(' ')) {
    const [before, core, after] = parted(word);
    const isNext = isOddCore(core);
    if (!isNext || before !== '') close('');
    if (isNext) {
      if (odd.length === 0) lead = before;
      odd.push(core);
      if (after !== '') close(after);
    } else parts.push(word);
  }
  close('');
  return parts.join(' ');
}

function isOdd(word: string): boolean {
  return isOddCore(parted(word)[1]);
}

function isOddCore(core: string): boolean {
  return !PLAIN_WORD.test(core) || REFERENCE.test(core);
}

/** Splits a word from the punctuation of the sentence around it; `f(x)` keeps its parentheses. */
function parted(word: string): readonly [before: string, core: string, after: string] {
  const start = OPENING.exec(word)?.[0].length ?? 0;
  let end = word.length;
  const isCall = word.includes('(', start);
  while (end > start && CLOSING.has(word.charAt(end - 1)) && !(isCall && word.charAt(end - 1) === ')'))
    end -= 1;
  return [word.slice(0, start), word.slice(start, end), word.slice(end)];
}

/** Joins two texts. The backticks of adjacent code spans would merge, so a blank keeps them apart. */
function joined(before: string, after: string): string {
  return before.endsWith('`') && after.startsWith('`') ? `${before} ${after}` : before + after;
}
