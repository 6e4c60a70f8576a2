/** `kb diff` in real repositories: the sample base, whose comment is a page of the docs, and another team's docs. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build.js';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';
import { commit, git, put, tempFolder } from '../repo/world.js';

/** A repository with the files of a folder on `main`, and a branch checked out. */
function branched(folder: string): string {
  const cwd = tempFolder();
  cpSync(folder, cwd, { recursive: true });
  git(cwd, 'init', '-q');
  return cwd;
}

function edit(cwd: string, file: string, change: (text: string) => string): void {
  const name = path.join(cwd, file);
  const before = readFileSync(name, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(name, after);
}

describe('the sample base', () => {
  test('its comment is the example of the docs (vitest -u writes it)', async () => {
    const cwd = branched(path.join(root, 'test/kb'));
    commit(cwd);
    git(cwd, 'switch', '-qc', 'uk-refunds');
    edit(cwd, 'cards/refund-duplicate-charge.md', (text) => text.replace('within 5 days', 'within 3 days'));
    edit(cwd, 'cards/internal/_kb.yaml', (text) => text.replace('@acme/oncall', '@acme/platform'));
    edit(cwd, 'cards/bulk-export.md', (text) =>
      text.replace('status: draft\n', 'audience: public\n').replaceAll('Bulk export', 'Export orders'),
    );
    put(cwd, {
      'cards/refund-policy-uk.md': `---
id: refund-policy-uk
title: Refund policy
owner: "@legal"
tags: [refunds, policy]
kind: reference
verify-by: 2027-02-19
---

# Refund policy

The refund policy for orders from the UK: a customer may return an order within 30 days. For orders from the EU see
[the refund policy (EU)](refund-eu.md).
`,
    });
    rmSync(path.join(cwd, 'cards/refund-eu.md'));
    commit(cwd);
    const { out, err, code } = await kb(['diff', 'main'], { cwd });
    expect({ err, code }).toEqual({ err: '', code: 0 });
    await expect(page(out)).toMatchFileSnapshot(path.join(root, 'docs/review-comment.md'));
  });

  test('what is not committed yet counts, and a terminal gets text', async () => {
    const cwd = branched(path.join(root, 'test/kb'));
    commit(cwd);
    edit(cwd, 'cards/cancel-order.md', (text) => text.replace('it is packed', 'it is sent'));
    const { out } = await kb(['diff', 'HEAD'], { cwd, terminal: true });
    expect(out).toMatch(/^1 card changed\n/);
    expect(out).toContain('“Cancel an order” cards/cancel-order.md: text');
    const { out: json } = await kb(['diff', 'HEAD', '--json'], { cwd });
    expect(JSON.parse(json)).toMatchObject({ since: 'HEAD', cards: [{ kind: 'changed', text: true }] });
  });

  test('cards about changed code are named, and what is wrong can be left out', async () => {
    const cwd = branched(path.join(root, 'test/kb'));
    put(cwd, { 'src/billing/a.js': 'a' });
    edit(cwd, 'cards/cancel-order.md', (text) => text.replace('---\n', '---\npaths: [src/billing]\n'));
    commit(cwd);
    put(cwd, { 'src/billing/a.js': 'b' });
    commit(cwd);
    put(cwd, { 'cards/new.md': '# New\n\n[dead](nowhere.md)\n' });
    const { out } = await kb(['diff', 'HEAD~1'], { cwd });
    expect(out).toMatch(/^## kb: 1 card added; 1 is about changed code\n/);
    expect(out).toMatch(/^- “Cancel an order” \(`cards\/cancel-order\.md`\), `.*`: `src\/billing\/a\.js`$/m);
    expect(out).toContain('nowhere.md');
    const { out: short } = await kb(['diff', 'HEAD~1', '--no-findings'], { cwd });
    expect(short).toContain('src/billing/a.js');
    expect(short).not.toContain('nowhere.md');
  });

  test('a name that git has not is an error with a way out', async () => {
    const cwd = branched(path.join(root, 'test/kb'));
    commit(cwd);
    const { out, err, code } = await kb(['diff', 'nowhere'], { cwd });
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain('“nowhere” is not a branch, tag or commit in this clone');
    expect((await kb(['diff', '--output=x'], { cwd })).code).toBe(2);
    const refused = await kb(['diff', '--', '--output=x'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('kb diff takes a branch, tag or commit; “--output=x”');
    expect(existsSync(path.join(cwd, 'x'))).toBe(false);
  });
});

function page(comment: string): string {
  return `# A branch for its reviewer

<!-- written by test/commands/diff.test.ts; do not edit -->

This is the output of \`kb diff origin/main\` for a branch that changes five cards of the [sample base](../test/kb). The
workflow of \`kb init --with github\` shows it in its job summary, without the problems, which \`kb lint\` reports there. A
bot can post it as a comment, unchanged: the most serious concerns come first, and the full list is collapsed.

---

${comment}`;
}

describe.runIf(hasCorpora('govuk'))('docs of another team', () => {
  test('a branch that moves a page, removes one and copies one', async () => {
    const cwd = branched(corpora('govuk/govuk-developer-docs'));
    await kb(['init', '--detect'], { cwd });
    commit(cwd);
    git(cwd, 'switch', '-qc', 'pages');
    const manual = 'source/manual';
    git(cwd, 'mv', `${manual}/dns.html.md`, `${manual}/dns-zones.html.md`);
    rmSync(path.join(cwd, manual, 'rules-for-getting-production-access.html.md'));
    cpSync(
      path.join(cwd, manual, 'emergency-publishing.html.md'),
      path.join(cwd, manual, 'publish-now.html.md'),
    );
    edit(cwd, `${manual}/naming.html.md`, (text) => text.replace('#govuk-developers', '#govuk-publishing'));
    commit(cwd);
    const { out, err, code } = await kb(['diff', 'main', '--json'], { cwd });
    expect({ err, code }).toEqual({ err: '', code: 0 });
    const answer = JSON.parse(out) as {
      readonly cards: readonly { readonly kind: string; readonly path: string }[];
      readonly concerns: readonly {
        readonly kind: string;
        readonly path: string;
        readonly linked?: number;
      }[];
      readonly findings: readonly { readonly rule: string; readonly message: string }[];
      readonly reviewers: readonly { readonly name: string }[];
    };
    expect(answer.cards.map((card) => `${card.kind} ${path.posix.basename(card.path, '.html.md')}`)).toEqual([
      'moved dns-zones',
      'changed naming',
      'added publish-now',
      'removed rules-for-getting-production-access',
    ]);
    expect(answer.concerns.find(({ kind }) => kind === 'removed')?.linked).toBe(9);
    const rules = new Set(answer.findings.map(({ rule }) => rule));
    expect([...rules]).toEqual(expect.arrayContaining(['link-target', 'near-duplicate', 'duplicate-title']));
    expect(answer.findings.filter(({ message }) => message.includes('/manual/dns.html')).length).toBe(6);
    expect(answer.reviewers.map(({ name }) => name)).toContain('#govuk-publishing');
    const { out: comment } = await kb(['diff', 'main'], { cwd });
    expect(comment).toMatch(/^## kb: 1 card added, 1 changed, 1 moved, 1 removed\n/);
    expect(comment.length).toBeLessThan(6000);
  });
});
