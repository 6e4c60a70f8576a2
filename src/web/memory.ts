/** Remembers verdicts between runs, so that servers are not asked again on every run. */
import type { Verdict } from './verdict.js';

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds for which a verdict is valid; a link that could not be judged is always checked again. */
const HOLDS: Readonly<Record<Verdict['is'], number>> = {
  alive: 7 * DAY,
  moved: 7 * DAY,
  dead: DAY,
  unjudged: 0,
};
const VERSION = 1;

interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly verdict: Verdict;
}

export class Memory {
  readonly #entries: Map<string, Entry>;

  /** @param bytes the result of `bytes()` in an earlier run; null or anything else gives an empty memory */
  constructor(bytes: Uint8Array | null) {
    this.#entries = new Map(bytes === null ? [] : entriesIn(new TextDecoder().decode(bytes)));
  }

  /** Null if there is none, or none that is still valid. */
  verdict(address: string, now: number): Verdict | null {
    const entry = this.#entries.get(address);
    return entry && holds(entry, now) ? entry.verdict : null;
  }

  keep(address: string, verdict: Verdict, now: number): void {
    this.#entries.set(address, { at: now, verdict });
  }

  /** The verdicts that are still valid, for the next run. */
  bytes(now: number): Uint8Array {
    const entries = [...this.#entries].filter(([, entry]) => holds(entry, now));
    return new TextEncoder().encode(JSON.stringify({ version: VERSION, entries }));
  }
}

/** Entries from the future are invalid, so that a clock that was set back does not prolong any. */
function holds({ at, verdict }: Entry, now: number): boolean {
  return at <= now && now - at < HOLDS[verdict.is];
}

function entriesIn(text: string): [string, Entry][] {
  try {
    const kept = JSON.parse(text) as { version?: unknown; entries?: unknown } | null;
    if (kept?.version !== VERSION || !Array.isArray(kept.entries)) return [];
    return (kept.entries as unknown[]).filter(isEntry);
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is [string, Entry] {
  const [address, entry] = (Array.isArray(value) ? value : []) as [unknown, Partial<Entry> | null];
  const { is, why = '', to = '' } = (entry?.verdict ?? {}) as { is?: unknown; why?: unknown; to?: unknown };
  return (
    [address, is, why, to].every((text) => typeof text === 'string') &&
    typeof entry?.at === 'number' &&
    Object.hasOwn(HOLDS, is as string)
  );
}
