/** Creates missing labels of kb, each when it is first used in a run. */
import type { Forge, Label } from '../forge.js';
import { DETACHED, NO_OWNER } from '../labels.js';

/** @param stale the label of all issues of kb */
export function labelEnsurer(forge: Forge, stale: string): (names: readonly string[]) => Promise<void> {
  const known: readonly Label[] = [
    { name: stale, description: 'A card of the knowledge base that needs to be checked', color: 'd4a72c' },
    { name: NO_OWNER, description: 'No owner of this card could be assigned', color: 'b60205' },
    {
      name: DETACHED,
      description: 'kb no longer recognizes its part of this text, and leaves it alone',
      color: 'bfc5cc',
    },
  ];
  const ensured = new Set<string>();
  return async (names) => {
    for (const label of known) {
      if (!names.includes(label.name) || ensured.has(label.name)) continue;
      await forge.ensureLabel(label);
      ensured.add(label.name);
    }
  };
}
