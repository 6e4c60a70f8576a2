/** Runs a script of children/ in its own process, which may be killed, limited or without rights. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

const children = fileURLToPath(new URL('children/', import.meta.url));
const built = mkdtempSync(path.join(tmpdir(), 'kb-children-'));
chmodSync(built, 0o755);
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

/** Bundled, because a child must start fast and must not read files that are closed to another user. */
function script(name: string): string {
  const outfile = path.join(built, `${name}.mjs`);
  buildSync({
    entryPoints: [path.join(children, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/** The command line that runs a script. */
export function commandOf(name: string): readonly string[] {
  return [process.execPath, script(name)];
}

/** Bundles a script once, and returns a function that starts it. */
export function starter(name: string): (...args: readonly string[]) => ChildProcess {
  const file = script(name);
  return (...args) => spawn(process.execPath, [file, ...args], { stdio: 'ignore' });
}

/** Runs a script without root's rights: as the user nobody if this is root, otherwise as this user. */
export function runAsNobody(name: string, folder: string): { stdout: string; stderr: string } {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(folder, 0o755);
  const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  return spawnSync(process.execPath, [script(name), folder], { encoding: 'utf8', cwd: '/', ...user });
}

/** Runs a script that may not write files of more than `blocks` KiB. */
export function runLimited(
  name: string,
  blocks: number,
  ...args: readonly string[]
): { stdout: string; stderr: string } {
  const line = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
  return spawnSync('bash', ['-c', line, process.execPath, script(name), ...args], { encoding: 'utf8' });
}
