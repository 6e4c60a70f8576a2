/** Random lives of a base, with and without git: if a state is fresh, a full reading gives the same cards. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { State } from '../../src/repo/freshness/state.js';
import { aged, isFresh, reading, stateOf, tick, type How } from './freshness.js';
import { git, gitRepo } from './world.js';

const RUNS = process.env['KB_SOAK'] ? 300 : 6;

const CARDS = ['a', 'b', 'x/c', 'x/y/d', 'z/e', 'f', 'g', 'h'].map((name) => `cards/${name}.md`);
const OTHERS = [
  'cards/_kb.yaml',
  'cards/x/.gitignore',
  '.gitignore',
  'CODEOWNERS',
  'kb.config.yaml',
  'src/main.ts',
];
const TEXTS = ['# one\n', '# two\n', 'owner: "@ana"\n', '# e.md\n', ''];

const file = fc.constantFrom(...CARDS, ...CARDS, ...OTHERS);
const step = fc.oneof(
  fc.record({
    does: fc.constant('write' as const),
    file,
    text: fc.constantFrom(...TEXTS),
    backdated: fc.boolean(),
  }),
  fc.record({ does: fc.constant('remove' as const), file }),
  fc.record({ does: fc.constant('rename' as const), file, to: file }),
  fc.record({ does: fc.constant('touch' as const), file }),
  fc.record({
    does: fc.constant('git' as const),
    args: fc.constantFrom(
      ['add', '-A'],
      ['commit', '-qam', 'x'],
      ['checkout', '-qf', 'HEAD~1'],
      ['checkout', '-qf', 'main'],
      ['stash', '-q'],
      ['status'],
      ['update-index', '--refresh'],
    ),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function carryOut(root: string, did: Step): void {
  const at = (name: string): string => path.join(root, name);
  if (did.does === 'git') {
    try {
      git(root, ...did.args);
    } catch {
      // Some commands fail in some states.
    }
  } else if (did.does === 'write') {
    const times = existsSync(at(did.file)) ? statSync(at(did.file)) : null;
    mkdirSync(path.dirname(at(did.file)), { recursive: true });
    writeFileSync(at(did.file), did.text);
    if (did.backdated && times) utimesSync(at(did.file), times.atimeMs / 1000, times.mtimeMs / 1000);
  } else if (existsSync(at(did.file))) {
    if (did.does === 'remove') rmSync(at(did.file));
    else if (did.does === 'touch') utimesSync(at(did.file), 1, 1);
    else {
      mkdirSync(path.dirname(at(did.to)), { recursive: true });
      renameSync(at(did.file), at(did.to));
    }
  }
}

test.each([
  ['all cards are looked at', false],
  ['git vouches where it can', true],
])('%s', { timeout: 15 * 60 * 1000 }, async (_, isGit) => {
  aged();
  const how: How = { git: isGit, head: true };
  let fresh = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const root = gitRepo(
        Object.fromEntries([...CARDS, ...OTHERS].map((name) => [name, `# ${path.basename(name)}\n`])),
      );
      writeFileSync(path.join(root, 'kb.config.yaml'), '');
      git(root, 'commit', '-qam', 'config');
      let state: State = await stateOf(root, how);
      let told = await reading(root, how);
      for (const did of steps) {
        await tick();
        carryOut(root, did);
        const isStill = await isFresh(root, state);
        const now = await reading(root, how);
        if (isStill) {
          fresh += 1;
          expect(Object.fromEntries(now)).toEqual(Object.fromEntries(told));
        } else {
          state = await stateOf(root, how);
        }
        told = now;
      }
    }),
    { numRuns: RUNS },
  );
  expect(fresh).toBeGreaterThan(0);
});
