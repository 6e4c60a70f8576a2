/** `kb diff --json`. */
import type { CardChange, Comparison } from '../../diff/comparison.js';
import { document } from '../json.js';

/** @param since the commit that is compared with, as the user wrote it */
export function diffJson(
  { cards, concerns, claims, findings, reviewers, search, code }: Comparison,
  since: string,
): string {
  return document({
    since,
    cards: cards.map(cardJson),
    concerns,
    claims: claims.map(({ touched, on, by, note, allowed }) => ({
      path: touched.after.card.path,
      by,
      on,
      note,
      allowed,
    })),
    findings: findings.map(({ path, problem: { rule, severity, message, line, column } }) => ({
      path,
      line: line ?? null,
      column: column ?? null,
      severity,
      rule,
      message,
    })),
    reviewers: reviewers.map(({ name, cards: byRole }) => ({
      name,
      cards: [...byRole].flatMap(([role, changes]) => changes.map(({ path }) => ({ role, path }))),
    })),
    search,
    code,
  });
}

function cardJson({ kind, path, from, title, text, fields, trust, linked, leftBehind }: CardChange) {
  return { kind, path, from, title, text, fields, trust, linked, leftBehind };
}
