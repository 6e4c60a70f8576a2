/** Parses a card's Markdown in a thread with a time limit. */
import type { Root } from 'mdast';
import { TimedThread } from './timed-thread.js';

/** The build puts the thread's entry point beside this file's chunk. */
const THREAD = new URL('./markdown-thread.js', import.meta.url);

/** Parses bodies one at a time. */
export interface Parser {
  /** Starts loading while other work goes on. */
  begin(): void;
  /** The tree of a body; null if parsing takes too long, or more memory than a thread has. */
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

/** The tree of a body; null if parsing takes longer than so many milliseconds, or more memory than a thread has. */
export async function parseInTime(body: string, milliseconds: number): Promise<Root | null> {
  const parser = markdownParser(milliseconds);
  try {
    return await parser.parse(body);
  } finally {
    await parser.end();
  }
}
