/** What is said of an answer. */
import { expect, test } from 'vitest';
import { openBase } from '../../src/base/base.js';
import type { Day } from '../../src/day.js';
import { answerTo } from '../../src/tui/asking.js';
import { gitRepo } from '../repo/world.js';

const NOBODY = { use: Promise.resolve(undefined), caller: Promise.resolve(null) };

test('a word that no card has is named once, however often it was pasted', async () => {
  const folder = gitRepo({ 'cards/refund.md': '# Refund a duplicate charge\n\nIn Stripe.\n' });
  const base = await openBase(
    { folder, name: null },
    { dayIn: () => '2026-11-21' as Day, progress: () => undefined, env: {}, home: '/nonexistent' },
  );
  const answer = await answerTo(base, 'Hello xylophone refund hello xylophone, hello ', NOBODY);
  expect(answer).toMatchObject({ results: { total: 1, remark: 'without hello, xylophone' } });
});
