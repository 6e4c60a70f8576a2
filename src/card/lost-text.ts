/** Detects values that end too early: YAML reads `title: Fix issue #12` as “Fix issue” and the rest as a comment. */
import type { Problem } from './card.js';
import type { CanonicalField } from './fields.generated.js';
import { endOfLine, lineColumn } from './position.js';
import type { Field, Node } from './value.js';
import { MOST_PROBLEMS, quoted, shown } from './yaml/words.js';

/** Fields of text. Nobody writes `#12` after a date or an interval. */
const TEXTS: readonly CanonicalField[] = ['title', 'tags', 'keywords'];
/** Fields that may have several values: the text after `#` is another one, as in `owner: ana@acme.com #legal`. */
const PEOPLE: readonly CanonicalField[] = ['owner', 'verifiers'];
/** A comment with no blank after its `#` looks like a channel, a tag or a number. */
const GLUED = /^[ \t]+#[\p{L}\p{N}_]/u;
/** An intended comment. */
const COMMENT = /[ \t]#(?=\s|$)/;

/** Returns a warning for each plain value cut off by `#` with no blank after it. For texts, the fix quotes the whole value. */
export function lostTexts(fields: ReadonlyMap<CanonicalField, Field>, text: string): Problem[] {
  const found = (names: readonly CanonicalField[], problemOf: typeof cutText): Problem[] =>
    names.flatMap((name) => {
      const field = fields.get(name);
      return field ? cutNodes(field, text).map((node) => problemOf(field.key, node, text)) : [];
    });
  return [...found(TEXTS, cutText), ...found(PEOPLE, cutList)];
}

function cutNodes(field: Field, text: string): readonly Node[] {
  const nodes: readonly Node[] = Array.isArray(field.value) ? field.value : [field];
  const isCut = ({ value, range: { from, to } }: Node): boolean =>
    typeof value === 'string' &&
    !/["'|>]/.test(text.charAt(from)) &&
    GLUED.test(text.slice(to, endOfLine(text, to)));
  return nodes.filter(isCut).slice(0, MOST_PROBLEMS);
}

function cutText(key: string, { range: { from, to } }: Node, text: string): Problem {
  const end = endOfLost(text, to);
  const whole = text.slice(from, end);
  const message = `text after # is a comment unless the whole is quoted: ${key}: ${shown(whole)}`;
  const problem = warning(message, text, to);
  // A value of several lines is folded, so only its author knows how it should look.
  return whole.includes('\n') ? problem : { ...problem, fix: { from, to: end, text: quoted(whole) } };
}

function cutList(key: string, { range: { from, to } }: Node, text: string): Problem {
  const lost = text.slice(to, endOfLost(text, to)).trim();
  const list = `[${shown(text.slice(from, to))}, ${shown(lost)}]`;
  return warning(
    `text after # is a comment; write several as a list, each in quotes: ${key}: ${list}`,
    text,
    to,
  );
}

/** Returns the end of the text that YAML takes for a comment, excluding an intended comment after it. */
function endOfLost(text: string, to: number): number {
  const rest = text.slice(to, endOfLine(text, to));
  const comment = rest.search(COMMENT);
  return to + (comment === -1 ? rest : rest.slice(0, comment)).trimEnd().length;
}

function warning(message: string, text: string, to: number): Problem {
  return { rule: 'lost-text', severity: 'warning', message, ...lineColumn(text, text.indexOf('#', to)) };
}
