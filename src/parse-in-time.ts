/**
 * Markdown with a deadline. A card of some kilobytes can be written so that parsing it takes minutes, and a parser cannot
 * be interrupted: so it runs in a thread, which can be ended.
 */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Root } from 'mdast';

/** The build puts the thread's entry beside this file's chunk. */
const THREAD = new URL('./markdown-thread.js', import.meta.url);

/** The tree of a body; null where it takes longer than so many milliseconds, or more than a thread can hold. */
export async function parseInTime(body: string, milliseconds: number): Promise<Root | null> {
  // Run from source there is no built thread.
  if (!existsSync(THREAD)) return (await import('./card/markdown.js')).parseMarkdown(body);
  const thread = new Worker(THREAD, { workerData: body });
  const deadline = new Promise<null>((resolve) => setTimeout(resolve, milliseconds, null).unref());
  const tree = new Promise<Root | null>((resolve) => {
    thread.once('message', resolve);
    for (const failure of ['error', 'messageerror', 'exit']) {
      thread.once(failure, () => {
        resolve(null);
      });
    }
  });
  try {
    return await Promise.race([tree, deadline]);
  } finally {
    await thread.terminate();
  }
}
