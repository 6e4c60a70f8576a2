/** Encodes document rows (language and stored text) and the table of languages. */
import { ByteScan, type ByteSink } from './bytes.js';
import { decode, encode } from './strings.js';

const UTF8 = 0;
/** The encoding of strings.ts, for text with a lone surrogate. */
const UNITS = 1;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Writes a row: a varint with the number of the language and the encoding of the text, then the text. */
export function writeRow(sink: ByteSink, language: number, stored: string): void {
  const kind = /\p{Cs}/u.test(stored) ? UNITS : UTF8;
  sink.varint(2 * language + kind);
  sink.append(kind === UTF8 ? encoder.encode(stored) : encode(stored));
}

export function languageOfRow(row: Uint8Array): number {
  return new ByteScan(row).varint() >>> 1;
}

export function storedInRow(row: Uint8Array): string {
  const scan = new ByteScan(row);
  const kind = scan.varint() & 1;
  return kind === UTF8 ? decoder.decode(scan.rest()) : decode(scan.rest());
}

/** Returns the texts of consecutive rows as one, with a few other characters between; null if one is not in UTF-8. */
export function storedInRows(rows: Uint8Array, starts: readonly number[]): string | null {
  return starts.some((at) => ((rows[at] ?? 0) & 1) === UNITS) ? null : decoder.decode(rows);
}

export function writeLanguage(sink: ByteSink, language: string, documents: number): void {
  const name = encode(language);
  sink.varint(name.length);
  sink.append(name);
  sink.varint(documents);
}

/** Returns each language with the number of its documents, in the order of language numbers. */
export function readLanguages(bytes: Uint8Array): ReadonlyMap<string, number> {
  const scan = new ByteScan(bytes);
  const languages = new Map<string, number>();
  while (!scan.done) {
    const name = scan.take(scan.varint());
    languages.set(decode(name), scan.varint());
  }
  return languages;
}
