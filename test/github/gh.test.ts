/** GitHub's own program reads the loopback GitHub: an independent judge of issues. */
import { expect, onTestFinished, test } from 'vitest';
import { gh, hasGh } from './gh.js';
import { startGitHub } from './server.js';

test.skipIf(!hasGh())('gh lists issues, and shows one with its comments', async () => {
  const github = await startGitHub({ people: ['ana'] });
  onTestFinished(() => github.close());
  const { repository } = github.state;
  repository.open('github-actions[bot]', {
    title: 'Verify: VPN',
    body: 'Due.',
    labels: ['kb-stale'],
    assignees: ['ana'],
  });
  const ben = github.state.asPerson('ben');
  ben.open('Not ours');
  ben.openPull('No issue');
  ben.comment(1, 'On it');
  ben.close(2, 'not_planned');

  const listed = await gh(
    github,
    'issue',
    'list',
    '--label',
    'kb-stale',
    '--json',
    'number,title,assignees,author',
  );
  expect(JSON.parse(listed)).toMatchObject([
    { number: 1, title: 'Verify: VPN', assignees: [{ login: 'ana' }] },
  ]);
  expect((await gh(github, 'issue', 'list', '--state', 'all')).split('\n')).toHaveLength(3);
  expect(await gh(github, 'issue', 'view', '1')).toContain('labels:\tkb-stale');
  expect(await gh(github, 'issue', 'view', '1', '--comments')).toContain('On it');
  await expect(gh(github, 'issue', 'view', '9')).rejects.toThrow('number of 9');
  expect(github.writes()).toEqual([]);
});
