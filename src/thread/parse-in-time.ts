/** A card's Markdown tree, made in a thread that has a deadline. */
import { existsSync } from 'node:fs';
import type { Root } from 'mdast';
import { TimedThread } from './timed-thread.js';

/** The build puts the thread's entry beside this file's chunk. */
const THREAD = new URL('./markdown-thread.js', import.meta.url);

/** The tree of a body; null where it takes longer than so many milliseconds, or more than a thread can hold. */
export async function parseInTime(body: string, milliseconds: number): Promise<Root | null> {
  // Run from source there is no built thread.
  if (!existsSync(THREAD)) return (await import('../card/markdown.js')).parseMarkdown(body);
  const thread = new TimedThread(THREAD, milliseconds);
  try {
    return (await thread.ask(body)) as Root | null;
  } finally {
    await thread.end();
  }
}
