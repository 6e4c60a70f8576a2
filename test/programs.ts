/** Programs that only tests need, such as tmux. If one is missing, its tests are skipped, but fail in CI. */
import { spawnSync } from 'node:child_process';

/** Whether tests that need a program run here. Throws in CI if it is missing. */
export function hasProgram(name: string, ...version: readonly string[]): boolean {
  const isHere = spawnSync(name, version.length > 0 ? version : ['--version']).status === 0;
  if (!isHere && process.env['KB_REQUIRE_PROGRAMS']) throw new Error(`${name} is not installed`);
  return isHere;
}
