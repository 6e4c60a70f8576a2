import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { editorArgs, editorOf, openEditor } from '../src/editor.js';
import { bufferIo } from './memory-io.js';
import { tempFolder } from './repo/world.js';

/** An editor that logs its arguments, one per line, and runs the script. */
function editor(folder: string, name: string, script = ''): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "$OUT"\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('where a file is opened', () => {
  test.each([
    ['vim', ['+16', 'f']],
    ['/usr/bin/nvim -u NONE', ['+16', 'f']],
    ['vi', ['-c', '16', 'f']],
    ['emacsclient -t', ['+16', 'f']],
    ['gvim', ['-f', '+16', 'f']],
    ['gvim -f', ['+16', 'f']],
    ['code', ['--wait', '-g', 'f:16']],
    ['code -w', ['-g', 'f:16']],
    ['cursor --wait', ['-g', 'f:16']],
    ['"C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd" --wait', ['-g', 'f:16']],
    ['subl', ['--wait', 'f:16']],
    ['zed --wait', ['f:16']],
    ['hx', ['f:16']],
    ["'/Applications/My Editors/notepad++.exe'", ['-n16', 'f']],
    ['idea', ['--wait', '--line', '16', 'f']],
    ['ed', ['f']],
    ['constructor', ['f']],
    ['', ['f']],
  ])('%s', (command, args) => {
    expect(editorArgs(command, 'f', 16)).toEqual(args);
  });
});

describe('which editor', () => {
  const terminal = Object.defineProperty(bufferIo({ terminal: true }), 'stdin', { value: { isTTY: true } });

  test.each([
    [{ VISUAL: 'a', EDITOR: 'b' }, 'a'],
    [{ VISUAL: ' ', EDITOR: 'b' }, 'b'],
    [{ VISUAL: 'a', EDITOR: 'b', TERM: 'dumb' }, 'b'],
    [{}, 'vi'],
  ])('%j', (env, expected) => {
    expect(editorOf(env, terminal, 'linux')).toBe(expected);
  });

  test('on Windows is never missing', () => {
    expect(editorOf({}, bufferIo(), 'win32')).toBe('notepad');
  });

  test.each([
    [{}, bufferIo()],
    [{ TERM: 'dumb', VISUAL: 'vim' }, terminal],
  ])('%j without a terminal that could show it', (env, io) => {
    expect(() => editorOf(env, io, 'linux')).toThrow(/neither VISUAL nor EDITOR names one/);
  });
});

describe.skipIf(process.platform === 'win32')('an editor', () => {
  const open = async (command: string, name = 'a.md', env: Record<string, string> = {}) => {
    const folder = tempFolder();
    const out = path.join(folder, 'out');
    const file = path.join(folder, name);
    const environment = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, OUT: out, ...env };
    editor(folder, 'vim');
    editor(folder, 'my editor');
    editor(folder, 'failing', 'exit 3');
    editor(folder, 'killed', 'kill -9 $$');
    await openEditor(command.replace('~', folder), { file, line: 7 }, environment);
    return readFileSync(out, 'utf8').replaceAll(folder, '~').trimEnd().split('\n');
  };

  test('gets the line and the whole path', async () => {
    expect(await open('vim')).toEqual(['+7', '~/a.md']);
  });

  test('may have arguments, quotes and variables', async () => {
    expect(await open('vim -u "$RC"', 'a.md', { RC: 'two words' })).toEqual([
      '-u',
      'two words',
      '+7',
      '~/a.md',
    ]);
    expect(await open('"~/my editor" -x')).toEqual(['-x', '~/a.md']);
    expect(await open('true && RC=1 vim')).toEqual(['~/a.md']);
  });

  test.each(['-x.md', '$(touch pwned).md', "it's; touch pwned.md", 'a\nb.md', '`id`.md', '+q.md', '%s.md'])(
    'gets the file %j as a file',
    async (name) => {
      expect((await open('vim', name)).join('\n')).toBe(`+7\n~/${name}`);
      expect(existsSync('pwned')).toBe(false);
    },
  );

  test.each([
    ['failing', /“failing” failed: it ended with 3/],
    ['killed', /it was stopped by SIGKILL/],
    ['no-such-editor', /it ended with 127/],
  ])('%s', async (command, message) => {
    await expect(open(command)).rejects.toThrow(message);
  });
});
