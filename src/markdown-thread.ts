/** The thread in which parse-in-time.ts parses: one body in, one tree out. */
import { parentPort, workerData } from 'node:worker_threads';
import { parseMarkdown } from './card/markdown.js';

parentPort?.postMessage(await parseMarkdown(String(workerData)));
