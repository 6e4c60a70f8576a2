/** What hostile cards have in common in all tests: names of files, text that steers a terminal, and how to look for it. */

/** Names that a shell, git, a CI runner, a terminal or JavaScript could misread. */
export const HOSTILE_NAMES = [
  ...[
    'new\nline.md',
    'quo"te\'s.md',
    ':(glob).md',
    '-dash.md',
    '--output=x.md',
    '$HOME $(touch x).md',
    '`x`.md',
  ],
  ...['’&  blanks.md', 'ไทย คืนเงิน.md', 'a;b|c.md', '*star?[x]{y}.md', '%n%s.md', '::error::x.md', '##[x].md'],
  ...['esc\x1b[31m\x07\u202e.md', 'constructor.md', '-.md'],
];

/** Control and direction characters, which no output may contain. */
export const RAW = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** kb's own colors and links, and the isolates around right-to-left text. */
export const OURS = /\x1b\[[\d;]*m|\x1b\]8;;[\x20-\x7e]*\x1b\\|[\u2068\u2069]/g;

/** Returns the text as a double-quoted YAML value that has no such character in it. */
export function quotedYaml(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u200f\u2028-\u2069]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
