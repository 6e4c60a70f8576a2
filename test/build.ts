/** Builds the bundle once before the tests: the end-to-end tests run what users run. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(import.meta.url), '../..');

export default function build(): void {
  if (process.env['KB_NO_BUILD']) return;
  execFileSync(process.execPath, ['bundle/build.js'], { cwd: root, stdio: 'inherit' });
}
