/** `kb lint --since` on a branch of another team's docs: problems it introduced are reported, older ones are not. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';
import { commit, git } from '../repo/world.js';

interface Told {
  readonly findings: readonly Found[];
  readonly known: readonly Found[];
}
interface Found {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

describe.runIf(hasCorpora('govuk'))('a branch of the GOV.UK developer docs', () => {
  let cwd = '';
  let old: readonly Found[] = [];
  const lint = async (...args: string[]): Promise<Told & { readonly code: number }> => {
    const { out, code } = await kb(['lint', '--json', ...args], { cwd });
    return { ...(JSON.parse(out) as Told), code };
  };
  const file = (name: string): string => path.join(cwd, 'source', name);
  const edit = (name: string, change: (text: string) => string): void => {
    writeFileSync(file(name), change(readFileSync(file(name), 'utf8')));
  };

  beforeAll(async () => {
    cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-gate-'));
    cpSync(corpora('govuk/govuk-developer-docs'), cwd, { recursive: true });
    execFileSync('chmod', ['-R', 'u+w', cwd]);
    git(cwd, 'init', '-q');
    await kb(['init', '--detect'], { cwd });
    commit(cwd);
    old = (await lint()).findings;
    git(cwd, 'checkout', '-q', '-b', 'topic');
  }, 60_000);
  afterAll(() => {
    rmSync(cwd, { recursive: true, force: true });
  });

  test('that does nothing brings nothing, in a base with more than a hundred findings', async () => {
    expect(old.length).toBeGreaterThan(100);
    expect(await lint('--since', 'main')).toMatchObject({ findings: [], known: [], code: 0 });
  });

  test('is told what it did, whether committed or not', async () => {
    edit('manual/ab-testing.html.md', (text) => `${text}\nOne more sentence.\n`);
    edit('manual/on-call.html.md', (text) => text.replaceAll('\n', '\r\n'));
    renameSync(
      file('manual/whitehall-historical-accounts.html.md'),
      file('manual/historical-accounts.html.md'),
    );
    edit('manual/historical-accounts.html.md', (text) => `${text}\nMoved.\n`);
    rmSync(file('manual/purge-cache.html.md'));
    const front =
      'owner_slack: "#govuk-developers"\ntitle: A new page\nlast_reviewed_on: 2026-02-31\nreview_in: 6 months\n';
    writeFileSync(file('manual/new.html.md'), `---\n${front}---\n\nText.\n`);

    const told = await lint('--since', 'main');
    const own = told.findings.filter(({ rule }) => rule !== 'link-target');
    expect(own.map(({ path: where, rule }) => [where, rule])).toEqual([
      ['source/manual/new.html.md', 'date-format'],
    ]);
    const links = told.findings.filter(({ rule }) => rule === 'link-target');
    expect(links.length).toBeGreaterThanOrEqual(10);
    expect(links.filter(({ message }) => !message.includes('purge-cache'))).toEqual([]);
    expect(told.code).toBe(1);

    const of = (name: string): number => old.filter((each) => each.path === `source/manual/${name}`).length;
    const known = told.known.map((each) => path.basename(each.path));
    expect(known.filter((name) => name === 'ab-testing.html.md')).toHaveLength(of('ab-testing.html.md'));
    expect(known.filter((name) => name === 'historical-accounts.html.md')).toHaveLength(
      of('whitehall-historical-accounts.html.md'),
    );
    expect(new Set(known)).toEqual(new Set(['ab-testing.html.md', 'historical-accounts.html.md']));

    commit(cwd);
    expect(await lint('--since', 'main')).toEqual(told);
    git(cwd, 'checkout', '-q', 'main');
    commit(cwd, 'the base goes on');
    git(cwd, 'checkout', '-q', 'topic');
    expect(await lint('--since', 'main')).toEqual(told);
    expect(await lint('--since', 'main', '--today', '2031-01-01')).toEqual(told);
  });

  test('is not told what the first owner of the base means for pages that it left alone', async () => {
    git(cwd, 'switch', '-q', '-c', 'no-owners', 'main');
    for (const each of readdirSync(file('.'), { recursive: true, encoding: 'utf8' })) {
      if (/\.(?:md|erb)$/.test(each)) edit(each, (text) => text.replace(/^owner_slack: .*\n/m, ''));
    }
    commit(cwd);
    expect((await lint('--rule', 'owner-missing')).findings).toEqual([]);
    git(cwd, 'switch', '-q', '-c', 'first-owner');
    edit('manual/on-call.html.md', (text) =>
      text.replace(/^title: /m, 'owner_slack: "#govuk-developers"\ntitle: '),
    );
    expect((await lint('--rule', 'owner-missing')).findings.length).toBeGreaterThan(100);
    expect((await lint('--since', 'no-owners')).findings).toEqual([]);
  });

  test('is told that it turns the gate down', async () => {
    git(cwd, 'checkout', '-q', '--', '.');
    git(cwd, 'switch', '-q', '-c', 'gate', 'main');
    writeFileSync(
      path.join(cwd, 'kb.config.yaml'),
      'dialect: gds\ncards: source/manual/[a-m]*.md\nrules: { link-target: off }\n',
    );
    const { findings, code } = await lint('--since', 'main');
    const told = findings.map(({ path: where, rule, message }) => [where, rule, message]);
    expect(told).toEqual([
      [
        'kb.config.yaml',
        'gate-weakened',
        expect.stringMatching(/^\d{2,} cards leave the base: source\/.* and \d+ more$/),
      ],
      ['kb.config.yaml', 'gate-weakened', 'link-target was error and is off'],
    ]);
    expect(code).toBe(0);
    const { out } = await kb(['diff', 'main'], { cwd });
    expect(out).toMatch(
      /^## kb: \d{2,} cards left the base; the checks are weaker\n\n### Check this first\n\n- `kb.config/,
    );
  });
});
