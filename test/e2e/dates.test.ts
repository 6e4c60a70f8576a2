/** Branches that move dates, in real git: what `kb lint --since` and `kb diff` print, and their exit codes. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import { contentHash } from '../../src/trust/verify.js';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';
import { commit, git, put } from '../repo/world.js';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-dates-'));
  git(cwd, 'init', '-q');
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function edit(name: string, change: (text: string) => string): void {
  const file = path.join(cwd, name);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

async function lint(...args: string[]): Promise<{ readonly told: string[]; readonly code: number }> {
  const { out, code } = await kb(['lint', '--since', 'main', '--json', '--today', '2026-11-21', ...args], {
    cwd,
  });
  const { findings } = JSON.parse(out) as {
    findings: { path: string; rule: string; severity: string }[];
  };
  return { told: findings.map(({ path: file, rule, severity }) => `${severity} ${rule} ${file}`), code };
}

describe('cards of kb', () => {
  const card = (on: string, due: string, content: string): string =>
    `---\ntitle: Refunds\nowner: "@legal"\nverify-by: ${due}\nverified:\n  on: ${on}\n  by: "@ana"\n  content: ${content}\n---\n\nWithin 14 days.\n`;
  const hash = (on: string, due: string): string =>
    contentHash({ writtenTitle: 'Refunds', body: '\nWithin 14 days.\n' }, on as Day, due as Day);
  const old = card('2026-08-21', '2026-11-19', hash('2026-08-21', '2026-11-19'));

  beforeEach(() => {
    put(cwd, { 'cards/refunds.md': old, 'cards/fax.md': '# Fax\n\nSend it.\n' });
    commit(cwd);
    git(cwd, 'switch', '-q', '-c', 'topic');
  });

  test('that somebody has verified pass', async () => {
    put(cwd, { 'cards/refunds.md': card('2026-11-21', '2027-02-19', hash('2026-11-21', '2027-02-19')) });
    expect(await lint()).toEqual({ told: [], code: 0 });
    const { out } = await kb(['diff', 'main'], { cwd });
    expect(out).toContain('- `@ana` on `2026-11-21`, without a note: “Refunds” (`cards/refunds.md`)\n');
  });

  test('whose date is moved by hand do not, wherever they go', async () => {
    edit('cards/refunds.md', (text) => text.replace('by: 2026-11-19', 'by: 2027-11-19'));
    renameSync(path.join(cwd, 'cards/refunds.md'), path.join(cwd, 'cards/returns.md'));
    const expected = {
      told: ['error date-bump cards/returns.md', 'warning edited-since cards/returns.md'],
      code: 1,
    };
    expect(await lint()).toEqual(expected);
    commit(cwd);
    expect(await lint()).toEqual(expected);
    expect(await lint('--today', '2031-01-01')).toMatchObject({ code: 1 });
    expect(await lint('--rule', 'date-bump')).toEqual({
      told: ['error date-bump cards/returns.md'],
      code: 1,
    });
    expect(await lint('cards/fax.md')).toEqual({ told: [], code: 0 });
    const { out, code } = await kb(['lint', '--since', 'main', '--format', 'github'], { cwd });
    expect(out).toMatch(
      /^::error file=cards\/returns\.md,line=4,col=1,.*the due date moved from 2026-11-19 /m,
    );
    expect(code).toBe(1);
  });

  test('do not pass because the branch says so', async () => {
    put(cwd, {
      'kb.config.yaml': 'rules: { date-bump: off }\n',
      'cards/refunds.md': old
        .replace('by: 2026-11-19', 'by: 2027-11-19')
        .replace('---\n\n', '---\n\n<!-- kb-ignore-file date-bump: we know -->\n\n'),
    });
    expect(await lint('--rule', 'date-bump,gate-weakened')).toEqual({
      told: [
        'error date-bump cards/refunds.md',
        'info gate-weakened cards/refunds.md',
        'warning gate-weakened kb.config.yaml',
      ],
      code: 1,
    });
  });
});

describe.runIf(hasCorpora('govuk'))('pages of the GDS Way, which have days alone', () => {
  const MOVED = ['alerting', 'disaster-recovery', 'slis'].map(
    (name) => `source/standards/${name}.html.md.erb`,
  );

  test('are a warning each, and a question where they are many', async () => {
    cpSync(corpora('govuk/gds-way/source/standards'), path.join(cwd, 'source/standards'), {
      recursive: true,
    });
    execFileSync('chmod', ['-R', 'u+w', cwd]);
    await kb(['init', '--detect'], { cwd });
    commit(cwd);
    git(cwd, 'switch', '-q', '-c', 'topic');
    for (const name of MOVED) {
      edit(name, (text) => text.replace(/^last_reviewed_on: .*$/m, 'last_reviewed_on: 2026-11-20'));
    }
    const { told, code } = await lint();
    expect(told).toEqual(MOVED.map((name) => `warning date-bump ${name}`));
    expect(code).toBe(0);
    expect((await lint('--max-warnings', '2')).code).toBe(1);
    edit('kb.config.yaml', (text) => `${text}\nrules: { bulk-verify: { most: 2 } }\n`);
    commit(cwd);
    git(cwd, 'branch', '-f', 'main', 'HEAD');
    for (const name of MOVED) {
      edit(name, (text) => text.replace(/^last_reviewed_on: .*$/m, 'last_reviewed_on: 2026-11-21'));
    }
    expect((await lint('--rule', 'bulk-verify')).told).toEqual([`warning bulk-verify ${MOVED[0] ?? ''}`]);
  }, 60_000);
});
