/** Completion in fish. It ships a script for another program named kb, so only a file named kb.fish takes precedence. */
import type { Answer } from './candidate.js';
import { bashLine } from './bash-words.js';

/** fish itself quotes what it inserts, and adds no space after `:` or `=`. */
export const FISH_SCRIPT = `# kb in fish: completes commands, options and what is in the base.
function __kb_complete
    set -l before (commandline -opc)
    set -e before[1]
    set -l word (commandline -ct)
    set -l lines (command kb complete fish -- $before "$word" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$word"
        case folders
            __fish_complete_directories "$word"
        case words
            for line in $lines[2..-1]
                echo -- $line
            end
    end
end
complete -c kb -e
complete -c kb -f -a '(__kb_complete)'
complete -c kbcards -f -a '(__kb_complete)'
`;

/** The word being typed, which fish passes with its quotes. */
export function fishWord(written: string): string {
  return bashLine(written).word;
}

/** Lines for the script: what to do, then the words, each with a tab and its description. */
export function fishAnswer(answer: Answer): string[] {
  if (answer.is !== 'words') return [answer.is];
  return [
    'words',
    ...answer.candidates.map(({ value, about }) => (about === '' ? value : `${value}\t${about}`)),
  ];
}
