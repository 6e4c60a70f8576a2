/** The usage log of a clone on disk: one line per event, and a small summary of it for the next search. */
import { closeSync, constants, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { addDays, parseDay, type Day } from '../day.js';
import { lineOf } from '../usage/event.js';
import type { UsageLog } from '../usage/log.js';
import { MOST_CARDS, withEvents, type UseSummary } from '../usage/use.js';
import { diskStore, isOurs, type Store } from './store.js';

const LOG = 'usage.jsonl';
const SUMMARY = 'usage.json';
const VERSION = 1;
/** Bytes of the summary, at most. */
const LONGEST_SUMMARY = 2 * 1024 * 1024;

/** Bytes from which the log is shortened, and how many of its newest bytes are kept. */
const LARGE = 1024 * 1024;
const KEPT_BYTES = LARGE / 2;
const KEPT_DAYS = 180;
/** Bytes at the end of the log that are read, at most; a log is never this large. */
const MOST_READ = 4 * LARGE;

/** The log in a folder, which is created with the first event. Links and entries of another user are not touched. */
export function diskUsageLog(folder: string): UsageLog {
  const store = diskStore(folder);
  return {
    append: async (event, today) => {
      try {
        const line = lineOf(event);
        const size = line === null ? 0 : appended(folder, line);
        if (size > LARGE) await shorten(store, today);
        if (size > LARGE || (size > 0 && event.event === 'open')) await summarize(store, today);
      } catch {
        // Losing a line of usage is harmless; interrupting the user's work for it would not be.
      }
    },
    read: async () => {
      const { eventsIn } = await import('../usage/events.js');
      try {
        return eventsIn(textFrom(store, 0).text);
      } catch {
        return [];
      }
    },
    use: async () => (await readSummary(store))?.summary ?? null,
  };
}

/**
 * Appends a line in a single write, which other writers cannot split. Returns the resulting size of the log; 0 if it must not
 * be written. Throws the system's error.
 */
function appended(folder: string, line: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder)) return 0;
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  // Windows has neither flag (undefined counts as 0). Without O_NONBLOCK, opening a named pipe would wait for a reader or
  // writer.
  const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  const fd = openSync(path.join(folder, LOG), flags, 0o600);
  try {
    const stat = fstatSync(fd);
    const isMine = process.getuid === undefined || stat.uid === process.getuid();
    if (!stat.isFile() || !isMine) return 0;
    // If a full disk cut off the last line, this one would be damaged with it.
    const bytes = Buffer.from(endsWhole(fd, stat.size) ? line : `\n${line}`);
    return stat.size + writeSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

function endsWhole(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(fd, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

/** Keeps the newest events. Lines that others append at the same moment may be lost. */
async function shorten(store: Store, today: Day): Promise<void> {
  const { eventsIn } = await import('../usage/events.js');
  const since = addDays(today, -KEPT_DAYS);
  const kept: string[] = [];
  let room = KEPT_BYTES;
  for (const event of eventsIn(textFrom(store, 0).text).reverse()) {
    const line = event.day >= since ? lineOf(event) : null;
    room -= line === null ? 0 : Buffer.byteLength(line);
    if (room < 0) break;
    if (line !== null) kept.push(line);
  }
  await store.writeAtomic(LOG, Buffer.from(kept.reverse().join('')));
  // It counts bytes of the old log.
  await store.remove(SUMMARY);
}

/** A summary, and how many bytes of the log it covers. */
interface Kept {
  readonly summary: UseSummary;
  readonly size: number;
}

/** Brings the summary up to date. If the log is shorter than what the summary covers, it is a new log. */
async function summarize(store: Store, today: Day): Promise<void> {
  const { eventsIn } = await import('../usage/events.js');
  const kept = await readSummary(store);
  const more = kept && textFrom(store, kept.size);
  const continues = more !== null && kept !== null && more.size >= kept.size && kept.summary.day <= today;
  const { text, end } = continues ? more : textFrom(store, 0);
  const { day, worth } = withEvents(continues ? kept.summary : null, eventsIn(text), today);
  const written = {
    v: VERSION,
    size: end,
    day,
    ids: [...worth.keys()],
    worth: [...worth.values()].map((each) => Number(each.toFixed(4))),
  };
  await store.writeAtomic(SUMMARY, Buffer.from(JSON.stringify(written)));
}

/** The complete lines of the log from a position on, the position where they end, and the size of the log. */
function textFrom(store: Store, from: number): { text: string; end: number; size: number } {
  const file = store.open(LOG);
  if (!file) return { text: '', end: 0, size: 0 };
  try {
    const { size } = file;
    const start = Math.max(from, size - MOST_READ);
    const bytes = Buffer.from(start < size ? file.read(start, size - start) : []);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    return { text: bytes.toString('utf8', 0, whole), end: start + whole, size };
  } finally {
    file.close();
  }
}

/** Null if there is no summary, or it is invalid. */
async function readSummary(store: Store): Promise<Kept | null> {
  try {
    const bytes = await store.read(SUMMARY, LONGEST_SUMMARY);
    const value = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Partial<Written>);
    if (value?.v !== VERSION) return null;
    const { ids, worth, size = -1 } = value;
    const day = parseDay(String(value.day));
    if (!day || !Array.isArray(ids) || !Array.isArray(worth) || !isPlace(size)) return null;
    const entries = ids
      .slice(0, MOST_CARDS)
      .map((id, at): [string, number] => [String(id), finite(worth[at])]);
    return { summary: { day, worth: new Map(entries) }, size };
  } catch {
    return null;
  }
}

interface Written {
  readonly v: number;
  readonly size: number;
  readonly day: string;
  readonly ids: readonly unknown[];
  readonly worth: readonly unknown[];
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function finite(value: unknown): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : 0;
}
