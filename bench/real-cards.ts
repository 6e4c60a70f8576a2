/** The cards that benchmarks run on: real ones from other teams. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpora, hasCorpora } from '../test/corpora.js';
import { randomNumbers } from '../test/random.js';

/** A real text, without the front matter it had. */
export interface Text {
  readonly language: string;
  readonly title: string;
  readonly body: string;
}

const FOLDERS = [
  ['mdn-8k', 'en'],
  ['mdn-1k', 'en'],
  ['govuk', 'en'],
  ['support-arduino', 'en'],
  ...['ar', 'he', 'pl', 'th'].map((language) => [`langs/support-${language}`, language] as const),
  ...['ar', 'en', 'pl', 'th'].map((language) => [`langs/tldr-${language}`, language] as const),
] as const;
const LISTS = ['ir-cranfield', 'ir-adi'];

/** All real cards at hand, always shuffled the same way. Without the corpora: our own user guide. */
export function realCards(random: Random): Text[] {
  const texts = [
    ...FOLDERS.filter(([name]) => hasCorpora(name)).flatMap(([name, language]) =>
      markdown(corpora(name), language),
    ),
    ...LISTS.filter((name) => hasCorpora(name)).flatMap((name) => records(corpora(name))),
  ];
  const guide = path.resolve(fileURLToPath(import.meta.url), '../../cards');
  return random.shuffled(texts.length > 0 ? texts : markdown(guide, 'en'));
}

function markdown(folder: string, language: string): Text[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.md') && name !== 'SOURCE.md')
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      const [whole = '', matter = ''] = /^---\n([^]*?)\n---\n/.exec(text) ?? [];
      const body = text.slice(whole.length);
      const title = /^title: *["']?(.+?)["']?$/m.exec(matter)?.[1] ?? /^#+ +(.+)$/m.exec(body)?.[1];
      return { language, title: title ?? path.basename(name, '.md'), body };
    });
}

function records(folder: string): Text[] {
  const lines = readFileSync(path.join(folder, 'docs.jsonl'), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const { title, text } = JSON.parse(line) as { title: string; text: string };
      return { language: 'en', title, body: `${text}\n` };
    });
}

/** The words of a text, in lower case. */
export function wordsOf({ title, body }: Text): string[] {
  return `${title} ${body}`.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** A seeded pseudo-random generator: the same numbers in every run. */
export class Random {
  /** At least 0, less than 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = randomNumbers(seed);
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  of<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  shuffled<T>(values: readonly T[]): T[] {
    const all = [...values];
    for (let at = all.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [all[at], all[other]] = [all[other] as T, all[at] as T];
    }
    return all;
  }
}
