/** The examples: the same states on every day, and a ready-made base in an empty folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseOf } from '../../src/base/base.js';
import { rowsOn } from '../../src/catalog/listing.js';
import { parseConfig } from '../../src/config/parse.js';
import { addDays, type Day } from '../../src/day.js';
import { exampleOn, EXAMPLES } from '../../src/init/example.js';
import { shippedFiles, shippedFolders } from '../../src/repo/shipped.js';
import type { TrustReason } from '../../src/trust/trust.js';
import { kb } from '../memory-io.js';
import { memoryRepo } from '../memory-repo.js';
import { git, put, tempFolder } from '../repo/world.js';

const WRITTEN_ON = '2026-11-21' as Day;

/** The reason of each card's state, and how many days ago or ahead its date is. */
async function states(name: string, today: Day): Promise<Map<string, readonly [TrustReason, number | null]>> {
  const files = exampleOn(today, shippedFiles(EXAMPLES, name));
  const config = parseConfig(
    files.find((file) => file.path === 'kb.config.yaml')?.text ?? '',
    'kb.config.yaml',
  );
  const repo = memoryRepo(Object.fromEntries(files.map((file) => [file.path, file.text])));
  const base = baseOf(repo, config, null, { dayIn: () => today, progress: () => undefined });
  const rows = rowsOn(await base.catalog(), today, config.warn, []);
  return new Map(rows.map(([{ id }, { reason, days }]) => [id, [reason, days] as const]));
}

describe.each(shippedFolders(EXAMPLES))('the example “%s”', (name) => {
  test('has the same states on every day: no record is broken, no date is off', async () => {
    const then = await states(name, WRITTEN_ON);
    expect(then.size).toBeGreaterThan(8);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -5000, max: 20_000 }), async (days) => {
        expect(await states(name, addDays(WRITTEN_ON, days))).toEqual(then);
      }),
      { numRuns: process.env['KB_SOAK'] ? 300 : 10 },
    );
  });
});

test('the support base has verified cards, two that are stale, and one that is flagged', async () => {
  const reasons = [...(await states('support', WRITTEN_ON)).values()].map(([reason]) => reason);
  const count = (wanted: string): number => reasons.filter((each) => each === wanted).length;
  expect(['current', 'soon', 'expired', 'flagged', 'superseded'].map(count)).toEqual([8, 2, 2, 1, 1]);
});

describe('kb init --example', () => {
  test('makes a repo of an empty folder, with one commit of all', async () => {
    const cwd = tempFolder();
    const { out, code } = await kb(['init', '--example', '--json'], { cwd });
    expect(code).toBe(0);
    const { commit, files } = JSON.parse(out) as { commit: string; files: { file: string }[] };
    expect(git(cwd, 'rev-parse', 'HEAD').trim()).toBe(commit);
    expect(git(cwd, 'status', '--porcelain')).toBe('');
    expect(git(cwd, 'rev-list', '--count', 'HEAD').trim()).toBe('1');
    expect(files.map(({ file }) => path.relative(cwd, file))).toContain('.github/workflows/kb-stale.yml');
    expect((await kb(['list', '--is', 'verified', '-q'], { cwd })).out.trim().split('\n')).toHaveLength(8);
  });

  test('commits under a name of its own where git does not know the user, and says how to change that', async () => {
    const cwd = tempFolder();
    const env = {
      PATH: process.env['PATH'],
      HOME: cwd,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    const { out, code } = await kb(['init', '--example'], { cwd, env });
    expect([code, git(cwd, 'log', '--format=%ae %ce').trim()]).toEqual([
      0,
      'kb@acme.example kb@acme.example',
    ]);
    expect(out).toContain('git config --global user.email');
    expect(readFileSync(path.join(cwd, '.git/config'), 'utf8')).not.toContain('acme');
  });

  test('without git the files are written all the same', async () => {
    const cwd = tempFolder();
    const { out, code } = await kb(['init', '--example'], { cwd, env: { PATH: '/nowhere' } });
    expect([code, existsSync(path.join(cwd, '.git'))]).toEqual([0, false]);
    expect(out).toContain('git is not installed');
    expect((await kb(['search', 'refund', '-q'], { cwd })).code).toBe(0);
  });

  test('a dry run says all and writes nothing', async () => {
    const cwd = tempFolder();
    const { out } = await kb(['init', '--example', 'support', '--dry-run'], { cwd });
    expect(out).toContain('cards/billing/refund-eu.md');
    expect(out).toContain('Nothing written.');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('goes into no folder that has anything in it, but into a fresh repo, and into one below another base', async () => {
    const cwd = tempFolder();
    put(cwd, { 'cards/mine.md': '# Mine\n' });
    const { err, code } = await kb(['init', '--example'], { cwd });
    expect([code, readdirSync(cwd)]).toEqual([2, ['cards']]);
    expect(err).toContain(`needs an empty folder; ${cwd} has cards in it`);
    git(cwd, 'init', '-q');
    const below = path.join(cwd, 'kb-example');
    mkdirSync(below);
    expect((await kb(['init', '--example'], { cwd: below })).code).toBe(0);
    expect(existsSync(path.join(below, '.git/HEAD'))).toBe(true);
    const fresh = tempFolder();
    git(fresh, 'init', '-q');
    expect((await kb(['init', '--example'], { cwd: fresh })).code).toBe(0);
  });

  test('an unknown name is answered with those that there are', async () => {
    const { err, code } = await kb(['init', '--example', 'legal'], { cwd: tempFolder() });
    expect([code, err]).toEqual([
      2,
      'kb: no example “legal”; known: support\n    kb init --example support\n',
    ]);
  });
});
