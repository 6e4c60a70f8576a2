/**
 * Card text inside Markdown that a forge shows: a comment on a pull request, the summary of a job. It is drawn as it
 * is written: it calls nobody (`@team`), refers to nothing (`#12`, a commit), links nowhere and brings no HTML.
 */
import { disarm, safe } from './escape.js';

/** Letters and digits with a dash or an apostrophe inside, and what may stand around a word in a sentence. */
const PLAIN_WORD = /^[(“‘"']*[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{M}\p{N}]+)*[)”’"'.,;:?]*$/u;
/** Plain words that a forge makes links of: the id of a commit, `GH-12`. */
const REFERENCE = /^\W*(?:[0-9a-f]{7,}|gh-\d+)\W*$/i;

/** One line for a table's cell or a paragraph: plain words as they are, everything else as code. */
export function quoted(text: string, longest = 300): string {
  const parts: string[] = [];
  let code: string[] = [];
  const close = (): void => {
    if (code.length > 0) parts.push(codeSpan(code.join(' ')));
    code = [];
  };
  for (const word of cut(safe(text), longest).split(' ')) {
    if (word !== '' && (!PLAIN_WORD.test(word) || REFERENCE.test(word))) code.push(word);
    else {
      close();
      parts.push(word);
    }
  }
  close();
  return parts.join(' ').trim();
}

/** A text as code, whatever backticks and pipes are in it. */
export function codeSpan(text: string, longest = 300): string {
  // In a table the backslash of `\|` would be read as escaping the pipe's own, hence the blank.
  const shown = disarm(cut(safe(text), longest))
    .replace(/\\(?=\|)/g, '\\ ')
    .replaceAll('|', '\\|');
  const longestRun = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const gap = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return shown === '' ? '' : fence + gap + shown + gap + fence;
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}
