/** What is wrong with cards, one line each: `path:line:col: level message [rule]`. */
import type { Problem } from '../card/card.js';
import type { Finding } from '../lint/finding.js';
import { safe } from './escape.js';
import { fileAddress } from './link.js';
import { isolate, link, type Paint, type Style } from './style.js';


/**
 * One problem on one line, without line break.
 * @param root absolute path of the base, to make the path clickable
 */
export function problemLine({ path, problem }: Finding, style: Style, root: string | null = null): string {
  const { line, column, severity, message, rule } = problem;
  const place =
    safe(path) +
    (line === undefined ? '' : `:${line}`) +
    (line === undefined || column === undefined ? '' : `:${column}`);
  const linked = link(isolate(place, style), root === null ? null : fileAddress(root, path), style);
  return `${linked}: ${paintOf(problem, style)(severity)} ${isolate(safe(message), style)} ${style.paint.dim(`[${safe(rule)}]`)}`;
}

function paintOf({ severity }: Problem, { paint }: Style): Paint {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan;
}
