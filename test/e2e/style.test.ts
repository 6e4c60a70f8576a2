/** The style rules in the built program, where remark-lint runs in a thread that can be terminated. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build.js';
import { put, tempFolder } from '../repo/world.js';

const FRONT = '---\ntitle: Refunds\nowner: "@ana"\nverify-by: 2027-02-19\n---\n\n';
const DEEP = `${FRONT}${'>'.repeat(20_000)}\n`;
const TEXT = `${FRONT}See https://acme.com/fees today.\n`;
const SAID =
  'unexpected GFM autolink literal, expected regular autolink, add `<` before and `>` after (remark-lint: no-literal-urls) [markdown-style]';

/** What the built program reports about the style of cards, line by line. */
function style(files: Readonly<Record<string, string>>): string[] {
  const cwd = tempFolder();
  put(cwd, files);
  const args = [path.join(root, 'bin/kb.js'), 'lint', '--rule', 'markdown-style'];
  const env = { ...process.env, HOME: cwd };
  return execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8' }).trimEnd().split('\n');
}

test('a card that the parser cannot bear is told, and the next one is checked', () => {
  expect(style({ 'cards/deep.md': DEEP, 'cards/text.md': TEXT })).toEqual([
    'cards/deep.md:6:1: info expected a card whose style can be checked in 3 s, found one that takes longer [markdown-style]',
    `cards/text.md:7:5: warning ${SAID}`,
  ]);
});

test('after three such cards no other is tried, and a busy machine makes no error', () => {
  const deep = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`cards/deep${n}.md`, DEEP]));
  const config = 'rules:\n  markdown-style: error\n';
  expect(style({ ...deep, 'cards/text.md': TEXT, 'kb.config.yaml': config })).toEqual([
    ...[1, 2, 3].map((n) => expect.stringMatching(`^cards/deep${n}.md:6:1: info expected`) as string),
    'cards/deep4.md:6:1: info the style of this card and of those after it is not checked, because 3 others took too long [markdown-style]',
  ]);
});
