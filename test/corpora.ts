/**
 * Real input from other teams, read where it is. It is missing on most machines: these tests are skipped there, but fail in
 * our CI. A sample in the same styles and our own pages are always present.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = path.resolve(fileURLToPath(import.meta.url), '../..');
const root = path.resolve(ours, process.env['KB_CORPORA'] ?? '../shared/corpora');

/** Folders of this repository that are read like a corpus. */
const HERE = new Map([
  ['sample', 'test/fixtures/sample'],
  ['our guide', 'cards'],
  ['our docs', 'docs'],
]);

/** Whether tests on a corpus run here: `describe.runIf(hasCorpora('govuk'))`. Throws in our CI if one is missing. */
export function hasCorpora(...names: string[]): boolean {
  const missing = names.filter((name) => !existsSync(corpora(name)));
  if (missing.length > 0 && process.env['KB_REQUIRE_CORPORA']) {
    throw new Error(`corpora missing: ${missing.join(', ')} under ${root} (set KB_CORPORA)`);
  }
  return missing.length === 0;
}

/** The absolute path of a corpus folder, such as `corpora('langs/support-he')`, or of a folder in HERE. */
export function corpora(name: string): string {
  const here = HERE.get(name);
  return here === undefined ? path.join(root, name) : path.join(ours, here);
}
