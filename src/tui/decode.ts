/** Decodes terminal input into keys: characters as they are, others by name (`up`, `ctrl-n`, `enter`). A paste is one key. */

/** A key, or pasted text. */
export type Key = { readonly name: string } | { readonly pasted: string };

/** Key names by what follows `ESC [` or `ESC O`. Modifiers are ignored, except Shift with up or down. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'f1'],
  ['Z', 'shift-tab'],
  ['1~', 'home'],
  ['3~', 'delete'],
  ['4~', 'end'],
  ['5~', 'pageup'],
  ['6~', 'pagedown'],
  ['7~', 'home'],
  ['8~', 'end'],
  ['11~', 'f1'],
]);

const SHIFT = '2';
const PASTE = '\x1b[200~';
const PASTE_END = '\x1b[201~';
/** A complete escape sequence. Unknown ones are skipped, because they are certainly not text. */
const SEQUENCE = /\x1b(?:\[\[?([\d;:<=>?]*)([ -/]*[@-~])|O([@-~])|\x1b|([^[O\x1b]))/uy;
const OPEN = /\x1b(?:\[[\d;:<=>? -/]*|O)?$/y;
/** Most UTF-16 units kept of a paste, in case its end never comes. */
const LONGEST_PASTE = 65_536;

/** Decodes input chunk by chunk: a sequence may be split between two chunks. */
export class Decoder {
  #rest = '';
  #pasted: string | null = null;

  /** Whether the input so far ends in the start of a sequence: a lone Escape may still become another key. */
  get isWaiting(): boolean {
    return this.#rest !== '' && this.#pasted === null;
  }

  push(chunk: string): Key[] {
    const text = this.#rest + chunk;
    this.#rest = '';
    return this.#keysOf(text);
  }

  /** Ends the wait because nothing followed: a lone Escape is a key, other incomplete sequences are dropped. */
  flush(): Key[] {
    if (this.#pasted !== null) return [];
    const isEscape = this.#rest === '\x1b';
    this.#rest = '';
    return isEscape ? [{ name: 'esc' }] : [];
  }

  #keysOf(text: string): Key[] {
    const keys: Key[] = [];
    for (let at = 0; at < text.length;) {
      if (this.#pasted !== null) {
        at = this.#paste(this.#pasted, text, at, keys);
        continue;
      }
      if (text.startsWith(PASTE, at)) {
        this.#pasted = '';
        at += PASTE.length;
        continue;
      }
      SEQUENCE.lastIndex = at;
      const sequence = SEQUENCE.exec(text);
      if (sequence) {
        at = SEQUENCE.lastIndex;
        keys.push(...named(sequence));
        continue;
      }
      OPEN.lastIndex = at;
      if (OPEN.test(text)) {
        this.#rest = text.slice(at);
        return keys;
      }
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      keys.push({ name: nameOf(character) });
      at += character.length;
    }
    return keys;
  }

  #paste(before: string, text: string, at: number, keys: Key[]): number {
    const end = text.indexOf(PASTE_END, at);
    const to = end < 0 ? text.length - endOf(text, at) : end;
    const pasted = (before + text.slice(at, to)).slice(0, LONGEST_PASTE);
    this.#pasted = end < 0 ? pasted : null;
    if (end < 0) {
      this.#rest = text.slice(to);
      return text.length;
    }
    keys.push({ pasted });
    return end + PASTE_END.length;
  }
}

/** Returns how many characters at the end of the text may be the start of PASTE_END. */
function endOf(text: string, from: number): number {
  for (let length = Math.min(PASTE_END.length - 1, text.length - from); length > 0; length--)
    if (PASTE_END.startsWith(text.slice(-length))) return length;
  return 0;
}

function named([whole, parameters = '', end = '', single, alt]: RegExpExecArray): Key[] {
  if (whole === '\x1b\x1b') return [{ name: 'esc' }, { name: 'esc' }];
  if (alt !== undefined) return [{ name: `alt-${nameOf(alt)}` }];
  const [number = '', modifier] = parameters.split(';');
  const name = NAMED.get(single ?? (end === '~' ? number + end : end));
  if (name === undefined) return [];
  return [{ name: modifier === SHIFT && (name === 'up' || name === 'down') ? `shift-${name}` : name }];
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x7f || code === 8) return 'backspace';
  if (code === 9) return 'tab';
  if (code === 13) return 'enter';
  if (code === 27) return 'esc';
  if (code === 32) return 'space';
  return code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}
