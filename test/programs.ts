/** Programs that only tests need, such as tmux. Where one is missing its tests are skipped, and fail in CI. */
import { spawnSync } from 'node:child_process';

/** Whether tests with a program run here. */
export function hasProgram(name: string, ...version: readonly string[]): boolean {
  const isHere = spawnSync(name, version.length > 0 ? version : ['--version']).status === 0;
  if (!isHere && process.env['KB_REQUIRE_PROGRAMS']) throw new Error(`${name} is not installed`);
  return isHere;
}
