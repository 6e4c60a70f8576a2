/** The screen in ink. It knows rows of text; the build makes a module of it that is loaded when a screen is opened. */
import { EventEmitter } from 'node:events';
import { memo, useSyncExternalStore, type ReactNode } from 'react';
import { Box, render, Text, Transform } from 'ink';

/** What is drawn, and when it changes. */
export interface Source {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object while nothing has changed. None is wider than the terminal. */
  readonly rows: () => readonly string[];
}

/**
 * Draws until it is closed.
 * @param paint is given each picture whole. Ink's own way to bring it to the terminal clears what was there before kb where
 *   the picture is as tall as the screen, and draws 30 times a second at most.
 */
export function openScreen(
  source: Source,
  columns: number,
  paint: (rows: readonly string[]) => void,
): { readonly close: () => void } {
  const write = (picture: string): boolean => {
    paint(picture.split('\n'));
    return true;
  };
  const output = Object.assign(new EventEmitter(), { columns, rows: Infinity, write });
  const { unmount } = render(<Screen source={source} />, {
    stdout: output as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return { close: unmount };
}

export function Screen({ source }: { readonly source: Source }): ReactNode {
  return (
    <Box flexDirection="column">
      {useSyncExternalStore(source.subscribe, source.rows).map((row, at) => (
        <Row key={at} text={row} />
      ))}
    </Box>
  );
}

/** A row as it is: ink would measure it in its own way, and cut some that fit. */
const Row = memo(function Row({ text }: { readonly text: string }): ReactNode {
  return (
    <Transform transform={() => text}>
      <Text> </Text>
    </Transform>
  );
});
