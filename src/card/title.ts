/** What a card is called where its front matter does not say. */
import { withoutExtension } from './id.js';

const ATX = /^ {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** A heading that a template fills in, `# <%= current_page.data.title %>`, is no title. */
const TEMPLATE = /<%|\{\{|\{%/;

/** Text of the first heading of depth 1, without its marks; null where there is none. */
export function firstHeading(body: string): string | null {
  let fence = '';
  let previous = '';
  for (const line of body.split(/\r?\n/)) {
    const marks = FENCE.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (marks.startsWith(fence)) fence = '';
      continue;
    }
    if (marks !== '') fence = marks;
    const heading = ATX.exec(line)?.[1] ?? (/^ {0,3}=+[ \t]*$/.test(line) ? previous.trim() : '');
    if (heading !== '' && !TEMPLATE.test(heading)) {
      const text = plainText(heading);
      if (text !== '') return text;
    }
    previous = line;
  }
  return null;
}

function plainText(heading: string): string {
  return heading
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/[*_`]{1,3}(\S(?:[^*_`]*\S)?)[*_`]{1,3}/g, '$1')
    .trim();
}

/** The file's name in words: no extension, blanks for `-` and `_`. */
export function titleOfFile(path: string): string {
  const name = withoutExtension(path.slice(path.lastIndexOf('/') + 1));
  return name.replace(/[-_]+/g, ' ').trim() || path;
}
