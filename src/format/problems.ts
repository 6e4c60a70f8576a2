/** What is wrong with cards, one line each: `path:line:col: level message [rule]`. */
import type { Severity } from '../card/card.js';
import type { Finding } from '../lint/finding.js';
import { safe } from './escape.js';
import { fileAddress } from './link.js';
import { isolate, link, type Paint, type Style } from './style.js';

/** A note is a finding that does not count. */
export type Level = Severity | 'note';

/**
 * How a program reads the line, in the words that the problem matchers of CI runners and editors share. The place ends at the
 * first level, and the rule is what the last brackets hold: a message can pretend to be neither.
 */
export const PROBLEM_PATTERN = {
  regexp: '^(.+?)(?::(\\d+))?(?::(\\d+))?: (error|warning|info|note) (.*) \\[([a-z-]+)\\]$',
  file: 1,
  line: 2,
  column: 3,
  severity: 4,
  message: 5,
  code: 6,
} as const;

/**
 * One problem on one line, without line break.
 * @param root absolute path of the base, to make the path clickable
 */
export function problemLine(
  { path, problem }: Finding,
  style: Style,
  root: string | null = null,
  level: Level = problem.severity,
): string {
  const { line, column, message, rule } = problem;
  const place =
    safe(path) +
    (line === undefined ? '' : `:${line}`) +
    (line === undefined || column === undefined ? '' : `:${column}`);
  const linked = link(
    isolate(place, style),
    style.links && root !== null ? fileAddress(root, path) : null,
    style,
  );
  return `${linked}: ${paintOf(level, style)(level)} ${isolate(safe(message), style)} ${style.paint.dim(`[${safe(rule)}]`)}`;
}

function paintOf(level: Level, { paint }: Style): Paint {
  const paints = { error: paint.red, warning: paint.yellow, info: paint.cyan, note: paint.dim };
  return paints[level];
}
