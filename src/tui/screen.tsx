/** The screen in ink, which tells when a picture is due. The build makes a module of it that is loaded when a screen is opened. */
import { EventEmitter } from 'node:events';
import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { render, Text } from 'ink';

/** What is drawn, and when it changes. */
export interface Source {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object while nothing has changed. None is wider than the terminal. */
  readonly rows: () => readonly string[];
}

type Paint = (rows: readonly string[]) => void;

/**
 * Draws until it is closed.
 * @param paint is given each picture whole. Ink's own way to bring it to the terminal clears what was there before kb where
 *   the picture is as tall as the screen, and draws 30 times a second at most.
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

/** Rows go past ink's grid, which measures each of them letter by letter: that took 10 ms a picture. */
export function Screen({ source, paint }: { readonly source: Source; readonly paint: Paint }): ReactNode {
  const rows = useSyncExternalStore(source.subscribe, source.rows);
  useLayoutEffect(() => {
    paint(rows);
  }, [rows, paint]);
  return <Text> </Text>;
}
