/** GitHub's own program `gh`, pointed at the loopback GitHub: an independent reader. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hasProgram } from '../programs.js';
import type { GitHub } from './server.js';
import { TOKENS } from './state.js';

/** Whether this machine has `gh`. */
export const hasGh = (): boolean => hasProgram('gh');

/** What `gh` prints for these arguments, called for the repository under test. */
export async function gh(github: GitHub, ...args: readonly string[]): Promise<string> {
  const config = mkdtempSync(path.join(tmpdir(), 'kb-gh-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: config,
    GH_CONFIG_DIR: config,
    // The only host that `gh` calls without TLS.
    GH_HOST: 'github.localhost',
    GH_TOKEN: TOKENS.user,
    GH_ENTERPRISE_TOKEN: TOKENS.user,
    GH_REPO: github.state.repository.fullName,
    GH_NO_UPDATE_NOTIFIER: '1',
    http_proxy: github.url,
    NO_COLOR: '1',
    TZ: 'UTC',
  };
  try {
    const { stdout } = await promisify(execFile)('gh', args, { env, cwd: config, timeout: 30_000 });
    return stdout;
  } finally {
    rmSync(config, { recursive: true, force: true });
  }
}
