/** `kb history` as people and programs see it; the usual case is in test/sessions/history.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../src/trust/verify.js';
import type { Day } from '../../src/day.js';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put } from '../repo/world.js';

const CARD = '---\ntitle: A\nowner: "@ana"\nverify-by: 2027-02-01\n---\n\nText.\n';
const PEOPLE = 'people:\n  ana:\n    login: "@ana"\n    emails: [ana@example.com]\n';

function verified(by: string, note: string): string {
  const content = contentHash(
    { writtenTitle: 'A', body: '\nText.\n' },
    '2026-11-01' as Day,
    '2027-02-01' as Day,
  );
  const record = `verified:\n  on: 2026-11-01\n  by: ${JSON.stringify(by)}\n  content: "${content}"\n`;
  return CARD.replace('---\n\n', `${record}  note: ${JSON.stringify(note)}\n---\n\n`);
}

/** A card that one person verified and another committed. */
function told(by: string, note: string): string {
  const root = gitRepo({ 'cards/a.md': CARD, 'kb.config.yaml': PEOPLE });
  put(root, { 'cards/a.md': verified(by, note) });
  commit(root);
  return root;
}

test('in a narrow terminal the commit goes before the note is cut', async () => {
  const cwd = told('@bob', 'read with legal');
  const narrow = (await kb(['history', 'a'], { cwd, terminal: true, columns: 60 })).out;
  expect(narrow).toContain('read with legal · until 202');
  expect(narrow).not.toMatch(/[0-9a-f]{7}$/m);
  expect((await kb(['history', 'a'], { cwd, terminal: true, columns: 80 })).out).toMatch(/[0-9a-f]{7}$/m);
});

describe('who verified', () => {
  test('is whom the record names, with who committed it where that is somebody else', async () => {
    for (const by of ['@ana', 'ana', 'ana@example.com', '@ANA']) {
      expect((await kb(['history', 'a'], { cwd: told(by, 'n') })).out).toMatch(
        new RegExp(`^2026-11-01\tverified\t${by}\tn · until 2027-02-01\t[0-9a-f]{7}\n`),
      );
    }
    expect((await kb(['history', 'a'], { cwd: told('@bob', 'n') })).out).toContain(
      '\t@bob (commit by @ana)\t',
    );
  });

  test('is told by the e-mail address of the commit: a name can be chosen', async () => {
    const as = async (author: string, by = '@joe', people = ''): Promise<string[]> => {
      const cwd = gitRepo({ 'cards/a.md': CARD, 'kb.config.yaml': PEOPLE + people });
      put(cwd, { 'cards/a.md': verified(by, 'n') });
      git(cwd, 'commit', '-qam', 'x', '--author', author);
      put(cwd, { 'cards/a.md': verified(by, 'n').replace('Text', 'Other') });
      git(cwd, 'commit', '-qam', 'x', '--author', author);
      const { out } = await kb(['history', 'a', '-n', '2'], { cwd });
      return out.split('\n').flatMap((line) => line.split('\t')[2] ?? []);
    };
    const joe = '  joe:\n    login: "@joe"\n    emails: [joe@example.com]\n';
    for (const people of [joe, '']) {
      const evil = ['@joe <evil@example.org>', '@joe (commit by @joe <evil@example.org>)'];
      expect(await as('@joe <evil@example.org>', '@joe', people)).toEqual(evil);
    }
    expect(await as('joe <evil@example.org>', '@joe', joe)).toEqual([
      'joe <evil@example.org>',
      '@joe (commit by joe <evil@example.org>)',
    ]);
    expect(await as('Joe <evil@example.org>')).toEqual(['Joe', '@joe (commit by Joe <evil@example.org>)']);
    expect(await as('@ana <joe@example.com>', '@joe', joe)).toEqual(['@joe', '@joe']);
    expect(await as('Joe <joe@example.com>', 'joe@example.com')).toEqual(['Joe', 'joe@example.com']);
    expect(await as('@joe <ana@example.com>', '@joe', joe)).toEqual(['@ana', '@joe (commit by @ana)']);
  });

  test('stands under the badge of today in a terminal', async () => {
    const cwd = told('@ana', 'on staging');
    put(cwd, { 'cards/a.md': verified('@ana', 'on staging').replace('Text', 'Other') });
    const { out, code } = await kb(['history', 'a'], { cwd, terminal: true, columns: 100 });
    const day = git(cwd, 'show', '-s', '--format=%as');
    expect(out.replace(/[0-9a-f]{7}$/gm, 'COMMIT')).toBe(`? edited since · A · cards/a.md
not committed: edited

2026-11-01  verified  @ana  on staging · until 2027-02-01  COMMIT
${day}  created   @ana                                 COMMIT
`);
    expect(code).toBe(0);
    const ascii = await kb(['history', 'a'], { cwd, terminal: true, unicode: false });
    expect(ascii.out).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test('and a record that does not fit is not taken for a verification', async () => {
    const cwd = told('@ana', 'n');
    put(cwd, { 'cards/a.md': verified('@ana', 'n').replace(/content: "\w+"/, 'content: "0123456789ab"') });
    commit(cwd);
    const { out } = await kb(['history', 'a', '-n', '1', '--json'], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      id: 'a',
      events: [{ event: 'verified', matches: false }],
    });
    const lines = await kb(['history', 'a', '-n', '1'], { cwd });
    expect(lines.out).toContain('the record does not match the text');
  });
});

describe('hostile history', () => {
  test('does not steer a terminal, a log or a program', async () => {
    const cwd = told('@\u202eana\u001b[2J', 'a\u0007\u001b]52;c;x\u0007 ##[error] אב');
    git(cwd, 'mv', 'cards/a.md', 'cards/\u001b[31m::error::.md');
    const author = 'E\u001b[2Jve \u202e::error::<eve@example.com>';
    git(cwd, 'commit', '-q', '-m', '::error::\u001b[2J\u001f', '--author', author);
    for (const terminal of [true, false]) {
      const { out } = await kb(['history', '31m-error'], { cwd, terminal, columns: 200 });
      expect(out).toContain('verified');
      expect(out).toContain('moved');
      expect(out).not.toMatch(terminal ? /[\u0007\u001b\u202e]/ : /[\u0007\u001b\u202e]|^::|##\[/m);
    }
    const { out } = await kb(['history', '31m-error', '--json'], { cwd });
    expect(out).not.toMatch(/[\u0007\u001b\u202e]|##\[/);
    const { events } = JSON.parse(out) as { events: { author: { name: string } }[] };
    expect(events[0]?.author.name).toContain('\u001b[2J');
  });

  test('of messages and trailers is not read', async () => {
    const cwd = gitRepo({ 'cards/a.md': CARD });
    put(cwd, { 'cards/a.md': CARD.replace('Text', 'Other') });
    commit(cwd, 'x\n\nKb-Verified: a\nKb-Evidence: looked at it');
    const { out, err, code } = await kb(['history', 'a', '--verified'], { cwd });
    expect([out, err, code]).toEqual(['', 'cards/a.md was never verified\n', 1]);
  });
});

describe('no history', () => {
  test('of a card that was never committed says how to begin one', async () => {
    const cwd = gitRepo();
    put(cwd, { "cards/it's.md": CARD, '-x/b.md': CARD, 'kb.config.yaml': 'cards: ["**/*.md"]\n' });
    const { out, err, code } = await kb(['history', 'it-s'], { cwd });
    expect([out, err, code]).toEqual([
      '',
      `cards/it's.md was never committed: git add 'cards/it'\\''s.md' && git commit\n`,
      1,
    ]);
    expect((await kb(['history', 'x/b'], { cwd })).err).toContain('git add ./-x/b.md');
    expect(JSON.parse((await kb(['history', 'it-s', '--json'], { cwd })).out)).toMatchObject({ events: [] });
  });

  test('of a repository that is broken says so', async () => {
    const cwd = gitRepo({ 'cards/a.md': CARD });
    const id = git(cwd, 'rev-parse', 'HEAD');
    writeFileSync(
      path.join(cwd, '.git/refs/heads/main'),
      `${id.slice(0, 39)}${id.endsWith('0') ? '1' : '0'}\n`,
    );
    const { err, code } = await kb(['history', 'a'], { cwd });
    expect([err, code]).toEqual([expect.stringContaining('kb history needs git'), 2]);
  });
});
