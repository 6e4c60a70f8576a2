/** A comparison as a comment on a pull request: short, with the most serious first and long lists folded. */
import type { Comparison } from '../../diff/comparison.js';
import { asOne, codeSpan, quoted } from '../quote.js';
import { concernSentences } from './concerns.js';
import {
  cardRows,
  claimSentences,
  codeSentence,
  type FindingGroup,
  findingGroups,
  headline,
  reviewerSentence,
  unsearched,
} from './page.js';
import type { Sentence } from './sentence.js';

/** Maximum bytes of each of the six sections: a comment on GitHub holds 65,536 characters. */
const LONGEST_SECTION = 9_600;
/** Lines of a list that are always visible; the rest are folded. */
const OPEN = 10;

/** @param prefix the base's folder in its repository, with `/` at its end; the paths that are shown start with it */
export function diffMarkdown(comparison: Comparison, prefix = ''): string {
  const { concerns, claims, findings, reviewers, code, search } = comparison;
  const line = lineWith(prefix);
  return [
    `## kb: ${headline(comparison)}\n`,
    section('Check this first', concernSentences(concerns).map(line)),
    section('Verifications in this branch', claimSentences(claims).map(line)),
    section('New problems', findingGroups(findings).map(groupLine(prefix))),
    section(
      'Cards about code that this branch changes',
      code.map((each) => line(codeSentence(each, comparison))),
    ),
    section('Reviewers', reviewers.map(reviewerSentence).map(line)),
    table(comparison, line),
    search === null ? `\n${unsearched()}\n` : '',
  ].join('');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const items = fitting(lines.map((each) => `- ${each}\n`));
  const open = `\n### ${title}\n\n${items.slice(0, OPEN).join('')}`;
  const more = items.slice(OPEN);
  return (
    open + (more.length > 0 ? folded(`${more.length} more`, more) : '') + left(lines.length - items.length)
  );
}

function table({ cards }: Comparison, line: (sentence: Sentence) => string): string {
  if (cards.length === 0) return '';
  const all = cardRows(cards).map(
    ({ card, what, trust }) => `| ${[line(card), line(what), trust].join(' | ')} |\n`,
  );
  const rows = fitting(all);
  const head = '| card | what | trust |\n| --- | --- | --- |\n';
  return folded(`All cards (${cards.length})`, [head, ...rows]) + left(all.length - rows.length);
}

function folded(summary: string, lines: readonly string[]): string {
  return `\n<details><summary>${summary}</summary>\n\n${lines.join('')}\n</details>\n`;
}

function fitting(lines: readonly string[]): readonly string[] {
  let room = LONGEST_SECTION;
  const end = lines.findIndex((each) => (room -= Buffer.byteLength(each)) < 0);
  return end < 0 ? lines : lines.slice(0, end);
}

function left(count: number): string {
  return count === 0 ? '' : `\n… and ${count} more that do not fit in a comment: \`kb diff --json\`\n`;
}

function lineWith(prefix: string): (sentence: Sentence) => string {
  return (sentence) =>
    sentence
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('message' in part) return quoted(part.message);
        if ('title' in part) return `“${asOne(part.title, 80)}”`;
        return 'path' in part ? codeSpan(prefix + part.path, 120) : codeSpan(part.name, 120);
      })
      .join('');
}

function groupLine(prefix: string): (group: FindingGroup) => string {
  return ({ severity, message, rule, places, more }) => {
    const level = severity === 'error' ? `**${severity}**` : severity;
    const where = places.map((place) => codeSpan(prefix + place, 120)).join(', ');
    return `${level}: ${quoted(message)} (${codeSpan(rule)}) in ${where}${more > 0 ? ` and ${more} more` : ''}`;
  };
}
