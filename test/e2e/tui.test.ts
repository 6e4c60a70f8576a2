/** The full screen in a real terminal: what it shows, what keys do, and that the terminal is restored. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../build.js';
import { git, tempFolder } from '../repo/world.js';
import { hasTmux, isRunning, kill, Tmux } from './tmux.js';

const bin = path.join(root, 'bin/kb.js');

const isSoak = Boolean(process.env['KB_SOAK']);

if (!hasTmux) console.warn('test/e2e/tui.test.ts: tmux is not installed, so the full screen is not tried');

/** The base of all tests that do not write into it, with its index. */
let shared = '';

beforeAll(() => {
  if (!hasTmux) return;
  shared = realpathSync(mkdtempSync(path.join(tmpdir(), 'kb-')));
  cpSync(path.join(root, 'test/kb'), shared, { recursive: true });
  git(shared, 'init', '-q');
  git(shared, 'config', 'user.email', 'ana@example.com');
  git(shared, 'config', 'user.name', 'Ana');
  git(shared, 'add', '-A');
  git(shared, 'commit', '-qm', 'Cards');
  execFileSync(process.execPath, [bin, 'index'], { cwd: shared, stdio: 'pipe' });
  return () => {
    rmSync(shared, { recursive: true, force: true });
  };
});

/** A copy of the base that a test may write into. */
function base(): string {
  const folder = tempFolder();
  cpSync(shared, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** A terminal whose shell has started and has kb as a command. */
async function terminal(
  columns: number,
  rows: number,
  env: Readonly<Record<string, string>> = {},
  cwd = shared,
): Promise<Tmux> {
  const tmux = new Tmux(cwd, columns, rows, env);
  await tmux.sees('$');
  tmux.run(`kb() { '${process.execPath}' '${bin}' "$@"; }; clear; echo before`);
  await tmux.sees(/^before$/m);
  return tmux;
}

/** A terminal in which kb has shown its cards. */
async function opened(
  columns: number,
  rows: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Tmux> {
  const tmux = await terminal(columns, rows, env);
  tmux.run('kb');
  await tmux.sees(/kb [›>] .*\d+ cards/);
  return tmux;
}

/** Sends a signal to kb alone, as another process would. */
function killKb(tmux: Tmux, signal: string): void {
  const [pid = ''] = tmux.children();
  process.kill(Number(pid), `SIG${signal}`);
}

describe.skipIf(!hasTmux)('kb on a terminal', () => {
  test.each([
    [60, 15, {}],
    [120, 30, {}],
    [200, 60, {}],
    [80, 24, { LANG: 'C' }],
  ] as const)('%i×%i: a search, and the card that it finds', async (columns, rows, env) => {
    const tmux = await opened(columns, rows, env);
    tmux.type('refu');
    await tmux.sees(/refu .* [1-9] cards/);
    // The preview is drawn after the list.
    if (columns >= 100) await tmux.sees(/file +cards\/refund-duplicate-charge/);
    const name = `${columns}x${rows}${'LANG' in env ? '-ascii' : ''}`;
    await expect(tmux.screen()).toMatchFileSnapshot(`screens/list-${name}.txt`);
    tmux.press('Enter');
    await tmux.sees((screen) => screen.includes(' scroll') && screen.includes('owner @acme/billing'));
    await expect(tmux.screen()).toMatchFileSnapshot(`screens/card-${name}.txt`);
    tmux.press('?');
    // The last row is painted last.
    const help = await tmux.sees((screen) => screen.includes('In a card') && screen.includes(' close'));
    await expect(help).toMatchFileSnapshot(`screens/help-${name}.txt`);
    tmux.press('Escape');
    await tmux.sees((screen) => !screen.includes('In a card'));
    tmux.press('q');
    await tmux.sees(/^before$/m);
    expect(tmux.is('alternate_on')).toBe(false);
  });

  test('leaves the terminal as it was, however it ends', async () => {
    const folder = tempFolder();
    const wrong = path.join(folder, 'wrong.cjs');
    writeFileSync(wrong, "process.on('SIGUSR2', () => { throw new Error('a bug'); });\n");
    const tmux = await terminal(100, 30, { WRONG: `--require=${wrong}` });
    const settings = async (): Promise<string> => {
      tmux.run('clear; stty -a; echo "ended $?"');
      return (await tmux.sees(/^ended 0\n\$$/m)).replace(/^.*ended.*$/gm, '');
    };
    const before = await settings();
    const start = async (): Promise<void> => {
      tmux.run('clear; NODE_OPTIONS=$WRONG kb');
      await tmux.sees(/kb › .*\d+ cards/);
      expect(tmux.is('alternate_on')).toBe(true);
    };
    const gone = async (told: RegExp): Promise<void> => {
      await tmux.sees(/^\$$/m);
      // Bash skips the rest of a line whose program was interrupted.
      tmux.run('echo "code $?"');
      await tmux.sees(told);
      expect(tmux.is('alternate_on')).toBe(false);
      expect(tmux.is('cursor_flag')).toBe(true);
      expect(await settings()).toBe(before);
    };
    for (const [signal, code] of [
      ['INT', 130],
      ['TERM', 143],
      ...(isSoak ? [['HUP', 129] as const] : []),
    ] as const) {
      await start();
      killKb(tmux, signal);
      await gone(new RegExp(`^code ${code}$`, 'm'));
    }
    await start();
    killKb(tmux, 'USR2');
    await gone(/a bug[^]*^code [1-9]/m);
    await start();
    tmux.press('C-c');
    await gone(/^code 0$/m);
  });

  test('stops, goes on, and takes another size', async () => {
    const tmux = await opened(120, 30);
    tmux.type('refund');
    const before = await tmux.sees(
      (screen) => screen.includes('kb › refund') && /file +cards\/refund-duplicate-charge/.test(screen),
    );
    tmux.press('C-z');
    await tmux.sees('Stopped');
    expect(tmux.is('alternate_on')).toBe(false);
    tmux.run('fg');
    expect(await tmux.sees((screen) => screen === before)).toBe(before);
    tmux.resize(70, 20);
    await tmux.sees((screen) => screen.includes('@legal') && !screen.includes('│'));
    tmux.resize(30, 20);
    await tmux.sees('kb needs 60×15');
    tmux.resize(120, 30);
    expect(await tmux.sees((screen) => screen === before)).toBe(before);
    tmux.press('C-l');
    expect(await tmux.sees((screen) => screen === before)).toBe(before);
  });

  test.each([
    ['while nothing is done', () => undefined],
    [
      'while it searches',
      (tmux: Tmux) => {
        tmux.type('refund macro duplicate how to');
      },
    ],
    [
      'while it is stopped',
      async (tmux: Tmux) => {
        tmux.press('C-z');
        await tmux.sees('Stopped');
      },
    ],
    [
      'while an editor is open',
      async (tmux: Tmux) => {
        tmux.press('Tab', 'e');
        await tmux.sees('editing');
      },
    ],
  ] as const)('ends when its terminal is gone %s', async (when, act) => {
    const folder = tempFolder();
    const editor = path.join(folder, 'editor');
    writeFileSync(editor, '#!/bin/sh\necho editing\nexec sleep 60\n');
    chmodSync(editor, 0o755);
    const tmux = await terminal(100, 30, { EDITOR: editor });
    // Replaces the shell, which would otherwise get the hangup first.
    tmux.run(when === 'while it is stopped' ? 'kb' : `exec '${process.execPath}' '${bin}'`);
    await tmux.sees(/kb › .*\d+ cards/);
    await act(tmux);
    const left = tmux.vanish();
    onTestFinished(() => {
      left.forEach(kill);
    });
    await expect.poll(() => left.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });

  test('ends with SIGTERM when its terminal is gone already', async () => {
    const tmux = await terminal(100, 30);
    tmux.run('kb');
    await tmux.sees(/kb › .*\d+ cards/);
    const [pid = ''] = tmux.children();
    process.kill(Number(pid), 'SIGSTOP');
    const left = tmux.vanish();
    onTestFinished(() => {
      left.forEach(kill);
    });
    // After SIGCONT it gets everything at once that it missed while stopped.
    process.kill(Number(pid), 'SIGTERM');
    process.kill(Number(pid), 'SIGCONT');
    await expect.poll(() => left.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });

  test('shows one base: `-b all` is told what to type', async () => {
    const config = path.join(tempFolder(), 'kb');
    mkdirSync(config);
    const second = base();
    writeFileSync(path.join(config, 'config.yaml'), `bases: { one: '${shared}', two: '${second}' }\n`);
    const tmux = await terminal(100, 30, { XDG_CONFIG_HOME: path.dirname(config) });
    tmux.run('kb -b all');
    await tmux.sees(/^kb: the full screen shows one base, not `-b all`\n {4}kb -b NAME$/m);
    expect(tmux.is('alternate_on')).toBe(false);
    tmux.run('clear; kb -b two');
    await tmux.sees(/kb › .*\d+ cards/);
  });

  test('edits at the line that answers, verifies and flags', async () => {
    const cwd = base();
    const folder = tempFolder();
    const editor = path.join(folder, 'vim');
    const log = path.join(folder, 'log');
    writeFileSync(editor, `#!/bin/sh\necho "$1" >> '${log}'\necho 'More.' >> "$2"\n`);
    chmodSync(editor, 0o755);
    const tmux = await terminal(120, 30, { EDITOR: editor }, cwd);
    tmux.run('kb');
    await tmux.sees(/\d+ cards/);
    tmux.type('macro');
    await tmux.sees('Refund a duplicate charge');
    await tmux.sees('verify by');
    tmux.press('Enter');
    await tmux.sees('verify  ');
    tmux.press('e');
    await tmux.sees('saved, not committed');
    expect(readFileSync(log, 'utf8')).toMatch(/^\+\d\d\n$/);
    await tmux.sees('? edited since');
    tmux.press('v');
    const asked = await tmux.sees((screen) => screen.includes('changed since then:'));
    expect(asked).toContain('verify, checked against');
    expect(asked).toMatch(/│ \+More\.$/m);
    tmux.type('with legal');
    tmux.press('Enter');
    await tmux.sees('verified by ana@example.com, commit');
    tmux.press('f');
    await tmux.sees('what is wrong');
    tmux.type('the fee');
    tmux.press('Enter');
    await tmux.sees('flagged as ana@example.com, commit');
    await tmux.sees('? flagged');
    expect(git(cwd, 'log', '-2', '--format=%s%n%(trailers:key=Kb-Evidence)')).toBe(
      'Flag refund-duplicate-charge: the fee\n\nVerify refund-duplicate-charge\nKb-Evidence: with legal',
    );
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  test('keeps the card that was verified on the screen, though it answers no more', async () => {
    const tmux = await terminal(120, 30, {}, base());
    tmux.run('kb');
    await tmux.sees(/\d+ cards/);
    tmux.type('is:stale refund policy');
    await tmux.sees((screen) => screen.includes(' 1 card') && screen.includes('verify by'));
    tmux.press('Enter');
    await tmux.sees('verify  ');
    tmux.press('v');
    await tmux.sees('verified on');
    tmux.press('Enter');
    await tmux.sees('type what you checked it against');
    tmux.type('with legal');
    tmux.press('Enter');
    await tmux.sees('verified by ana@example.com, commit');
    await tmux.sees(/▌ ✔ verified +Refund policy.*│ ✔ verified/);
    tmux.press('Escape');
    const screen = await tmux.sees('No card found.');
    expect(screen).not.toContain('verify  ');
  });

  test('a card cannot steer the terminal', async () => {
    const cwd = base();
    const title = 'Odd \\u001b[2J\\u001b]0;owned\\u0007 \\u202eevil';
    writeFileSync(
      path.join(cwd, 'cards/odd.md'),
      `---\ntitle: "${title}"\nowner: "@\\u001b[31mred"\nverify-by: 2027-01-01\n---\nzzzword \u001b[2J\u001b[?1049l \u202edne\n`,
    );
    git(cwd, 'add', '-A');
    const tmux = await terminal(120, 30, {}, cwd);
    tmux.run('kb');
    await tmux.sees(/\d+ cards/);
    tmux.type('zzzword');
    const screen = await tmux.sees((each) => each.includes('1 card') && /file +cards\/odd/.test(each));
    expect(screen).toContain('Odd \\x1b[2J\\x1b]0;owned\\x07 \\u202eevil');
    expect(screen).toContain('zzzword \\x1b[2J\\x1b[?1049l \\u202edne');
    expect(tmux.is('alternate_on')).toBe(true);
  });

  test('without a base, and where nobody could see it, the answer is the help', async () => {
    const nowhere = await terminal(120, 70, {}, tempFolder());
    nowhere.run('kb');
    expect(await nowhere.sees('Usage: kb')).toMatch(
      /^kb: cannot open the screen: no card matches cards\/\*\*\/\*\.md below \/.*\n\nUsage: kb/m,
    );
    nowhere.run('clear; kb -b none');
    await nowhere.sees('no base “none” in');
    expect(nowhere.is('alternate_on')).toBe(false);
    nowhere.run(`clear; cd '${shared}'; TERM=dumb kb`);
    await nowhere.sees('Usage: kb');
    nowhere.run('clear; kb | head -1');
    await nowhere.sees(/^Usage: kb/m);
  });
});
