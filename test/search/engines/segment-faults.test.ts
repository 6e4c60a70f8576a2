/** A damaged segment is read correctly or with an error, but never with a crash, a hang or a wrong answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paged } from '../../../src/search/engines/lunr/paged.js';
import { Damaged } from '../../../src/search/engines/lunr/segment.js';
import { openSegment } from '../../../src/search/engines/lunr/reader.js';
import { writeSegment } from '../../../src/search/engines/lunr/writer.js';
import { contentOf, open, type Content } from './segments.js';

const numRuns = process.env['KB_SOAK'] ? 10_000 : 500;
const PAGE = 4096;
const CHECKSUM = 4;
/** In a dictionary: a string that shares nearly 4 GiB with the one before it. */
const LONGEST = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0);

const bytes = writeSegment(
  Array.from({ length: 400 }, (_, at) => ({
    path: `${at % 3}/${at}.md`,
    title: `Card ${at}`,
    tags: [`tag${at % 10}`],
    headings: ['Refunds', 'הגדרות'],
    body: `shared words ${at * 7919} x${(at * 31) % 97} `.repeat(1 + (at % 5)),
    language: at % 4 === 0 ? 'he' : 'en',
    stored: JSON.stringify({ at, summary: 'a few words about the card' }),
  })),
);
const content = contentOf(open(bytes));

/** The content of a segment; `null` if it is recognized as damaged. Other errors are thrown. */
function read(damaged: Uint8Array): Content | null {
  try {
    return contentOf(open(damaged));
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/** The segment without its checksums. */
function unpaged(): Uint8Array {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PAGE) {
    pages.push(bytes.subarray(at, Math.min(at + PAGE, bytes.length) - CHECKSUM));
  }
  return new Uint8Array(Buffer.concat(pages));
}

describe('a damaged segment', () => {
  test('is known by its checksums wherever bits have changed', () => {
    const flips = fc.array(
      fc.record({ at: fc.nat(bytes.length - 1), bits: fc.integer({ min: 1, max: 255 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(flips, (changes) => {
        const damaged = bytes.slice();
        for (const { at, bits } of changes) damaged[at] = (damaged[at] ?? 0) ^ bits;
        if (Buffer.compare(damaged, bytes) !== 0) expect(read(damaged)).toBeNull();
      }),
      { numRuns },
    );
  });

  test('is known by its size', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(read(bytes.slice(0, length))).toBeNull();
      }),
      { numRuns },
    );
    expect(read(Buffer.concat([bytes, bytes]))).toBeNull();
    expect(read(Buffer.concat([bytes, Uint8Array.of(0)]))).toBeNull();
    expect(read(new Uint8Array())).toBeNull();
    expect(read(new Uint8Array(20_000))).toBeNull();
  });

  test('is known where pages have changed places', () => {
    const damaged = bytes.slice();
    damaged.set(bytes.subarray(PAGE, 2 * PAGE), 2 * PAGE);
    damaged.set(bytes.subarray(2 * PAGE, 3 * PAGE), PAGE);
    expect(bytes.length).toBeGreaterThan(4 * PAGE);
    expect(read(damaged)).toBeNull();
  });

  test('takes no more than a whole one to read where its checksums were made to fit', () => {
    const whole = unpaged();
    expect(paged([whole])).toEqual(bytes);
    const place = fc.oneof(fc.nat(200), fc.nat(whole.length - LONGEST.length));
    const forgery = fc.oneof(fc.constant(LONGEST), fc.uint8Array({ minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(place, forgery), { minLength: 1, maxLength: 4 }), (changes) => {
        const forged = whole.slice();
        for (const [at, forgery] of changes) forged.set(forgery, at);
        const found = read(paged([forged]));
        expect(found?.terms.length ?? 0).toBeLessThanOrEqual(whole.length);
        expect(found?.documents.length ?? 0).toBeLessThanOrEqual(whole.length);
      }),
      { numRuns },
    );
  });

  test('is one with more strings in a dictionary than it says', () => {
    const forged = unpaged();
    const numbers = new DataView(forged.buffer);
    const wordCount = 4 * 14;
    expect(numbers.getUint32(wordCount, true)).toBe(content.words.length);
    numbers.setUint32(wordCount, content.words.length - 1, true);
    expect(read(paged([forged]))).toBeNull();
  });

  test('is what a file is that cannot be read', () => {
    const failing = {
      size: bytes.length,
      read: () => {
        throw new Error('EIO');
      },
    };
    expect(() => openSegment(failing)).toThrow(Damaged);
    expect(() => openSegment({ size: bytes.length, read: () => bytes.subarray(0, 10) })).toThrow(Damaged);
  });

  test('is what a segment of another format is', () => {
    const other = unpaged();
    new DataView(other.buffer, other.byteOffset).setUint32(4, 99, true);
    expect(() => open(paged([other]))).toThrow('the segment has format 99');
    expect(content).not.toBeNull();
  });
});
