/** Tries changes, the last of which touches a folder that is closed to this user, and prints why that fails. */
import { KbError } from '../../../src/errors.js';
import { makeChanges } from '../../../src/repo/commit.js';
import { diskRepo } from '../../../src/repo/disk.js';

const repo = diskRepo(process.argv[2] ?? '');
const edited = { path: 'open/a.md', before: 'old', after: 'new' };
const made = { path: 'open/deep/er.md', before: null, after: 'new' };
const said: string[] = [];
for (const last of [
  { path: 'closed/a.md', before: 'old', after: 'new' },
  { path: 'closed/b.md', before: null, after: 'new' },
  { path: 'closed/deep/c.md', before: null, after: 'new' },
  { path: 'closed/a.md', before: 'old', after: null },
]) {
  try {
    await makeChanges(repo, [edited, made, last], null);
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    said.push(`${error.message.replace(/^.*closed/, 'closed')}; ${error.hint ?? ''}`);
  }
}
process.stdout.write(JSON.stringify(said));
