/** What a command line means as a whole: in which form errors are told. */
import { describe, expect, test } from 'vitest';
import { kb } from './memory-io.js';

const run = (...args: string[]) => kb(args, { cwd: '/' });

describe('an error', () => {
  test.each([
    [['search', 'x', '--bogus', '--json']],
    [['search', 'x', '-f', 'json', '--bogus']],
    [['search', 'x', '--bogus', '--format=jsonl']],
    [['lint', '-fjson', '--max-warnings', 'many']],
  ])('of %j is JSON', async (args) => {
    const { out, code } = await run(...args);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'usage' } });
    expect(code).toBe(2);
  });

  test('of -f github is an annotation, too', async () => {
    const { out } = await run('lint', '-f', 'github', '--bogus');
    expect(out).toMatch(/^::error title=kb::/);
  });

  test.each([
    [['search', 'a -f json', '--bogus']],
    [['search', '--bogus', '--', '-f', 'json']],
    [['archive', 'x', '--bogus', '-m', 'the job has -f github now']],
  ])('of %j is for people alone', async (args) => {
    const { out, err, code } = await run(...args);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain('--bogus');
  });
});
