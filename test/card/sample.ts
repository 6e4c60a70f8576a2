/** Cards for tests, parsed from text without a disk. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dialectNames, type Dialect } from '../../src/card/fields.js';
import { parseCard, type CardFile, type ParseContext, type ParsedCard } from '../../src/card/parse.js';
import { corpora } from '../corpora.js';

export interface Sample extends Partial<Omit<ParseContext, 'names'>> {
  readonly path?: string;
  readonly dialect?: Dialect;
  readonly fields?: ReadonlyMap<string, readonly string[]>;
}

/** What parsing knows about a base without owners and with an interval of 90 days. */
export function sampleContext({ dialect = 'kb', fields, ...rest }: Sample = {}): ParseContext {
  return {
    names: dialectNames(dialect, fields),
    roots: ['cards/'],
    people: new Set(),
    defaults: {
      owner: [],
      ownerFrom: null,
      verifyEvery: { count: 90, unit: 'day' },
      audience: 'internal',
      tags: [],
    },
    ...rest,
  };
}

/** Parses the whole text of a file. */
export function card(text: string, { path: file = 'cards/card.md', ...rest }: Sample = {}): ParsedCard {
  return parseCard({ path: file, bytes: new TextEncoder().encode(text) }, sampleContext(rest));
}

/** A card without problems, plus lines of front matter. */
export function cardWith(lines: string, sample: Sample = {}): ParsedCard {
  return card(`---\ntitle: A card\nowner: "@ana"\nverify-by: 2027-01-31\n${lines}\n---\nText.\n`, sample);
}

/** `line:column rule` of each problem. */
export function places({ problems }: Pick<ParsedCard, 'problems'>): string[] {
  return problems.map(({ line = 0, column = 0, rule }) => `${line}:${column} ${rule}`);
}

/** Every page of a corpus folder. */
export function corpusFiles(name: string): CardFile[] {
  const root = corpora(name);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(md|erb)$/.test(file) && file !== 'SOURCE.md')
    .sort()
    .map((file) => ({ path: file.split(path.sep).join('/'), bytes: readFileSync(path.join(root, file)) }));
}
