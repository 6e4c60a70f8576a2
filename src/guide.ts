/** The user guide: kb's own cards, which are part of the package. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParsedCard } from './card/parse.js';
import { readText } from './repo/open.js';

/** The same relative path from the sources and from the build. */
const FOLDER = new URL('../cards/', import.meta.url);
const LONGEST = 256 * 1024;

/** A card of the guide. */
export interface Topic {
  /** Also the name of its file, without `.md`. */
  readonly id: string;
  readonly title: string;
  /** Title and keywords, in lower case, to search in. */
  readonly words: string;
  /** Commands that it is about. */
  readonly commands: readonly string[];
}

/** All topics, sorted by id. Reads the front matter without YAML, which would take longer than the rest of a completion. */
export function topics(): Topic[] {
  const folder = fileURLToPath(FOLDER);
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const ids = files.map((name) => name.slice(0, -'.md'.length)).sort();
  return ids.map((id): Topic => {
    const text = readText(path.join(folder, `${id}.md`), LONGEST) ?? '';
    const title = field(text, 'title');
    const keywords = field(text, 'keywords');
    return {
      id,
      title: title.startsWith('"') ? (JSON.parse(title) as string) : title,
      words: `${title} ${keywords}`.toLowerCase(),
      commands: Array.from(keywords.matchAll(/\bkb ([a-z]+)/g), ([, command = '']) => command),
    };
  });
}

/** Reads and parses the card of a topic. */
export async function readTopic({ id }: Topic): Promise<ParsedCard> {
  const [{ dialectNames }, { parseCard }] = await Promise.all([
    import('./card/fields.js'),
    import('./card/parse.js'),
  ]);
  const file = `${id}.md`;
  const text = readText(path.join(fileURLToPath(FOLDER), file), LONGEST) ?? '';
  const defaults = { owner: [], ownerFrom: null, verifyEvery: null, audience: 'public', tags: [] } as const;
  const context = { names: dialectNames('kb'), roots: [], people: new Set<string>(), defaults };
  return parseCard({ path: file, bytes: new TextEncoder().encode(text) }, context);
}

function field(text: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
}
