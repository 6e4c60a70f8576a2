/** The pre-commit hook names an existing command with existing options, and gets files that may be cards. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../src/commands/index.js';
import { root } from './build.js';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

const hooks = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];

test('there is one for lint', () => {
  expect(hooks.map(({ id, language }) => [id, language])).toEqual([['kb-lint', 'node']]);
});

test.each(hooks)('$id runs a command with options that exist', async ({ entry, pass_filenames }) => {
  const [program, name, ...words] = entry.split(' ');
  const { bin } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { bin: object };
  expect(Object.keys(bin)).toContain(program);
  const found = COMMANDS.find((each) => each.name === name);
  const { command } = (await found?.load()) ?? {};
  const made = command?.(() => {
    throw new Error('the test runs no command');
  }, COMMANDS) as CommandUnknownOpts;
  const flags = made.options.flatMap(({ long, short }) => [long, short]);
  expect(words.filter((word) => word.startsWith('-') && !flags.includes(word))).toEqual([]);
  if (pass_filenames !== false) expect(made.registeredArguments.at(-1)?.variadic).toBe(true);
});

test.each(hooks)('$id runs where a card, its folder or the config may have changed', ({ files }) => {
  const pattern = new RegExp(files);
  const names = ['a.md', 'cards/a b.html.md', 'x/a.html.md.erb', 'docs/_kb.yaml', 'kb.config.yml'];
  expect(
    [...names, 'a.mdown', 'src/md', 'a.md.orig', 'my_kb.yaml'].filter((name) => pattern.test(name)),
  ).toEqual(names);
});

test('npm pack prints the name of the package alone, which pre-commit installs', () => {
  expect(readFileSync(path.join(root, '.npmrc'), 'utf8').split('\n')).toContain('foreground-scripts=false');
});
