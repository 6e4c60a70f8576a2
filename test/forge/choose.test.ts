/** Which forge is chosen, and that no remote can make kb send the token to a host that the user did not name. */
import { describe, expect, test } from 'vitest';
import type { KbError } from '../../src/errors.js';
import { chooseForge } from '../../src/forge/choose.js';

const TOKEN = 'ghs_secret';
const ENV = { GITHUB_TOKEN: TOKEN };

function refusal(
  remote: string | null,
  env: Record<string, string>,
  setting: 'github' | null = null,
): string {
  try {
    const choice = chooseForge(remote, setting, env);
    return `chose ${JSON.stringify(choice)}`;
  } catch (error) {
    const { message, hint } = error as KbError;
    return `${message}\n${hint ?? ''}`;
  }
}

describe('chooseForge', () => {
  test.each([
    'https://github.com/acme/kb.git',
    'git@github.com:acme/kb.git',
    'ssh://git@ssh.github.com:443/acme/kb.git',
    'https://x-access-token:ghs_other@GitHub.com/acme/kb',
  ])('%s is at api.github.com', (remote) => {
    expect(chooseForge(remote, null, ENV)).toEqual({
      forge: 'github',
      repository: 'acme/kb',
      apiUrl: 'https://api.github.com',
      token: TOKEN,
      isActions: false,
      writeInterval: 1000,
    });
  });

  test('files need neither remote nor token', () => {
    expect(chooseForge(null, 'file', {})).toEqual({ forge: 'file' });
    expect(chooseForge('https://gitlab.com/acme/kb', 'file', {})).toEqual({ forge: 'file' });
  });

  test('an Enterprise is where GITHUB_API_URL says', () => {
    const env = { ...ENV, GITHUB_API_URL: 'https://github.acme.example/api/v3/', GITHUB_ACTIONS: 'true' };
    expect(chooseForge('git@github.acme.example:acme/kb.git', null, env)).toMatchObject({
      apiUrl: 'https://github.acme.example/api/v3',
      isActions: true,
    });
  });

  test.each([
    'https://evil.example/acme/kb.git',
    'git@evil.example:acme/kb.git',
    'https://github.com.evil.example/acme/kb',
    'https://github.com@evil.example/acme/kb',
    'https://api.github.com/acme/kb',
    'https://github.evil.example/acme/kb',
    'http://127.0.0.1:9/acme/kb',
    'https://localhost/acme/kb',
  ])('a remote alone does not get the token: %s', (remote) => {
    const told = refusal(remote, ENV);
    expect(told).toMatch(/^the token is not sent to /);
    expect(told).toContain('GITHUB_API_URL=');
  });

  test.each([
    'http://github.acme.example/api/v3',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://github.acme.example',
    'https://ana:secret@github.acme.example/api/v3',
    'https://github.acme.example/api/v3?x=1',
    'github.acme.example',
    'not an address',
  ])('GITHUB_API_URL is refused: %s', (address) => {
    const told = refusal('https://github.acme.example/acme/kb', { ...ENV, GITHUB_API_URL: address });
    expect(told).toMatch(/^GITHUB_API_URL must be a URL/);
    expect(told).not.toContain('secret');
  });

  test.each([
    'http://127.0.0.1:4011',
    'http://[::1]:4011',
    'http://localhost:4011',
    'http://github.localhost',
  ])('without TLS only on this machine: %s', (address) => {
    const env = { ...ENV, GITHUB_API_URL: address };
    expect(chooseForge('https://github.com/acme/kb', null, env)).toMatchObject({ apiUrl: address });
  });

  test.each([
    ['https://gitlab.com/acme/kb', 'GitLab'],
    ['https://gitlab.acme.example/docs/acme/kb', 'GitLab'],
    ['https://codeberg.org/acme/kb', 'Forgejo or Gitea'],
    ['https://bitbucket.org/acme/kb', 'Bitbucket'],
  ])('%s is not supported yet', (remote, software) => {
    const told = refusal(remote, { ...ENV, GITHUB_API_URL: 'https://api.github.com' });
    expect(told).toContain(`${software} at `);
    expect(told).toContain('forge: file');
  });

  test.each([[null], ['../kb'], ['/srv/git/kb.git'], ['nonsense'], ['--upload-pack=x']])(
    'the remote %j is on no forge',
    (remote) => {
      expect(refusal(remote, ENV)).toMatch(/^expected a remote/);
      expect(refusal(remote, ENV)).toContain('forge: file');
    },
  );

  test('folders in front of the name are no repository of GitHub', () => {
    expect(refusal('https://github.com/acme/docs/kb', ENV)).toMatch(/^expected OWNER\/NAME/);
  });

  test('the token', () => {
    const remote = 'https://github.com/acme/kb';
    expect(chooseForge(remote, null, { GH_TOKEN: 'gho_2' })).toMatchObject({ token: 'gho_2' });
    expect(chooseForge(remote, null, { GITHUB_TOKEN: ' ghp_1\n', GH_TOKEN: 'gho_2' })).toMatchObject({
      token: 'ghp_1',
    });
    expect(chooseForge(remote, null, { GITHUB_TOKEN: ' ', GH_TOKEN: 'gho_2' })).toMatchObject({
      token: 'gho_2',
    });
    const told = refusal(remote, {});
    expect(told).toMatch(/GITHUB_TOKEN and GH_TOKEN are unset\n.*gh auth token/s);
    for (const token of ['ghp_top secret', 'ghp_topsecret\r\nHost: x', 'ghp_tøpsecret'])
      expect(refusal(remote, { GITHUB_TOKEN: token })).not.toMatch(/secret/);
  });

  test('the pause between writes', () => {
    const remote = 'https://github.com/acme/kb';
    expect(chooseForge(remote, null, { ...ENV, KB_WRITE_INTERVAL_MS: '0' })).toMatchObject({
      writeInterval: 0,
    });
    for (const text of ['-1', 'soon', '1e9', '99999', ' 1'])
      expect(refusal(remote, { ...ENV, KB_WRITE_INTERVAL_MS: text })).toMatch(/^KB_WRITE_INTERVAL_MS takes/);
  });
});
