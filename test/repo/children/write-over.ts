/** Writes one generation after another to a file, until it is killed. */
import { writeAtomic } from '../../../src/repo/atomic.js';
import { generation } from '../generation.js';

const file = process.argv[2] ?? '';
for (let n = Number(process.argv[3]); ; n++) await writeAtomic(file, generation(n));
