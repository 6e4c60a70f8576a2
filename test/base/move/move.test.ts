/** Laws of a move: links keep their targets, matching records still match, and moving back restores every byte. */
import path from 'node:path/posix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/base/lint/inspection.js';
import { planMove, type MovePlan } from '../../../src/base/move/move.js';
import { lint } from '../../../src/lint/lint.js';
import { contentHash, trustFacts } from '../../../src/trust/verify.js';
import type { Day } from '../../../src/day.js';
import { baseWith, branchFindings } from '../../lint/bases.js';

type Files = Readonly<Record<string, string>>;

async function planned(files: Files, from: string, to: string): Promise<MovePlan> {
  const base = baseWith(files);
  const card = (await base.cards()).byPath.get(from);
  if (!card) throw new Error(`${from} is no card`);
  return planMove(base, card, to);
}

function carriedOut(files: Files, { changes }: MovePlan): Files {
  const after = new Map(Object.entries(files));
  for (const { path, before, after: text } of changes) {
    expect(after.get(path) ?? null).toBe(before);
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  return Object.fromEntries(after);
}

const LINKS = new Set(['link-target', 'link-anchor', 'image-target']);

/** What lint reports about links, with the moved card under the name it had before. */
async function brokenLinks(files: Files, [is, was]: readonly [string, string]): Promise<string[]> {
  const { scope, extra } = await inspect(baseWith(files));
  return lint(scope, { extra })
    .findings.filter(({ problem }) => LINKS.has(problem.rule))
    .map(({ path, problem }) => `${path === is ? was : path}:${problem.line ?? 0} ${problem.rule}`)
    .sort();
}

const CARDS = ['cards/a.md', 'cards/b c.md', 'cards/x/index.md', 'cards/x/fees.md', 'cards/x/y/café.md'];
const ASSETS = ['cards/img/i(1).png', 'cards/x/j.png', 'cards/x/y/n.txt'];
const DESTINATIONS = [
  'cards/new.md',
  'cards/x/new name.md',
  'cards/z/w/new.md',
  'cards/x/y/index.md',
  'cards/z/index.md',
];

const encoded = (to: string): string =>
  Array.from(to, (sign) => (/[/é]/.test(sign) ? sign : encodeURIComponent(sign))).join('');
/** Link forms that a move back restores byte for byte; of `./x` or `x/index` it keeps only the meaning. */
const FORMS: readonly ((from: string, to: string) => string)[] = [
  (from, to) => encoded(path.relative(path.dirname(from), to)),
  (from, to) => `<${path.relative(path.dirname(from), to)}>`,
  (_, to) => `/${encoded(to)}`,
  (_, to) => `/${encoded(to.replace(/^cards\//, ''))}`,
];
const PAGES: typeof FORMS = [
  (from, to) => encoded(path.relative(path.dirname(from), pageOf(to))),
  (_, to) => `/${encoded(pageOf(to))}`,
  (_, to) => `/${encoded(pageOf(to).replace(/^cards\//, ''))}.html`,
];
const pageOf = (to: string): string => to.replace(/(?:\/index)?\.md$/, '');

const SYNTAX: readonly ((address: string, n: number) => string)[] = [
  (address) => `See [it](${address}) and \`[it](${address})\`.`,
  (address) => `> - ![it](${address} "a title")`,
  (address, n) => `[it][r${n}], [r${n}]\n\n[r${n}]: ${address}`,
  (address) => `| a | b |\n|---|---|\n| [it](${address}) \\| | ![it](${address}) |`,
  (address) => `# To [it](${address}) #\n\n    [it](${address})`,
  (address) =>
    address.startsWith('<') ? '' : `<p>\n<a href="${address}">it</a> <img src='${address}' alt="it">\n</p>`,
];

const link = fc.record({
  to: fc.constantFrom(...CARDS, ...ASSETS, 'cards/none.png', 'cards/x/none.md'),
  form: fc.nat(),
  rest: fc.constantFrom('', '', '#part', '#nothing', '?x=1#part'),
  syntax: fc.nat(),
});

function text(
  from: string,
  links: readonly (typeof link extends fc.Arbitrary<infer L> ? L : never)[],
  eol: string,
): string {
  const parts = links.map(({ to, form, rest, syntax }, n) => {
    const isThere = CARDS.includes(to);
    const forms = isThere
      ? [...FORMS, ...PAGES]
      : ASSETS.includes(to)
        ? FORMS.slice(0, 3)
        : FORMS.slice(0, 2);
    const address = forms[form % forms.length]?.(from, to) ?? '';
    const full = address.startsWith('<') ? `${address.slice(0, -1)}${rest}>` : address + rest;
    return SYNTAX[syntax % SYNTAX.length]?.(full, n) ?? '';
  });
  const id = encodeURIComponent(from.replace(/\.md$/, ''))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return ['---', `id: ${id}`, 'title: T', '---', '## Part', '', ...parts.flatMap((part) => [part, ''])]
    .join('\n')
    .replaceAll('\n', eol);
}

const base = fc
  .record({
    bodies: fc.tuple(...CARDS.map(() => fc.array(link, { maxLength: 6 }))),
    eol: fc.constantFrom('\n', '\r\n'),
    from: fc.constantFrom(...CARDS),
    to: fc.constantFrom(...DESTINATIONS),
  })
  .map(({ bodies, eol, from, to }) => ({
    from,
    to,
    files: Object.fromEntries([
      ...CARDS.map((card, at) => [card, text(card, bodies[at] ?? [], eol)] as const),
      ...ASSETS.map((asset) => [asset, 'data'] as const),
      // Keeps every folder of cards from becoming empty.
      ...['cards', 'cards/x', 'cards/x/y'].map(
        (folder) => [`${folder}/stays.md`, '---\ntitle: S\n---\n'] as const,
      ),
    ]),
  }));

describe('a move', () => {
  test('breaks no link and mends none, and the way back restores every byte', async () => {
    await fc.assert(
      fc.asyncProperty(base, async ({ files, from, to }) => {
        const there = await planned(files, from, to);
        expect(there.remarks.filter((remark) => remark.includes('by hand'))).toEqual([]);
        const after = carriedOut(files, there);
        expect(await brokenLinks(after, [to, from])).toEqual(await brokenLinks(files, [from, from]));
        expect(carriedOut(after, await planned(after, to, from))).toEqual(files);
      }),
      { numRuns: process.env['KB_SOAK'] ? 2000 : 100 },
    );
  }, 300_000);

  const record = (content: string): string =>
    `---\nid: a # mine\ntitle: A\nverified:\n  on: 2026-11-01\n  by: "@ana"\n  content: ${content} # kb\nverify-by: 2027-01-01\n---\n[i](i.png)\n`;
  const edited = async (files: Files, at: string): Promise<boolean | undefined> => {
    const card = (await baseWith(files).cards()).byPath.get(at);
    return card && trustFacts(card, null).edited;
  };

  test('keeps a record that held, and no other', async () => {
    const held = { writtenTitle: 'A', body: '[i](i.png)\n' };
    const hash = contentHash(held, '2026-11-01' as Day, '2027-01-01' as Day);
    const good = { 'cards/a.md': record(hash) };
    const moved = carriedOut(good, await planned(good, 'cards/a.md', 'cards/x/a.md'));
    expect(moved['cards/x/a.md']).toBe(
      record(
        contentHash({ ...held, body: '[i](../i.png)\n' }, '2026-11-01' as Day, '2027-01-01' as Day),
      ).replace('(i.png)', '(../i.png)'),
    );
    expect(await edited(moved, 'cards/x/a.md')).toBe(false);
    const stale = { 'cards/a.md': record('0123456789ab') };
    const kept = carriedOut(stale, await planned(stale, 'cards/a.md', 'cards/x/a.md'));
    expect(kept['cards/x/a.md']).toBe(record('0123456789ab').replace('(i.png)', '(../i.png)'));
    // Also the record of a card that only links to the moved one.
    const body = '[b](b.md)\n';
    const other = {
      'cards/b.md': '---\nid: b\ntitle: B\n---\n',
      'cards/a.md': record(
        contentHash({ writtenTitle: 'A', body }, '2026-11-01' as Day, '2027-01-01' as Day),
      ).replace('[i](i.png)\n', body),
    };
    const then = carriedOut(other, await planned(other, 'cards/b.md', 'cards/c.md'));
    expect(then['cards/a.md']).toContain('[b](c.md)');
    expect(await edited(then, 'cards/a.md')).toBe(false);
  });

  test('does not make a record last longer because a folder says so', async () => {
    const hash = contentHash(
      { writtenTitle: 'A', body: '[i](i.png)\n' },
      '2026-11-01' as Day,
      '2026-12-01' as Day,
    );
    const files = {
      'cards/_kb.yaml': 'verify-every: 30d\nowner: "@ana"\n',
      'cards/x/_kb.yaml': 'verify-every: 1 year\nowner: "@ben"\ntags: [eu]\naudience: public\n',
      'cards/a.md': record(hash).replace('verify-by: 2027-01-01\n', ''),
    };
    expect(await edited(files, 'cards/a.md')).toBe(false);
    const plan = await planned(files, 'cards/a.md', 'cards/x/a.md');
    expect(await edited(carriedOut(files, plan), 'cards/x/a.md')).toBe(true);
    expect(plan.remarks).toEqual([
      'owner in the new place: @ben; before: @ana',
      'audience in the new place: public; before: internal',
      'tags in the new place: eu; before: none',
      'interval in the new place: 12 months; before: 30 days',
      'due date in the new place: 2027-11-01; before: 2026-12-01',
    ]);
  });
});

describe('the id', () => {
  const card = (more = ''): string => `---\ntitle: T\n${more}---\n`;
  const moved = async (files: Files, from: string, to: string): Promise<readonly [MovePlan, Files]> => {
    const plan = await planned(files, from, to);
    return [plan, carriedOut(files, plan)];
  };

  test('is written down where it was made from the path', async () => {
    const [plan, after] = await moved({ 'cards/x/a.md': card() }, 'cards/x/a.md', 'cards/b.md');
    expect([plan.id, plan.remarks, after]).toEqual([
      'x/a',
      [],
      { 'cards/b.md': '---\nid: x/a\ntitle: T\n---\n' },
    ]);
  });

  test('stays out of the card where the path still gives it', async () => {
    const [plan, after] = await moved({ 'cards/A.md': card() }, 'cards/A.md', 'cards/a.md');
    expect([plan.id, after]).toEqual(['a', { 'cards/a.md': card() }]);
  });

  test('goes on as a former one where none can be written like it', async () => {
    const [plan, after] = await moved(
      { 'cards/кафе.md': card('aliases: [old]\n') },
      'cards/кафе.md',
      'cards/cafe.md',
    );
    expect(after['cards/cafe.md']).toContain('кафе');
    expect(plan.remarks).toEqual(['id in the new place: cafe; before: кафе']);
    const base = baseWith(after);
    expect((await base.cards()).find('кафе').card?.path).toBe('cards/cafe.md');
  });

  test('of two that clash goes along, and the other card gets its own', async () => {
    const files = { 'cards/a b.md': card(), 'cards/a-b.md': card() };
    const before = (await baseWith(files).cards()).byPath.get('cards/a b.md')?.id ?? '';
    const [plan, after] = await moved(files, 'cards/a b.md', 'cards/c.md');
    expect(plan.id).toBe(before);
    expect(after['cards/c.md']).toContain(`id: ${before}\n`);
    expect(plan.remarks).toEqual([
      expect.stringMatching(/^id of cards\/a-b\.md after the move: a-b; before: a-b-[0-9a-f]{6}$/),
    ]);
  });

  test('is written into the map of kb in the docs of others', async () => {
    const config = 'dialect: gds\ncards: ["docs/**/*.md"]\n';
    const [plan, after] = await moved(
      { 'kb.config.yaml': config, 'docs/a.md': card() },
      'docs/a.md',
      'docs/x/b.md',
    );
    expect(after['docs/x/b.md']).toBe(card('kb:\n  id: a\n'));
    expect([plan.id, plan.remarks]).toEqual(['a', []]);
  });
});

test('a card that cannot be read is not moved', async () => {
  const files = { 'cards/a.md': '---\ntitle: [\n---\n' };
  await expect(planned(files, 'cards/a.md', 'cards/b.md')).rejects.toThrow('cards/a.md cannot be read');
});

describe('for a branch, links that follow a card', () => {
  const ON = '2026-11-01' as Day;
  const DUE = '2027-01-01' as Day;
  const card = (
    id: string,
    body: string,
    content = contentHash({ writtenTitle: 'A', body }, ON, DUE),
  ): string =>
    `---\nid: ${id}\ntitle: A\nverify-by: ${DUE}\nverified:\n  on: ${ON}\n  by: "@ana"\n  content: ${content}\n---\n${body}`;
  const names = Array.from({ length: 20 }, (_, n) => `c${n}`);
  const files = {
    'cards/a.md': card('a', 'Text.\n'),
    ...Object.fromEntries(names.map((name) => [`cards/${name}.md`, card(name, `[a](a.md) ${name}\n`)])),
  };
  const told = async (before: Files, after: Files): Promise<string[]> =>
    (await branchFindings(before, after)).map(({ path, problem }) => `${path} ${problem.rule}`);

  test('are no verification', async () => {
    const plan = await planned(files, 'cards/a.md', 'cards/x/a.md');
    expect(plan.files).toHaveLength(21);
    expect(await told(files, carriedOut(files, plan))).toEqual([]);
  });

  test('are one with another word, and where the record was not right before', async () => {
    const plan = await planned(files, 'cards/a.md', 'cards/x/a.md');
    const forged = { ...carriedOut(files, plan), 'cards/c1.md': card('c1', '[a](x/a.md) c2\n') };
    expect(await told(files, forged)).toEqual(['cards/c1.md date-bump']);
    const stale = { ...files, 'cards/c1.md': card('c1', '[a](a.md) c1\n', '0123456789ab') };
    const made = { ...carriedOut(stale, await planned(stale, 'cards/a.md', 'cards/x/a.md')) };
    expect(await told(stale, made)).toEqual([]);
    expect(await told(stale, { ...made, 'cards/c1.md': card('c1', '[a](x/a.md) c1\n') })).toEqual([
      'cards/c1.md date-bump',
    ]);
  });
});
