/** The labels that kb sets beside that of the config. */
import type { Issue } from './forge.js';

/** Its marker is gone; kb leaves it alone. */
export const DETACHED = 'kb-detached';
/** Nobody can be asked. */
export const NO_OWNER = 'kb-no-owner';

/** Forges do not tell upper from lower case in labels. */
export function isLabelled({ labels }: Pick<Issue, 'labels'>, label: string): boolean {
  return labels.some((each) => each.toLowerCase() === label.toLowerCase());
}
