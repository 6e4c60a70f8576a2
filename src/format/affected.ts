/** `kb affected`: each card with its trust, its owners, and the changed files that it describes. */
import type { Affected } from '../catalog/affected.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { CloneState } from '../repo/repo.js';
import { BADGE, badgeText, trustPaint } from './badge.js';
import { ownerText } from './cards.js';
import { baseJson, cardJson, document } from './json.js';
import { fileAddress } from './link.js';
import { printed, type Style } from './style.js';
import { codeSpan, quoted } from './quote.js';
import { UNICODE_MARKS } from './style.js';
import { formatTable, type Cell, type Column } from './table.js';

export type AffectedCard = Affected<TrustedRow>;

/** Maximum rows of the Markdown table; further cards are counted. */
const MOST_ROWS = 200;

const COLUMNS: readonly Column[] = [
  { shrinkTo: BADGE },
  { shrinkTo: 8 },
  { shrinkTo: 8 },
  { shrinkTo: 8, keep: 'end' },
  { shrinkTo: 8, keep: 'end' },
];

/** Columns: badge, title, owner, id, files. A terminal shows the first file and the number of the others, a pipe all of them. */
export function formatAffected(cards: readonly AffectedCard[], style: Style, root: string | null): string {
  const rows = cards.map(({ card: [row, trust], files }): Cell[] => [
    { text: badgeText(trust, row.facts.supersededBy, style.marks), paint: trustPaint(trust, style) },
    { text: row.title, paint: style.paint.bold },
    { text: ownerText(trust) },
    { text: row.id, address: root === null ? null : fileAddress(root, row.path) },
    { text: style.isTerminal ? inShort(files) : files.join(', '), paint: style.paint.dim },
  ]);
  return printed(formatTable(rows, COLUMNS, style), style);
}

/**
 * Returns a Markdown table for a job summary; '' without cards.
 * @param prefix the base's folder in its repository, with `/` at its end; the paths that are shown start with it
 */
export function affectedMarkdown(cards: readonly AffectedCard[], prefix: string): string {
  if (cards.length === 0) return '';
  const rows = cards.slice(0, MOST_ROWS).map(({ card: [row, trust], files }) => {
    const card = `${quoted(row.title, 80)} ${codeSpan(prefix + row.path, 120)}`;
    const owner = trust.owner.slice(0, 3).map((each) => codeSpan(each, 80));
    const badge = badgeText(trust, row.facts.supersededBy, UNICODE_MARKS).replace(/^\S+ /, '');
    const code = `${codeSpan(files[0] ?? '', 120)}${files.length > 1 ? ` and ${files.length - 1} more` : ''}`;
    return `| ${[card, owner.join(', '), quoted(badge), code].join(' | ')} |\n`;
  });
  const left = cards.length - rows.length;
  return `### Cards about code that this branch changes

| card | owner | trust | code |
| --- | --- | --- | --- |
${rows.join('')}${left > 0 ? `\n… and ${left} more: \`kb affected --json\`\n` : ''}`;
}

/** `kb affected --json`. */
export function affectedJson(cards: readonly AffectedCard[], since: string, base: CloneState | null): string {
  return document({
    base: baseJson(base),
    since,
    cards: cards.map(({ card: [row, trust], files }) => ({ ...cardJson(row, trust), files })),
  });
}

function inShort([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
