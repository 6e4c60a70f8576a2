/** One pass over the history gives for each path what git gives for that path alone. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathLog, type Revision } from '../../src/repo/log.js';
import { pathLogs } from '../../src/repo/path-logs.js';
import { commit, git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

const PATHS = ['cards/a.md', 'cards/b.md', 'cards/c\nc.md', 'src/a.ts'];
const CARDS = new Set(PATHS.slice(0, 3));

/** A commit: how many commits back its parents are, and the text of each path; 0 means no file. */
interface Step {
  readonly parents: readonly number[];
  readonly texts: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  parents: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  // Only a few texts, so that both sides of a merge often have the same ones.
  texts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: PATHS.length, maxLength: PATHS.length }),
});

/** A repository with these commits. Its work tree is empty. */
function repositoryOf(steps: readonly Step[]): string {
  const root = tempFolder();
  git(root, 'init', '-q');
  const parts = steps.map(({ parents, texts }, at) => {
    const before = [...new Set(parents.map((back) => at - back))].filter((each) => each >= 0);
    // A commit without a parent is another root.
    const [first = at > 0 && parents.length > 0 ? at - 1 : undefined, second] = before;
    return [
      ...(first === undefined ? ['reset refs/heads/main'] : []),
      `commit refs/heads/main\nmark :${at + 1}\ncommitter Ana <ana@example.com> ${1_700_000_000 + at * 60} +0000`,
      'data 1\nx',
      ...(first === undefined ? [] : [`from :${first + 1}`]),
      ...(second === undefined ? [] : [`merge :${second + 1}`]),
      'deleteall',
      ...texts.flatMap((text, place) =>
        text === 0 ? [] : [`M 100644 inline ${JSON.stringify(PATHS[place])}\ndata 1\n${text}`],
      ),
      '',
    ].join('\n');
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: root,
    env: gitEnvironment,
    input: `${parts.join('\n')}\n`,
  });
  return root;
}

/** In a fixed order after the newest, because sides of a merge may come in either order. */
function inOrder(revisions: readonly Revision[]): unknown {
  return [revisions[0]?.commit, ...[...revisions].sort((a, b) => (a.commit < b.commit ? -1 : 1))];
}

async function compare(root: string, paths: ReadonlySet<string>, folders: readonly string[]): Promise<void> {
  const logs = await pathLogs(root, folders, paths);
  if (!logs) throw new Error('git cannot tell');
  for (const path of paths) {
    const alone = await pathLog(root, 'HEAD', path, Infinity);
    const one = await logs.log(root, 'HEAD', path, Infinity);
    if (!alone.ok || !one.ok) throw new Error('git cannot tell');
    expect(inOrder(one.revisions)).toEqual(inOrder(alone.revisions));
    const ids = one.revisions.flatMap(({ file }) => file?.blob ?? []);
    expect(new Set(logs.blobs)).toEqual(new Set([...logs.blobs, ...ids]));
  }
}

describe('a pass over the history', () => {
  test('says of each path what git says of it alone', { timeout: 120_000 }, async () => {
    const runs = process.env['KB_SOAK'] ? 500 : 8;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await compare(repositoryOf(steps), CARDS, ['cards/']);
      }),
      { numRuns: runs, seed: 7, endOnFailure: true },
    );
  });

  test('in a shallow clone, too, and of the whole work tree', async () => {
    const root = gitRepo({ 'a.md': '1\n', 'b.md': '1\n' });
    for (const text of ['2\n', '3\n']) {
      put(root, { 'a.md': text });
      commit(root);
    }
    const clone = `${tempFolder()}/clone`;
    git(root, 'clone', '-q', '--depth=2', `file://${root}`, clone);
    for (const each of [root, clone]) await compare(each, new Set(['a.md', 'b.md', 'none.md']), ['']);
  });

  test('asks git about what it has not passed', async () => {
    const root = gitRepo({ 'a.md': '1\n', 'b.md': '1\n' });
    put(root, { 'b.md': '2\n' });
    commit(root);
    const logs = await pathLogs(root, [''], new Set(['a.md']));
    expect(await logs?.log(root, 'HEAD', 'b.md', Infinity)).toEqual(
      await pathLog(root, 'HEAD', 'b.md', Infinity),
    );
    expect(await logs?.log(root, 'HEAD', 'b.md', 1)).toEqual(await pathLog(root, 'HEAD', 'b.md', 1));
  });

  test('is none before the first commit', async () => {
    const root = tempFolder();
    git(root, 'init', '-q');
    expect(await pathLogs(root, [''], new Set(['a.md']))).toBe(null);
  });
});
