/** Writes into and reads from a store, and prints what became of it. */
import path from 'node:path';
import { diskStore } from '../../../src/repo/store.js';

const [, , folder = ''] = process.argv;
const store = diskStore(path.join(folder, 'kb'));
const written = await store.writeAtomic('facts', new TextEncoder().encode('ours'));
const read = await store.read('facts');
process.stdout.write(
  JSON.stringify({ written, read: read && new TextDecoder().decode(read), list: await store.list() }),
);
