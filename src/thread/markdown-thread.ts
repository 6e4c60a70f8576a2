/** The thread in which parse-in-time.ts parses: bodies in, trees out. */
import { parentPort } from 'node:worker_threads';
import { parseMarkdown } from '../card/markdown.js';
import { READY } from './timed-thread.js';

// Loads everything first, so that loading does not count toward the time of the first card.
void parseMarkdown('').then(() => {
  parentPort?.on('message', (body: string) => {
    void parseMarkdown(body).then((tree) => parentPort?.postMessage(tree));
  });
  parentPort?.postMessage(READY);
});
