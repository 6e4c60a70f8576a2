/** `kb new`: cards that say nearly the same, and the card that was made. */
import type { Card } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Finding } from '../lint/finding.js';
import { counted } from '../text/counted.js';
import { quoted } from '../text/shell.js';
import { formatCards } from './cards.js';
import { findingJson } from './findings/json.js';
import { cardJson, document } from './json.js';
import { printed, shown, type Style } from './style.js';

export interface Made {
  /** False for a plan, and where the answer was no. */
  readonly done: boolean;
  readonly row: TrustedRow;
  readonly close: readonly TrustedRow[];
  readonly near: readonly TrustedRow[];
  /** Parts of the template that are left to be written. */
  readonly unwritten: number;
  readonly remarks: readonly string[];
  readonly findings: readonly Finding[];
}

/** The file alone: for eyes, and for `$(kb new …)`. */
export function formatMade(file: string, style: Style): string {
  return printed([shown(file, style)], style);
}

/** What is done, and what is left to do. */
export interface Next {
  /** As a shell takes it. */
  readonly file: string;
  /** Parts of the template that are left to be written. */
  readonly unwritten: number;
  /** Somebody has said that the card is true. */
  readonly stands: boolean;
  readonly isInGit: boolean;
}

/** What comes next, in this order: to write it, to stand for it, to commit it. */
export function nextLines(card: Card, { file, unwritten, stands, isInGit }: Next): string[] {
  const isAsked = !stands && card.status !== 'draft';
  const verify = `kb verify ${quoted(card.id)} --note "…"`;
  return [
    ...(unwritten > 0 ? [`${counted(unwritten, 'part')} left to write: kb edit ${file}`] : []),
    ...(isAsked ? [`not verified yet${unwritten > 0 ? '; once it is written' : ''}: ${verify}`] : []),
    ...(isInGit ? [`not committed: git add ${file} && git commit ${file}`] : []),
  ];
}

/** Cards that may say it already, or some of it, each with its trust. @param root absolute path of the base */
export function formatClose(close: readonly TrustedRow[], style: Style, root: string): string {
  return formatCards(close, style, { root });
}

/** `kb new --json`. */
export function madeJson({ done, row, close, near, unwritten, remarks, findings }: Made): string {
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
