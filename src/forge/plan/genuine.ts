/**
 * Tells kb's own issues from others by the same login. Many programs share the login of a workflow, and some of them copy text
 * from outsiders, so any issue may contain a marker. Labels, however, cannot be set by outsiders.
 */
import { markerOf } from '../block.js';
import type { Forge, Issue } from '../forge.js';
import { isLabelled } from '../labels.js';
import { defaultConfig } from '../../config.js';

/** Returns the issues that have kb's label or ever had it: removing the label does not disown an issue. */
export async function genuine(forge: Forge, issues: readonly Issue[], label: string): Promise<Issue[]> {
  const own: Issue[] = [];
  for (const issue of issues) if (await isGenuine(forge, issue, label)) own.push(issue);
  return own;
}

async function isGenuine(forge: Forge, issue: Issue, label: string): Promise<boolean> {
  if (isLabelled(issue, label)) return true;
  if (markerOf(issue.body) === null) return false;
  // Also accepts the default label, from before the config named another one.
  for (const each of new Set([label, defaultConfig().issues.label]))
    if (isLabelled(issue, each) || (await forge.hadLabel(issue.number, each))) return true;
  return false;
}
