/** The words of a text one after another, without the compounds and pairs that the index keeps beside them. */
import { queryTerms, type Token } from './language.js';

export interface Unit extends Token {
  /** It follows the unit before without a break, as words do in scripts that write no spaces. */
  readonly joined: boolean;
}

export interface Words {
  /** In order, none within another. `C++` is one unit, `node.js` two. */
  readonly units: readonly Unit[];
  /** Tokens that hold several units. */
  readonly compounds: readonly Token[];
}

/** Sorts tokens, in the order of `tokenize`: by place, and of those that start at one place the longest first. */
export function wordsOf(tokens: readonly Token[]): Words {
  const units: Unit[] = [];
  const compounds: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (tokens[i + 1]?.from !== token.from) {
      units.push({ ...token, joined: isPair(compounds, units.at(-1), token) });
    } else if ((tokens[i + 2]?.from ?? Infinity) >= token.to) {
      // One part only: `C++` is a word of its own, and not the letter C.
      units.push({ ...token, joined: false });
      i++;
    } else {
      compounds.push(token);
    }
  }
  return { units, compounds };
}

/** What stands for a token in the index of a document of the language; a stop word stands for itself. */
export function termIn(token: string, language: string): string {
  return queryTerms(token, [language])[0] ?? token;
}

/** Whether the tokenizer made a pair of two neighbours: it does so where no space can part them. */
function isPair(compounds: readonly Token[], before: Token | undefined, token: Token): boolean {
  if (before?.to !== token.from) return false;
  return compounds.slice(-2).some(({ from, to }) => from === before.from && to === token.to);
}
