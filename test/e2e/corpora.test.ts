/** kb on other teams' docs: nothing crashes, and what it reports is true. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Detected {
  readonly cwd: string;
  readonly dialect: string | null;
}

/** A copy of a corpus with the config that `kb init --detect` proposes for it. */
async function detected(name: string): Promise<Detected> {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-corpus-'));
  folders.push(cwd);
  cpSync(corpora(name), cwd, { recursive: true });
  const { code, err, out } = await kb(['init', '--detect', '--json'], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { cwd, dialect: (JSON.parse(out) as Detected).dialect };
}

interface Listed {
  readonly cards: readonly {
    readonly id: string;
    readonly path: string;
    readonly title: string;
    readonly trust: { readonly state: string; readonly reason: string; readonly days: number | null };
  }[];
}

async function list(cwd: string, ...args: string[]): Promise<Listed['cards']> {
  const { out } = await kb(['list', '--json', ...args], { cwd });
  return (JSON.parse(out) as Listed).cards;
}

/** Control characters that a listing must not contain; line ends and tabs are fine. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe.runIf(hasCorpora('govuk'))('govuk', () => {
  test('the dialect and the counts are named, and nothing is written', async () => {
    const cwd = corpora('govuk');
    const { out, code } = await kb(['init', '--detect', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('dialect gds');
    expect(out).toMatch(/owner_slack \d+, .*review_in 64/);
    expect(out).toContain('39 stale');
    expect(out).toContain('Nothing written.');
  });

  test('exactly the cards past their review are stale, by calendar months', async () => {
    const { cwd } = await detected('govuk/gds-way');
    const { out, code, err } = await kb(['stale', '--json', '--today', '2026-11-21'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('39 of 65 cards stale');
    const { cards } = JSON.parse(out) as Listed;
    expect(cards).toHaveLength(39);
    // Reviewed on 2024-07-23 and verified for six months: until 2025-01-23.
    const third = cards.find(({ path: file }) => file.endsWith('accounts-with-third-parties.html.md.erb'));
    expect(third?.trust.days).toBe(667);
    const dated = (await list(cwd, '--today', '2026-11-21')).filter(({ trust }) => trust.days !== null);
    expect(dated).toHaveLength(64);
  });

  test('a search answers what an engineer on call asks', async () => {
    const { cwd } = await detected('govuk');
    const { out } = await kb(['search', 'deploy', 'emergency', '--json'], { cwd });
    const { hits } = JSON.parse(out) as { hits: { title: string }[] };
    expect(hits.slice(0, 5).some(({ title }) => /deploy/i.test(title))).toBe(true);
  });
});

describe.runIf(hasCorpora('bad-inputs'))('bad-inputs', () => {
  test('every card is listed, unreadable ones with their reason, and twice the same', async () => {
    const { cwd } = await detected('bad-inputs');
    const first = await list(cwd);
    expect(first).toHaveLength(66);
    expect(await list(cwd)).toEqual(first);
    const unreadable = await list(cwd, '--is', 'unreadable');
    expect(unreadable.length).toBeGreaterThan(20);
    // Only some of them, because each call reads the whole base.
    for (const { id } of unreadable.filter((_, index) => process.env['KB_SOAK'] || index % 4 === 0)) {
      const { out } = await kb(['show', id, '--json'], { cwd });
      const card = JSON.parse(out) as { unreadable: string | null; problems: { line: number | null }[] };
      expect(card.unreadable).toMatch(/\S/);
      expect(card.problems.some(({ line }) => line !== null)).toBe(true);
    }
  });
});

describe.each([
  ['support-arduino', 'board not recognized', null],
  ...(process.env['KB_SOAK'] ? [['mdn-1k', 'closure', null] as const] : []),
  ['langs/support-he', 'הקלטת שיחה', 'learn'],
  ['langs/support-ar', 'كلمة المرور', 'learn'],
  ['langs/support-th', 'รหัสผ่าน', 'learn'],
  ['langs/support-pl', 'hasła użytkownika', 'learn'],
  ['langs/tldr-en', 'list files', null],
  ['langs/tldr-ar', 'ملف', null],
  ['langs/tldr-th', 'ไฟล์', null],
  ['langs/tldr-pl', 'pliki', null],
] as const)('%s', (name, query, dialect) => {
  test.runIf(hasCorpora(name))('is detected, listed, searched and shown', async () => {
    const { cwd, dialect: found } = await detected(name);
    expect(found).toBe(dialect);
    const cards = await list(cwd);
    expect(cards.length).toBeGreaterThan(300);
    const { out, code, err } = await kb(['search', query], { cwd });
    expect({ code, err: err.includes('bug') }).toEqual({ code: 0, err: false });
    expect(out).not.toMatch(CONTROL);
    const shown = await kb(['show', cards[7]?.path ?? ''], { cwd });
    expect(shown.code).toBe(0);
    expect(shown.out).not.toMatch(CONTROL);
  });
});

describe('a repo without a config', () => {
  test.runIf(hasCorpora('langs/support-he'))(
    'that looks like another dialect is told how to go on',
    async () => {
      const cwd = mkdtempSync(path.join(os.tmpdir(), 'kb-foreign-'));
      folders.push(cwd);
      cpSync(corpora('langs/support-he'), path.join(cwd, 'cards'), { recursive: true });
      const { err } = await kb(['list', '-n', '1'], { cwd });
      expect(err).toContain('these cards look like dialect learn: kb init --detect --dry-run');
      writeFileSync(path.join(cwd, 'kb.config.yaml'), 'dialect: learn\n');
      expect((await kb(['list', '-n', '1'], { cwd })).err).not.toContain('look like');
    },
  );
});
