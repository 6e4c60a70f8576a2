/** `kb mv`: what moves, and what changes on the way. */
import { document } from './json.js';
import { patchLines } from './patch.js';
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

/** `--dry-run`: the files as a diff. */
export function formatMove({ files }: Moved, style: Style): string {
  return printed(
    files.flatMap(({ path, to, before, after }) =>
      patchLines({ path: path === to ? path : `${path} → ${to}`, before, after }, style),
    ),
    style,
  );
}

/** The files that were changed, the card by its new name. */
export function formatMoved({ files }: Moved, style: Style): string {
  return printed(
    files.map(({ to }) => shown(to, style)),
    style,
  );
}

/** `--json`. @param commit the commit that was made; null where none was */
export function movedJson(
  { from, to, id, files, links, remarks }: Moved,
  done: boolean,
  commit: string | null,
): string {
  return document({ from, to, id, done, commit, files: files.map((file) => file.to), links, remarks });
}
