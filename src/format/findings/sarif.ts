/** Format `sarif`: SARIF 2.1.0 for code scanning and editors. Written by hand: the builder packages depend on a file library. */
import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { fingerprint, type Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import { safe } from '../escape.js';
import { stringify } from '../json.js';
import type { FindingsFormat, ReportInputs } from './report.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://www.npmjs.com/package/kbcards';
/** GitHub resolves paths against this name without a definition of its URI. */
const ROOT = '%SRCROOT%';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

export const sarif: FindingsFormat = {
  name: 'sarif',
  answer: ({ findings, known, since }, inputs) => {
    const { rules, version, pages } = inputs;
    const indexes = new Map(rules.map(({ name }, at) => [name, at]));
    const prints = new Map<string, number>();
    const resultsOf = (list: readonly Finding[], state: 'new' | 'unchanged'): Result[] =>
      list.map((each) => ({
        ...resultOf(each, inputs, indexes.get(each.problem.rule)),
        partialFingerprints: { 'kb/v1': print(each, prints) },
        ...(since === null ? {} : { baselineState: state }),
      }));
    const log: Log = {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'kb',
              informationUri: HOME,
              version,
              rules: rules.map((rule) => descriptorOf(rule, pages)),
            },
          },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
          results: [...resultsOf(findings, 'new'), ...resultsOf(known, 'unchanged')],
        },
      ],
    };
    return `${stringify(log, 2)}\n`;
  },
};

function descriptorOf({ name, summary, why, severity }: Rule, pages: string | null): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: summary },
    fullDescription: { text: why.trim() },
    help: { text: why.trim(), markdown: why.trim() },
    ...(pages === null ? {} : { helpUri: `${pages}${name}.md` }),
    defaultConfiguration:
      severity === 'off' ? { enabled: false, level: 'warning' } : { level: LEVELS[severity] },
  };
}

function resultOf(
  { path, problem }: Finding,
  { prefix }: ReportInputs,
  ruleIndex: number | undefined,
): Result {
  const { rule, severity, message, line, column } = problem;
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: withoutLinks(safe(message)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(prefix + path), uriBaseId: ROOT },
          ...(line === undefined
            ? {}
            : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
        },
      },
    ],
  };
}

/** A fingerprint that stays the same if the line moves; several equal problems of a file get one each. */
function print({ path, problem }: Finding, seen: Map<string, number>): string {
  const what = `${path}\n${fingerprint(problem)}`;
  const before = seen.get(what) ?? 0;
  seen.set(what, before + 1);
  return createHash('sha256').update(`${what}\n${before}`).digest('hex').slice(0, 32);
}

/** SARIF messages may contain links, `[text](target)`. kb's contain none, and what they quote must not become one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

function uriOf(path: string): string {
  const encode = (segment: string): string => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
  return path.split('/').map(encode).join('/');
}
