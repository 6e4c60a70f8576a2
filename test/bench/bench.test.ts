/** The benchmarks: their cards are always the same, a failing contestant drops out, documented commands exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { measure, ratioOf, table } from '../../bench/measure.js';
import { PARTS } from '../../bench/parts.js';
import { Random, type Text } from '../../bench/real-cards.js';
import { remix } from '../../bench/remix.js';

const root = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('remixed cards', () => {
  const real: Text[] = [
    { language: 'en', title: 'Refund an order', body: 'First.\n\n## Steps\n\n```sh\nkb\n\nlist\n```\n' },
    { language: 'en', title: 'Export all tickets', body: 'Second paragraph.\n\n# Later\n\nThird.\n' },
    { language: 'he', title: 'החזר כספי', body: 'תשובה אחת.\n\nתשובה שנייה.\n' },
  ];
  const made = () => remix(real, 50, new Random(7));

  it('are the same in every run, and come after the real ones', () => {
    const { texts } = made();
    expect(texts).toHaveLength(50);
    expect(texts.slice(0, 3)).toEqual(real);
    expect(made().texts).toEqual(texts);
  });

  it('hold whole blocks of cards in the same language', () => {
    const hebrew = made().texts.filter(({ language }) => language === 'he');
    expect(hebrew.length).toBeGreaterThan(3);
    for (const { body } of hebrew) expect(body.replaceAll('See ', '')).not.toMatch(/[a-z]/);
    const code = made().texts.filter(({ body }) => body.includes('```'));
    expect(code.length).toBeGreaterThan(1);
    for (const { body } of code) expect(body).toContain('```sh\nkb\n\nlist\n```');
  });
});

describe('contestants', () => {
  it('take turns; one that fails is out, and the others go on', () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const results = measure(
      [
        { name: 'floor', args: ['-e', '0'] },
        { name: 'broken', args: ['-e', 'process.exitCode = 2'] },
        { name: 'slow', args: ['-e', 'setTimeout(() => {}, 500)'] },
      ],
      1,
    );
    expect(said.mock.calls.join()).toContain('broken failed');
    expect(results.map(({ rounds }) => rounds.length)).toEqual([1, 0, 1]);
    expect(ratioOf(results[0], results[0])).toBe(1);
    expect(results[2]?.least).toBeGreaterThanOrEqual(500);
    expect(table('All', results)).toContain('| broken | failed | | |');
  });
});

describe('scripts', () => {
  it('of benchmarks name files and parts that exist', () => {
    const calls = Object.values(scripts).flatMap((call) => /^tsx (bench\/\S+)(.*)$/.exec(call) ?? []);
    for (const file of calls.filter((each) => each.startsWith('bench/')))
      expect(existsSync(path.join(root, file)), file).toBe(true);
    const parts = Object.values(scripts).flatMap(
      (call) => /^tsx bench\/run\.ts (.+)$/.exec(call)?.[1]?.split(' ') ?? [],
    );
    expect(parts.filter((name) => !PARTS.has(name))).toEqual([]);
  });

  it('that documents tell to run exist', () => {
    const docs = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
    for (const name of ['CONTRIBUTING.md', ...docs.map((doc) => `docs/${doc}`)]) {
      const told = readFileSync(path.join(root, name), 'utf8').matchAll(/npm run ([\w:]+)/g);
      for (const [, script = ''] of told) expect(Object.keys(scripts), name).toContain(script);
    }
  });
});
