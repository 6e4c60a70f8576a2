/** Shows a change of a file as a diff, for people. */
import { structuredPatch } from 'diff';
import { safe } from './escape.js';
import { shown, type Style } from './style.js';

export interface Change {
  /** From the root of the base. */
  readonly path: string;
  /** Null if the file did not exist; `after` is null if it is deleted. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Lines of context around a change. */
const CONTEXT = 1;
/** Milliseconds after which no diff is shown: two long texts have nothing in common. */
const TIMEOUT = 1000;

/** The lines of the diff, for `printed`. */
export function patchLines({ path, before, after }: Change, style: Style): string[] {
  const { paint } = style;
  const options = { context: CONTEXT, timeout: TIMEOUT };
  const patch = structuredPatch(path, path, before ?? '', after ?? '', '', '', options);
  const fate = before === null ? ' (new)' : after === null ? ' (deleted)' : '';
  const hunks = patch?.hunks ?? [];
  return [
    paint.bold(shown(path, style)) + fate,
    ...hunks.flatMap(({ newStart, lines }) => [
      paint.cyan(`@@ line ${newStart} @@`),
      ...lines.map((line) => {
        const text = safe(line.replace(/\r$/, ''));
        return line.startsWith('+') ? paint.green(text) : line.startsWith('-') ? paint.red(text) : text;
      }),
    ]),
    ...(patch ? [] : [paint.dim('too many changes to show')]),
  ];
}
