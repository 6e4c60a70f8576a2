/** The list of lint rules, one line each. */
import type { Rule } from '../lint/rule.js';
import { printed, type Style } from './style.js';
import { formatTable } from './table.js';

export function formatRules(rules: readonly Rule[], style: Style): string {
  const rows = rules.map(({ name, severity, summary }) => [
    { text: name, paint: style.paint.bold },
    { text: severity },
    { text: summary },
  ]);
  return printed(formatTable(rows, [{}, {}, { shrinkTo: 30 }], style), style);
}
