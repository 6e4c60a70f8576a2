/** The built kb in a real terminal: an editor gets the terminal with its keys and signals, and questions are answered there. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { root } from '../build.js';
import { gitRepo, tempFolder } from '../repo/world.js';

const bin = path.join(root, 'bin/kb.js');
const FAX = '---\ntitle: Fax\nowner: "@legal"\nverify-by: 2027-01-01\n---\nText\n';
/** Only util-linux's `script` has these options. */
const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

/** Logs the signals it gets and whether it has a terminal, then waits for a line and adds it to the card. */
const EDITOR = `#!/bin/sh
trap 'echo INT >> "$LOG"' INT
trap 'echo TERM >> "$LOG"; exit 7' TERM
if [ -t 0 ] && [ -t 1 ]; then echo terminal >> "$LOG"; fi
echo ready >> "$LOG"
tries=0
until read answer; do
  tries=$((tries + 1))
  if [ $tries -gt 9 ]; then exit 9; fi
done
echo "$answer" >> "$2"
`;

function world() {
  const base = gitRepo({ 'cards/fax.md': FAX });
  const folder = tempFolder();
  const editor = path.join(folder, 'vim');
  writeFileSync(editor, EDITOR);
  chmodSync(editor, 0o755);
  const log = path.join(folder, 'log');
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    EDITOR: editor,
    LOG: log,
  };
  return {
    options: { cwd: base, env, stdio: 'pipe' } as const,
    card: () => readFileSync(path.join(base, 'cards/fax.md'), 'utf8'),
    log: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
  };
}

function onTerminal(
  args: string,
  options: ReturnType<typeof world>['options'],
): ChildProcessWithoutNullStreams {
  return spawn('script', ['-qec', `exec '${process.execPath}' '${bin}' ${args}`, '/dev/null'], options);
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 1000; tries++) await setTimeout(20);
}

function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, said });
    });
  });
}

describe('kb edit', () => {
  test.skipIf(!hasScript)('gives the editor its terminal, and is not ended by Ctrl-C in it', async () => {
    const { options, card, log } = world();
    const child = onTerminal('edit fax', options);
    const end = ended(child);
    await until(() => log().includes('ready'));
    child.stdin.write('\u0003');
    await until(() => log().includes('INT'));
    child.stdin.write('More\r');
    const { code, said } = await end;
    expect([log(), code]).toEqual(['terminal\nready\nINT\n', 0]);
    expect(card()).toBe(`${FAX}More\n`);
    expect(said).toContain('not committed: git commit cards/fax.md');
  });

  test.skipIf(process.platform === 'win32')('passes on what is to end it', async () => {
    const { options, card, log } = world();
    const child = spawn(process.execPath, [bin, 'edit', 'fax'], options);
    const end = ended(child);
    await until(() => log().includes('ready'));
    child.kill('SIGTERM');
    const { code, said } = await end;
    expect([log(), code]).toEqual(['ready\nTERM\n', 2]);
    expect(said).toMatch(/failed: it ended with 7/);
    expect(card()).toBe(FAX);
  });
});

describe.skipIf(!hasScript)('kb flag', () => {
  const asked = async (keys: string) => {
    const { options, card } = world();
    const env = { ...options.env, KB_USER: '@ana' };
    const child = onTerminal('flag fax --no-commit', { ...options, env });
    const end = ended(child);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await until(() => shown.includes('What is wrong'));
    child.stdin.write(keys);
    return { ...(await end), card: card() };
  };

  test('asks what is wrong', async () => {
    const { code, said, card } = await asked('it rings\r');
    expect([code, said]).toEqual([0, expect.stringContaining('flagged by @ana, nothing committed')]);
    expect(card).toContain('note: it rings\n');
  });

  test('writes nothing where the user breaks off', async () => {
    const { code, said, card } = await asked('it\u0003');
    expect([code, said, card]).toEqual([130, expect.stringContaining('nothing was changed'), FAX]);
  });
});
