/** Text with kb's own colors (SGR) and links (OSC 8): its plain text, and how to cut it without breaking a style. */

const CODE = /\x1b\[[\d;]*m|\x1b\]8;;[^\x1b]*\x1b\\/g;

/** Text and style codes, separated. */
export interface Styled {
  readonly plain: string;
  /** In order; `at` is the position in `plain` before which the code belongs. */
  readonly codes: readonly { readonly at: number; readonly code: string }[];
}

export function parseStyled(text: string): Styled {
  if (!text.includes('\x1b')) return { plain: text, codes: [] };
  const codes: { at: number; code: string }[] = [];
  let removed = 0;
  const plain = text.replace(CODE, (code, at: number) => {
    codes.push({ at: at - removed, code });
    removed += code.length;
    return '';
  });
  return { plain, codes };
}

export function unstyled(text: string): string {
  return text.includes('\x1b') ? text.replace(CODE, '') : text;
}

/**
 * Cuts a text into parts that are each complete: styles that are on at the start of a part are switched on, and those that are
 * still on at its end are switched off. Ranges are positions in `plain`, in ascending order, without overlap.
 */
export function cutStyled(
  { plain, codes }: Styled,
  ranges: readonly (readonly [from: number, to: number])[],
): string[] {
  if (codes.length === 0) return ranges.map(([from, to]) => plain.slice(from, to));
  const open = new OpenStyles();
  let next = 0;
  return ranges.map(([from, to]) => {
    for (let code = codes[next]; code && code.at <= from; code = codes[++next]) open.apply(code.code);
    let part = open.start();
    let at = from;
    for (let code = codes[next]; code && code.at < to; code = codes[++next]) {
      part += plain.slice(at, code.at) + code.code;
      at = code.at;
      open.apply(code.code);
    }
    return part + plain.slice(at, to) + open.end();
  });
}

/** Splits a text into lines that are each complete. */
export function styledLines(text: string): string[] {
  const styled = parseStyled(text);
  let from = 0;
  return cutStyled(
    styled,
    styled.plain.split('\n').map((line) => {
      const range = [from, from + line.length] as const;
      from += line.length + 1;
      return range;
    }),
  );
}

const LINK = '\x1b]8;;';
const LINK_END = '\x1b]8;;\x1b\\';

/** The styles that are on at a position in a text. */
class OpenStyles {
  #styles: { code: string; end: string }[] = [];
  #link = '';

  apply(code: string): void {
    if (code.startsWith(LINK)) {
      this.#link = code === LINK_END ? '' : code;
      return;
    }
    const number = Number.parseInt(code.slice(2), 10);
    const end = endOf(number);
    // Bold and dim share an end code and can both be on; of two colors, the later one wins.
    if (end === null) this.#styles = this.#styles.filter((style) => style.end !== code);
    else
      this.#styles = [
        ...this.#styles.filter((style) => style.code !== code && (end === '\x1b[22m' || style.end !== end)),
        { code, end },
      ];
  }

  start(): string {
    return this.#link + this.#styles.map(({ code }) => code).join('');
  }

  end(): string {
    const ends = new Set(this.#styles.map(({ end }) => end).reverse());
    return [...ends].join('') + (this.#link && LINK_END);
  }
}

/** Returns the code that ends a style; null if the given code ends one itself. */
function endOf(number: number): string | null {
  if (number === 1 || number === 2) return '\x1b[22m';
  if (number >= 3 && number <= 9) return `\x1b[${20 + number}m`;
  if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) return '\x1b[39m';
  if ((number >= 40 && number <= 47) || (number >= 100 && number <= 107)) return '\x1b[49m';
  return null;
}
