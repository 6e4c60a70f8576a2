import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { page } from '../src/pager.js';
import { bufferIo, kb, type BufferOptions } from './memory-io.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kb-pager-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const pager = path.join(folder, 'pager');
writeFileSync(pager, '#!/bin/sh\nprintf "%s|%s\\n" "$LESS" "$*" > "$OUT"; cat >> "$OUT"\n');
chmodSync(pager, 0o755);
const lazy = path.join(folder, 'lazy');
writeFileSync(lazy, '#!/bin/sh\nhead -n 1 > "$OUT"; exit 3\n');
chmodSync(lazy, 0o755);

let runs = 0;

async function paged(text: string, env: Record<string, string>, options: BufferOptions = {}) {
  const io = bufferIo({ terminal: true, rows: 10, columns: 20, ...options });
  const out = path.join(folder, `out-${++runs}`);
  await page(io, { PATH: process.env['PATH'], OUT: out, ...env }, text);
  return { plain: io.out, pager: existsSync(out) ? readFileSync(out, 'utf8') : null, code: io.exitCode };
}

const long = 'line\n'.repeat(30);

describe('page', () => {
  test('a long text goes to the pager', async () => {
    expect(await paged(long, { PAGER: pager })).toEqual({ plain: '', pager: `FRX|\n${long}`, code: 0 });
  });

  test('arguments and quotes in PAGER are its own, as is LESS', async () => {
    expect((await paged(long, { PAGER: `${pager} -S "two words"`, LESS: 'R' })).pager).toBe(
      `R|-S two words\n${long}`,
    );
  });

  test('what only a shell can read is read by a shell', async () => {
    expect((await paged(long, { PAGER: 'head -n 2 | cat > $OUT' })).pager).toBe('line\nline\n');
  });

  test('a short text is written plainly, as is any text without a terminal', async () => {
    for (const [text, options] of [
      ['line\n'.repeat(9), {}],
      [long, { terminal: false }],
    ] as const) {
      expect(await paged(text, { PAGER: pager }, options)).toEqual({ plain: text, pager: null, code: 0 });
    }
  });

  test('rows are counted as the terminal wraps them, colours left out', async () => {
    expect((await paged(`${'x'.repeat(200)}\n`, { PAGER: pager })).pager).not.toBeNull();
    expect((await paged(`${'中'.repeat(100)}\n`, { PAGER: pager })).pager).not.toBeNull();
    expect((await paged(`${'\x1b[1mx\x1b[22m'.repeat(100)}\n`, { PAGER: pager })).pager).toBeNull();
  });

  test.each(['', ' ', 'cat'])('PAGER=%j means none', async (none) => {
    expect((await paged(long, { PAGER: none })).plain).toBe(long);
  });

  test('a dumb terminal has none', async () => {
    expect((await paged(long, { PAGER: pager, TERM: 'dumb' })).plain).toBe(long);
  });

  test.each(['/no/such/pager', 'no-such-pager -R', 'no-such-pager $HOME', '"unclosed'])(
    'PAGER=%j cannot be started: the text is written',
    async (none) => {
      expect(await paged(long, { PAGER: none })).toMatchObject({ plain: long, code: 0 });
    },
  );

  test('leaving the pager early is success, however much is left', async () => {
    const much = 'line\n'.repeat(500_000);
    expect(await paged(much, { PAGER: lazy })).toEqual({ plain: '', pager: 'line\n', code: 0 });
  });

  test('Ctrl-C is the pager’s while it runs, and ours again afterwards', async () => {
    const before = process.listenerCount('SIGINT');
    const running = paged(long, { PAGER: `sleep 0.2; ${pager}` });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    await running;
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

test('kb pages what is longer than the terminal, and with --no-pager nothing', async () => {
  const run = async (...args: string[]): Promise<{ readonly out: string; readonly isPaged: boolean }> => {
    const file = path.join(folder, `out-${++runs}`);
    const env = { PATH: process.env['PATH'], OUT: file, PAGER: pager };
    const { out } = await kb(['lint', '--rules', ...args], { cwd: folder, env, terminal: true, rows: 5 });
    return { out, isPaged: existsSync(file) };
  };
  expect(await run()).toEqual({ out: '', isPaged: true });
  const plain = await run('--no-pager');
  expect(plain.isPaged).toBe(false);
  expect(plain.out).toContain('link-target');
});
