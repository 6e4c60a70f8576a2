/** Which program gets the text, with fake ones in their own folder, and what is sent to the terminal. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyText } from '../src/clipboard.js';
import type { Environment } from '../src/io.js';
import { tempFolder } from './repo/world.js';

const TEXT = 'Rückerstattung\nהחזר\n';

/** Programs that log their arguments and input; `code` is their exit code. */
function machine(programs: Readonly<Record<string, number>>): { folder: string; log: () => string } {
  const folder = tempFolder();
  const log = path.join(folder, 'log');
  writeFileSync(log, '');
  for (const [name, code] of Object.entries(programs)) {
    const file = path.join(folder, name);
    writeFileSync(
      file,
      `#!/bin/sh\nPATH=/bin:/usr/bin\necho "${name} $*" >> '${log}'\ncat >> '${log}'\nexit ${code}\n`,
    );
    chmodSync(file, 0o755);
  }
  return { folder, log: () => readFileSync(log, 'utf8') };
}

async function copied(
  programs: Readonly<Record<string, number>>,
  env: Environment,
  platform: NodeJS.Platform,
  text = TEXT,
): Promise<{ where: string; log: string; sent: readonly string[] }> {
  const { folder, log } = machine(programs);
  const sent: string[] = [];
  const where = await copyText(text, { PATH: folder, ...env }, (sequence) => sent.push(sequence), platform);
  return { where, log: log(), sent };
}

const ALL = { pbcopy: 0, 'wl-copy': 0, xclip: 0, xsel: 0, 'clip.exe': 0, tmux: 0 };
const HERE = { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0', TMUX: '/tmp/tmux,1,0' };

test.skipIf(process.platform === 'win32').each([
  ['a Mac', 'darwin', {}, ALL, 'pbcopy '],
  ['Windows', 'win32', {}, ALL, 'clip.exe '],
  ['Wayland', 'linux', HERE, ALL, 'wl-copy '],
  ['X11', 'linux', { DISPLAY: ':0' }, ALL, 'xclip -selection clipboard'],
  ['Windows under Linux', 'linux', { WSL_DISTRO_NAME: 'Debian' }, ALL, 'clip.exe '],
  ['tmux on a machine without a screen', 'linux', { TMUX: 'x' }, ALL, 'tmux load-buffer -w -'],
  ['tmux at the other end of ssh', 'linux', { ...HERE, SSH_TTY: '/dev/pts/1' }, ALL, 'tmux load-buffer -w -'],
] as const)('%s', async (_, platform, env, programs, called) => {
  const { where, log } = await copied(programs, env, platform);
  expect([where, log]).toEqual(['clipboard', `${called}\n${TEXT}`]);
});

test.skipIf(process.platform === 'win32')(
  'a program that is not there or fails has another one after it',
  async () => {
    const { where, log } = await copied({ xclip: 1, xsel: 0 }, HERE, 'linux');
    expect([where, log]).toEqual([
      'clipboard',
      `xclip -selection clipboard\n${TEXT}xsel --clipboard --input\n${TEXT}`,
    ]);
  },
);

test('without a program the terminal is asked, which is asked in any case', async () => {
  const { where, sent } = await copied({}, HERE, 'linux');
  expect(where).toBe('terminal');
  expect(sent).toEqual([`\x1b]52;c;${Buffer.from(TEXT).toString('base64')}\x07`]);
  const remote = await copied(ALL, { DISPLAY: ':0', SSH_CONNECTION: '1 2 3 4' }, 'linux');
  expect([remote.where, remote.log, remote.sent]).toEqual(['terminal', '', sent]);
});

test('what a text says cannot end the sequence that carries it', async () => {
  const { sent } = await copied({}, {}, 'linux', 'a\x07\x1b]0;owned\x1b\\');
  expect(sent.join('')).toMatch(/^\x1b\]52;c;[\w+/=]+\x07$/);
});

test('a terminal is not sent what it would drop', async () => {
  expect((await copied({}, {}, 'linux', 'x'.repeat(100_000))).sent).toEqual([]);
});
