/** The command line as a whole: in which form errors are reported, and which command's help is shown. */
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

test.each([
  [['--help', '-C'], '-C <dir>'],
  [['--color', 'bad', '--help'], 'bad'],
])('a bad global option next to --help is a usage error: %j', async (args, named) => {
  const { out, err, code } = await run(...args);
  expect([out, err, code]).toEqual(['', expect.stringMatching(/^kb: /), 2]);
  expect(err).toContain(named);
});

test.each([
  [['owners', 'transfer'], 'kb owners transfer --help'],
  [['issues', 'sync', '--bogus'], 'kb issues sync --help'],
  [['owners', '--bogus'], 'kb owners --help'],
  [['list', '--bogus'], 'kb list --help'],
])('the hint of %j is %s', async (args, hint) => {
  const { err, code } = await run(...args);
  expect([err, code]).toEqual([expect.stringContaining(`    ${hint}\n`), 2]);
});

describe('--help before a word', () => {
  test.each([['lint'], ['trust-states'], ['owners', 'check']])('is kb help %s', async (...words) => {
    const [flagged, named] = await Promise.all([run('--help', ...words), run('help', ...words)]);
    expect(flagged).toEqual(named);
    expect(named.code).toBe(0);
  });

  test('is of kb itself where there is none', async () => {
    for (const args of [['--help'], ['-h', '--no-pager'], ['-C', '/', '--help']])
      expect((await run(...args)).out).toContain('Usage: kb [options] [command]');
    expect((await run('lint', '--help')).out).toContain('Usage: kb lint');
  });

  test.each([
    [['--help', 'extra'], 'extra'],
    [['help', 'lint', 'rules'], 'lint rules'],
    [['help', 'owners', 'chek'], 'owners chek'],
  ])('%j is refused', async (args, named) => {
    const { err, code } = await run(...args);
    expect([err, code]).toEqual([
      expect.stringContaining(`there is no command or guide page called “${named}”`),
      2,
    ]);
  });
});

describe('--json', () => {
  test.each([
    ['list', '-f', 'short'],
    ['search', 'x', '-f', 'jsonl'],
    ['lint', '-f', 'sarif'],
    ['diff', '-f', 'text'],
  ])('beside %j is one format too many', async (...args) => {
    const { out, code } = await run(...args, '--json');
    const { error } = JSON.parse(out) as { error: { code: string; message: string } };
    expect([error.code, code]).toEqual(['usage', 2]);
    expect(error.message).toContain(`--json and --format ${args.at(-1)} are two formats`);
  });

  test('is -f json', async () => {
    const named = await run('lint', '--rules', '-f', 'json');
    expect(JSON.parse(named.out)).toMatchObject({ schemaVersion: 1 });
    expect(await run('lint', '--rules', '-f', 'json', '--json')).toEqual(named);
    expect(await run('lint', '--rules', '--json')).toEqual(named);
  });
});
