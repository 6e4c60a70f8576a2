/** Real input from other teams, read where it lies. Absent on most machines: such tests are skipped there, and fail in CI. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(
  fileURLToPath(import.meta.url),
  '../..',
  process.env['KB_CORPORA'] ?? '../shared/corpora',
);

/** Whether tests over a corpus run here: `describe.runIf(hasCorpora('govuk'))`. In our CI a missing one is an error. */
export function hasCorpora(...names: string[]): boolean {
  const missing = names.filter((name) => !existsSync(path.join(root, name)));
  if (missing.length > 0 && process.env['KB_REQUIRE_CORPORA']) {
    throw new Error(`corpora missing: ${missing.join(', ')} under ${root} (set KB_CORPORA)`);
  }
  return missing.length === 0;
}

/** Absolute path of a folder of the corpora, `corpora('langs/support-he')`. */
export function corpora(name: string): string {
  return path.join(root, name);
}
