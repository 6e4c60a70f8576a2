/** The inline structure of a leaf's text: links, images, code, HTML and escapes in one pass, emphasis after CommonMark's delimiter run rules. */
import type { Image, Link } from '../outline.js';
import { decodeEntity, ENTITY, flank, fold, isLetter, isPunctuation, lostBreaks } from './characters.js';
import { bareEmailEnd, bareUrlEnd, inlineDestination, normalLabel } from './destination.js';
import { addAnchors, separates, TAG } from './html.js';
import { Emphasis } from './emphasis.js';

/** What the references of a body lead to, and where what is found goes. */
export interface InlineContext {
  readonly definitions: ReadonlyMap<string, string>;
  readonly footnotes: ReadonlySet<string>;
  readonly links: Link[];
  readonly images: Image[];
  readonly anchors: Set<string>;
}

/** A `[` or `![` that may open a link or an image. */
interface Bracket {
  readonly image: boolean;
  /** Offset of the text after it. */
  readonly textStart: number;
  readonly line: number;
  /** Lengths of the lists when it was opened. */
  readonly pieces: number;
  readonly links: number;
  readonly images: number;
  readonly marks: number;
  /** Another bracket lies inside, so that this one's text is no label. */
  nested: boolean;
  /** How deep images lie in its text. */
  imagesDeep: number;
}

const SPECIAL = new Uint8Array(128);
for (const character of '\\`*_~[]!<&:@') SPECIAL[character.charCodeAt(0)] = 1;

const AUTOLINK = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>/y;
const DOMAIN_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const EMAIL_AUTOLINK = new RegExp(
  `<([A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*)>`,
  'y',
);
const LABEL = /\[((?:[^\\[\]]|\\[^]){0,999})\]/y;
const FOOTNOTE_CALL = /\[\^((?:[^\\[\]\s]|\\[\\[\]]|\\(?![\\[\]])){1,999})\]/y;
const TASK = /^\[[ \t\nxX]\](?=\n|[ \t]+[^ \t])/;
const SCHEME = /(?<![A-Za-z])https?$/i;
const EMAIL_NAME = /[\w.+-]/;

/** Images in the texts of images are read this deep. */
const MOST_NESTED_IMAGES = 8;

/** Reads leaves one after the other into the same context. */
export class InlineScan {
  readonly #context: InlineContext;

  #text = '';
  #line = 0;
  #lineOffset = 0;
  #keepAlt = true;
  /** Start of what is not yet in pieces, and the character at hand. */
  #from = 0;
  #at = 0;
  #pieces: string[] = [];
  #emphasis = new Emphasis(this.#pieces);
  #brackets: Bracket[] = [];
  /** So many of the brackets, from the first, can open no link: one lies inside. */
  #inactive = 0;
  #nextWww = -1;
  #noEmailBefore = 0;
  /** Closing marks that are known not to come any more: of code by length, and of HTML constructs. */
  #lastRun: Map<number, number> | null = null;
  readonly #absent = new Set<string>();

  constructor(context: InlineContext) {
    this.#context = context;
  }

  /**
   * Plain text of a leaf whose first line is `line`; line breaks stay where they are. Links, images and anchors go to the
   * context. `keepAlt` tells whether the texts of images belong to it.
   */
  read(text: string, line: number, opensItem = false, keepAlt = true): string {
    const task = opensItem && text.startsWith('[') ? (TASK.exec(text)?.[0].length ?? 0) : 0;
    this.#nextWww = text.indexOf('www.', task);
    const first = this.#nextSpecial(text, task);
    if (first >= text.length) return task > 0 ? text.slice(task) : text;
    this.#text = text;
    this.#line = line;
    this.#lineOffset = 0;
    this.#keepAlt = keepAlt;
    this.#from = task;
    this.#at = first;
    this.#pieces.length = 0;
    this.#emphasis.clear();
    this.#brackets.length = 0;
    this.#inactive = 0;
    this.#noEmailBefore = 0;
    this.#lastRun = null;
    this.#absent.clear();
    while (this.#at < text.length) {
      this.#readSpecial(text.charCodeAt(this.#at));
      this.#at = this.#nextSpecial(text, this.#at);
    }
    this.#flush(text.length);
    this.#emphasis.resolve(0);
    return this.#pieces.join('');
  }

  #nextSpecial(text: string, from: number): number {
    if (this.#nextWww >= 0 && this.#nextWww < from) this.#nextWww = text.indexOf('www.', from);
    const limit = this.#nextWww < 0 ? text.length : this.#nextWww;
    let at = from;
    while (at < limit) {
      const code = text.charCodeAt(at);
      if (code < 128 && SPECIAL[code] === 1) return at;
      at += 1;
    }
    return limit;
  }

  /** Puts the plain text before `to` into pieces. */
  #flush(to: number): void {
    if (to > this.#from) this.#pieces.push(this.#text.slice(this.#from, to));
    this.#from = to;
  }

  /** Goes on after `to`; what lies before was marks, of which only the line breaks stay. */
  #skip(to: number): void {
    this.#flush(this.#at);
    const marks = this.#text.slice(this.#at, to);
    if (marks.includes('\n')) this.#pieces.push(lostBreaks(marks));
    this.#from = to;
    this.#at = to;
  }

  #lineAt(offset: number): number {
    for (let at = this.#text.indexOf('\n', this.#lineOffset); at >= 0 && at < offset; ) {
      this.#line += 1;
      this.#lineOffset = at + 1;
      at = this.#text.indexOf('\n', this.#lineOffset);
    }
    return this.#line;
  }

  #readSpecial(code: number): void {
    switch (code) {
      case 92:
        this.#readBackslash();
        break;
      case 96:
        this.#readCode();
        break;
      case 42:
      case 95:
      case 126:
        this.#readMarks(code);
        break;
      case 91:
        this.#openBracket(false);
        break;
      case 33:
        if (this.#text.charCodeAt(this.#at + 1) === 91) this.#openBracket(true);
        else this.#at += 1;
        break;
      case 93:
        this.#closeBracket();
        break;
      case 60:
        this.#readAngle();
        break;
      case 38:
        this.#readEntity();
        break;
      case 58:
        this.#readScheme();
        break;
      case 64:
        this.#readAt();
        break;
      default:
        this.#readWww();
    }
  }

  #readBackslash(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (isPunctuation(next)) {
      this.#flush(this.#at);
      this.#from = this.#at + 1;
      this.#at += 2;
    } else if (next === 10) {
      this.#flush(this.#at);
      this.#from = this.#at + 1;
      this.#at += 1;
    } else {
      this.#at += 1;
    }
  }

  #readCode(): void {
    const text = this.#text;
    const start = this.#at;
    let end = start + 1;
    while (text.charCodeAt(end) === 96) end += 1;
    const size = end - start;
    const close = this.#findRun(size, end);
    if (close < 0) {
      this.#at = end;
      return;
    }
    this.#flush(start);
    let code = text.slice(end, close);
    if (/^[ \n].*[ \n]$/s.test(code) && code.trim() !== '') code = code.slice(1, -1);
    this.#pieces.push(code);
    this.#at = this.#from = close + size;
  }

  /** Offset of the next run of exactly so many backticks; -1 where there is none. */
  #findRun(size: number, from: number): number {
    if (this.#lastRun !== null && (this.#lastRun.get(size) ?? -1) < from) return -1;
    const seen = new Map<number, number>();
    for (let at = this.#text.indexOf('`', from); at >= 0; ) {
      let end = at + 1;
      while (this.#text.charCodeAt(end) === 96) end += 1;
      if (end - at === size) return at;
      seen.set(end - at, at);
      at = this.#text.indexOf('`', end);
    }
    this.#lastRun = seen;
    return -1;
  }

  #readMarks(code: number): void {
    const text = this.#text;
    const start = this.#at;
    if (code === 95 && start >= this.#noEmailBefore && this.#readEmail()) return;
    let end = start + 1;
    while (text.charCodeAt(end) === code) end += 1;
    this.#flush(start);
    this.#at = this.#from = end;
    this.#emphasis.add(code, end - start, flank(text.charCodeAt(start - 1)), flank(text.charCodeAt(end)));
  }

  #openBracket(image: boolean): void {
    const start = this.#at;
    if (this.#readFootnoteCall(image ? start + 1 : start)) return;
    this.#flush(start);
    const outer = this.#brackets.at(-1);
    if (outer) outer.nested = true;
    this.#brackets.push({
      image,
      textStart: start + (image ? 2 : 1),
      line: this.#lineAt(start),
      pieces: this.#pieces.length,
      links: this.#context.links.length,
      images: this.#context.images.length,
      marks: this.#emphasis.count,
      nested: false,
      imagesDeep: 0,
    });
    this.#pieces.push(image ? '![' : '[');
    this.#at = this.#from = start + (image ? 2 : 1);
  }

  #readFootnoteCall(from: number): boolean {
    if (this.#context.footnotes.size === 0) return false;
    FOOTNOTE_CALL.lastIndex = from;
    const label = FOOTNOTE_CALL.exec(this.#text)?.[1];
    if (label === undefined || !this.#context.footnotes.has(normalLabel(label))) return false;
    this.#flush(from);
    this.#at = this.#from = FOOTNOTE_CALL.lastIndex;
    return true;
  }

  #closeBracket(): void {
    const close = this.#at;
    const bracket = this.#brackets.pop();
    this.#at = close + 1;
    if (bracket === undefined) return;
    const inactive = this.#brackets.length < this.#inactive;
    this.#inactive = Math.min(this.#inactive, this.#brackets.length);
    if (bracket.image ? bracket.imagesDeep >= MOST_NESTED_IMAGES : inactive) return;
    const found = this.#destinationOf(bracket, close);
    if (found === null) return;
    this.#flush(close);
    this.#emphasis.resolve(bracket.marks);
    const inside = this.#pieces.slice(bracket.pieces + 1).join('');
    const { links, images } = this.#context;
    links.length = bracket.links;
    this.#pieces.length = bracket.pieces;
    if (bracket.image) {
      images.length = bracket.images;
      images.push({ target: found.target, alt: fold(inside), line: bracket.line });
    } else {
      links.push({ target: found.target, text: fold(inside), line: bracket.line });
      this.#inactive = this.#brackets.length;
    }
    const outer = this.#brackets.at(-1);
    if (outer) outer.imagesDeep = Math.max(outer.imagesDeep, bracket.imagesDeep + (bracket.image ? 1 : 0));
    if (this.#keepAlt || !bracket.image) this.#pieces.push(inside);
    this.#from = this.#at;
    this.#skip(found.end);
  }

  #destinationOf(bracket: Bracket, close: number): { target: string; end: number } | null {
    const text = this.#text;
    const next = text.charCodeAt(close + 1);
    if (next === 40) {
      const inline = inlineDestination(text, close + 1);
      if (inline) return inline;
    }
    const { definitions } = this.#context;
    if (definitions.size === 0) return null;
    const own =
      bracket.nested || close - bracket.textStart > 999
        ? undefined
        : definitions.get(normalLabel(text.slice(bracket.textStart, close)));
    if (next === 91) {
      LABEL.lastIndex = close + 1;
      const label = LABEL.exec(text)?.[1];
      const target = label === undefined ? undefined : label === '' ? own : definitions.get(normalLabel(label));
      return target === undefined ? null : { target, end: LABEL.lastIndex };
    }
    return own === undefined ? null : { target: own, end: close + 1 };
  }

  #readAngle(): void {
    const text = this.#text;
    const start = this.#at;
    const next = text.charCodeAt(start + 1);
    if (next === 33 || next === 63) {
      const end = this.#declarationEnd(start);
      if (end < 0) this.#at = start + 1;
      else this.#skip(end);
      return;
    }
    if (isLetter(next) || next === 47) {
      TAG.lastIndex = start;
      if (TAG.test(text)) {
        // The text of an image keeps tags: it is no HTML.
        if (this.#brackets.at(-1)?.image) {
          this.#at = TAG.lastIndex;
          return;
        }
        const tag = text.slice(start, TAG.lastIndex);
        addAnchors(tag, this.#context.anchors);
        this.#skip(TAG.lastIndex);
        if (separates(tag)) this.#pieces.push(' ');
        return;
      }
    }
    for (const [pattern, prefix] of [
      [AUTOLINK, ''],
      [EMAIL_AUTOLINK, 'mailto:'],
    ] as const) {
      pattern.lastIndex = start;
      const address = pattern.exec(text)?.[1];
      if (address !== undefined) {
        this.#addBareLink(prefix + address, address, start, pattern.lastIndex);
        return;
      }
    }
    this.#at = start + 1;
  }

  /** End of the comment, declaration, instruction or CDATA section that starts at `start`; -1 where there is none. */
  #declarationEnd(start: number): number {
    const text = this.#text;
    if (text.startsWith('<!-->', start)) return start + 5;
    if (text.startsWith('<!--->', start)) return start + 6;
    if (text.startsWith('<!--', start)) return this.#after('-->', start + 4);
    if (text.startsWith('<?', start)) return this.#after('?>', start + 2);
    if (text.startsWith('<![CDATA[', start)) return this.#after(']]>', start + 9);
    return isLetter(text.charCodeAt(start + 2)) ? this.#after('>', start + 3) : -1;
  }

  #after(end: string, from: number): number {
    if (this.#absent.has(end)) return -1;
    const at = this.#text.indexOf(end, from);
    if (at < 0) this.#absent.add(end);
    return at < 0 ? -1 : at + end.length;
  }

  #readEntity(): void {
    ENTITY.lastIndex = this.#at;
    const entity = ENTITY.exec(this.#text)?.[0];
    const decoded = entity === undefined ? null : decodeEntity(entity);
    if (entity === undefined || decoded === null) {
      this.#at += 1;
      return;
    }
    this.#flush(this.#at);
    this.#pieces.push(decoded);
    this.#at = this.#from = this.#at + entity.length;
  }

  #readScheme(): void {
    const text = this.#text;
    const at = this.#at;
    this.#at = at + 1;
    if (!text.startsWith('//', at + 1)) return;
    const scheme = SCHEME.exec(text.slice(Math.max(this.#from, at - 6), at))?.[0];
    if (scheme === undefined) return;
    const end = bareUrlEnd(text, at + 3, this.#brackets.length > 0);
    if (end < 0) return;
    const start = at - scheme.length;
    this.#at = start;
    const url = text.slice(start, end);
    this.#addBareLink(url, url, start, end);
  }

  #readWww(): void {
    const text = this.#text;
    const start = this.#at;
    this.#at = start + 1;
    const before = text.charCodeAt(start - 1);
    if (flank(before) === 0) return;
    const end = bareUrlEnd(text, start, this.#brackets.length > 0);
    if (end < start + 5) return;
    this.#at = start;
    const url = text.slice(start, end);
    this.#addBareLink(`http://${url}`, url, start, end);
  }

  #readAt(): void {
    if (!this.#readEmail()) this.#at += 1;
  }

  /** Reads a bare e-mail address around the character at hand, if there is one. */
  #readEmail(): boolean {
    const text = this.#text;
    let start = this.#at;
    while (start > this.#from && EMAIL_NAME.test(text.charAt(start - 1))) start -= 1;
    let end = this.#at;
    while (EMAIL_NAME.test(text.charAt(end))) end += 1;
    this.#noEmailBefore = end;
    if (end === start || text[start - 1] === '/') return false;
    end = bareEmailEnd(text, end);
    if (end < 0) return false;
    this.#at = start;
    const address = text.slice(start, end);
    this.#addBareLink(`mailto:${address}`, address, start, end);
    return true;
  }

  #addBareLink(target: string, text: string, start: number, end: number): void {
    this.#context.links.push({ target, text, line: this.#lineAt(start) });
    this.#flush(start);
    this.#pieces.push(text);
    this.#at = this.#from = end;
  }
}
