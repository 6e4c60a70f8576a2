/** Prints for each entry that a folder's list has: why it is refused, its text, or why it cannot be read. */
import { diskRepo } from '../../../src/repo/disk.js';

const repo = diskRepo(process.argv[2] ?? '');
const said: Record<string, string> = {};
for (const { path, refused } of await repo.list(['**/*.md'])) {
  said[path] =
    refused ??
    (await repo.read(path).then(
      (bytes) => Buffer.from(bytes).toString(),
      (error: unknown) => (error as Error).message,
    ));
}
process.stdout.write(JSON.stringify(said));
