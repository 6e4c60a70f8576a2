import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { contentHash } from '../../src/trust/verify.js';
import type { Day } from '../../src/day.js';
import { bufferIo, kb } from '../memory-io.js';
import { git, gitRepo, tempFolder } from '../repo/world.js';

const FAX = '---\ntitle: Fax\nowner: "@legal"\nverify-by: 2027-01-01\n---\n\n# Fax\n\nText\n';
const MAIL = FAX.replaceAll('Fax', 'Mail').replace('Text', 'See [the fax](fax.md#fax).');
const files = { 'cards/fax.md': FAX, 'cards/mail.md': MAIL };

/** A base, and an editor that logs its arguments and runs a line of shell, where `$1` is the file. */
function world(script: string, more: Readonly<Record<string, string>> = {}) {
  const root = gitRepo({ ...files, ...more });
  const folder = tempFolder();
  const editor = path.join(folder, 'vim');
  writeFileSync(editor, `#!/bin/sh\nfile="$2"\nprintf '%s\\n' "$@" >> "$OUT"\n${script}\n`);
  chmodSync(editor, 0o755);
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    EDITOR: editor,
    OUT: path.join(folder, 'out'),
  };
  return {
    root,
    env,
    run: (...args: string[]) => kb(['edit', ...args], { cwd: root, env }),
    opened: () => readFileSync(env.OUT, 'utf8').replaceAll(`${root}/`, '').trimEnd().split('\n'),
    read: (file = 'cards/fax.md') => readFileSync(path.join(root, file), 'utf8'),
  };
}

describe.skipIf(process.platform === 'win32')('kb edit', () => {
  test.each([
    ['fax', '+7'],
    ['cards/fax.md', '+7'],
    ['cards/fax.md:3', '+3'],
    ['fax:3:5', '+3'],
    ['fax:0', '+7'],
    ['cards/broken.md', '+3'],
    ['cards/blank.md', '+1'],
  ])('opens %s at %s', async (name, line) => {
    const { run, opened } = world('', {
      'cards/broken.md': '---\ntitle: A\ntitle: B\n---\n',
      'cards/blank.md': '',
    });
    const { out, err, code } = await run(name);
    expect([out, err, code]).toEqual(['', 'nothing was changed\n', 0]);
    expect(opened()[0]).toBe(line);
  });

  test('tells what is to be done next, and commits nothing', async () => {
    const { run, root, read } = world('echo More >> "$file"');
    const { out, err, code } = await run('fax');
    expect([out, err, code]).toEqual(['', 'not committed: git commit cards/fax.md\n', 0]);
    expect(read()).toBe(`${FAX}More\n`);
    expect(git(root, 'status', '--porcelain')).toBe('M cards/fax.md');
  });

  test('tells that a verified card has to be verified again', async () => {
    const content = contentHash(
      { writtenTitle: 'Fax', body: '\n# Fax\n\nText\n' },
      '2026-11-01' as Day,
      '2027-01-01' as Day,
    );
    const record = `verified: {on: 2026-11-01, by: "@ana", content: ${content}}\n---\n\n`;
    const verified = { "cards/it's.md": FAX.replace('---\n\n', record) };
    const { run } = world('echo More >> "$file"', verified);
    const { out, err } = await run("cards/it's.md");
    expect([out, err]).toEqual([
      '',
      "cards/it's.md was edited since it was verified: kb verify 'cards/it'\\''s.md' --include-edits\n" +
        "not committed: git commit 'cards/it'\\''s.md'\n",
    ]);
  });

  test('tells what the edit makes wrong, here and elsewhere, and not what was wrong before', async () => {
    const wrong = FAX.replace('Text', '[gone](gone.md)');
    const script = `sed -i.old -e 's/^# Fax/# Telefax/' -e 's/2027-01-01/2027-02-31/' "$file"; rm "$file.old"`;
    const { run } = world(script, { 'cards/fax.md': wrong });
    const { out, code } = await run('fax');
    expect(out.split('\n').map((line) => line.replace(/(\.md:\d+).*: \w+ .* \[/, '$1 ['))).toEqual([
      'cards/fax.md:4 [date-format]',
      'cards/mail.md:9 [link-anchor]',
      '',
    ]);
    expect(code).toBe(1);
  });

  test('is content with whatever is saved where nobody asks', async () => {
    const { run } = world(`echo '[gone](gone.md)' >> "$file"; sed -i.old 's/2027/20x7/' "$file"`);
    expect(await run('fax', '--no-lint')).toMatchObject({ out: '', code: 0 });
  });

  test.each(['exit 4', 'echo More >> "$file"; kill -9 $$'])('fails with the editor: %s', async (script) => {
    const { run } = world(script);
    const { out, err, code } = await run('fax');
    expect([out, err, code]).toEqual([
      '',
      expect.stringMatching(/^kb: the editor “.*vim” failed: it (ended with 4|was stopped by SIGKILL)/),
      2,
    ]);
  });

  test.each([
    ['rm "$file"', /cards\/fax.md cannot be read/],
    ['rm "$file"; ln -s mail.md "$file"', /cards\/fax.md cannot be read/],
  ])('%s', async (script, message) => {
    const { run } = world(script);
    const { err, code } = await run('fax');
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
  });

  test('can open a card that is too large to be one', async () => {
    const { run, opened } = world('printf "# Short\\n" > "$file"', { 'cards/big.md': 'x'.repeat(300_000) });
    expect((await run('cards/big.md')).code).toBe(0);
    expect(opened()[0]).toBe('+1');
  });

  test('answers in JSON', async () => {
    const { run } = world('sed -i.old "s/2027/20x7/" "$file"');
    const { out, code } = await run('fax', '--json');
    expect(JSON.parse(out)).toMatchObject({
      changed: true,
      id: 'fax',
      trust: { state: 'unverified', reason: 'bad-date' },
      findings: [{ path: 'cards/fax.md', line: 4, rule: 'date-format', severity: 'error' }],
    });
    expect(code).toBe(1);
  });

  test('opens a card with a new error again, at the error, as often as the user likes', async () => {
    // Wrong at first, then still wrong, and fixed in the end.
    const script = `case $(wc -l < "$OUT") in
      2) sed -i.old "s/2027/20x7/" "$file";;
      4) echo More >> "$file";;
      6) sed -i.old "s/20x7/2028/" "$file";;
    esac`;
    const { root, env, opened, read } = world(script);
    const answers = async function* () {
      for (const answer of ['y\n', 'y\n']) {
        yield Buffer.from(answer);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    };
    const stdin = Object.assign(Readable.from(answers(), { objectMode: false }), { isTTY: true });
    const io = Object.defineProperty(bufferIo(), 'stdin', { value: stdin });
    const now = (): Date => new Date('2026-11-21T12:00:00Z');
    await main(['edit', 'fax:2'], { io: () => io, cwd: root, env, home: root, now });
    expect(opened().filter((line) => line.startsWith('+'))).toEqual(['+2', '+4', '+4']);
    expect(io.out.match(/\[date-format\]/g)).toHaveLength(2);
    expect(read()).toContain('2028-01-01');
    expect(io.exitCode).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('kb edit --verify', () => {
  function known(script: string) {
    const { root, env, run, ...rest } = world(script);
    git(root, 'config', 'user.name', 'Ana');
    git(root, 'config', 'user.email', 'ana@acme.com');
    return { root, env, run: (...args: string[]) => run(...args, '--verify'), ...rest };
  }

  test('makes one commit of the edit and its verification', async () => {
    const { root, run } = known('echo More >> "$file"');
    const { out, err, code } = await run('fax', '--note', 'sent one');
    expect(out).toContain('✔ verified\tFax\t@legal\tuntil 2027-02-19');
    expect([err, code]).toEqual([expect.stringMatching(/^1 card verified by ana@acme.com, commit/), 0]);
    expect(git(root, 'show', '--format=%s', 'HEAD')).toMatch(
      /^Verify fax\n[^]*\+ {2}note: sent one[^]*\+More/,
    );
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('verifies nothing that is wrong', async () => {
    const { root, run } = known('echo "[a](b.md)" >> "$file"');
    const { out, code } = await run('fax', '--note', 'x');
    expect([out, code]).toEqual([expect.stringContaining('[link-target]'), 1]);
    expect(git(root, 'log', '--format=%s')).toBe('cards');
    expect(git(root, 'status', '--porcelain')).toBe('M cards/fax.md');
  });

  test.each<[string, string[], (root: string) => unknown, RegExp]>([
    ['nobody to ask', ['fax'], () => undefined, /no terminal to ask on/],
    [
      'an empty name',
      ['fax', '--note', 'x'],
      (root) => git(root, 'config', '--unset', 'user.email'),
      /who you are/,
    ],
    [
      'a merge under way',
      ['fax', '--note', 'x'],
      (root) => {
        writeFileSync(path.join(root, '.git/MERGE_HEAD'), git(root, 'rev-parse', 'HEAD'));
      },
      /a merge is in progress/,
    ],
  ])('does not open the editor for %s', async (_, args, prepare, message) => {
    const { root, run, opened } = known('');
    prepare(root);
    const { err, code } = await run(...args);
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect(opened).toThrow(/ENOENT/);
  });
});

test('--note belongs to --verify', async () => {
  const { err, code } = await world('').run('fax', '--note', 'x');
  expect([err, code]).toEqual([expect.stringContaining('--note belongs to --verify'), 2]);
});
