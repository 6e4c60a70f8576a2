/** Reads a card's text into fields with their places, the body, and problems. The only module that imports gray-matter. */
import matter from 'gray-matter';
import type { Problem } from './card.js';
import { conflicts } from './conflict.js';
import { findFences, headingBetween, type Fences } from './fences.js';
import { error } from './yaml/words.js';
import { Lines, type Position } from './position.js';
import type { Fields } from './value.js';
import { tooLong } from './yaml/guard.js';
import { readYaml, type Yaml } from './yaml/read.js';
import { readSimpleYaml } from './yaml/simple.js';

export interface FrontMatter {
  /** Null if the file has no front matter or it cannot be read (see unreadable). */
  readonly fields: Fields | null;
  readonly body: string;
  /** Line of the file on which the body starts, counted from 1. */
  readonly bodyLine: number;
  /** Offset of the body in the decoded file. */
  readonly bodyOffset: number;
  /** One sentence; null if the front matter is readable or absent. */
  readonly unreadable: string | null;
  readonly problems: readonly Problem[];
}

/**
 * gray-matter runs JavaScript if the front matter asks for it, so every engine, under each of its names, is replaced with
 * this.
 */
const INERT = { parse: () => ({}), stringify: () => '' };
const ENGINES = ['yaml', 'yml', 'json', 'toml', 'javascript', 'js', 'coffee', 'coffeescript', 'cson'];
/** Passed on every call: without options gray-matter caches, and a card that threw once is then returned as empty. */
const OPTIONS = { language: 'yaml', engines: Object.fromEntries(ENGINES.map((name) => [name, INERT])) };

/** Reads decoded text. The same text always gives an equal result, and nothing in it is ever executed. */
export function readFrontMatter(text: string): FrontMatter {
  const fences = findFences(text);
  const lines = new Lines(text);
  const head = endOfHead(text, fences);
  const clashes = conflicts(text, head).map((offset) => conflict(lines.at(offset)));
  const { fields, problems } = readHead(text.slice(0, head), fences, lines);
  const first = problems.find(({ severity }) => severity === 'error');
  const unreadable = fields || !first ? null : `front matter, line ${first.line ?? 1}: ${first.message}`;
  // Text between two thematic breaks looks like front matter, and so does front matter that is never closed. Starting
  // the body at the heading keeps the title.
  const heading = unreadable === null ? undefined : headingBetween(text, 0, fences.bodyOffset);
  const bodyOffset = heading ?? fences.bodyOffset;
  return {
    fields,
    body: text.slice(bodyOffset),
    bodyLine: lines.at(bodyOffset).line,
    bodyOffset,
    unreadable,
    problems: [...problems, ...clashes],
  };
}

function readHead(text: string, fences: Fences, lines: Lines): Yaml {
  const refuse = (...problems: Problem[]): Yaml => ({ fields: null, problems });
  const clashes = conflicts(text);
  if (clashes.length > 0) return refuse(...clashes.map((offset) => conflict(lines.at(offset))));
  if (fences.kind === 'broken') return refuse(fences.problem);
  if (fences.kind === 'absent') {
    const message = 'no front matter: a card starts with "---", "key: value" lines and "---"';
    return refuse({ rule: 'front-matter-missing', severity: 'info', message, line: 1, column: 1 });
  }
  const size = tooLong(text.slice(fences.from, fences.to));
  if (size) return refuse(error('front-matter-size', size.message, lines.at(fences.from + size.at)));
  const simple = readSimpleYaml(text, fences.from, fences.to, lines);
  if (simple) return { fields: simple, problems: [] };
  const yaml = matter(text, OPTIONS).matter;
  // gray-matter cuts at the line feed, so the last line of a CRLF card still has its carriage return.
  return readYaml(yaml.endsWith('\r') ? yaml.slice(0, -1) : yaml, fences.from, lines);
}

function conflict(at: Position): Problem {
  return error(
    'merge-conflict',
    'a merge conflict was committed: keep one side and delete the marker lines',
    at,
  );
}

/** A conflict marker on the first line can hide the opening fence; if the second line is one, the first belongs to the head. */
function endOfHead(text: string, { kind, bodyOffset }: Fences): number {
  if (kind !== 'absent') return bodyOffset;
  const second = text.indexOf('\n') + 1;
  return second > 0 && /^---[ \t]*\r?\n/.test(text.slice(second, second + 80)) ? second : bodyOffset;
}
