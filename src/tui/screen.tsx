/** The ink app, which decides when to draw. The build puts it in a chunk that is loaded when a screen is opened. */
import { EventEmitter } from 'node:events';
import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { render, Text } from 'ink';

/** The rows to draw, and a subscription to changes of them. */
export interface Source {
  readonly subscribe: (listener: () => void) => () => void;
  /** Returns the same array while nothing has changed. No row is wider than the terminal. */
  readonly rows: () => readonly string[];
}

type Paint = (rows: readonly string[]) => void;

/**
 * Draws until closed.
 * @param paint gets each frame as a whole. Ink itself would draw at most 30 times a second, and if the frame is as tall as
 *   the screen, it would clear what the terminal showed before kb.
 */
export function openScreen(source: Source, columns: number, paint: Paint): { readonly close: () => void } {
  const output = Object.assign(new EventEmitter(), { columns, rows: Infinity, write: () => true });
  const { unmount } = render(<Screen source={source} paint={paint} />, {
    stdout: output as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return { close: unmount };
}

/** Renders nothing in ink itself: its grid measures every character of every row, which took 10 ms a frame. */
export function Screen({ source, paint }: { readonly source: Source; readonly paint: Paint }): ReactNode {
  const rows = useSyncExternalStore(source.subscribe, source.rows);
  useLayoutEffect(() => {
    paint(rows);
  }, [rows, paint]);
  return <Text> </Text>;
}
