/** The questions of `kb new`, answered at the keyboard of a real terminal. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build.js';
import { gitRepo } from '../repo/world.js';
import { hasTmux, Tmux } from './tmux.js';

const card = (title: string): string =>
  `---\ntitle: ${title}\nowner: "@legal"\nverify-by: 2027-01-01\n---\n\nText\n`;
const FILES = {
  'kb.config.yaml': 'cards: ["cloud/**/*.md", "shop/**/*.md"]\n',
  'cloud/sketch.md': card('Upload a sketch'),
  'shop/pay.md': card('Pay'),
};

if (!hasTmux) console.warn('test/e2e/new.test.ts: tmux is not installed, so the questions are not tried');

/** Starts `kb new` with these arguments. */
function started(args: string): { readonly base: string; readonly tmux: Tmux } {
  const base = gitRepo(FILES);
  const env = { PATH: process.env['PATH'] ?? '', KB_USER: '@ana', KB_USAGE: 'off' };
  const tmux = new Tmux(base, 100, 30, env);
  tmux.run(`'${process.execPath}' '${path.join(root, 'bin/kb.js')}' new ${args}`);
  return { base, tmux };
}

describe.skipIf(!hasTmux)('kb new at a terminal', () => {
  test('takes another folder than it offers, and says in the prompt what is wrong with one', async () => {
    const { base, tmux } = started("faq 'A sketch fails' -t x --audience public --no-edit");
    expect(await tmux.sees('another folder …')).toMatch(/● cloud\n.*○ shop\n.*○ another folder …/);
    tmux.press('Up', 'Enter');
    await tmux.sees('Which one?');
    tmux.press('Enter');
    await tmux.sees('expected a folder');
    tmux.type('../out');
    tmux.press('Enter');
    await tmux.sees('“../out” is outside of the base');
    tmux.press('C-u');
    tmux.type('docs');
    tmux.press('Enter');
    await tmux.sees('docs/a-sketch-fails.md would not be a card');
    tmux.press('C-u');
    tmux.type('shop/new');
    tmux.press('Enter');
    await tmux.sees('not verified yet');
    expect(existsSync(path.join(base, 'shop/new/a-sketch-fails.md'))).toBe(true);
  });

  test.each([
    ['--path shop/pay.md', 'the card cannot be shop/pay.md: “Pay” (verified, @legal) already exists'],
    ['--dir shop/sub --id pay', '“pay” is the id of shop/pay.md: “Pay” (verified, @legal)'],
    ['--dir shop --owner somebody', 'expected an owner: @login'],
  ])('refuses %s before it asks for anything else', async (flags, message) => {
    const { tmux } = started(`faq 'A sketch fails' ${flags}`);
    const screen = await tmux.sees(message);
    expect(screen).not.toMatch(/[◆◇]/);
  });
});
