/** `kb completion`: the script by which a shell completes what is typed behind `kb`. */
import { Argument, Command } from '@commander-js/extra-typings';
import { BASH_SCRIPT } from '../completion/bash.js';
import { FISH_SCRIPT } from '../completion/fish.js';
import { ZSH_SCRIPT } from '../completion/zsh.js';
import type { Context } from '../context.js';

const SCRIPTS = { bash: BASH_SCRIPT, zsh: ZSH_SCRIPT, fish: FISH_SCRIPT } as const;
const SHELLS = ['bash', 'zsh', 'fish'] as const;

const EXAMPLES = `
Put one line where your shell reads it when it starts, and open a new one:
  bash  ~/.bashrc                       source <(kb completion bash)
  bash  ~/.bash_profile (macOS, 3.2)    eval "$(kb completion bash)"
  zsh   ~/.zshrc, at its end            source <(kb completion zsh)
  fish  ~/.config/fish/config.fish      kb completion fish | source

Or keep the script in a file, and no shell starts kb when it starts; write it again after an upgrade of kb:
  $ mkdir -p ~/.local/share/bash-completion/completions
  $ kb completion bash > ~/.local/share/bash-completion/completions/kb
  $ kb completion zsh > ~/.zsh/completions/_kb      # a folder of your fpath
  $ kb completion fish > ~/.config/fish/completions/kb.fish

Completed are commands, options and their values: cards, tags, owners, kinds, states, bases, rules, topics of \`kb help\`, and the
filters in a query of \`kb search\`. Cards are those of the search index as it was kept last; none is read or looked for.
`;

export function command(context: () => Context) {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'for which shell').choices(SHELLS))
    .description('Print the script by which your shell completes what you type behind kb.')
    .addHelpText('after', EXAMPLES)
    .action((shell) => {
      context().io.stdout.write(SCRIPTS[shell]);
    });
}
