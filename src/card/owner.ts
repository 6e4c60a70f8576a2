/** How owners are written in cards of dialect `kb`. */
import type { Problem } from './card.js';
import type { Dialect } from './fields.generated.js';
import { isItems, type Field } from './value.js';

const LOGIN = /^@[\p{L}\p{N}._-]+(?:\/[\p{L}\p{N}._-]+)*$/u;
const CHANNEL = /^#[^\s#]+$/;
const EMAIL = /^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/;

/**
 * Whether a text names an owner: `@login`, `@org/team`, `#channel`, an e-mail address, or a name under `people` in the
 * config.
 */
export function isOwner(text: string, people: ReadonlySet<string>): boolean {
  return LOGIN.test(text) || CHANNEL.test(text) || EMAIL.test(text) || people.has(text);
}

/**
 * Returns the valid owners of a field, and a problem for each of the others. In a foreign dialect all are valid, because
 * other tools name people as they like (`ms.author: pebaum`).
 */
export function checkedOwners(
  field: Field | undefined,
  owners: readonly string[],
  people: ReadonlySet<string>,
  dialect: Dialect,
): { right: readonly string[]; problems: Problem[] } {
  const wrong = dialect === 'kb' ? owners.filter((owner) => !isOwner(owner, people)) : [];
  if (!field || wrong.length === 0) return { right: owners, problems: [] };
  const items = isItems(field.value) ? field.value : [];
  const problems = wrong.map((owner): Problem => {
    const { line, column } = items.find(({ value }) => value === owner)?.range ?? field.keyRange;
    const message = `${field.key}: expected "@login", "@org/team", "#channel", an e-mail address or a name under \`people\` in the config, found “${owner}”`;
    return { rule: 'owner-form', severity: 'error', message, line, column };
  });
  return { right: owners.filter((owner) => !wrong.includes(owner)), problems };
}
