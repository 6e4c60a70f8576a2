/** Problems in cards, one line each: `path:line:col: level message [rule]`. */
import type { Severity } from '../card/card.js';
import type { Finding } from '../lint/finding.js';
import { safe } from './escape.js';
import { fileAddress } from './link.js';
import { isolate, link, type Paint, type Style } from './style.js';

/** A note is a problem that does not count. */
export type Level = Severity | 'note';

/**
 * How programs parse the line, in the common format of the problem matchers of CI runners and editors. The place ends at the
 * first level, and the rule is in the last brackets, so a message cannot forge either of them.
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
 * One problem on one line, without a line break.
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
