/** A text that shows whether it is complete, and which generation it is. */
import { createHash } from 'node:crypto';

/** The n-th generation: its length differs from its neighbors', and it ends with a checksum. */
export function generation(n: number): Buffer {
  const body = `${n}\n${`line of generation ${n}\n`.repeat(1 + ((n * 7919) % 4000))}`;
  return Buffer.from(body + checksum(body));
}

/** The number of the generation; `null` if the text is not one complete generation. */
export function generationOf(bytes: Buffer): number | null {
  const text = bytes.toString();
  const body = text.slice(0, -64);
  return checksum(body) === text.slice(-64) ? Number.parseInt(body, 10) : null;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
