/** Separates the consecutive words of a text from the compounds and pairs that the tokenizer adds. */
import { queryTerms, type Token } from './language.js';

export interface Unit extends Token {
  /** It follows the previous unit directly, as words do in scripts without spaces. */
  readonly joined: boolean;
}

export interface Words {
  /** In order, none within another. `C++` is one unit, `node.js` is two. */
  readonly units: readonly Unit[];
  /** Tokens that contain several units. */
  readonly compounds: readonly Token[];
}

/** Separates tokens into units and compounds. They must be in the order of `tokenize`. */
export function wordsOf(tokens: readonly Token[]): Words {
  const units: Unit[] = [];
  const compounds: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (tokens[i + 1]?.from !== token.from) {
      units.push({ ...token, joined: isPair(compounds, units.at(-1), token) });
    } else if ((tokens[i + 2]?.from ?? Infinity) >= token.to) {
      // It has only one part: `C++` is a word of its own, not the letter C.
      units.push({ ...token, joined: false });
      i++;
    } else {
      compounds.push(token);
    }
  }
  return { units, compounds };
}

/** Returns the index term of a token in a document of the language; a stop word itself. */
export function termIn(token: string, language: string): string {
  return queryTerms(token, [language])[0] ?? token;
}

/** Whether the tokenizer made a pair of a token and the one before, as it does in scripts without spaces. */
function isPair(compounds: readonly Token[], before: Token | undefined, token: Token): boolean {
  if (before?.to !== token.from) return false;
  return compounds.slice(-2).some(({ from, to }) => from === before.from && to === token.to);
}
