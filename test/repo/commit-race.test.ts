/** Several commands record something at the same time, each in another card: all are committed, one after the other. */
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandOf } from './child.js';
import { carryOut, edit, read, repository, USER } from './committing.js';
import { generation, generationOf } from './generation.js';
import { git, put } from './world.js';

const TIMES = process.env['KB_SOAK'] ? 40 : 4;

test(`three at once, ${TIMES} commits each`, { timeout: 300_000 }, async () => {
  const first = generation(1).toString();
  const cards = ['cards/a.md', 'cards/b.md', 'cards/c.md'];
  const root = repository(Object.fromEntries(cards.map((card) => [card, first])));
  const [file = '', ...args] = commandOf('commit-cards');
  const ends = cards.map((card) => {
    const child = spawn(file, [...args, root, card, String(TIMES)], {
      env: USER,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    return new Promise((resolve) =>
      child.once('exit', (status) => {
        resolve({ status, said });
      }),
    );
  });
  expect(await Promise.all(ends)).toEqual(cards.map(() => ({ status: 0, said: '' })));
  for (const card of cards) {
    expect(generationOf(Buffer.from(read(root, card)))).toBe(1 + TIMES);
    expect(git(root, 'log', '--format=%s', '--', card).split('\n')).toHaveLength(1 + TIMES);
  }
  expect(git(root, 'status', '--porcelain')).toBe('');
});

test.skipIf(process.platform === 'win32')('a commit that another one gets ahead of follows it', async () => {
  const root = repository();
  const other = 'git commit-tree -m other -p HEAD "HEAD^{tree}"';
  const hook = `#!/bin/sh\n[ -e .git/once ] && exit 0\ntouch .git/once\ngit update-ref HEAD "$(${other})"\n`;
  put(root, { '.git/hooks/pre-commit': hook });
  chmodSync(path.join(root, '.git/hooks/pre-commit'), 0o755);
  await carryOut(root, [edit(root)], {});
  expect(git(root, 'log', '--format=%s')).toBe('Say so\nother\ncards');
  expect(git(root, 'status', '--porcelain')).toBe('');
});
