/** The thread in which style-rules.ts runs remark-lint: bodies in, faults out. */
import { parentPort } from 'node:worker_threads';
import { styleFaults, type StyleJob } from '../lint/style.js';
import { READY } from './timed-thread.js';

// Loads everything first, so that loading does not count toward the time of the first card.
void styleFaults({ body: '', preset: 'recommended' }).then(() => {
  parentPort?.on('message', (job: StyleJob) => {
    void styleFaults(job).then((faults) => parentPort?.postMessage(faults));
  });
  parentPort?.postMessage(READY);
});
