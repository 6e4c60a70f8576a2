/** The groups of the browse menu: due dates, owners and tags, each with its number of cards. */
import type { FilterKey } from '../catalog/filter.js';
import type { TrustedRow } from '../catalog/listing.js';
import { addInterval, parseInterval, type Day } from '../day.js';
import type { Choice, Group } from './state.js';

/** How far ahead the choices for due dates look. */
const AHEAD = ['1w', '1m', '3m'] as const;

export function groupsOf(rows: readonly TrustedRow[], today: Day): readonly Group[] {
  return [
    { title: 'Due', choices: dueChoices(rows, today) },
    {
      title: 'Owner',
      choices: counted(
        rows.flatMap(([, { owner }]) => [...new Set(owner)]),
        'owner',
      ),
    },
    {
      title: 'Tag',
      choices: counted(
        rows.flatMap(([{ tags }]) => [...new Set(tags)]),
        'tag',
      ),
    },
  ];
}

function dueChoices(rows: readonly TrustedRow[], today: Day): readonly Choice[] {
  const states = (['stale', 'due', 'unverified', 'verified', 'draft', 'superseded'] as const).map(
    (state) => ({
      query: `is:${state}`,
      label: state,
      count: rows.filter(([, trust]) => trust.state === state).length,
    }),
  );
  const ahead = AHEAD.map((text) => {
    const interval = parseInterval(text);
    const day = interval ? addInterval(today, interval) : today;
    return {
      query: `due:<=${day}`,
      label: `due by ${day}`,
      count: rows.filter(([, { verifyBy }]) => verifyBy !== null && verifyBy <= day).length,
    };
  });
  return [...states, ...ahead].filter(({ count }) => count > 0);
}

/** Returns each distinct value as a filter, most frequent first. */
export function counted(values: readonly string[], key: FilterKey): readonly Choice[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([label, count]) => ({
      query: `${key}:${/[\s"]/.test(label) ? `"${label}"` : label}`,
      label,
      count,
    }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}
