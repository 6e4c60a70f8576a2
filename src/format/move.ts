/** `kb mv`: what moves, and what changes on the way. */
import { document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';
import type { Change } from './patch.js';
import { printed, shown, type Style } from './style.js';

export interface Moved {
  readonly from: string;
  readonly to: string;
  /** After the move. */
  readonly id: string;
  /** The card itself first; `to` is another path only there. */
  readonly files: readonly {
    readonly path: string;
    readonly to: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Addresses that are rewritten. */
  readonly links: number;
  readonly remarks: readonly string[];
}

/** What is shown of a plan: each file under both of its names. */
export function movePatches({ files }: Moved): Change[] {
  return files.map(({ path, to, before, after }) => ({
    path: path === to ? path : `${path} → ${to}`,
    before,
    after,
  }));
}

/** The files that were changed, the card by its new name. */
export function formatMoved({ files }: Moved, style: Style): string {
  return printed(
    files.map(({ to }) => shown(to, style)),
    style,
  );
}

/** `kb mv --json`. */
export function movedJson({ from, to, id, files, links, remarks }: Moved, outcome: Outcome): string {
  return document({
    ...outcomeJson(outcome),
    from,
    to,
    id,
    files: files.map((file) => file.to),
    links,
    remarks,
  });
}
