/** Extracts the text of HTML in a card, for a terminal. Every step is linear in the length of the source. */
import { decodeEntities } from '../card/outline/characters.js';

/** Comments and elements whose content is not meant for readers. */
const HIDDEN = [
  ['<!--', '-->'],
  ['<script', '</script>'],
  ['<style', '</style>'],
] as const;
const TAG = /<(\/?)([a-z][\w-]*)([^<>]*)>/gi;
const BLOCKS = new Set(
  'p div br hr li ul ol dl dt dd tr table thead tbody section article aside header footer details summary pre blockquote figure figcaption h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);
const ALT = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/** Returns unescaped text: one line per block element, `[image: …]` for images, and no comments, scripts or styles. */
export function htmlText(html: string): string {
  const text = HIDDEN.reduce((rest, [open, close]) => without(rest, open, close), html)
    .replace(/\s+/g, ' ')
    .replace(TAG, (_, slash: string, name: string, attributes: string) => {
      const tag = name.toLowerCase();
      if (BLOCKS.has(tag)) return '\n';
      if (CELLS.has(tag)) return slash ? '  ' : '';
      if (tag !== 'img') return '';
      const alt = ALT.exec(attributes);
      return imageText(alt?.[1] ?? alt?.[2] ?? '');
    });
  return decodeEntities(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Whether the tag is a line break. */
export function isBreak(html: string): boolean {
  return /^<br\s*\/?>$/i.test(html);
}

/** The placeholder for an image. */
export function imageText(alt: string): string {
  return alt === '' ? '[image]' : `[image: ${alt}]`;
}

/** Removes everything from `open` to `close`, or to the end if `close` is missing. */
function without(html: string, open: string, close: string): string {
  const folded = html.toLowerCase();
  let kept = '';
  let at = 0;
  while (at < html.length) {
    const from = folded.indexOf(open, at);
    if (from < 0) return kept + html.slice(at);
    kept += html.slice(at, from);
    const to = folded.indexOf(close, from + open.length);
    if (to < 0) return kept;
    at = to + close.length;
  }
  return kept;
}
