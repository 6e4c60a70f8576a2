/** The tokenizer: splits text in any script into words with their places, in one scan. */

/** A word of a text. */
export interface Token {
  /** Case-folded NFC, unstemmed, at most 64 UTF-16 units. */
  readonly text: string;
  /** [from, to) in the original text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const LONGEST = 64;
/** Raw text that is enough for the longest token; the rest is ignored, so that a token of a megabyte costs no more. */
const LONGEST_RAW = 1024;
/** As in Unicode's Stream-Safe Text Format: normalizing longer runs of marks takes quadratic time. */
const MOST_MARKS = 30;
/** Units that are segmented at once, because Intl.Segmenter takes quadratic time on Node 20. */
const CHUNK = 200;

const OTHER = 1;
const WORD = 2;
const MARK = 3;
const UNSPACED = 4;
const JOINER = 5;
const QUOTE = 6;
const EMOJI = 7;

const PLUS = 0x2b;
const HASH = 0x23;

/**
 * Class of each ASCII character. A literal, so that a search for ASCII words does not wait for Unicode tables: a pattern
 * with `\p` takes up to a millisecond when its function is first compiled. So each is in a function that ASCII words skip.
 */
// prettier-ignore
const ASCII_CLASSES = new Uint8Array([
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // controls
  1, 1, 6, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1, 5, 5, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, // !"#$%&'()*+,-./ 0-9 :;<=>?
  5, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 5, // @A-Z [\]^_
  1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, // `a-z {|}~
]);

function classify(char: string): number {
  if (/[\p{L}\p{N}]/u.test(char)) return isUnspaced(char) ? UNSPACED : WORD;
  // Soft hyphens, joiners and direction marks are not part of the spelling and do not end a word.
  if (/[\u00ad\u200c-\u200f\u2060\p{M}]/u.test(char)) return MARK;
  if (/[._@\-\u2010\u2011\u05be]/.test(char)) return JOINER;
  if (/['’"”׳״]/.test(char)) return QUOTE;
  if (char >= '\u2300' && /[\p{Extended_Pictographic}\p{RI}]/u.test(char)) return EMOJI;
  return OTHER;
}

function isUnspaced(char: string): boolean {
  return /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u.test(
    char,
  );
}

/** Class of each UTF-16 unit seen so far, 0 = not seen; surrogates stay 0. */
let classes = ASCII_CLASSES;
const astral = new Map<number, number>();

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = classes[code];
  if (known) return known;
  if (Number.isNaN(code)) return OTHER;
  if (classes === ASCII_CLASSES) {
    classes = new Uint8Array(0x10000);
    classes.set(ASCII_CLASSES);
  }
  if (code < 0xd800 || code > 0xdfff) return (classes[code] = classify(text.charAt(at)));
  const point = text.codePointAt(at) ?? 0;
  if (point < 0x10000) return OTHER;
  let kind = astral.get(point);
  if (kind === undefined) astral.set(point, (kind = classify(String.fromCodePoint(point))));
  return kind;
}

const isAscii = (code: number): boolean => code < 0x80;

/** Returns the UTF-16 units of the character at a position. */
function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text, at + 1) ? 2 : 1;
}

/** Returns the end of the run of one class (and marks) that starts at `from`. */
function runEnd(text: string, from: number, kind: number): number {
  let at = from;
  let marks = 0;
  for (;;) {
    const here = classAt(text, at);
    if (here === kind) marks = 0;
    else if (here !== MARK || ++marks > MOST_MARKS) return at;
    at += widthAt(text, at);
  }
}

/** Returns a word in case-folded NFC, without characters that are not part of its spelling. */
function fold(word: string): string {
  return /^[\0-\x7f]*$/.test(word) ? word.toLowerCase() : foldUnicode(word.normalize('NFC').toLowerCase());
}

function foldUnicode(word: string): string {
  if (!/[ßςſﬀ-ﬆ\u2010\u2011\u05be\u00ad\u200c-\u200f\u2060'"’”׳״]|\u0307|\p{VS}/u.test(word)) return word;
  return (
    word
      // Not part of the spelling: soft hyphens, joiners, direction marks, variation selectors, quotes in Hebrew words.
      .replace(/[\u00ad\u200c-\u200f\u2060'"’”׳״]|\p{VS}/gu, '')
      .replaceAll('ß', 'ss')
      .replaceAll('ς', 'σ')
      .replaceAll('ſ', 's')
      .replaceAll('i\u0307', 'i')
      .replace(/[\u2010\u2011\u05be]/g, '-')
      .replace(/[ﬀ-ﬆ]/g, (ligature) => ligature.normalize('NFKC'))
      .normalize('NFC')
  );
}

function cap(text: string): string {
  if (text.length <= LONGEST) return text;
  const last = text.charCodeAt(LONGEST - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST - 1 : LONGEST);
}

function push(tokens: Token[], text: string, from: number, to: number): void {
  tokens.push({ text: cap(fold(text.slice(from, Math.min(to, from + LONGEST_RAW)))), from, to });
}

const isHebrew = (code: number): boolean => code >= 0x5d0 && code <= 0x5ea;

/** Returns the end of a word. A Hebrew geresh (צ'אט), or gershayim before the last letter of an acronym (דו"ח), do not end it. */
function wordEnd(text: string, from: number): number {
  let at = runEnd(text, from, WORD);
  while (
    classAt(text, at) === QUOTE &&
    isHebrew(text.charCodeAt(at - 1)) &&
    isHebrew(text.charCodeAt(at + 1))
  ) {
    const next = runEnd(text, at + 1, WORD);
    if ('"”״'.includes(text.charAt(at)) && next > at + 2) break;
    at = next;
  }
  return at;
}

/** Returns the position after the joiner that links the word that ends at `at` to another one; -1 if there is none. */
function afterJoiner(text: string, at: number): number {
  if (classAt(text, at) !== JOINER) return -1;
  let next = at + 1;
  if (text[at] === '_') while (text[next] === '_') next++;
  return classAt(text, next) === WORD ? next : -1;
}

/** Returns the end of an English clitic such as `'s` after the word that ends at `at`, so that it does not become a word. */
function cliticEnd(text: string, at: number): number {
  if (classAt(text, at) !== QUOTE) return at;
  const clitic = /['’](?:s|ſ|t|d|m|ll|re|ve)/iy;
  clitic.lastIndex = at;
  return clitic.test(text) && !goesOn(text, clitic.lastIndex) ? clitic.lastIndex : at;
}

/** Whether there is a letter, digit or mark at a position. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isAscii(code) || Number.isNaN(code)) return classes[code] === WORD;
  return /[\p{L}\p{N}\p{M}]/uy.test(text.slice(at, at + widthAt(text, at)));
}

/** Adds a word, or a compound whole and in parts (`node.js`, `foo_bar`, `user@x.io`, `re-use`, `C++`, `C#`). Returns its end. */
function compound(text: string, from: number, tokens: Token[]): number {
  let end = wordEnd(text, from);
  const first = tokens.length;
  let start = from;
  for (let next = afterJoiner(text, end); next >= 0; next = afterJoiner(text, end)) {
    push(tokens, text, start, end);
    start = next;
    end = wordEnd(text, next);
  }
  push(tokens, text, start, end);
  let whole = end;
  if (text.startsWith('++', end)) whole += 2;
  else if (text[end] === '#' && end === from + 1 && isAscii(text.charCodeAt(from))) whole += 1;
  if (whole > end && classAt(text, whole) === WORD) whole = end;
  if (start > from || whole > end) {
    push(tokens, text, from, whole);
    const token = tokens.pop();
    if (token) tokens.splice(first, 0, token);
  }
  return cliticEnd(text, whole);
}

/** Adds an emoji, without skin tones and variation selectors. Returns its end. */
function picture(text: string, from: number, tokens: Token[]): number {
  const emoji =
    /\p{RI}{1,2}|\p{Extended_Pictographic}[\p{VS}\p{EMod}]*(?:\u200d\p{Extended_Pictographic}[\p{VS}\p{EMod}]*)*/uy;
  emoji.lastIndex = from;
  const found = emoji.exec(text)?.[0];
  if (!found) return from + widthAt(text, from);
  const to = from + found.length;
  tokens.push({ text: cap(found.replace(/[\p{VS}\p{EMod}]/gu, '')), from, to });
  return to;
}

let segmenter: Intl.Segmenter | undefined;

/** Returns the ends of the words of unspaced text. The last word of a chunk may be cut, so the next chunk starts with it. */
function segmentEnds(text: string): number[] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  const ends: number[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + CHUNK, text.length);
    while (end < text.length && end > start + 1 && (classAt(text, end) === MARK || isLowSurrogate(text, end)))
      end--;
    const words = [...segmenter.segment(text.slice(start, end))].map(
      (word) => start + word.index + word.segment.length,
    );
    if (end < text.length && words.length > 1) words.pop();
    for (const word of words) ends.push(word);
    start = words.at(-1) ?? end;
  }
  return ends;
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** Returns a function that maps positions in the NFC of a text to positions in the text. */
function places(text: string): (place: number) => number {
  if (text.normalize('NFC') === text) return (place) => place;
  const from: number[] = [];
  let at = 0;
  for (const cluster of text.match(/\P{M}?\p{M}*/gu) ?? []) {
    for (let unit = cluster.normalize('NFC').length; unit > 0; unit--) from.push(at);
    at += cluster.length;
  }
  return (place) => from[place] ?? text.length;
}

/** Adds the words of a run without spaces, and each pair of neighbors, so that text split differently is found. Returns the end. */
function unspaced(text: string, from: number, tokens: Token[]): number {
  const to = runEnd(text, from, UNSPACED);
  const run = text.slice(from, to);
  const place = places(run);
  const ends = segmentEnds(run.normalize('NFC')).map((end) => from + place(end));
  let start = from;
  ends.forEach((end, i) => {
    const next = ends[i + 1];
    if (next !== undefined) push(tokens, text, start, next);
    push(tokens, text, start, end);
    start = end;
  });
  return to;
}

/** A fast path for most English words: returns the end of an ASCII word that cannot continue; -1 if it may. */
function plainEnd(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (isAscii(code) && classes[code] === WORD) code = text.charCodeAt(++at);
  if (at === text.length) return at;
  // A joiner before another separator, such as the full stop of a sentence, joins nothing.
  if (isAscii(code) && classes[code] === JOINER) code = text.charCodeAt(at + 1);
  return isAscii(code) && classes[code] === OTHER && code !== PLUS && code !== HASH ? at : -1;
}

/** Returns the words of a text, by place; of those that start at the same place, the longest first. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = classAt(text, at);
    if (kind === WORD) {
      const end = plainEnd(text, at);
      if (end > at) {
        tokens.push({ text: cap(text.slice(at, end).toLowerCase()), from: at, to: end });
        at = end;
      } else {
        at = compound(text, at, tokens);
      }
    } else if (kind === UNSPACED) at = unspaced(text, at, tokens);
    else if (kind === EMOJI) at = picture(text, at, tokens);
    else at += widthAt(text, at);
  }
  return tokens;
}
