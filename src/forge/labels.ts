/** The labels that kb sets beside that of the config. */
import { isSameLabel, type Issue } from './forge.js';

/** Its marker is gone; kb leaves it alone. */
export const DETACHED = 'kb-detached';
/** Nobody can be asked. */
export const NO_OWNER = 'kb-no-owner';

/** Whether an issue has the label. */
export function isLabelled({ labels }: Pick<Issue, 'labels'>, label: string): boolean {
  return labels.some((each) => isSameLabel(each, label));
}
