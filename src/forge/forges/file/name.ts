/** File names for new issues: derived from the id of the card, in characters that every file system accepts. */
import { fold } from '../../../text/fold.js';

/** Maximum number of characters. With a number and `.md`, the name stays below 255 bytes in any script. */
const LONGEST = 60;
/** Windows device names, reserved with any extension, and the readme that forges show below a folder's list of files. */
const RESERVED = /^(?:con|prn|aux|nul|conin|conout|(?:com|lpt)[\d¹²³]|readme)$/;

/** Whether a file is not an issue: a readme may be next to the issues. */
export function isNoIssue(path: string): boolean {
  return /(?:^|\/)readme\.md$/i.test(path);
}

/**
 * Returns the name for a new issue: `billing/refunds` → `billing-refunds.md` or, if that is taken, `billing-refunds-2.md`.
 * @param taken names in the folder, case-folded
 */
export function newName(card: string, taken: ReadonlySet<string>): string {
  const letters = fold(card.slice(0, 512)).replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = Array.from(letters.replace(/^-/, '')).slice(0, LONGEST).join('').replace(/-$/, '');
  const stem = cut === '' || RESERVED.test(cut) ? `card${cut && `-${cut}`}` : cut;
  for (let count = 1; ; count += 1) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.md`;
    if (!taken.has(fold(name))) return name;
  }
}
