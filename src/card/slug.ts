/** A title as the name of a file, and as an id: in any script, on any disk. */
import type { CardId } from './card.js';
import { idSegment, isCardId } from './id.js';

/** Disks allow 255 bytes; a temporary file and an ending want some of them. */
const MOST_BYTES = 200;
/** Characters that a name keeps where its last word is taken away. */
const FEWEST = 24;
const LONGEST = 64;
/** What Windows takes for a device, whatever ending it has. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/i;

/** Whether Windows would open a device in the place of a file. */
export function isDevice(name: string): boolean {
  return DEVICE.test(name.split('.', 1)[0] ?? '');
}

/** The name of a file for a title, without an ending: letters and digits of every script, and `-` between. */
export function slug(title: string): string {
  const whole = idSegment(title);
  const cut = Array.from(whole).length < LONGEST ? whole : withoutLastWord(whole);
  const name = withinBytes(cut);
  return isDevice(name) ? `${name}-card` : name;
}

/** Cut at 64 characters, the last word may be half a word. */
function withoutLastWord(name: string): string {
  const dash = name.lastIndexOf('-');
  return dash >= FEWEST ? name.slice(0, dash) : name;
}

function withinBytes(name: string): string {
  let result = '';
  let bytes = 0;
  for (const character of name) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > MOST_BYTES) break;
    result += character;
  }
  return result.replace(/-$/, '');
}

/** Letters that are no other letter with a mark. */
const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries({ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }),
);

/** An id that can be written into the card, from one that was made from its path; null where its script has none. */
export function writtenForm(id: string): CardId | null {
  const plain = id
    .replace(/[łøđðþßæœı]/g, (letter) => LATIN.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return isCardId(plain) ? plain : null;
}
