import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/config.js';
import { safe } from '../../src/format/escape.js';
import {
  codeownersPart,
  findPart,
  partText,
  withoutPart,
  withPart,
} from '../../src/trust/codeowners-part.js';
import { parseCodeowners } from '../../src/trust/codeowners.js';

const people: readonly Person[] = [
  { name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: [] },
  { name: 'ben', login: null, emails: ['ben@acme.com'], teams: [] },
];

const isVisible = (text: string): boolean => safe(text) === text;
const card = (path: string, ...owner: string[]) => ({ path, owner, ownerFrom: 'card' as const });
const lines = (...cards: Parameters<typeof codeownersPart>[0]): string[] =>
  partText(codeownersPart(cards, people, '', isVisible), '').slice(1, -1);

describe('the part', () => {
  test('has a line a card, sorted, with owners that a forge can ask', () => {
    expect(
      lines(
        card('cards/b.md', 'ana', '@acme/ops', 'ana@acme.com'),
        card('cards/a b.md', 'ben'),
        card('cards/*.md', '@zoe', '#ops'),
        card('cards/!.md', 'ben'),
        card('cards/می\u200cروم.md', '@zoe'),
      ),
    ).toEqual([
      '/cards/!.md ben@acme.com',
      '/cards/\\*.md @zoe',
      '/cards/a\\ b.md ben@acme.com',
      '/cards/b.md @ana @acme/ops',
      '/cards/می\u200cروم.md @zoe',
    ]);
  });

  test('counts paths from the root of the work tree', () => {
    expect(codeownersPart([card('cards/a.md', '@zoe')], [], 'docs/kb/', isVisible).lines).toEqual([
      { path: 'docs/kb/cards/a.md', owners: ['@zoe'] },
    ]);
  });

  test('leaves out whose owner comes from elsewhere', () => {
    const from = (ownerFrom: 'directory' | 'codeowners' | 'config') => ({
      ...card(`${ownerFrom}.md`, '@zoe'),
      ownerFrom,
    });
    expect(lines(from('directory'), from('codeowners'), from('config'))).toEqual(['/directory.md @zoe']);
  });

  test.each([
    'cards/[a].md',
    'cards/#a.md',
    'cards/c#.md',
    'cards/a #1.md',
    'cards/a\\b.md',
    'cards/a\nb.md',
    'cards/a\u202eb.md',
    'cards/a\u200bb.md',
    'cards/a\u00adb.md',
    'cards/a\ufeffb.md',
    'cards/a\ud800b.md',
  ])('leaves out %j, and says so', (path) => {
    const part = codeownersPart([card(path, '@zoe')], [], '', isVisible);
    expect(part.lines).toEqual([]);
    expect(part.leftOut).toEqual([{ path, why: 'its name cannot be written in CODEOWNERS' }]);
  });

  test('leaves out owners that no forge can ask, and says so', () => {
    const part = codeownersPart([card('a.md', '#ops', 'pebaum', '@\u001b[31m', '@zoe')], [], '', isVisible);
    expect(part.lines).toEqual([{ path: 'a.md', owners: ['@zoe'] }]);
    expect(part.leftOut).toEqual([
      { path: 'a.md', why: 'no review can be requested from #ops, pebaum, @\u001b[31m' },
    ]);
  });
});

describe('a file with the part', () => {
  const part = codeownersPart([card('cards/a.md', '@zoe')], [], '', isVisible);
  const block = partText(part, '').join('\n');

  test.each([
    ['', `${block}\n`],
    ['* @acme', `* @acme\n${block}\n`],
    ['* @acme\n', `* @acme\n${block}\n`],
    ['\uFEFF* @acme\r\n', `\uFEFF* @acme\r\n${block.replaceAll('\n', '\r\n')}\r\n`],
    ['* @acme\n# kb: begin\n/old @x\n# kb: end\n\n/b @b', `* @acme\n${block}\n\n/b @b`],
    ['# kb: begin\r\n# kb: end', block.replaceAll('\n', '\r\n')],
  ])('%j', (before, after) => {
    expect(withPart(before, part)).toBe(after);
    expect(withPart(after, part)).toBe(after);
  });

  test('is a section where there are sections', () => {
    expect(withPart('[Docs][2] @docs\n/docs/\n', part)).toContain('\n[Cards]\n/cards/a.md @zoe\n');
  });

  test('is the same file where there is nothing to say', () => {
    expect(withPart('* @acme', { lines: [], leftOut: [] })).toBe('* @acme');
  });

  test.each([
    '# kb: begin\n',
    '# kb: end\n',
    '# kb: begin\n# kb: begin\n# kb: end\n',
    '# kb: begin\n# kb: end\n# kb: end\n',
    '# kb: begin\n# kb: end\n# kb: begin\n# kb: end\n',
  ])('is not written over broken markers: %j', (text) => {
    expect(findPart(text)).toBe('broken');
    expect(() => withPart(text, part)).toThrow(RangeError);
    expect(withoutPart(text)).toBe(text);
  });

  test('gives each card its owners, keeps every other byte, and is written once', () => {
    const word = fc.string({
      unit: fc.constantFrom(
        'a',
        'b',
        ' ',
        '*',
        '?',
        '#',
        '!',
        '[',
        '\\',
        '\u00a0',
        'é',
        '\u200b',
        '\u200c',
        'م',
        '{',
        '-',
        '.',
      ),
      minLength: 1,
      maxLength: 6,
    });
    const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'));
    const owner = fc.constantFrom('@ana', 'ana', 'ben', '@acme/ops', '#ops', 'zoe@acme.com', 'nobody');
    const cards = fc.uniqueArray(
      fc.record({ path, owner: fc.array(owner, { maxLength: 3 }), ownerFrom: fc.constant('card' as const) }),
      { selector: (each) => each.path },
    );
    const file = fc.constantFrom(
      '',
      '* @all',
      '* @all\r\n# ours\r\n',
      '[Docs] @docs\n*.md\n',
      '*.md @md\n# kb: begin\nold @old\n# kb: end\n\n',
    );
    fc.assert(
      fc.property(cards, file, (cards, before) => {
        const part = codeownersPart(cards, people, '', isVisible);
        const after = withPart(before, part);
        expect(partText(part, before).map(safe)).toEqual(partText(part, before));
        const written = Buffer.from(after).toString();
        const { ownersOf } = parseCodeowners(written);
        for (const { path, owners } of part.lines) expect([path, ownersOf(path)]).toEqual([path, owners]);
        expect(withoutPart(after).trimEnd()).toBe(withoutPart(before).trimEnd());
        expect(withPart(after, part)).toBe(after);
      }),
      { numRuns: process.env['KB_SOAK'] ? 20_000 : 500 },
    );
  });
});
