/** Writes to, reads from and clears a store, and prints the results. */
import path from 'node:path';
import { diskStore } from '../../../src/repo/store.js';

const [, , folder = ''] = process.argv;
const store = diskStore(path.join(folder, 'kb'));
const written = await store.writeAtomic('facts', new TextEncoder().encode('ours'));
const read = await store.read('facts');
const opened = store.open('facts')?.size ?? null;
const list = await store.list();
await store.remove('facts');
process.stdout.write(JSON.stringify({ written, read: read && new TextDecoder().decode(read), opened, list }));
