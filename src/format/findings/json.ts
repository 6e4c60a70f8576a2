/** Format `json`: the stable shape for scripts. */
import type { Finding } from '../../lint/finding.js';
import { document } from '../json.js';
import type { FindingsFormat } from './report.js';

export const json: FindingsFormat = {
  name: 'json',
  answer: ({ findings, known, counts, since }) =>
    document({
      since,
      findings: findings.map(findingJson),
      known: known.map(findingJson),
      summary: counts,
    }),
};

/** A problem, in the shape that all JSON output shares. */
export function findingJson({ path, problem }: Finding) {
  const { line, column, rule, severity, message, fix } = problem;
  return {
    path,
    line: line ?? null,
    column: column ?? null,
    rule,
    severity,
    message,
    fixable: fix !== undefined,
  };
}
