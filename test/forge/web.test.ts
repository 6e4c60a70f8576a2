import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRemote, type Repository } from '../../src/forge/remote.js';
import { webPage, type Page, type Revision } from '../../src/forge/web.js';

const main: Revision = { kind: 'branch', name: 'main' };
const pageOf = (remote: string, page: Page = 'view', line: number | null = null, revision = main) => {
  const repository = readRemote(remote);
  if (typeof repository === 'string') return repository;
  return webPage(repository, revision, { path: 'cards/a b.md', page, line });
};

describe('readRemote', () => {
  test.each([
    ['git@github.com:acme/kb.git', 'https://github.com', 'acme/kb'],
    ['github.com:acme/kb', 'https://github.com', 'acme/kb'],
    ['ssh://git@github.com/acme/kb.git', 'https://github.com', 'acme/kb'],
    ['ssh://git@git.acme.com:2222/docs/kb.git/', 'https://git.acme.com', 'docs/kb'],
    ['https://github.com/acme/kb', 'https://github.com', 'acme/kb'],
    ['https://ana:s3cret@github.com/acme/kb.git', 'https://github.com', 'acme/kb'],
    ['https://gitlab.acme.com:8443/a/b/kb.git', 'https://gitlab.acme.com:8443', 'a/b/kb'],
    ['http://gitea:3000/acme/kb', 'http://gitea:3000', 'acme/kb'],
    ['git://git.acme.com/acme/kb.git', 'https://git.acme.com', 'acme/kb'],
    ['git@git.sr.ht:~ana/kb', 'https://git.sr.ht', '~ana/kb'],
    ['git@host:/acme/kb.git', 'https://host', 'acme/kb'],
    ['git@github.com:acme/kb.github.io', 'https://github.com', 'acme/kb.github.io'],
  ])('reads %s', (remote, origin, path) => {
    expect(readRemote(remote)).toMatchObject({ origin, path });
  });

  test.each([
    '/srv/kb.git',
    '../kb',
    './kb',
    'kb',
    '~/kb.git',
    'file:///srv/kb.git',
    'C:/kb/x.git',
    'C:\\kb\\x',
  ])('takes %s for a folder', (remote) => {
    expect(readRemote(remote)).toBe('folder');
  });

  test.each([
    '',
    'javascript:alert(1)',
    'javascript:a/b(1)',
    'javascript://github.com/a/b',
    'data:text/html,<script>a/b',
    '-oProxyCommand=x:a/b',
    'ssh://-oProxyCommand=x/a/b',
    'git@-oProxyCommand=x:a/b',
    'ext::sh -c a/b',
    'ext::https://github.com/a/b',
    'https://github.com/a/b c',
    'https://github.com/a/b\n',
    'https://github.com/a/\u001b[2J',
    'https://github.com/a/b?x#y',
    'https://github.com/../b',
    'https://github.com/a/%2e%2e',
    'https://github.com',
    'https://github.com/kb',
    'https://github.com@evil.example:x/a/b',
    'https://e vil/a/b',
    'vscode://a/b/c',
    `https://github.com/a/${'b'.repeat(3000)}`,
  ])('refuses %j', (remote) => {
    expect(readRemote(remote)).toBe('unknown');
  });

  test('never makes an address that leads elsewhere than to a host of the remote', () => {
    const part = fc.string({
      unit: fc.constantFrom(...Array.from('ab./:@-~?#% \\\n\'"<>()[]'), 'https', 'git@', '::'),
    });
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const found = readRemote(`${a}:${b}/${c}`);
        if (typeof found === 'string') return;
        const url = new URL(webPage(found, main, { path: 'x.md' }) ?? '');
        expect(url.origin + url.pathname).toBe(`${found.origin}/${found.path}/blob/main/x.md`);
        expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('webPage', () => {
  test.each([
    ['git@github.com:acme/kb.git', 'https://github.com/acme/kb/blob/main/cards/a%20b.md', '?plain=1#L16'],
    [
      'git@code.acme.com:acme/kb.git',
      'https://code.acme.com/acme/kb/blob/main/cards/a%20b.md',
      '?plain=1#L16',
    ],
    ['git@gitlab.com:g/s/kb.git', 'https://gitlab.com/g/s/kb/-/blob/main/cards/a%20b.md', '?plain=1#L16'],
    [
      'https://gitlab.acme.com/g/kb',
      'https://gitlab.acme.com/g/kb/-/blob/main/cards/a%20b.md',
      '?plain=1#L16',
    ],
    [
      'git@codeberg.org:acme/kb.git',
      'https://codeberg.org/acme/kb/src/branch/main/cards/a%20b.md',
      '?display=source#L16',
    ],
    [
      'https://gitea.acme.com/acme/kb.git',
      'https://gitea.acme.com/acme/kb/src/branch/main/cards/a%20b.md',
      '?display=source#L16',
    ],
    ['git@bitbucket.org:acme/kb.git', 'https://bitbucket.org/acme/kb/src/main/cards/a%20b.md', '#lines-16'],
    ['git@git.sr.ht:~ana/kb', 'https://git.sr.ht/~ana/kb/tree/main/item/cards/a%20b.md', '#L16'],
  ])('shows a card of %s, and a line of it', (remote, url, line) => {
    expect(pageOf(remote)).toBe(url);
    expect(pageOf(remote, 'view', 16)).toBe(url + line);
  });

  test.each([
    ['git@github.com:a/b', 'edit', 'https://github.com/a/b/edit/main/cards/a%20b.md'],
    ['git@github.com:a/b', 'history', 'https://github.com/a/b/commits/main/cards/a%20b.md'],
    ['git@gitlab.com:a/b', 'edit', 'https://gitlab.com/a/b/-/edit/main/cards/a%20b.md'],
    ['git@gitlab.com:a/b', 'history', 'https://gitlab.com/a/b/-/commits/main/cards/a%20b.md'],
    ['git@codeberg.org:a/b', 'edit', 'https://codeberg.org/a/b/_edit/main/cards/a%20b.md'],
    ['git@codeberg.org:a/b', 'history', 'https://codeberg.org/a/b/commits/branch/main/cards/a%20b.md'],
    ['git@bitbucket.org:a/b', 'edit', 'https://bitbucket.org/a/b/src/main/cards/a%20b.md?mode=edit'],
    ['git@bitbucket.org:a/b', 'history', 'https://bitbucket.org/a/b/history-node/main/cards/a%20b.md'],
    ['git@git.sr.ht:~a/b', 'history', 'https://git.sr.ht/~a/b/log/main/item/cards/a%20b.md'],
    ['git@git.sr.ht:~a/b', 'edit', null],
  ] as const)('%s has the page %s', (remote, page, url) => {
    expect(pageOf(remote, page)).toBe(url);
  });

  test('names a commit', () => {
    const commit: Revision = { kind: 'commit', name: 'a'.repeat(40) };
    expect(pageOf('git@github.com:a/b', 'view', null, commit)).toContain(`/blob/${'a'.repeat(40)}/`);
    expect(pageOf('git@codeberg.org:a/b', 'view', null, commit)).toContain(`/src/commit/${'a'.repeat(40)}/`);
  });

  test('any path and branch stay what they are', () => {
    const repository = readRemote('git@github.com:a/b') as Repository;
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1 }),
        fc.stringMatching(/^[a-z#?%&]{1,9}$/),
        (names, branch) => {
          const path = names.join('/');
          const url = webPage(repository, { kind: 'branch', name: branch }, { path }) ?? '';
          expect(url).toMatch(/^[\w:/.~%-]+$/);
          expect(decodeURIComponent(url)).toBe(`https://github.com/a/b/blob/${branch}/${path}`);
        },
      ),
    );
  });
});
