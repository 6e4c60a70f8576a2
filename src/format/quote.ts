/**
 * Card text inside Markdown that a forge shows: a comment on a pull request, the summary of a job. It is drawn as it
 * is written: it calls nobody (`@team`), refers to nothing (`#12`, a commit), links nowhere and brings no HTML. An escape
 * would not do: forges look for names and references in the page that Markdown makes, where only code is left alone.
 */
import { disarm, safe } from './escape.js';
import { shortened } from '../text/shortened.js';

/** What our messages quote as a text or as code, and what of it is one name. */
const QUOTED = /“([^“”]*)”|`([^`]+)`/g;
/** Words and numbers, joined as in a sentence. */
const PLAIN_WORD = /^(?:[\p{L}\p{M}\p{N}]+(?:[-’'/+][\p{L}\p{M}\p{N}]+)*|\d+(?:[.,:]\d+)+|[–—·…→&]?)$/u;
/** Plain words that a forge makes links of: the id of a commit, `GH-12`. */
const REFERENCE = /(?:^|[^\p{L}\p{N}])(?:[0-9a-f]{7,}|gh-\d+)(?![\p{L}\p{N}])/iu;
const OPENING = /^[(“‘"']*/;
const CLOSING = new Set(')”’"\'.,;:?!%…');

/** One line for a table's cell or a paragraph: plain words and quotes as they are, every odd word as code. */
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

/** A title or another name: as it is, or all of it as code. */
export function asOne(text: string, longest = 300): string {
  const whole = shortened(safe(text), longest);
  return whole.split(' ').every((word) => word === '' || !isOdd(word)) ? whole : codeSpan(whole);
}

/** A text as code, whatever backticks and pipes are in it. */
export function codeSpan(text: string, longest = 300): string {
  // In a table the backslash of `\|` would be read as escaping the pipe's own, hence the blank.
  const shown = disarm(shortened(safe(text), longest))
    .replace(/\\(?=\|)/g, '\\ ')
    .replaceAll('|', '\\|');
  const longestRun = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const gap = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return shown === '' ? '' : fence + gap + shown + gap + fence;
}

/** Odd words side by side are one span. */
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

/** A word without the marks of the sentence around it; `f(x)` keeps its own. */
function parted(word: string): readonly [before: string, core: string, after: string] {
  const start = OPENING.exec(word)?.[0].length ?? 0;
  let end = word.length;
  const isCall = word.includes('(', start);
  while (end > start && CLOSING.has(word.charAt(end - 1)) && !(isCall && word.charAt(end - 1) === ')'))
    end -= 1;
  return [word.slice(0, start), word.slice(start, end), word.slice(end)];
}

/** Two spans side by side would be read as one, and what is between their ends as no code. */
function joined(before: string, after: string): string {
  return before.endsWith('`') && after.startsWith('`') ? `${before} ${after}` : before + after;
}
