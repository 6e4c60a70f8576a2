/** The inline structure of a leaf's text, read in one pass: links, images, code, HTML, escapes and emphasis marks. */
import {
  addressInAngles,
  emailAround,
  emailNameEnd,
  urlAround,
  wwwAddress,
  type Address,
} from './address.js';
import {
  decodeEntity,
  ENTITY,
  flank,
  fold,
  isLetter,
  isPunctuation,
  lostBreaks,
  NEWLINE,
} from './characters.js';
import { ClosingRuns, codeText, runEnd } from './code-span.js';
import { inlineDestination, normalLabel, type Definition, type Destination } from './destination.js';
import { Emphasis } from './emphasis.js';
import { addAnchors, addressPlace, imageOf, linkTarget, separates, TAG, type Finds } from './html.js';
import type { Place } from './origin.js';

/** The targets of a body's references, and the collections to which finds are added. */
export interface InlineContext extends Finds {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlySet<string>;
}

/** A `[` or `![` that may open a link or an image. */
interface Bracket {
  readonly image: boolean;
  /** Offset of the text after it. */
  readonly textStart: number;
  readonly line: number;
  /** How much had been found when the bracket was opened. */
  readonly pieces: number;
  readonly links: number;
  readonly images: number;
  readonly runs: number;
  /** Whether it contains another bracket, so that its text cannot be a label. */
  nested: boolean;
  /** How deeply images are nested in its text. */
  imagesDeep: number;
}

/** Images nested in the texts of other images are read up to this depth. */
const MOST_NESTED_IMAGES = 8;
const LONGEST_LABEL = 999;

const SPECIAL = /[\\`*_~[\]!<&:@]|www\./g;
const LABEL = /\[((?:[^\\[\]]|\\[^]){0,999})\]/y;
const FOOTNOTE_CALL = /\[\^((?:[^\\[\]\s]|\\[\\[\]]|\\(?![\\[\]])){1,999})\]/y;
const TASK_BOX = /^\[[ \t\nxX]\](?=\n|[ \t]+[^ \t])/;

/** Reads leaves one after another into the same context. */
export class InlineScan {
  readonly #context: InlineContext;
  readonly #pieces: string[] = [];
  readonly #emphasis = new Emphasis(this.#pieces);
  readonly #brackets: Bracket[] = [];
  readonly #closingRuns = new ClosingRuns();
  /** Ends of HTML constructs that are known to be missing from the rest of the text. */
  readonly #absent = new Set<string>();

  /** The open `<a href>`. `from` is the number of pieces before its text. */
  #htmlLink: { target: string; line: number; from: number; place: Place | null } | null = null;
  /** Closed HTML links with the pieces of their texts, which are only final when all emphasis marks are resolved. */
  readonly #htmlLinks: { readonly link: { text: string }; readonly from: number; readonly to: number }[] = [];

  #text = '';
  #keepAlt = true;
  /** Start of the plain text that is not yet among the pieces, and the current offset. */
  #from = 0;
  #at = 0;
  /** Line of the offset looked up last, and the line break after it. */
  #line = 0;
  #nextBreak = 0;
  /** The first so many brackets cannot open a link, because one is already inside them. */
  #inactive = 0;
  #noEmailBefore = 0;

  constructor(context: InlineContext) {
    this.#context = context;
  }

  /**
   * Returns the plain text of a leaf whose first line is `line`. Its line breaks stay or become LOST_BREAKs. Links,
   * images and anchors are added to the context. `opensItem`: a task's box may come first. `keepAlt`: the plain text
   * includes the texts of images.
   */
  read(text: string, line: number, opensItem = false, keepAlt = true): string {
    const start = opensItem ? (TASK_BOX.exec(text)?.[0].length ?? 0) : 0;
    this.#at = nextSpecial(text, start);
    if (this.#at >= text.length) return text.slice(start);
    this.#text = text;
    this.#keepAlt = keepAlt;
    this.#from = start;
    this.#line = line;
    this.#nextBreak = breakFrom(text, 0);
    this.#inactive = 0;
    this.#noEmailBefore = 0;
    this.#pieces.length = 0;
    this.#emphasis.clear();
    this.#brackets.length = 0;
    this.#htmlLinks.length = 0;
    this.#closingRuns.reset(text);
    this.#absent.clear();
    while (this.#at < text.length) {
      this.#readSpecial(text.charCodeAt(this.#at));
      this.#at = nextSpecial(text, this.#at);
    }
    this.#flush(text.length);
    this.#endHtmlLink();
    this.#emphasis.resolve(0);
    for (const { link, from, to } of this.#htmlLinks) link.text = fold(this.#pieces.slice(from, to).join(''));
    return this.#pieces.join('');
  }

  /** Adds the plain text before `to` to the pieces. */
  #flush(to: number): void {
    if (to > this.#from) this.#pieces.push(this.#text.slice(this.#from, to));
    this.#from = to;
  }

  /** Replaces the text from `start` to `end` with `piece`, and continues at `end`. */
  #replace(start: number, end: number, piece: string): void {
    this.#flush(start);
    if (piece !== '') this.#pieces.push(piece);
    this.#from = this.#at = end;
  }

  #lineAt(offset: number): number {
    while (this.#nextBreak < offset) {
      this.#line += 1;
      this.#nextBreak = breakFrom(this.#text, this.#nextBreak + 1);
    }
    return this.#line;
  }

  #readSpecial(code: number): void {
    const text = this.#text;
    if (code === 92) this.#readBackslash();
    else if (code === 96) this.#readCode();
    else if (code === 42 || code === 95 || code === 126) this.#readMarks(code);
    else if (code === 91) this.#openBracket('[');
    else if (code === 93) this.#closeBracket();
    else if (code === 60) this.#readAngle();
    else if (code === 38) this.#readEntity();
    else if (code === 58) this.#readAddress(urlAround(text, this.#at, this.#from, this.#inBrackets));
    else if (code === 64) this.#readAddress(this.#email());
    else if (code !== 33) this.#readAddress(wwwAddress(text, this.#at, this.#inBrackets));
    else if (text.charCodeAt(this.#at + 1) === 91) this.#openBracket('![');
    else this.#at += 1;
  }

  #readBackslash(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next !== NEWLINE && !isPunctuation(next)) {
      this.#at += 1;
      return;
    }
    this.#replace(this.#at, this.#at + 1, '');
    this.#at += 1;
  }

  #readCode(): void {
    const open = runEnd(this.#text, this.#at);
    const size = open - this.#at;
    const close = this.#closingRuns.find(size, open);
    if (close < 0) this.#at = open;
    else this.#replace(this.#at, close + size, codeText(this.#text.slice(open, close)));
  }

  #readMarks(code: number): void {
    const text = this.#text;
    const start = this.#at;
    if (code === 95 && start >= this.#noEmailBefore) {
      const email = this.#email();
      if (email) {
        this.#readAddress(email);
        return;
      }
    }
    let end = start + 1;
    while (text.charCodeAt(end) === code) end += 1;
    this.#replace(start, end, '');
    this.#emphasis.add(code, end - start, flank(text.charCodeAt(start - 1)), flank(text.charCodeAt(end)));
  }

  #openBracket(mark: '[' | '!['): void {
    const start = this.#at;
    if (this.#readFootnoteCall(start + mark.length - 1)) return;
    const outer = this.#brackets.at(-1);
    if (outer) outer.nested = true;
    this.#flush(start);
    this.#brackets.push({
      image: mark === '![',
      textStart: start + mark.length,
      line: this.#lineAt(start),
      pieces: this.#pieces.length,
      links: this.#context.links.length,
      images: this.#context.images.length,
      runs: this.#emphasis.count,
      nested: false,
      imagesDeep: 0,
    });
    this.#replace(start, start + mark.length, mark);
  }

  get #inBrackets(): boolean {
    return this.#brackets.length > 0;
  }

  #readFootnoteCall(at: number): boolean {
    const { footnotes } = this.#context;
    if (footnotes.size === 0) return false;
    FOOTNOTE_CALL.lastIndex = at;
    const label = FOOTNOTE_CALL.exec(this.#text)?.[1];
    if (label === undefined || !footnotes.has(normalLabel(label))) return false;
    this.#replace(at, FOOTNOTE_CALL.lastIndex, '');
    return true;
  }

  #closeBracket(): void {
    const close = this.#at;
    this.#at = close + 1;
    const bracket = this.#brackets.pop();
    if (bracket === undefined) return;
    const outer = this.#brackets.at(-1);
    if (outer) outer.imagesDeep = Math.max(outer.imagesDeep, bracket.imagesDeep);
    const inactive = this.#brackets.length < this.#inactive;
    if (inactive) this.#inactive = this.#brackets.length;
    if (bracket.image ? bracket.imagesDeep >= MOST_NESTED_IMAGES : inactive) return;
    const destination = this.#destinationOf(bracket, close);
    if (destination === null) return;
    this.#flush(close);
    this.#emphasis.resolve(bracket.runs);
    const inside = this.#pieces.slice(bracket.pieces + 1).join('');
    this.#pieces.length = bracket.pieces;
    const { target, end } = destination;
    const { line } = bracket;
    const { links, images } = this.#context;
    const placed = this.#placed(destination);
    // Addresses in the text of a link are not links themselves.
    links.length = bracket.links;
    if (bracket.image) {
      images.length = bracket.images;
      images.push({ target, alt: fold(inside), line, ...placed });
      if (outer) outer.imagesDeep = Math.max(outer.imagesDeep, bracket.imagesDeep + 1);
    } else {
      links.push({ target, text: fold(inside), line, ...placed });
      this.#inactive = this.#brackets.length;
    }
    if (this.#keepAlt || !bracket.image) this.#pieces.push(inside);
    this.#from = end;
    this.#replace(end, end, lostBreaks(this.#text.slice(close, end)));
  }

  /** Returns where an address is written, or null if that is not requested or the address is empty or written elsewhere. */
  #placed({ from, to }: Destination): { place: Place | null } | null {
    const { origin } = this.#context;
    if (origin === null || from === to) return null;
    const angle = this.#text[from] === '<';
    return { place: angle ? origin.place(from + 1, to - 1, 'angle') : origin.place(from, to, 'bare') };
  }

  /**
   * Returns the destination of the brackets that close at `close`: `(target)`, or the definition of `[label]` or of their
   * own text; null if there is none.
   */
  #destinationOf(bracket: Bracket, close: number): Destination | null {
    const text = this.#text;
    const next = text.charCodeAt(close + 1);
    const inline = next === 40 ? inlineDestination(text, close + 1) : null;
    const { definitions } = this.#context;
    if (inline !== null || definitions.size === 0) return inline;
    const isLabel = !bracket.nested && close - bracket.textStart <= LONGEST_LABEL;
    const own = isLabel ? definitions.get(normalLabel(text.slice(bracket.textStart, close))) : undefined;
    let definition = own;
    let end = close + 1;
    if (next === 91) {
      LABEL.lastIndex = end;
      const label = LABEL.exec(text)?.[1];
      if (label !== '') definition = label === undefined ? undefined : definitions.get(normalLabel(label));
      end = LABEL.lastIndex;
    }
    return definition === undefined ? null : { target: definition.target, end, from: 0, to: 0 };
  }

  #readAngle(): void {
    const text = this.#text;
    const start = this.#at;
    const next = text.charCodeAt(start + 1);
    let end = next === 33 || next === 63 ? this.#declarationEnd(start) : -1;
    let tag = '';
    if (isLetter(next) || next === 47) {
      TAG.lastIndex = start;
      if (TAG.test(text)) {
        end = TAG.lastIndex;
        tag = text.slice(start, end);
      }
    }
    if (end < 0) {
      this.#readAddress(addressInAngles(text, start));
      return;
    }
    if (this.#brackets.at(-1)?.image) {
      // The text of an image is not HTML: tags in it are meant to be read.
      this.#at = end;
      return;
    }
    this.#flush(start);
    if (tag !== '') this.#readTag(tag, start);
    this.#replace(start, end, (separates(tag) ? ' ' : '') + lostBreaks(text.slice(start, end)));
  }

  #readTag(tag: string, start: number): void {
    const { anchors, images, origin } = this.#context;
    addAnchors(tag, anchors);
    if (!/^<\/?(?:a|img)[ \t\n/>]/i.test(tag)) return;
    const line = this.#lineAt(start);
    const image = imageOf(tag, line);
    const target = linkTarget(tag);
    const place = origin && (target !== null || image) ? addressPlace(tag, start, origin) : null;
    if (image) {
      images.push(origin ? { ...image, place } : image);
      return;
    }
    this.#endHtmlLink();
    if (target !== null) this.#htmlLink = { target, line, from: this.#pieces.length, place };
  }

  #endHtmlLink(): void {
    if (this.#htmlLink === null) return;
    const { target, line, from, place } = this.#htmlLink;
    this.#htmlLink = null;
    const link = { target, text: '', line, ...(this.#context.origin && { place }) };
    this.#context.links.push(link);
    this.#htmlLinks.push({ link, from, to: this.#pieces.length });
  }

  /** Returns the end of the comment, declaration, instruction or CDATA section that starts at `start`, or -1 if there is none. */
  #declarationEnd(start: number): number {
    const text = this.#text;
    if (text.startsWith('<!-->', start)) return start + 5;
    if (text.startsWith('<!--->', start)) return start + 6;
    if (text.startsWith('<!--', start)) return this.#endOf('-->', start + 4);
    if (text.startsWith('<?', start)) return this.#endOf('?>', start + 2);
    if (text.startsWith('<![CDATA[', start)) return this.#endOf(']]>', start + 9);
    return isLetter(text.charCodeAt(start + 2)) ? this.#endOf('>', start + 3) : -1;
  }

  #endOf(mark: string, from: number): number {
    const at = this.#absent.has(mark) ? -1 : this.#text.indexOf(mark, from);
    if (at >= 0) return at + mark.length;
    this.#absent.add(mark);
    return -1;
  }

  #readEntity(): void {
    ENTITY.lastIndex = this.#at;
    const entity = ENTITY.exec(this.#text)?.[0];
    const decoded = entity === undefined ? null : decodeEntity(entity);
    if (decoded === null) this.#at += 1;
    else this.#replace(this.#at, ENTITY.lastIndex, decoded);
  }

  #email(): Address | null {
    this.#noEmailBefore = emailNameEnd(this.#text, this.#at);
    return emailAround(this.#text, this.#at, this.#from, this.#noEmailBefore);
  }

  /** Adds a link for an address. If there is none, the current character is plain text. */
  #readAddress(address: Address | null): void {
    if (address === null) {
      this.#at += 1;
      return;
    }
    const { target, start, end } = address;
    const inAngles = this.#text[start] === '<';
    const text = inAngles ? this.#text.slice(start + 1, end - 1) : this.#text.slice(start, end);
    this.#context.links.push({ target, text, line: this.#lineAt(start) });
    this.#replace(start, end, text);
  }
}

/** Returns the offset of the next character that may be more than plain text, or the text's length. */
function nextSpecial(text: string, from: number): number {
  SPECIAL.lastIndex = from;
  if (!SPECIAL.test(text)) return text.length;
  const last = SPECIAL.lastIndex - 1;
  return text.charCodeAt(last) === 46 ? last - 3 : last;
}

/** Returns the offset of the next line break, or the text's length. */
function breakFrom(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
