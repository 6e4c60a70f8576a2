/** Tries to write where writing is not allowed, and prints why it cannot. */
import path from 'node:path';
import { writeAtomic } from '../../../src/repo/atomic.js';

const said: Record<string, string> = {};
for (const name of ['closed/a.md', 'closed/new.md', 'read-only.md']) {
  said[name] = await writeAtomic(path.join(process.argv[2] ?? '', name), Buffer.from('new')).then(
    () => 'written',
    (error: unknown) => (error as Error).message.replace(/^.*cannot be written: /, ''),
  );
}
process.stdout.write(JSON.stringify(said));
