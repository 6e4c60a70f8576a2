/** Output of `kb mv`: what moves, and which files change. */
import { counted } from '../text/counted.js';
import { document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';
import type { Change } from './patch.js';
import { printed, shown, type Style } from './style.js';

export interface Moved {
  readonly from: string;
  readonly to: string;
  /** The card's id after the move. */
  readonly id: string;
  /** The card itself first; only there, `to` differs from `path`. */
  readonly files: readonly {
    readonly path: string;
    readonly to: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** How many links are rewritten. */
  readonly links: number;
  readonly remarks: readonly string[];
}

/** The plan as patches, the card under its old and its new path. */
export function movePatches({ files }: Moved): Change[] {
  return files.map(({ path, to, before, after }) => ({
    path: path === to ? path : `${path} → ${to}`,
    before,
    after,
  }));
}

/** A terminal lists at most this many files. */
const FEW = 10;

/** The files that were changed, the card by its new path. If there are many, a terminal shows the card and counts the rest. */
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
