/** Format `markdown`: a page for a pull request comment or a job summary, with the worst files first. */
import type { Problem } from '../../card/card.js';
import { SEVERITIES, type Finding } from '../../lint/finding.js';
import type { Level } from '../problems.js';
import { codeSpan, quoted } from '../quote.js';
import { fixHint, totals, type FindingsFormat, type Report, type ReportInputs } from './report.js';

/** Maximum bytes: a comment on GitHub holds 65,536 characters. */
const LONGEST_COMMENT = 60_000;

export const markdown: FindingsFormat = {
  name: 'markdown',
  answer: (report, inputs) => markdownPage(report, inputs, LONGEST_COMMENT),
};

/** Returns a page of at most `longest` bytes; problems that do not fit are counted. */
export function markdownPage(report: Report, inputs: ReportInputs, longest: number): string {
  const { findings, known } = report;
  const hint = fixHint(report);
  const head = `## kb lint: ${totals(report)}\n${hint === null ? '' : `\n${hint}.\n`}`;
  // Leaves 500 bytes for the text around the tables.
  const room = longest - Buffer.byteLength(head) - 500;
  const now = tables(findings, inputs, room);
  const before = tables(known, inputs, room - Buffer.byteLength(now.text), 'note');
  const left = findings.length + known.length - now.rows - before.rows;
  return [
    head,
    now.text,
    before.rows === 0
      ? ''
      : `\n<details><summary>Existing problems of these cards (${known.length})</summary>\n${before.text}\n</details>\n`,
    left === 0 ? '' : `\n… and ${left} more: \`kb lint\` lists them all.\n`,
  ].join('');
}

interface Tables {
  readonly text: string;
  readonly rows: number;
}

function tables(findings: readonly Finding[], inputs: ReportInputs, room: number, as?: Level): Tables {
  const parts: string[] = [];
  let [rows, size] = [0, 0];
  for (const [path, problems] of worstFirst(findings)) {
    const head = `\n### ${codeSpan(inputs.prefix + path)}\n\n| line | level | what | rule |\n| --- | --- | --- | --- |\n`;
    for (const [at, problem] of problems.entries()) {
      const row = (at === 0 ? head : '') + rowOf(problem, inputs, as);
      size += Buffer.byteLength(row);
      if (size > room) return { text: parts.join(''), rows };
      parts.push(row);
      rows += 1;
    }
  }
  return { text: parts.join(''), rows };
}

function rowOf(problem: Problem, { rules, pages }: ReportInputs, as: Level = problem.severity): string {
  const { rule, line, message } = problem;
  const isOurs = pages !== null && rules.some(({ name }) => name === rule);
  const named = isOurs ? `[${rule}](${pages}${rule}.md)` : codeSpan(rule);
  const level = as === 'error' ? `**${as}**` : as;
  return `| ${line ?? ''} | ${level} | ${quoted(message)} | ${named} |\n`;
}

/** Problems by file: files with the most errors first, then with the most warnings. In a file, the most severe come first. */
function worstFirst(findings: readonly Finding[]): [path: string, problems: Problem[]][] {
  const files = new Map<string, Problem[]>();
  for (const { path, problem } of findings) {
    const problems = files.get(path);
    if (problems) problems.push(problem);
    else files.set(path, [problem]);
  }
  const ranked = [...files].map(([path, problems]) => {
    const sorted = problems.sort((a, b) => rank(a) - rank(b));
    const counts = SEVERITIES.map((each) => problems.filter(({ severity }) => severity === each).length);
    return { file: [path, sorted] as [string, Problem[]], counts };
  });
  const compare = (a: readonly number[], b: readonly number[]): number =>
    a.map((count, at) => (b[at] ?? 0) - count).find((difference) => difference !== 0) ?? 0;
  return ranked.sort((a, b) => compare(a.counts, b.counts)).map(({ file }) => file);
}

function rank({ severity }: Problem): number {
  return SEVERITIES.indexOf(severity);
}
