/**
 * Which issues of our login are kb's own. Under a workflow's login many programs write, some of them with the text of outsiders: a
 * marker can be in any of these. A label cannot be set by outsiders.
 */
import { markerOf } from '../block.js';
import type { Forge, Issue } from '../forge.js';
import { isLabelled } from '../labels.js';
import { defaultConfig } from '../../config.js';

/** The issues without those that never had kb's label; one whose label somebody took away is kb's still. */
export async function genuine(forge: Forge, issues: readonly Issue[], label: string): Promise<Issue[]> {
  const own: Issue[] = [];
  for (const issue of issues) if (await isGenuine(forge, issue, label)) own.push(issue);
  return own;
}

async function isGenuine(forge: Forge, issue: Issue, label: string): Promise<boolean> {
  if (isLabelled(issue, label)) return true;
  if (markerOf(issue.body) === null) return false;
  // The second is the one that it had before the config named another.
  for (const each of new Set([label, defaultConfig().issues.label]))
    if (isLabelled(issue, each) || (await forge.hadLabel(issue.number, each))) return true;
  return false;
}
