/** How the file of a new issue is called: after its card, in letters that every disk takes. */
import { fold } from '../../../text/fold.js';

/** Characters; with the number and `.md` behind them a name stays below 255 bytes in any script. */
const LONGEST = 60;
/** Devices of Windows, whatever extension follows, and the page that a forge shows below the list of a folder. */
const RESERVED = /^(?:con|prn|aux|nul|conin|conout|(?:com|lpt)[\d¹²³]|readme)$/;

/** What a person may keep beside the issues. */
export function isNoIssue(path: string): boolean {
  return /(?:^|\/)readme\.md$/i.test(path);
}

/**
 * `billing/refunds` → `billing-refunds.md`, and where that is taken `billing-refunds-2.md`.
 * @param taken names in the folder, folded
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
