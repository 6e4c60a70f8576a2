/** The interface to the usage log of a base: none of its methods may ever fail. */
import type { Day } from '../day.js';
import type { UsageEvent } from './event.js';
import type { UseSummary } from './use.js';

export interface UsageLog {
  /** Adds an event that happened today. It is lost if it cannot be written. */
  append(event: UsageEvent, today: Day): Promise<void>;
  /** Oldest first. */
  read(): Promise<readonly UsageEvent[]>;
  /** Null if nothing is recorded. */
  use(): Promise<UseSummary | null>;
}

/** A log that records nothing. */
export const noLog: UsageLog = {
  append: () => Promise.resolve(),
  read: () => Promise.resolve([]),
  use: () => Promise.resolve(null),
};
