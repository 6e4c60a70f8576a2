/** A problem together with the file that has it. */
import type { Problem, Severity } from '../card/card.js';

export interface Finding {
  /** Relative to the root of the base, with `/`. */
  readonly path: string;
  readonly problem: Problem;
}

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Compares by path, then by place, then by rule. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path, b.path) ||
    (a.problem.line ?? 0) - (b.problem.line ?? 0) ||
    (a.problem.column ?? 0) - (b.problem.column ?? 0) ||
    compare(a.problem.rule, b.problem.rule) ||
    compare(a.problem.message, b.problem.message)
  );
}

/**
 * Identifies a problem even if lines move: the rule and the problem's key, otherwise its message without the hint and without
 * line numbers, offsets and sizes in bytes.
 */
export function fingerprint({ rule, message, key }: Problem): string {
  return `${rule}: ${key ?? withoutHint(message).replace(PLACES, '')}`;
}

const PLACES = /\b(?:line|offset) \d+|\b\d+ bytes\b/g;
const QUOTED = /“[^”]*”?/g;

/** The message up to the first semicolon outside quotes, after which it says what to do. */
export function withoutHint(message: string): string {
  const end = message.replace(QUOTED, (quote) => '“'.repeat(quote.length)).indexOf('; ');
  return end < 0 ? message : message.slice(0, end);
}

/** Counts findings by severity. */
export function countBySeverity(findings: readonly Finding[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
} {
  const count = (severity: Severity): number =>
    findings.filter(({ problem }) => problem.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
