/** Turns a title into a file name or an id that works in any script and on any disk. */
import type { CardId } from './card.js';
import { idSegment, isCardId } from './id.js';

/** Disks allow 255 bytes, and a temporary file and an extension need some of them. */
const MOST_BYTES = 200;
/** The last word is only dropped if at least this many characters are left. */
const FEWEST = 24;
const LONGEST = 64;
/** Names that Windows takes for a device, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/i;

/** Whether Windows would open a device instead of a file. */
export function isDevice(name: string): boolean {
  return DEVICE.test(name.split('.', 1)[0] ?? '');
}

/** Returns a file name for a title, without extension: letters and digits of every script with `-` between words. */
export function slug(title: string): string {
  const whole = idSegment(title);
  const cut = Array.from(whole).length < LONGEST ? whole : withoutLastWord(whole);
  const name = withinBytes(cut);
  return isDevice(name) ? `${name}-card` : name;
}

/** A name that was cut at 64 characters may end in half a word. */
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

/** Letters that do not decompose into a base letter and a mark. */
const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries({ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }),
);

/** Turns an id made from a path into one that can be written into the card; null if its script cannot be. */
export function writtenForm(id: string): CardId | null {
  const plain = id
    .replace(/[łøđðþßæœı]/g, (letter) => LATIN.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return isCardId(plain) ? plain : null;
}
