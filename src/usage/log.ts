/** What a base remembers of its use, as a port: nothing that is asked of it may ever fail. */
import type { Day } from '../day.js';
import type { UsageEvent } from './event.js';
import type { UseSummary } from './use.js';

export interface UsageLog {
  /** Adds an event that happened today. Where it cannot be written it is lost. */
  append(event: UsageEvent, today: Day): Promise<void>;
  /** Oldest first. */
  read(): Promise<readonly UsageEvent[]>;
  /** Null where nothing is known. */
  use(): Promise<UseSummary | null>;
}

/** A log that remembers nothing. */
export const noLog: UsageLog = {
  append: () => Promise.resolve(),
  read: () => Promise.resolve([]),
  use: () => Promise.resolve(null),
};
