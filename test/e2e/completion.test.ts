/** The built kb, called by real shells through their completion scripts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASH_SCRIPT } from '../../src/completion/bash.js';
import { FISH_SCRIPT } from '../../src/completion/fish.js';
import { ZSH_SCRIPT } from '../../src/completion/zsh.js';
import { root } from '../build.js';
import { hasProgram } from '../programs.js';
import { gitRepo, tempFolder } from '../repo/world.js';

const bin = path.join(root, 'bin/kb.js');
const ACTS = '$(touch acted) `touch acted`';
const card = (title: string, tags: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\ntags: ${tags}\nverify-by: 2027-01-01\n---\nText\n`;
const FILES = {
  'cards/refund-eu.md': card(ACTS, '[refunds, "re;touch acted", "re\\u001b[31m", "re\\ntouch acted"]'),
  'cards/refund-us.md': card('Refunds', '[refunds]'),
  'cards/$(touch acted).md': card('Odd', '[]'),
};

function world(files: Readonly<Record<string, string>> | null = FILES) {
  const cwd = files ? gitRepo(files) : tempFolder();
  const home = tempFolder();
  symlinkSync(bin, path.join(home, 'kb'));
  const env = { PATH: `${home}:${process.env['PATH']}`, HOME: home, LANG: 'C.UTF-8', KB_TODAY: '2026-11-21' };
  if (files) execFileSync(process.execPath, [bin, 'index', '-q'], { cwd, env });
  return { cwd, env };
}

const SCRIPTS = new Map([
  ['bash', BASH_SCRIPT],
  ['zsh', ZSH_SCRIPT],
  ['fish', FISH_SCRIPT],
]);

type World = ReturnType<typeof world>;

/** Standard output, line by line. Fails if the shell prints anything on standard error. */
function lines(command: string, args: readonly string[], { cwd, env }: World): string[] {
  const SCRIPT = SCRIPTS.get(command) ?? '';
  const { stdout, stderr } = spawnSync(command, args, { cwd, env: { ...env, SCRIPT }, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(existsSync(path.join(cwd, 'acted'))).toBe(false);
  return stdout.split('\n').filter((line) => line !== '');
}

/** @param piece what bash has after the last word-break character */
function inBash(line: string, piece: string, at: World, type = 9): string[] {
  const script = `
    compopt() { echo "compopt $*"; }
    eval "$SCRIPT"
    COMP_LINE=$1 COMP_POINT=\${#1} COMP_TYPE=$3
    _kb_complete kb "$2" kb
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return lines('bash', ['-c', script, 'bash', line, piece, String(type)], at);
}

function inZsh(words: readonly string[], at: World): string[] {
  const script = `
    compdef() { }
    _describe() { print -rl -- "\${(@P)2}"; print -r -- "\${@[3,-1]}"; }
    _files() { print -r -- files "$@"; }
    eval "$SCRIPT"
    words=(kb "$@") CURRENT=$#words PREFIX=$words[-1]
    _kb`;
  return lines('zsh', ['-fc', script, 'zsh', ...words], at);
}

function inFish(line: string, at: World): string[] {
  const script = 'echo $SCRIPT | source; complete -C $argv[1]';
  return lines('fish', ['--no-config', '-c', script, line], at);
}

const lacks = (shell: string): boolean => !hasProgram(shell);

describe('kb completion', () => {
  test.each([...SCRIPTS])('prints the script for %s, which the shell can read', (shell, script) => {
    const at = world(null);
    expect(lines('kb', ['completion', shell], at).join('\n')).toBe(script.replace(/\n+/g, '\n').trimEnd());
    if (!lacks(shell)) expect(lines(shell, ['-n', '-c', script], at)).toEqual([]);
  });
});

describe('bash', () => {
  test('completes cards, filters of a query, values of options; the words are quoted', () => {
    const at = world();
    expect(inBash('kb sho', 'sho', at)).toEqual(['show']);
    expect(inBash('kb show refund-u', 'refund-u', at)).toEqual(['refund-us']);
    expect(inBash('kb search tag:re', 're', at)).toEqual(['refunds']);
    expect(inBash('kb list -t re', 're', at)).toEqual(['re\\;touch\\ acted', 'refunds']);
    expect(inBash("kb list -t 're", 're', at)).toEqual(['re;touch acted', 'refunds']);
    expect(inBash('kb show cards/\\$', 'cards/\\$', at)).toEqual(['cards/\\$\\(touch\\ acted\\).md']);
    expect(inBash('kb list --owner=@a', '@a', at)).toEqual(['@ana']);
    expect(inBash('kb search ow', 'ow', at)).toEqual(['compopt -o nospace', 'owner:']);
    expect(inBash('kb eval x', 'x', at)).toEqual(['compopt -o default']);
    expect(inBash('kb list > x', 'x', at)).toEqual(['compopt -o default']);
  });

  test('lists titles beside cards, as text', () => {
    const listed = inBash('kb show refund', 'refund', world(), 63);
    expect(listed).toEqual([`refund-eu  ${ACTS}`, 'refund-us  Refunds']);
  });

  test('says nothing where there is no base, no index, or no such folder or base', () => {
    const at = world(null);
    for (const line of [
      'kb show a',
      'kb -b nobody show a',
      'kb -C /nowhere show a',
      'kb list -t a',
      'kb nonsense a',
    ])
      expect(inBash(line, 'a', at)).toEqual([]);
    expect(inBash('kb sho', 'sho', at)).toEqual(['show']);
  });
});

describe('zsh', () => {
  test.skipIf(lacks('zsh'))('gets words with what they are, and quotes them itself; needs zsh', () => {
    const at = world();
    expect(inZsh(['show', 'refund'], at)).toEqual([`refund-eu:${ACTS}`, 'refund-us:Refunds']);
    expect(inZsh(['search', 'ow'], at)).toEqual(['owner\\:', '-S ']);
    expect(inZsh(['search', 'owner:'], at)).toEqual(['owner\\:@ana:3 cards']);
    expect(inZsh(['sho'], at)).toEqual([expect.stringMatching(/^show:/)]);
    expect(inZsh(['eval', 'x'], at)).toEqual(['files']);
    expect(inZsh(['show', 'nothing'], at)).toEqual([]);
  });
});

describe('fish', () => {
  test.skipIf(lacks('fish'))('gets words with what they are, and quotes them itself; needs fish', () => {
    const at = world();
    expect(inFish('kb show refund', at)).toEqual([`refund-eu\t${ACTS}`, 'refund-us\tRefunds']);
    expect(inFish("kb list -t 're", at)).toContain('refunds\t2 cards');
    expect(inFish('kb search is:st', at)).toEqual(['is:stale']);
    expect(inFish('kb list --owner=@a', at)).toEqual(['--owner=@ana\t3 cards']);
    expect(inFish('kb eval car', at)).toEqual(['cards/']);
  });
});
