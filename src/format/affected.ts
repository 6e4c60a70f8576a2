/** `kb affected`: each card with its trust, its owners, and the changed files that it describes. */
import type { AffectedCard } from '../catalog/affected.js';
import type { CloneState } from '../repo/repo.js';
import { BADGE, badgeText, trustPaint } from './badge.js';
import { ownerText } from './cards.js';
import { baseJson, cardJson, document } from './json.js';
import { fileAddress } from './link.js';
import { printed, type Style } from './style.js';
import { formatTable, type Cell, type Column } from './table.js';

const COLUMNS: readonly Column[] = [
  { shrinkTo: BADGE },
  { shrinkTo: 8 },
  { shrinkTo: 8 },
  { shrinkTo: 8, keep: 'end' },
  { shrinkTo: 8, keep: 'end' },
];

/** Badge, title, owner, id, files: in a terminal the first file and how many more, for programs all of them. */
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
