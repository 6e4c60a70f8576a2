/** Output of `kb verify`: what changed since the last verification, and the outcome. */
import { shortCommit } from './commit.js';
import type { Card } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Decision } from '../trust/decision.js';
import { counted } from '../text/counted.js';
import { safe } from './escape.js';
import { cardJson, document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';
import { patchLines, type Change } from './patch.js';
import { printed, shown, type Style } from './style.js';

/** What changed since the card was last verified (see base/recording/since-verified.ts). */
export interface Since {
  readonly version: { readonly commit: string; readonly time: string } | null;
  readonly change: Change | null;
  readonly code: readonly { readonly path: string; readonly status: string }[];
  readonly why: string | null;
}

/** Maximum code files that are named; the rest are counted. */
const NAMED = 12;

/** What changed since the last verification, to be shown above the card. */
export function formatSince({ verified }: Card, since: Since, style: Style): string {
  const { paint } = style;
  const { on, by, note } = verified;
  const details = [
    by === null ? '' : ` by ${shown(by, style)}`,
    note === null ? '' : `: ${shown(note, style)}`,
  ];
  const last = on === null ? 'never verified' : `verified on ${on}${details.join('')}`;
  const { version, change, code, why } = since;
  const files = code.slice(0, NAMED).map(({ path, status }) => `  ${status} ${shown(path, style)}`);
  return printed(
    [
      paint.bold(last),
      ...(why === null ? [] : [paint.dim(`what has changed since then is unknown: ${shown(why, style)}`)]),
      ...(version && !change ? ['the text has not changed since then'] : []),
      ...(change ? ['changed since then:', ...patchLines(change, style)] : []),
      ...(code.length > 0
        ? [`the code has changed since then (git diff ${version ? shortCommit(version.commit) : ''}):`]
        : []),
      ...files,
      ...(code.length > NAMED ? [`  and ${code.length - NAMED} more`] : []),
    ],
    style,
  );
}

/** The same in one line, for the question, because a pager may have removed the page from the screen. */
export function sinceLine({ verified, flags }: Card, { version, change, code, why }: Since): string {
  const { on, by } = verified;
  const text = change
    ? 'text edited since'
    : version
      ? 'text the same'
      : why === null
        ? null
        : 'changes unknown';
  return [
    on === null ? 'never verified' : `verified on ${on}${by === null ? '' : ` by ${safe(by)}`}`,
    ...(text === null ? [] : [text]),
    ...(code.length > 0 ? [`${counted(code.length, 'file')} of code changed`] : []),
    ...(flags.length > 0 ? [`flagged by ${safe(flags.map((flag) => flag.by).join(', '))}`] : []),
  ].join(', ');
}

/**
 * `kb verify --json`, `kb archive --json`.
 * @param after the cards of `decided` after the change, in the same order
 * @param links the links of other cards to those that are archived
 */
export function decisionsJson(
  outcome: Outcome,
  by: string | null,
  decided: readonly { readonly decision: Decision }[],
  after: readonly TrustedRow[],
  links: readonly { readonly path: string; readonly line: number; readonly to: string }[],
): string {
  const cards = after.map(([row, trust], at) => {
    const decision = decided[at]?.decision;
    const note = decision?.do === 'verify' ? decision.note : null;
    return { ...cardJson(row, trust), do: decision?.do ?? null, note };
  });
  return document({ ...outcomeJson(outcome), by, cards, links });
}
