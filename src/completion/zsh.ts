/** Completion in zsh. */
import type { Answer } from './candidate.js';

/** Works both as a file in a folder of `fpath` and if sourced. zsh itself quotes what it inserts. */
export const ZSH_SCRIPT = `#compdef kb kbcards
# kb in zsh: completes commands, options and what is in the base.
_kb() {
  local -a before lines found
  (( CURRENT > 2 )) && before=("\${(@Q)words[2,CURRENT-1]}")
  lines=("\${(@f)$(command kb complete zsh -- "\${before[@]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  found=("\${(@)lines[2,-1]}")
  case \${lines[1]} in
    files|folders)
      [[ $PREFIX == -*=* ]] && compset -P '*='
      if [[ \${lines[1]} == files ]]; then _files; else _files -/; fi ;;
    open) (( \${#lines} > 1 )) && _describe kb found -S '' ;;
    words) (( \${#lines} > 1 )) && _describe kb found ;;
  esac
}
if [[ \${funcstack[1]-} == _kb ]]; then
  _kb "$@"
else
  (( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
  compdef _kb kb kbcards
fi
`;

/** Lines for the script: what to do, then `word:description`. */
export function zshAnswer(answer: Answer): string[] {
  if (answer.is !== 'words') return [answer.is];
  const { candidates } = answer;
  return [
    candidates.length > 0 && candidates.every(({ isOpen }) => isOpen) ? 'open' : 'words',
    ...candidates.map(({ value, about }) => {
      const word = value.replace(/[\\:]/g, '\\$&');
      return about === '' ? word : `${word}:${about}`;
    }),
  ];
}
