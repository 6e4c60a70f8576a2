/** Lint reports for the tests of its formats, and the schema that SARIF must match. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { Severity } from '../../src/card/card.js';
import { FORMATS } from '../../src/format/findings/index.js';
import type { Report, ReportInputs } from '../../src/format/findings/report.js';
import type { Finding } from '../../src/lint/finding.js';
import { RULES } from '../../src/lint/rules/index.js';
import { root } from '../build.js';
import { piped } from './styles.js';

export function finding(file: string, severity: Severity, message: string, more: object = {}): Finding {
  return { path: file, problem: { rule: 'expired', severity, message, line: 3, column: 8, ...more } };
}

/** A report with counts of the findings. */
export function report(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const count = (severity: Severity): number =>
    findings.filter(({ problem }) => problem.severity === severity).length;
  const counts = {
    cards: 65,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    baselined: 0,
    suppressed: 0,
    fixed: 0,
  };
  return { findings, known: [], counts, root: '/base', since: null, ...more };
}

const rules = RULES.filter(({ name }) => name === 'expired' || name === 'front-matter-closed');
export const around: ReportInputs = {
  style: piped,
  rules,
  version: '1.2.3',
  prefix: '',
  pages: null,
  hasSummary: false,
};

/** Returns a function that formats reports. */
export function format(name: string) {
  const found = FORMATS.find((each) => each.name === name);
  if (!found) throw new Error(`no format ${name}`);
  return (of: Report, more: Partial<ReportInputs> = {}): string => found.answer(of, { ...around, ...more });
}

export function stepSummary(of: Report, more: Partial<ReportInputs> = {}): string {
  const github = FORMATS.find(({ name }) => name === 'github');
  return github?.stepSummary?.(of, { ...around, ...more }) ?? '';
}

// The schema of the standard, from the package @microsoft/jest-sarif: in draft 4, which called `$id` `id`.
const schema = JSON.parse(
  readFileSync(path.join(root, 'test/fixtures/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;
delete schema['$schema'];
delete schema['id'];
const isUri = (text: string): boolean => /^[\x21-\x7e]+$/.test(text) && URL.canParse(text);
const isReference = (text: string): boolean =>
  /^(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})*$/.test(text) && URL.canParse(text, 'file:///r/');
const valid = new Ajv({
  strict: false,
  unicodeRegExp: false,
  allErrors: true,
  formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
}).compile(schema);

/** The violations of the SARIF schema in a log. */
export function violationsOf(log: string): unknown[] {
  return valid(JSON.parse(log)) ? [] : (valid.errors ?? []);
}
