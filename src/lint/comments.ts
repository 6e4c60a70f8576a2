/** Finds the comments of a card: `<!-- … -->` in its text and `# …` in its front matter. A comment inside code is code. */
import { findFences } from '../card/fences.js';
import { scanBlocks, type Leaf } from '../card/outline/blocks.js';
import { ClosingRuns, runEnd } from '../card/outline/code-span.js';
import type { ParsedCard } from '../card/parse.js';
import { endOfLine, nextLine } from '../card/position.js';
import { lex, tooLong } from '../card/yaml/guard.js';

export interface Comment {
  /** The content, without delimiters and surrounding whitespace. */
  readonly text: string;
  /** Offsets in the file. */
  readonly from: number;
  readonly to: number;
}

const OPENING = '<!--';
const CLOSING = '-->';
/** Starts of a comment, of a code span and of an escape. */
const SIGN = /<!--|`|\\[^]/g;

/** Returns the comments in document order, in time linear in the length of the card. */
export function commentsOf(card: ParsedCard): Comment[] {
  return [...inFrontMatter(card.source), ...inText(card)];
}

function inFrontMatter(source: string): Comment[] {
  const fences = findFences(source);
  const yaml = fences.kind === 'closed' ? source.slice(fences.from, fences.to) : '';
  if (fences.kind !== 'closed' || tooLong(yaml)) return [];
  return lex(yaml)
    .filter(({ kind }) => kind === 'comment')
    .map((lexeme) => {
      const from = fences.from + lexeme.from;
      return { text: lexeme.source.slice(1).trim(), from, to: from + lexeme.source.length };
    });
}

function inText({ source, body }: ParsedCard): Comment[] {
  const comments: Comment[] = [];
  // The text of a leaf has no quote and list markers, so offsets in it do not apply to the file. Search for each comment on
  // its line of the file instead.
  let start = source.length - body.length;
  let number = 1;
  let after = 0;
  for (const leaf of scanBlocks(body.replaceAll('\r\n', '\n')).leaves) {
    for (const { line, raw } of commentsIn(leaf)) {
      for (; number < line; number += 1) start = nextLine(source, start);
      const first = raw.slice(0, endOfLine(raw, 0));
      const found = source.slice(start, endOfLine(source, start)).indexOf(first, Math.max(0, after - start));
      if (found === -1) continue;
      const from = start + found;
      after = source.indexOf(CLOSING, from + OPENING.length) + CLOSING.length;
      const text = raw.slice(OPENING.length, -CLOSING.length).trim();
      comments.push({ text, from, to: after });
    }
  }
  return comments;
}

/** The source of a comment in a leaf, and its first line in the body. */
interface Raw {
  readonly raw: string;
  readonly line: number;
}

function commentsIn({ kind, text, line }: Leaf): Raw[] {
  if (kind === 'fence' || kind === 'indented') return [];
  // A code span cannot cross table rows.
  if (kind === 'table') return text.split('\n').flatMap((row, index) => scanned(row, line + index, true));
  return scanned(text, line, kind !== 'html');
}

function scanned(text: string, firstLine: number, isMarkdown: boolean): Raw[] {
  const found: Raw[] = [];
  const runs = new ClosingRuns();
  runs.reset(text);
  const sign = new RegExp(SIGN);
  let line = firstLine;
  let counted = 0;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    const { index } = match;
    if (match[0] === OPENING) {
      const end = text.indexOf(CLOSING, index + OPENING.length);
      if (end === -1) break;
      for (; counted < index; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
      sign.lastIndex = end + CLOSING.length;
      found.push({ raw: text.slice(index, sign.lastIndex), line });
    } else if (match[0] === '`' && isMarkdown) {
      const opened = runEnd(text, index);
      const closing = runs.find(opened - index, opened);
      sign.lastIndex = closing === -1 ? opened : closing + opened - index;
    } else if (!isMarkdown) {
      // HTML has no code spans and no backslash escapes.
      sign.lastIndex = index + 1;
    }
  }
  return found;
}
