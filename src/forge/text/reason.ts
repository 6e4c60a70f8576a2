/** What an update makes other, as half a sentence for people. */
import type { Marker } from '../block/marker.js';

/** What is other in an issue than it was: `another due day, another owner`. */
export function changeOf(before: Marker, after: Marker): string {
  const changes = [
    before.id === after.id ? null : 'another id',
    before.title === after.title ? null : 'another title',
    before.due === after.due ? null : 'another due day',
    before.asked === after.asked ? null : 'another owner',
    before.closed && !after.closed ? 'somebody opened it again' : null,
    before.on === after.on ? null : 'other text',
  ].filter((change) => change !== null);
  // `on` changes with anything else, and says something by itself only.
  return (changes.length > 1 ? changes.slice(0, -1) : changes).join(', ') || 'somebody is assigned';
}
