/** Copies text to the clipboard: by a program of the machine, and by the terminal, which also works over ssh. */
import { spawn } from 'node:child_process';
import type { Environment } from './io.js';

/** The longest base64 text to send, in characters: terminals drop longer ones. */
const MOST_SENT = 74_000;

/** Programs that copy their standard input, best first. */
function programs(env: Environment, platform: NodeJS.Platform): readonly (readonly string[])[] {
  const tmux = env['TMUX'] ? [['tmux', 'load-buffer', '-w', '-']] : [];
  // Over ssh, the clipboard of this machine is not the user's.
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return tmux;
  if (platform === 'darwin') return [['pbcopy'], ...tmux];
  if (platform === 'win32') return [['clip.exe']];
  return [
    ...(env['WAYLAND_DISPLAY'] ? [['wl-copy']] : []),
    ...(env['DISPLAY']
      ? [
          ['xclip', '-selection', 'clipboard'],
          ['xsel', '--clipboard', '--input'],
        ]
      : []),
    ...(env['WSL_DISTRO_NAME'] ? [['clip.exe']] : []),
    ...tmux,
  ];
}

/**
 * Copies a text. Returns `terminal` if only the terminal was asked (OSC 52), which does not report whether it did it.
 * @param send writes to the terminal
 */
export async function copyText(
  text: string,
  env: Environment,
  send: (sequence: string) => void,
  platform: NodeJS.Platform = process.platform,
): Promise<'clipboard' | 'terminal'> {
  const encoded = Buffer.from(text).toString('base64');
  if (encoded.length <= MOST_SENT) send(`\x1b]52;c;${encoded}\x07`);
  for (const command of programs(env, platform)) if (await takes(command, text, env)) return 'clipboard';
  return 'terminal';
}

function takes([file = '', ...args]: readonly string[], text: string, env: Environment): Promise<boolean> {
  return new Promise((resolve) => {
    // Wait for `exit`, not `close`: xclip leaves a process behind that serves the text.
    const child = spawn(file, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => {
      resolve(false);
    });
    child.on('exit', (code) => {
      resolve(code === 0);
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
  });
}
