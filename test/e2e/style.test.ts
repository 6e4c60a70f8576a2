/** The style rules in the built program, where remark-lint runs in a thread that is ended. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build.js';
import { put, tempFolder } from '../repo/world.js';

test('a card that the parser cannot bear is told, and the next one is checked', () => {
  const cwd = tempFolder();
  const front = '---\ntitle: Refunds\nowner: "@ana"\nverify-by: 2027-02-19\n---\n\n';
  put(cwd, {
    'cards/deep.md': `${front}${'>'.repeat(20_000)}\n`,
    'cards/text.md': `${front}See https://acme.com/fees today.\n`,
  });
  const kb = path.join(root, 'bin/kb.js');
  const env = { ...process.env, HOME: cwd };
  const answer = execFileSync(process.execPath, [kb, 'lint', '--rule', 'markdown-style'], {
    cwd,
    env,
    encoding: 'utf8',
  });
  expect(answer.split('\n')).toEqual([
    'cards/deep.md:6:1: warning expected Markdown whose style can be checked in 3 s, found more than that [markdown-style]',
    'cards/text.md:7:5: warning unexpected GFM autolink literal, expected regular autolink, add `<` before and `>` after (remark-lint: no-literal-urls) [markdown-style]',
    '',
  ]);
});
