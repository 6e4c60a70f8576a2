/** `kb completion`: prints the script that makes a shell complete kb's arguments. */
import { Argument, Command } from '@commander-js/extra-typings';
import { BASH_SCRIPT } from '../completion/bash.js';
import { FISH_SCRIPT } from '../completion/fish.js';
import { ZSH_SCRIPT } from '../completion/zsh.js';
import type { Context } from '../context.js';

const SCRIPTS = { bash: BASH_SCRIPT, zsh: ZSH_SCRIPT, fish: FISH_SCRIPT } as const;
const SHELLS = ['bash', 'zsh', 'fish'] as const;

const EXAMPLES = `
In bash, add one line to ~/.bashrc (~/.bash_profile on a Mac), and open a new shell:
  eval "$(kb completion bash)"

In zsh, add one line to the end of ~/.zshrc, and open a new shell:
  source <(kb completion zsh)

In fish, write the script to a file. (Fish ships a script for another \`kb\`, which would override a line in config.fish.)
  $ mkdir -p ~/.config/fish/completions
  $ kb completion fish > ~/.config/fish/completions/kb.fish

In bash and zsh you can also use a file. New shells then start without running kb; write it again after you upgrade kb:
  $ kb completion bash > ~/.local/share/bash-completion/completions/kb
  $ kb completion zsh > ~/.zsh/completions/_kb      # a folder of your fpath

Completes commands, options and their values, cards, tags, owners, and query filters in \`kb search\`. Cards come from the search
index as it was last stored; no card is read.
`;

export function command(getContext: () => Context) {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .description('Print the script that makes your shell complete kb commands.')
    .addHelpText('after', EXAMPLES)
    .action((shell) => {
      getContext().io.stdout.write(SCRIPTS[shell]);
    });
}
