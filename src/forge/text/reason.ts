/** Describes what an update changes in an issue, as a phrase. */
import type { Marker } from '../block/marker.js';

/** Returns what has changed between two markers: `another due date, another owner`. */
export function changeOf(before: Marker, after: Marker): string {
  const changes = [
    before.id === after.id ? null : 'another id',
    before.title === after.title ? null : 'another title',
    before.due === after.due ? null : 'another due date',
    before.asked === after.asked ? null : 'another owner',
    before.closed && !after.closed ? 'somebody reopened it' : null,
  ].filter((change) => change !== null);
  return changes.join(', ') || 'other text';
}
