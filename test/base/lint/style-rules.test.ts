/** The style rules of remark-lint, if the config enables them. */
import { describe, expect, test } from 'vitest';
import { RULES } from '../../../src/lint/rules/index.js';
import { markdownStyle } from '../../../src/lint/rules/markdown-style.js';
import { styleFindings } from '../../../src/base/lint/style-rules.js';
import { baseWith, filesOf, said } from '../../lint/bases.js';

const ON = 'rules:\n  markdown-style: warning\n';

async function style(files: Record<string, string>, rules = RULES): Promise<string[]> {
  return (await styleFindings(baseWith(files), rules, () => undefined)).map(said);
}

describe('markdown-style', () => {
  test.each(markdownStyle.examples)('example %#', async ({ files, says }) => {
    expect(await style({ ...filesOf(files), 'kb.config.yaml': ON })).toEqual(says);
  });

  test('is off by default, and on where it is asked for by name', async () => {
    const [, bad] = markdownStyle.examples;
    expect(await style(filesOf(bad?.files ?? ''))).toEqual([]);
    expect(await style(filesOf(bad?.files ?? ''), [{ ...markdownStyle, severity: 'warning' }])).toHaveLength(
      1,
    );
  });

  const MIXED = '---\ntitle: Fees\n---\n\n*one* and _two_\n\n* a\n\n***\n\n---\n\nhttps://acme.com\n';

  test('looks for what the preset has', async () => {
    const config = 'rules:\n  markdown-style:\n    severity: info\n    preset: consistent\n';
    expect(await style({ 'cards/card.md': MIXED, 'kb.config.yaml': config })).toEqual([
      'cards/card.md:5:11 unexpected emphasis marker `_`, expected `*` (remark-lint: emphasis-marker)',
      'cards/card.md:11:1 unexpected thematic rule `---`, expected `***` (remark-lint: rule-style)',
    ]);
  });

  test('leaves out what the config excepts', async () => {
    const config =
      'rules:\n  markdown-style:\n    severity: info\n    preset: consistent\n    except: [emphasis-marker]\n';
    expect(await style({ 'cards/card.md': MIXED, 'kb.config.yaml': config })).toHaveLength(1);
  });

  test('knows two presets', async () => {
    const config = 'rules:\n  markdown-style:\n    severity: info\n    preset: strict\n';
    await expect(style({ 'cards/card.md': MIXED, 'kb.config.yaml': config })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('expected recommended or consistent, found “strict”') as string,
    });
  });

  test('tells a comment for remark-lint that it does not understand', async () => {
    expect(
      await style({
        'cards/card.md': '---\ntitle: A\n---\n\nText.\n\n<!--lint bogus-->\n',
        'kb.config.yaml': ON,
      }),
    ).toEqual([
      "cards/card.md:7:1 unknown keyword `bogus`: expected `'enable'`, `'disable'`, or `'ignore'` (remark-lint: comment)",
    ]);
  });

  test('takes the boxes of forges for no references', async () => {
    const card = '---\ntitle: A\n---\n\n> [!NOTE]\n> Text with [nothing][] behind it.\n';
    expect(await style({ 'cards/card.md': card, 'kb.config.yaml': ON })).toEqual([
      expect.stringContaining('(`nothing`)'),
    ]);
  });

  test('tells the first hundred faults', async () => {
    const card = `---\ntitle: A\n---\n\n${'See https://acme.com/ today.\n\n'.repeat(500)}`;
    const says = await style({ 'cards/card.md': card, 'kb.config.yaml': ON });
    expect(says).toHaveLength(101);
    expect(says.at(-1)).toBe('cards/card.md:4:1 the first 100 style problems are reported, the rest are not');
  });
});
