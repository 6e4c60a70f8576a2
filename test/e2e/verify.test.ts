/** Verifying other teams' docs, in real git: what it writes, what history says about it, and how it is undone. */
import { appendFileSync, chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';
import { commit, git, tempFolder } from '../repo/world.js';

interface Docs {
  readonly name: string;
  readonly corpus: string;
  readonly dialect: string;
  readonly card: string;
  /** Lines that a verification may change, as git shows them. */
  readonly lines: RegExp;
  readonly date: readonly [RegExp, string];
}

const DOCS: readonly Docs[] = [
  {
    name: 'the standards of GDS',
    corpus: 'govuk/gds-way',
    dialect: 'gds',
    card: 'source/standards/principle-least-access.html.md.erb',
    lines: /^[-+](?:last_reviewed_on: [\d-]+|kb:| {2}(?:by|content|note): .+)$/,
    date: [/last_reviewed_on: 2026-11-21/, 'last_reviewed_on: 2026-11-22'],
  },
  {
    name: 'support pages in Hebrew',
    corpus: 'langs/support-he',
    dialect: 'learn',
    card: 'About-identity-in-yammer.md',
    lines: /^[-+](?:ms\.date: [\d/]+|kb:| {2}(?:by|content|note): .+)\r?$/,
    date: [/ms\.date: 11\/21\/2026/, 'ms.date: 11/22/2026'],
  },
];

/** A copy of a corpus in git. */
async function repository({ corpus, dialect }: Docs): Promise<string> {
  const cwd = tempFolder();
  cpSync(corpora(corpus), cwd, { recursive: true });
  for (const name of readdirSync(cwd, { recursive: true, encoding: 'utf8' }))
    chmodSync(path.join(cwd, name), 0o755);
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Ana');
  git(cwd, 'config', 'user.email', 'ana@example.com');
  git(cwd, 'config', 'core.autocrlf', 'false');
  await kb(['init', '--detect'], { cwd });
  const config = path.join(cwd, 'kb.config.yaml');
  expect(readFileSync(config, 'utf8')).toContain(`dialect: ${dialect}`);
  if (dialect === 'gds') appendFileSync(config, 'defaults: { owner: "#gds-way" }\n');
  commit(cwd);
  return cwd;
}

describe.each(DOCS)('$name', (docs) => {
  const { card, lines, date } = docs;

  test.runIf(hasCorpora(docs.corpus.split('/')[0] ?? ''))(
    'verified, edited, and a date moved by hand',
    async () => {
      const cwd = await repository(docs);
      const env = { PATH: process.env['PATH'], HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', KB_USER: '@ana' };
      const run = (...args: string[]) => kb(args, { cwd, env });
      const trust = async (): Promise<unknown> => {
        const { out } = await run('show', card, '--json');
        return (JSON.parse(out) as { trust: { reason: string } }).trust.reason;
      };
      const file = path.join(cwd, card);
      const old = readFileSync(file, 'utf8');
      expect(await trust()).toBe('expired');

      const done = await run('verify', card, '--note', 'checked against staging');
      expect([done.err, done.code]).toEqual([expect.stringContaining('verified by @ana'), 0]);
      expect(git(cwd, 'status', '--porcelain')).toBe('');
      const patch = git(cwd, 'show', '--format=', '--unified=0', 'HEAD').split('\n');
      const changed = patch.filter((line) => /^[-+](?![-+])/.test(line));
      expect(changed.filter((line) => !lines.test(line))).toEqual([]);
      expect(changed.filter((line) => line.startsWith('-'))).toHaveLength(1);
      expect(git(cwd, 'log', '-1', '--format=%(trailers:only)')).toContain(
        'Kb-Evidence: checked against staging',
      );
      expect(await trust()).toBe('current');
      const { out } = await run('history', card, '--json');
      const { events } = JSON.parse(out) as { events: unknown[] };
      expect(events[0]).toMatchObject({
        event: 'verified',
        by: '@ana',
        on: '2026-11-21',
        note: 'checked against staging',
        matches: true,
      });

      // A date moved by hand is not a verification.
      git(cwd, 'checkout', '-q', '-b', 'topic');
      const verified = readFileSync(file, 'utf8');
      writeFileSync(file, verified.replace(date[0], date[1]));
      expect(await trust()).toBe('edited-since');
      const bumped = await run('lint', '--since', 'main', '--today', '2026-11-22', '--json');
      const { findings } = JSON.parse(bumped.out) as {
        findings: { path: string; rule: string; severity: string }[];
      };
      expect(findings).toContainEqual(
        expect.objectContaining({ path: card, rule: 'date-bump', severity: 'error' }),
      );
      expect(bumped.code).toBe(1);

      // Text that was edited later is not verified either.
      writeFileSync(file, `${verified.trimEnd()}\n\nOne more sentence.\n`);
      expect(await trust()).toBe('edited-since');
      git(cwd, 'commit', '-q', '-a', '-m', 'Edit');
      const again = await run('verify', card, '--note', 'read again');
      expect(again.code).toBe(0);
      expect(await trust()).toBe('current');
      expect(readFileSync(file, 'utf8').slice(-40)).toBe(
        `${verified.trimEnd()}\n\nOne more sentence.\n`.slice(-40),
      );
      expect(old).not.toContain('kb:');
    },
  );
});
