/** Values that end too early: `title: Fix issue #12` is “Fix issue” to YAML, which takes the rest for a comment. */
import type { Problem } from './card.js';
import type { CanonicalField } from './fields.generated.js';
import { endOfLine, lineColumn } from './position.js';
import type { Field, Node } from './value.js';
import { MOST_PROBLEMS, quoted, shown } from './yaml/words.js';

/** Fields of text. After a date or an interval nobody writes `#12`. */
const TEXTS: readonly CanonicalField[] = ['title', 'tags', 'keywords'];
/** Fields that may have several: what follows is another one, `owner: ana@acme.com #legal`. */
const PEOPLE: readonly CanonicalField[] = ['owner', 'verifiers'];
/** A comment without a blank behind its sign looks like a channel, a tag or a number. */
const GLUED = /^[ \t]+#[\p{L}\p{N}_]/u;
/** A comment that is meant as one. */
const COMMENT = /[ \t]#(?=\s|$)/;

/** A warning for each plain value that a glued `#` ends; the fix of a text puts quotes around the whole. */
export function lostTexts(fields: ReadonlyMap<CanonicalField, Field>, text: string): Problem[] {
  const found = (names: readonly CanonicalField[], say: typeof cutText): Problem[] =>
    names.flatMap((name) => {
      const field = fields.get(name);
      return field ? cutNodes(field, text).map((node) => say(field.key, node, text)) : [];
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
  // A value of several lines is folded: how it should look is for its author to say.
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

/** Where the text ends that YAML takes for a comment; a comment behind it is none of it. */
function endOfLost(text: string, to: number): number {
  const rest = text.slice(to, endOfLine(text, to));
  const comment = rest.search(COMMENT);
  return to + (comment === -1 ? rest : rest.slice(0, comment)).trimEnd().length;
}

function warning(message: string, text: string, to: number): Problem {
  return { rule: 'lost-text', severity: 'warning', message, ...lineColumn(text, text.indexOf('#', to)) };
}
