/** Parses a card's body into a Markdown tree for display. Bodies that would take the parser seconds are defused first. */
import type { Root } from 'mdast';
import { MOST_NESTED } from './outline/blocks.js';
import { isDelimiterRow, rowCells } from './outline/table.js';

/** A longer body, in UTF-8 bytes, is not parsed. */
export const MOST_BYTES = 256 * 1024;
/** A wider table is parsed as a paragraph. */
export const MOST_COLUMNS = 64;

type Parse = (body: string) => Root;
let parser: Promise<Parse> | undefined;

/**
 * Returns the body as an mdast tree, including GFM, with positions in lines of the body. Quotes and lists nested deeper
 * than MOST_NESTED are flattened, tables wider than MOST_COLUMNS are paragraphs, and a body over MOST_BYTES is one code
 * block.
 */
export async function parseMarkdown(body: string): Promise<Root> {
  if (body.length > MOST_BYTES || Buffer.byteLength(body) > MOST_BYTES) return asCode(body);
  parser ??= loadParser();
  return (await parser)(defused(body));
}

async function loadParser(): Promise<Parse> {
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }] = await Promise.all([
    import('unified'),
    import('remark-parse'),
    import('remark-gfm'),
  ]);
  const processor = unified().use(remarkParse).use(remarkGfm).freeze();
  return (body) => processor.parse(body);
}

function asCode(body: string): Root {
  const lines = body.split(/\r\n?|\n/);
  const start = { line: 1, column: 1, offset: 0 };
  const end = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, offset: body.length };
  const position = { start, end };
  return { type: 'root', children: [{ type: 'code', value: body, position }], position };
}

const PREFIX_MARK = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y;

/** Returns the body with the same number of lines, with hostile ones changed. */
function defused(body: string): string {
  return body
    .split(/(\r\n?|\n)/)
    .map((line) => (line.length > MOST_NESTED ? defusedLine(line) : line))
    .join('');
}

/**
 * Drops the marks of quotes and list items that are nested too deep, and escapes a pipe in the delimiter row of a table
 * that is too wide, so that it is no longer a delimiter row but still looks like one.
 */
function defusedLine(line: string): string {
  let depth = 0;
  let kept = 0;
  let end = 0;
  PREFIX_MARK.lastIndex = 0;
  while (PREFIX_MARK.test(line)) {
    end = PREFIX_MARK.lastIndex;
    depth += 1;
    if (depth <= MOST_NESTED) kept = end;
  }
  const rest = line.slice(end);
  const row = rest.trim();
  const wide = row.length > MOST_COLUMNS && isDelimiterRow(row) && rowCells(row).length > MOST_COLUMNS;
  return line.slice(0, kept) + (wide ? rest.replace('|', '\\|') : rest);
}
