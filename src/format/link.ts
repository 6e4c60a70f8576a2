/** Clickable links in terminals (OSC 8): which terminals support them, and which addresses are allowed. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '../io.js';

/** An address that is safe to write to a terminal: ASCII, with a known scheme and nothing that ends the escape sequence. */
export type Address = string & { readonly __address: unique symbol };

const WEB = new Set(['http:', 'https:', 'mailto:']);
const LONGEST = 2000;

/** The address of a link in a card; null if it is relative, of another scheme (`javascript:`, `file:`) or too long. */
export function webAddress(target: string): Address | null {
  if (target.length > LONGEST || !URL.canParse(target)) return null;
  const { protocol, href } = new URL(target);
  return WEB.has(protocol) ? checked(href) : null;
}

/** The `file:` URL of a path below `root`; null if it is too long. */
export function fileAddress(root: string, name: string): Address | null {
  return checked(pathToFileURL(path.join(root, name)).href);
}

function checked(href: string): Address | null {
  return href.length <= LONGEST && /^[\x21-\x7e]+$/.test(href) ? (href as Address) : null;
}

/** `TERM_PROGRAM` → first version (major, minor) that supports links. */
const PROGRAMS = new Map([
  ['iTerm.app', [3, 1]],
  ['WezTerm', [20200620, 0]],
  ['vscode', [1, 72]],
  ['ghostty', [1, 0]],
  ['zed', [0, 0]],
  ['Hyper', [2, 0]],
  ['tmux', [3, 4]],
]);

/** Whether the terminal is known to support links; others may print the address as text. */
export function supportsLinks(env: Environment): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  if (env['TERM'] === 'dumb' || env['CI']) return false;
  if (env['WT_SESSION'] || env['KITTY_WINDOW_ID'] || env['DOMTERM'] || env['KONSOLE_VERSION']) return true;
  if (/^(xterm-kitty|alacritty|foot|xterm-ghostty|contour)/.test(env['TERM'] ?? '')) return true;
  const vte = Number(env['VTE_VERSION'] ?? 0);
  if (vte > 5000) return true;
  const first = PROGRAMS.get(env['TERM_PROGRAM'] ?? '');
  if (!first) return false;
  const version = (env['TERM_PROGRAM_VERSION'] ?? '')
    .replace(/^[^\d]*/, '')
    .split(/[.-]/)
    .map((part) => Number.parseInt(part, 10) || 0);
  const [major = 0, minor = 0] = version;
  const [firstMajor = 0, firstMinor = 0] = first;
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}
