/** Completion in bash 3.2 and newer. */
import type { Answer } from './candidate.js';
import { bashLine, bashWritten, type BashLine } from './bash-words.js';

/**
 * Passes the whole line, because bash also splits words at `:` and `=`; `$2` is the piece of the last word that bash will
 * replace. The answer is never evaluated.
 */
export const BASH_SCRIPT = `# kb in bash: completes commands, options and what is in the base.
_kb_complete() {
  local answer='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $answer ]]; then answer=$line; else COMPREPLY+=("$line"); fi
  done < <(command kb complete bash -- "\${COMP_LINE:0:COMP_POINT}" "$2" "\${COMP_TYPE-}" 2>/dev/null)
  type compopt &>/dev/null || return 0
  case $answer in
    open) compopt -o nospace ;;
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
  esac
}
complete -F _kb_complete kb kbcards
`;

/** The most candidates in an answer: bash reads it byte by byte, and asks the user before it lists that many. */
const MOST = 1000;
/** The COMP_TYPE with which bash lists the candidates and inserts nothing. */
const LISTING = '63';

export interface BashCall {
  readonly line: BashLine;
  /** The piece of the last word that bash will replace. */
  readonly piece: string;
  readonly type: string;
}

/** @param args the line up to the cursor, the piece of its last word, COMP_TYPE */
export function bashCall([line = '', piece = '', type = '']: readonly string[]): BashCall {
  return { line: bashLine(line), piece, type };
}

/** Lines for the script: what to do, then the candidates to replace the piece with. */
export function bashAnswer(answer: Answer, { line, piece, type }: BashCall): string[] {
  if (line.isTarget || answer.is !== 'words') return [line.isTarget ? 'files' : answer.is];
  if (!line.written.endsWith(piece)) return ['words'];
  const lead = bashLine(line.written.slice(0, line.written.length - piece.length));
  const written = firstAndLast(
    answer.candidates.flatMap(({ value, about, isOpen }) => {
      const rest = value.startsWith(lead.word)
        ? bashWritten(value.slice(lead.word.length), lead.quote)
        : null;
      return rest === null ? [] : [{ rest, about, isOpen }];
    }),
  );
  const isListing = type === LISTING && written.length > 1;
  const wide = Math.min(40, Math.max(0, ...written.map(({ rest }) => rest.length)));
  return [
    written.length > 0 && written.every(({ isOpen }) => isOpen) ? 'open' : 'words',
    ...written.map(({ rest, about }) =>
      isListing && about !== '' ? `${rest.padEnd(wide)}  ${about}` : rest,
    ),
  ];
}

/** The first words and the last in sort order, at most MOST: bash finds the same common prefix to insert as in all words. */
function firstAndLast<T extends { readonly rest: string }>(words: readonly T[]): readonly T[] {
  if (words.length <= MOST) return words;
  const sorted = [...words].sort((a, b) => (a.rest < b.rest ? -1 : 1));
  return [...sorted.slice(0, MOST - 1), ...sorted.slice(-1)];
}
