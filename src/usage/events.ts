/** The lines of a log → events. Whatever is no event of this version is passed over. */
import { LONGEST_LINE, type UsageEvent } from './event.js';
import { validateEvent } from './validate.generated.js';

/** In the order of the lines. A damaged or overlong line costs itself and no other. */
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
