/** Parses the lines of a usage log into events. Anything that is not an event of this version is skipped. */
import { LONGEST_LINE, type UsageEvent } from './event.js';
import { validateEvent } from './validate.generated.js';

/** Events in the order of the lines. A damaged or overlong line does not affect the others. */
export function eventsIn(text: string): UsageEvent[] {
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.length > LONGEST_LINE) return [];
    const value = parsed(line);
    return validateEvent(value) ? [value as UsageEvent] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
