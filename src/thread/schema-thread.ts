/** The thread in which team-schemas.ts validates cards: a schema and front matter in, a report out. */
import { parentPort } from 'node:worker_threads';
import { checkAgainst, type SchemaJob } from '../lint/team-schema.js';
import { READY } from './timed-thread.js';

// Loads everything first, so that loading does not count toward the time of the first schema.
void checkAgainst({ schema: '{}', fronts: [] }).then(() => {
  parentPort?.on('message', (job: SchemaJob) => {
    void checkAgainst(job).then((report) => parentPort?.postMessage(report));
  });
  parentPort?.postMessage(READY);
});
