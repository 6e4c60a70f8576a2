/** What a verifier looks at, and what became of the cards. */
import { shortCommit } from './commit.js';
import type { Card } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Decision } from '../trust/decision.js';
import { cardJson, document } from './json.js';
import { patchLines, type Change } from './patch.js';
import { printed, shown, type Style } from './style.js';

/** What is other than it was when the card was verified last (see base/since-verified.ts). */
export interface Since {
  readonly version: { readonly commit: string; readonly time: string } | null;
  readonly change: Change | null;
  readonly code: readonly { readonly path: string; readonly status: string }[];
  readonly why: string | null;
}

/** Files of code that are named; more are counted. */
const NAMED = 12;

/** What has happened since the last verification, to stand below the card. */
export function formatSince({ verified, flags }: Card, since: Since, style: Style): string {
  const { paint } = style;
  const { on, by, note } = verified;
  const said = [by === null ? '' : ` by ${shown(by, style)}`, note === null ? '' : `: ${shown(note, style)}`];
  const last = on === null ? 'never verified' : `verified on ${on}${said.join('')}`;
  const { version, change, code, why } = since;
  const files = code.slice(0, NAMED).map(({ path, status }) => `  ${status} ${shown(path, style)}`);
  return printed(
    [
      paint.bold(last),
      ...flags.map((flag) => paint.yellow(`flagged by ${shown(flag.by, style)}: ${shown(flag.note, style)}`)),
      ...(why === null ? [] : [paint.dim(`what has changed since then is not known: ${shown(why, style)}`)]),
      ...(version && !change ? ['the text is the one that was verified'] : []),
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

export interface Outcome {
  readonly done: boolean;
  readonly commit: string | null;
  readonly by: string;
}

/** `kb verify --json`. @param after the decided cards as they are then, in the same order */
export function settledJson(
  outcome: Outcome,
  decided: readonly { readonly decision: Decision }[],
  after: readonly TrustedRow[],
): string {
  const cards = after.map(([row, trust], at) => {
    const decision = decided[at]?.decision;
    const note = decision?.do === 'verify' ? decision.note : null;
    return { ...cardJson(row, trust), do: decision?.do ?? null, note };
  });
  return document({ ...outcome, cards });
}
