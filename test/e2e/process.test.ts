/** The built kb as a process: closed or full streams, signals, exit codes. */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build.js';

const bin = path.join(root, 'bin/kb.js');
const base = path.join(root, 'test/kb');
const env = { ...process.env, KB_TODAY: '2026-11-21', LANG: 'C.UTF-8', NO_COLOR: '1' };

function kb(args: readonly string[], more: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [bin, ...args], {
    cwd: base,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
}

/** Runs a line of shell in which `kb` is the built one. */
function shell(line: string): SpawnSyncReturns<string> {
  const script = `kb() { "${process.execPath}" "${bin}" "$@"; }; ${line}`;
  return spawnSync('bash', ['-c', script], { cwd: base, env, encoding: 'utf8' });
}

describe('exit codes', () => {
  test.each([
    [['search', 'refund'], 0],
    [['search', 'zzzzqqq'], 1],
    [['list', '--is', 'archived'], 0],
    [['list', '--tag', 'nobody-has-this'], 1],
    [['stale'], 1],
    [['stale', '--today', '2026-01-01'], 0],
    [['show', 'refund-eu'], 0],
    [['show', 'nothing-like-it'], 2],
    [['--version'], 0],
    [['--help'], 0],
    [[], 0],
    [['search', '--help'], 0],
    [['help', 'stale'], 0],
    [['nonsense'], 2],
    [['search', '--nonsense'], 2],
    [['list', '-n', 'many'], 2],
    [['stale', '--today', '2026-02-30'], 2],
    [['-C', '/nowhere/at/all', 'list'], 2],
  ])('kb %j exits %i', (args, code) => {
    expect(kb(args).status).toBe(code);
  });

  test('answers go to stdout, talk to stderr', () => {
    const found = kb(['search', 'refund']);
    expect(found.stdout).toContain('Refund a duplicate charge');
    expect(kb(['list']).stderr).toContain('1 card cannot be read');
    expect(kb(['-q', 'search', 'refund']).stderr).toBe('');
    expect(kb(['nonsense']).stdout).toBe('');
    expect(kb(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe.skipIf(process.platform === 'win32')('streams', () => {
  test('a reader that goes away is no failure', () => {
    const { stdout, stderr } = shell('kb list --format jsonl -q | head -n 1; echo "${PIPESTATUS[0]}"');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0');
    expect(stderr).toBe('');
  });

  test('a closed stdout is no failure', () => {
    const { stderr, status } = shell('kb list -q >&-');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk is one, with a message', () => {
    const { status, stderr } = shell('kb list -q > /dev/full');
    expect(status).toBe(2);
    expect(stderr).toMatch(/cannot write the answer: .*ENOSPC/);
  });

  test('a long answer reaches a slow reader whole', () => {
    const { stdout } = shell(
      'for i in 1 2 3 4 5 6 7 8; do kb show refund-duplicate-charge --json -q; done | (sleep 0.2; cat) | wc -c',
    );
    const once = kb(['show', 'refund-duplicate-charge', '--json']).stdout;
    expect(once).toContain('Refund a duplicate charge');
    expect(Number(stdout)).toBe(8 * Buffer.byteLength(once));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with the code of the signal', async (signal) => {
    // A background job of a shell ignores SIGINT, and its children would inherit that.
    const [command = process.execPath, ...before] =
      process.platform === 'linux' ? ['env', '--default-signal', process.execPath] : [];
    const child = spawn(command, [...before, bin, 'search', '-'], {
      cwd: base,
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // kb waits for standard input, which never ends.
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill(signal);
    const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.on('exit', (...ended) => {
        resolve(ended);
      }),
    );
    // A shell reports a process ended by a signal as 128 + the signal's number: 130, 143.
    expect([code, by]).toEqual([null, signal]);
  });
});

describe('plain output', () => {
  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

  test.each([
    { NO_COLOR: '1' },
    { NO_COLOR: undefined, TERM: 'dumb' },
    { NO_COLOR: undefined, FORCE_COLOR: '0' },
    { COLUMNS: '0' },
  ])('%j has no control character but line ends and tabs', (more) => {
    expect(kb(['search', 'refund', '--explain'], more).stdout).not.toMatch(CONTROL);
    expect(kb(['show', 'refund-duplicate-charge'], more).stdout).not.toMatch(CONTROL);
  });

  test('colours can be forced, and --color is above NO_COLOR', () => {
    expect(kb(['stale', '--color', 'always']).stdout).toContain('\u001b[31m');
    expect(kb(['stale'], { NO_COLOR: undefined, FORCE_COLOR: '1' }).stdout).toContain('\u001b[31m');
    expect(kb(['stale', '--color', 'never'], { NO_COLOR: undefined, FORCE_COLOR: '1' }).stdout).not.toContain(
      '\u001b',
    );
  });

  test('without UTF-8 the signs are ASCII', () => {
    const { stdout } = kb(['stale'], { LANG: 'C', LC_ALL: 'C' });
    expect(stdout).toContain('x stale 41d');
    expect(stdout).not.toContain('✖');
  });
});

test('a card that is made to take minutes is shown as it is written', () => {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-tangle-'));
  try {
    mkdirSync(path.join(cwd, 'cards'));
    writeFileSync(path.join(cwd, 'cards/tangle.md'), `# Tangle\n\n${'x <!--'.repeat(13_000)}\n`);
    const args = [bin, 'show', 'tangle'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('x <!--x <!--x');
    expect(stderr).toContain('cards/tangle.md takes too long to format: shown as plain text');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});

test('lint --fix with kept facts of the old text says that all is well', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kb-fix-'));
  try {
    mkdirSync(path.join(folder, 'cards'));
    const card = '---\ntitle: A\nowner: @ana\nverify-by: 2027-02-19\n---\n\nText.\n';
    writeFileSync(path.join(folder, 'cards/a.md'), card);
    const cached = { XDG_CACHE_HOME: path.join(folder, 'cache') };
    const run = (...args: string[]): SpawnSyncReturns<string> => kb(['-C', folder, 'lint', ...args], cached);
    expect(run().status).toBe(1);
    const { stdout, stderr, status } = run('--fix');
    expect([stdout, status]).toEqual(['', 0]);
    expect(stderr).toContain('(1 fixed)');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
