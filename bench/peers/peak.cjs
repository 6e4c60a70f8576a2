// Loaded into a measured process with --require: writes the most memory that it had, in KiB, into KB_BENCH_PEAK.
/* global process */
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.on('exit', () => writeFileSync(process.env.KB_BENCH_PEAK, String(peak())));

// On Linux a new process inherits the record of the one that started it, so the kernel's own book is asked.
function peak() {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
