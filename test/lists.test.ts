/** Every file in a listed folder is in its list; otherwise nothing would ever use it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.js';
import { FORMATS } from '../src/format/findings/index.js';
import { RULES } from '../src/lint/rules/index.js';

const src = path.resolve(fileURLToPath(import.meta.url), '../../src');

describe('lists', () => {
  test('commands/index.ts names every command, in a file of its name', async () => {
    const files = readdirSync(path.join(src, 'commands')).filter(
      (name) => name.endsWith('.ts') && name !== 'index.ts',
    );
    // index.ts is the list itself, so the command of that name has another file.
    const fileOf = (name: string): string => (name === 'index' ? 'index-cards.ts' : `${name}.ts`);
    expect(COMMANDS.map(({ name }) => fileOf(name)).sort()).toEqual(files.sort());
    for (const entry of COMMANDS) expect((await entry.load()).command).toBeTypeOf('function');
  });

  test('lint/rules/index.ts names every rule, in a file of its name', () => {
    const files = readdirSync(path.join(src, 'lint/rules')).filter((name) => name !== 'index.ts');
    const names = RULES.map(({ name }) => `${name}.ts`);
    expect(names).toEqual(files.sort());
  });

  test('format/findings/index.ts names every format, in a file of its name', () => {
    const files = readdirSync(path.join(src, 'format/findings')).filter(
      (name) => name !== 'index.ts' && name !== 'report.ts',
    );
    expect(FORMATS.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
  });
});
