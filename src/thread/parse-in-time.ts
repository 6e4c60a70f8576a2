/** A card's Markdown tree, made in a thread that has a deadline. */
import type { Root } from 'mdast';
import { TimedThread } from './timed-thread.js';

/** The build puts the thread's entry beside this file's chunk. */
const THREAD = new URL('./markdown-thread.js', import.meta.url);

/** Parses one body after another, never two at once. */
export interface Parser {
  /** Loads what it takes, while other work goes on. */
  begin(): void;
  /** The tree of a body; null where it takes too long, or more than a thread can hold. */
  parse(body: string): Promise<Root | null>;
  end(): Promise<void>;
}

/** @param milliseconds for one body */
export function markdownParser(milliseconds: number): Parser {
  const thread = TimedThread.built(THREAD, milliseconds);
  if (thread === null) {
    return {
      begin: () => undefined,
      parse: async (body) => (await import('../card/markdown.js')).parseMarkdown(body),
      end: () => Promise.resolve(),
    };
  }
  return {
    begin: () => {
      thread.begin();
    },
    parse: async (body) => (await thread.ask(body)) as Root | null,
    end: () => thread.end(),
  };
}

/** The tree of a body; null where it takes longer than so many milliseconds, or more than a thread can hold. */
export async function parseInTime(body: string, milliseconds: number): Promise<Root | null> {
  const parser = markdownParser(milliseconds);
  try {
    return await parser.parse(body);
  } finally {
    await parser.end();
  }
}
