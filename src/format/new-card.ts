/** Output of `kb new`: cards that say nearly the same, and the card that was created. */
import type { Card } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Finding } from '../lint/finding.js';
import { counted } from '../text/counted.js';
import { quoted } from '../text/shell.js';
import { formatCards } from './cards.js';
import { findingJson } from './findings/json.js';
import { cardJson, document } from './json.js';
import { printed, shown, type Style } from './style.js';

export interface CreatedCard {
  /** False for a plan, and if the user said no. */
  readonly done: boolean;
  readonly row: TrustedRow;
  readonly close: readonly TrustedRow[];
  readonly near: readonly TrustedRow[];
  /** How many parts of the template are left to write. */
  readonly unwritten: number;
  readonly remarks: readonly string[];
  readonly findings: readonly Finding[];
}

/** Only the path of the file, for people and for `$(kb new …)`. */
export function formatCreated(file: string, style: Style): string {
  return printed([shown(file, style)], style);
}

/** What was done, and what is left to do. */
export interface Next {
  /** Quoted for a shell. */
  readonly file: string;
  /** How many parts of the template are left to write. */
  readonly unwritten: number;
  /** Whether the author has verified the card. */
  readonly isVerified: boolean;
  readonly isInGit: boolean;
}

/** The next steps, in order: write the card, verify it, commit it. */
export function nextLines(card: Card, { file, unwritten, isVerified, isInGit }: Next): string[] {
  const isAsked = !isVerified && card.status !== 'draft';
  const verify = `kb verify ${quoted(card.id)} --note "…"`;
  const commit = `git add ${file} && git commit -m ${quoted(`Add ${card.id}`)} ${file}`;
  return [
    ...(unwritten > 0 ? [`${counted(unwritten, 'part')} left to write: kb edit ${file}`] : []),
    ...(isAsked ? [`not verified yet${unwritten > 0 ? '; once it is written' : ''}: ${verify}`] : []),
    ...(isInGit ? [`not committed: ${commit}`] : []),
  ];
}

/** Cards that may already say the same, or part of it, each with its trust. @param root absolute path of the base */
export function formatClose(close: readonly TrustedRow[], style: Style, root: string): string {
  return formatCards(close, style, { root });
}

/** `kb new --json`. */
export function createdJson({ done, row, close, near, unwritten, remarks, findings }: CreatedCard): string {
  const cards = (rows: readonly TrustedRow[]): object[] => rows.map(([each, trust]) => cardJson(each, trust));
  return document({
    done,
    ...cardJson(...row),
    close: cards(close),
    near: cards(near),
    unwritten,
    remarks,
    findings: findings.map(findingJson),
  });
}
