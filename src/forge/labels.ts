/** The labels that kb sets in addition to the one in the config. */
import { isSameLabel, type Issue } from './forge.js';

/** The issue has lost its marker; kb leaves it alone. */
export const DETACHED = 'kb-detached';
/** Nobody could be assigned. */
export const NO_OWNER = 'kb-no-owner';

/** Whether an issue has the label, ignoring case. */
export function isLabelled({ labels }: Pick<Issue, 'labels'>, label: string): boolean {
  return labels.some((each) => isSameLabel(each, label));
}
