/** A comparison as a comment on a pull request: short, the gravest first, what is long is folded. */
import type { CardChange, Comparison } from '../../diff/comparison.js';
import { codeSpan, quoted } from '../quote.js';
import {
  changeSentence,
  concernSentence,
  headline,
  findingGroups,
  rankSentence,
  ranksByPath,
  reviewerSentence,
  trustSentence,
  type FindingGroup,
  type Sentence,
} from './page.js';

/** Bytes of one of the four sections; a comment on GitHub holds 65,536 characters. */
const LONGEST_SECTION = 14_000;
/** Lines of a list that stand open; the others are folded. */
const OPEN = 10;

export function diffMarkdown(comparison: Comparison): string {
  const { concerns, findings, reviewers } = comparison;
  return [
    `## kb: ${headline(comparison)}\n`,
    section('Look at this first', concerns.map(concernSentence).map(line)),
    section('What is wrong that was not before', findingGroups(findings).map(groupLine)),
    section('Who should look', reviewers.map(reviewerSentence).map(line)),
    table(comparison),
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

function table({ cards, search }: Comparison): string {
  if (cards.length === 0) return '';
  const ranks = ranksByPath(search);
  const head = '| card | what | trust | hit for its title |\n| --- | --- | --- | --- |\n';
  const rows = fitting(
    cards.map((card) => {
      const rank = card.after ? rankSentence(ranks.get(card.path)) : '';
      return `| ${[name(card), line(changeSentence(card)), trustSentence(card), rank].join(' | ')} |\n`;
    }),
  );
  return folded(`All cards (${cards.length})`, [head, ...rows]) + left(cards.length - rows.length);
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
  return count === 0 ? '' : `\n… and ${count} more, for which a comment has no room: \`kb diff --json\`\n`;
}

function line(sentence: Sentence): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'title' in part ? `“${quoted(part.title, 80)}”` : codeSpan(part.name, 120);
    })
    .join('');
}

function name({ title, path }: CardChange): string {
  return `${quoted(title, 80)} ${codeSpan(path, 120)}`;
}

function groupLine({ severity, message, rule, places, more }: FindingGroup): string {
  const level = severity === 'error' ? `**${severity}**` : severity;
  const where = places.map((place) => codeSpan(place, 120)).join(', ');
  return `${level}: ${quoted(message)} (${codeSpan(rule)}) in ${where}${more > 0 ? ` and ${more} more` : ''}`;
}
