/** Overwrites a file with a number of bytes, and prints the error. */
import { writeAtomic } from '../../../src/repo/atomic.js';

const [, , file = '', size = '0'] = process.argv;
try {
  await writeAtomic(file, Buffer.alloc(Number(size), 'n'));
  process.stdout.write('written');
} catch (error) {
  process.stdout.write((error as Error).message);
}
