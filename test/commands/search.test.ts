import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build.js';
import { kb } from '../memory-io.js';

/** The bytes of a text in chunks of this size, so that some letters are split. */
function chunks(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

test.each([
  ['החזר כספי\n', 'cards/he/refund.md'],
  ['คืนเงินลูกค้า\n', 'cards/th/refund.md'],
])('- takes %j from standard input, however its bytes come', async (query, file) => {
  const cwd = path.join(root, 'test/kb');
  for (const size of [1, 2, 4, 1000]) {
    const { out } = await kb(['search', '-', '--json'], { cwd, input: chunks(query, size) });
    const { hits } = JSON.parse(out) as { hits: { path: string }[] };
    expect(hits[0]?.path).toBe(file);
  }
});
