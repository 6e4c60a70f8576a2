/** Output about owners: their load, their problems, transfers between them, and CODEOWNERS. */
import { nearest } from '../card/nearest.js';
import { lineColumn } from '../card/position.js';
import { partText, withoutPart, type CodeownersPart } from '../trust/codeowners-part.js';
import type { Load, OwnerFinding } from '../trust/owners.js';
import type { Transfer } from '../trust/transfer.js';
import { document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';
import { printed, shown, type Style } from './style.js';
import { formatTable } from './table.js';

const COLUMNS = ['owner', 'cards', 'stale', 'due', 'unverified', '% stale', ''] as const;

/** `kb owners`: one line per owner. A terminal shows the names of the columns, and no zeros. */
export function formatLoads(loads: readonly Load[], style: Style): string {
  const { paint, isTerminal } = style;
  const count = (number: number): string => (isTerminal && number === 0 ? '' : String(number));
  const rows = loads.map(({ owner, cards, stale, due, unverified, share, known }) => [
    { text: owner, paint: paint.bold },
    { text: count(cards) },
    { text: count(stale), paint: paint.red },
    { text: count(due), paint: paint.yellow },
    { text: count(unverified) },
    { text: isTerminal && stale === 0 ? '' : percent(share) },
    { text: known ? '' : 'unknown', paint: paint.yellow },
  ]);
  const right = { align: 'right' } as const;
  // A name would keep an empty column from being left out.
  const head = COLUMNS.map((name, at) => ({
    text: rows.some((row) => row[at]?.text !== '') ? name : '',
    paint: paint.dim,
  }));
  const lines = isTerminal && rows.length > 0 ? [head, ...rows] : rows;
  return printed(formatTable(lines, [{ shrinkTo: 12 }, right, right, right, right, right, {}], style), style);
}

/** Says that an owner has no card. @param names the owners who have one */
export function noCardOf(owner: string, names: ReadonlySet<string>): string {
  const near = nearest(owner, names);
  return `no card here is owned by “${owner}”${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** `kb owners --json`. */
export function loadsJson(
  owners: readonly Load[],
  abandoned: { readonly withoutOwner: readonly string[]; readonly orphans: readonly string[] },
): string {
  return document({ owners, ...abandoned });
}

const ABOUT: Readonly<Record<OwnerFinding['about'], string>> = {
  'unknown-owner': 'unknown owner',
  'unknown-verifier': 'unknown verifier',
  'no-owner': 'no owner',
  codeowners: 'CODEOWNERS',
};

/** `kb owners check`: the kind of problem, the owner, the cards, and a hint. */
export function formatOwnerFindings(findings: readonly OwnerFinding[], style: Style): string {
  const rows = findings.map((finding) => [
    { text: ABOUT[finding.about], paint: style.paint.yellow },
    { text: finding.owner ?? '', paint: style.paint.bold },
    { text: finding.cards.join(' ') },
    { text: remark(finding), paint: style.paint.dim },
  ]);
  const columns = [{}, { shrinkTo: 12 }, { shrinkTo: 20 }, { shrinkTo: 12 }];
  return printed(formatTable(rows, columns, style), style);
}

function remark({ nearest, asked }: OwnerFinding): string {
  if (asked.length > 0) return `asks ${asked.join(', ')}`;
  return nearest === null ? '' : `did you mean ${nearest}?`;
}

/** `kb owners check --json`. */
export function ownerFindingsJson(findings: readonly OwnerFinding[]): string {
  return document({ findings });
}

/** `kb owners transfer`: the files that were changed. */
export function formatTransferred({ files }: Transfer, style: Style): string {
  return printed(
    files.map(({ path }) => shown(path, style)),
    style,
  );
}

/** `kb owners transfer --json`. */
export function transferJson({ from, to, files, byHand }: Transfer, outcome: Outcome): string {
  const changes = files.map(({ path, before, edits }) => ({
    path,
    edits: edits.map((edit) => ({
      ...lineColumn(before, edit.from),
      before: before.slice(edit.from, edit.to),
      after: edit.text,
    })),
  }));
  return document({ ...outcomeJson(outcome), from, to, files: changes, byHand });
}

/** `kb codeowners`: the generated part, as it would be written to the file. */
export function formatPart(part: CodeownersPart, file: string, style: Style): string {
  return printed(
    partText(part, withoutPart(file)).map((line) => shown(line, style)),
    style,
  );
}

/** `kb codeowners --json`. Paths start at the root of the work tree. */
export function codeownersJson({ lines, leftOut }: CodeownersPart, file: string, upToDate: boolean): string {
  return document({ file, upToDate, cards: lines, leftOut });
}
