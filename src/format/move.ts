/** `kb mv`: what moves, and what changes on the way. */
import { counted } from '../text/counted.js';
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

/** Files that are listed in a terminal. */
const FEW = 10;

/** The files that were changed, the card by its new name; in a terminal many others are only counted. */
export function formatMoved({ files }: Moved, style: Style): string {
  const listed = style.isTerminal && files.length > FEW ? files.slice(0, 1) : files;
  const left = files.length - listed.length;
  const rest = left > 0 ? [style.paint.dim(`and ${counted(left, 'other card')}`)] : [];
  return printed([...listed.map(({ to }) => shown(to, style)), ...rest], style);
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
