/** What an update makes other, as half a sentence for people. */
import type { Marker } from '../block/marker.js';

/** What is other in the text of an issue than it was: `another due day, another owner`. */
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
