/** What a branch introduces: by example on small bases, and the laws that hold whatever it does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/base/lint/inspection.js';
import { fingerprint, type Finding } from '../../src/lint/finding.js';
import { gate, type Gate, type Side, type Start } from '../../src/lint/gate.js';
import { lint } from '../../src/lint/lint.js';
import { linkResolver } from '../../src/lint/targets.js';
import { baseWith, said } from './bases.js';

type Files = Readonly<Record<string, string>>;

async function sideOf(files: Files): Promise<Start> {
  const { scope, extra } = await inspect(baseWith(files));
  const { findings } = lint(scope, { extra, since: true });
  return { cards: scope.cards, findings, resolveLink: linkResolver(scope) };
}

async function gateOf(before: Files, after: Files): Promise<Gate> {
  return gate(await sideOf(before), await sideOf(after), baseWith(after).config.rules);
}

/** `path rule` of each finding. */
function named(findings: readonly Finding[]): string[] {
  return findings.map(({ path, problem }) => `${path} ${problem.rule}`);
}

const LONG = Array.from({ length: 120 }, (_, n) => `word${n * n} of sentence${n}`).join(' ');

/** A card without any finding, except those in its text. */
function card(text: string, front = ''): string {
  return `---\ntitle: ${text.slice(0, 20).replace(/\W/g, ' ').trim()}\nowner: "@ana"\nverify-by: 2027-05-01\n${front}---\n\n${text}\n`;
}

describe('a branch', () => {
  test('is to blame for what it makes wrong, not for what was wrong', async () => {
    const before = { 'cards/a.md': card('Old [dead](gone.md)'), 'cards/b.md': card('Bee [dead](gone.md)') };
    const after = { ...before, 'cards/a.md': card('New\n\n[dead](gone.md) [new](gone-too.md)') };
    const { introduced, known, touched } = await gateOf(before, after);
    expect(introduced.map(said)).toEqual(['cards/a.md:9 broken link “gone-too.md”']);
    expect(named(known)).toEqual(['cards/a.md link-target']);
    expect([...touched]).toEqual(['cards/a.md']);
  });

  test('is to blame for one more of the same', async () => {
    const before = { 'cards/a.md': card('Text [dead](gone.md)') };
    const after = { 'cards/a.md': card('Text [dead](gone.md)\n\nMore [dead](gone.md)') };
    expect((await gateOf(before, after)).introduced.map(said)).toEqual([
      'cards/a.md:9 broken link “gone.md”',
    ]);
    expect((await gateOf(after, before)).introduced).toEqual([]);
  });

  test('is to blame for what it breaks elsewhere', async () => {
    const before = {
      'cards/a.md': card('To [b](b.md) and [c](c.md#fees)'),
      'cards/b.md': card('Bee'),
      'cards/c.md': card('# Cee\n\n## Fees'),
      'cards/d.md': card('Dee', 'id: dee\n'),
    };
    const rest = Object.fromEntries(Object.entries(before).filter(([path]) => path !== 'cards/b.md'));
    const after = {
      ...rest,
      'cards/c.md': card('# Cee\n\n## Costs'),
      'cards/e.md': card('Eee', 'id: dee\n'),
    };
    expect(named((await gateOf(before, after)).introduced)).toEqual([
      'cards/a.md link-anchor',
      'cards/a.md link-target',
      'cards/d.md id-duplicate',
      'cards/e.md id-duplicate',
    ]);
  });

  test('is not to blame for time', async () => {
    const old = card('Old').replace('2027-05-01', '2026-01-01');
    expect((await gateOf({ 'cards/a.md': old }, { 'cards/a.md': `${old}More.\n` })).introduced).toEqual([]);
    const { introduced } = await gateOf(
      { 'cards/a.md': old },
      { 'cards/a.md': old, 'cards/b.md': card('Bee').replace('2027-05-01', '2026-01-01') },
    );
    expect(introduced.map(({ path, problem }) => [path, problem.rule, problem.severity])).toEqual([
      ['cards/b.md', 'expired', 'warning'],
    ]);
  });

  test('that changes line ends touches nothing', async () => {
    const before = { 'cards/a.md': card('Text [dead](gone.md)') };
    const after = { 'cards/a.md': before['cards/a.md'].replaceAll('\n', '\r\n') };
    const { touched, known, introduced } = await gateOf(before, after);
    expect([touched.size, known, introduced]).toEqual([0, [], []]);
  });

  test.each([
    ['the same text', card('Text [dead](gone.md)'), card('Text [dead](gone.md)'), 0],
    ['the same id', card('One [dead](gone.md)', 'id: one\n'), card('Other [dead](gone.md)', 'id: one\n'), 1],
    [
      'the same title and a short text',
      card('Short\n\n[dead](gone.md)'),
      card('Short\n\n[dead](gone.md) more'),
      1,
    ],
    ['nearly the same text', card(`${LONG} [dead](gone.md)`), card(`${LONG} [dead](gone.md) more`), 1],
  ])('that moves a card with %s brings nothing', async (_, from, to, known) => {
    const other = card('Other');
    const change = await gateOf(
      { 'cards/a.md': from, 'cards/o.md': other },
      { 'cards/z.md': to, 'cards/o.md': other },
    );
    expect([...change.renamed]).toEqual([['cards/z.md', 'cards/a.md']]);
    expect(change.introduced).toEqual([]);
    expect(change.known).toHaveLength(known);
  });

  test('that moves a card brings nothing where messages name it', async () => {
    const twin = (title: string): string => card(title, 'id: same\n');
    const before = {
      'cards/a.md': twin('One'),
      'cards/m.md': twin('Two'),
      'cards/n.md': twin('Three'),
      'cards/x.md': card('# One'),
      'cards/sub/y.md': card('See [it](../a.md#nope)'),
    };
    const { 'cards/a.md': moved, ...rest } = before;
    const after = { ...rest, 'cards/z.md': moved, 'cards/sub/y.md': card('See [it](../z.md#nope)') };
    const { introduced, renamed } = await gateOf(before, after);
    expect(renamed.get('cards/z.md')).toBe('cards/a.md');
    expect(introduced.map(said)).toEqual([]);
  });

  test('that adds a card with a likely name brings nothing on old dead links', async () => {
    const before = { 'cards/a.md': card('See [terms](term.md)'), 'cards/b.md': card('Bee') };
    const after = { ...before, 'cards/terms.md': card('Terms') };
    expect((await gateOf(before, after)).introduced.map(said)).toEqual([]);
  });

  test('that mends a dead link and breaks another brings the other', async () => {
    const before = { 'cards/a.md': card('See [x](x.md), [y](y.md)'), 'cards/x.md': card('Ex') };
    const after = { 'cards/a.md': before['cards/a.md'], 'cards/y.md': card('Why, a new one') };
    expect((await gateOf(before, after)).introduced.map(said)).toEqual(['cards/a.md:7 broken link “x.md”']);
  });

  test('that writes the first day into a base of pages brings nothing on the others', async () => {
    const page = (title: string, front = ''): string => `---\ntitle: ${title}\n${front}---\n\n${title}.\n`;
    const before = { 'kb.config.yaml': 'dialect: gds\n', 'cards/a.md': page('A'), 'cards/b.md': page('B') };
    const after = {
      ...before,
      'cards/a.md': page('A', 'last_reviewed_on: 2026-11-01\nreview_in: 6 months\n'),
    };
    expect(named((await sideOf(after)).findings)).toContain('cards/b.md undated');
    const { introduced } = await gateOf(before, after);
    expect(introduced.filter(({ path }) => path === 'cards/b.md')).toEqual([]);
  });

  test('that begins a base is to blame for all of it', async () => {
    const files = { 'cards/a.md': '# A\n', 'cards/b.md': card('See [x](x.md)') };
    const after = await sideOf(files);
    expect(gate({ cards: [], findings: [], resolveLink: () => null }, after).introduced).toEqual(
      after.findings,
    );
  });
});

describe('a link that a branch breaks', () => {
  const before = {
    'cards/manual/a.md': card('To [d](/manual/deploy.html) and [fees](fees.md#eu)'),
    'cards/manual/deploy.md': card('Deploying'),
    'cards/manual/fees.md': card('# Fees\n\n## EU'),
  };
  const severities = async (after: Files, start: Files = before): Promise<string[]> =>
    (await gateOf(start, after)).introduced.map((each) => `${each.problem.severity} ${said(each)}`);
  const { 'cards/manual/deploy.md': deploy, ...rest } = before;

  test('is no guess any more, and the finding says where the card went', async () => {
    expect(await severities({ ...rest, 'cards/manual/release.md': deploy })).toEqual([
      'error cards/manual/a.md:7 broken link “/manual/deploy.html”; this branch moved it to cards/manual/release.md',
    ]);
    expect(await severities(rest)).toEqual(['error cards/manual/a.md:7 broken link “/manual/deploy.html”']);
  });

  test('is graver on a card that the branch touches, too, if the link stood there', async () => {
    const touched = card('To [d](/manual/deploy.html), [new](/manual/gone.html) and [fees](fees.md#eu)');
    expect(await severities({ ...rest, 'cards/manual/a.md': touched })).toEqual([
      'error cards/manual/a.md:7 broken link “/manual/deploy.html”',
      'warning cards/manual/a.md:7 broken link “/manual/gone.html”',
    ]);
  });

  test('goes for anchors and images', async () => {
    const start = {
      ...before,
      'cards/manual/b.md': card('![x](/img/x.png)'),
      'img/x.png': '',
      'img/y.png': '',
    };
    const after = Object.fromEntries(Object.entries(start).filter(([path]) => path !== 'img/x.png'));
    expect(await severities({ ...after, 'cards/manual/fees.md': card('# Fees\n\n## UK') }, start)).toEqual([
      'error cards/manual/a.md:7 no heading or id “#eu” in cards/manual/fees.md',
      'error cards/manual/b.md:7 missing image “/img/x.png”',
    ]);
  });

  test('is what the team says it is', async () => {
    const config = { 'kb.config.yaml': 'rules: { link-target: info, link-anchor: warning }\n' };
    const after = { ...config, ...rest, 'cards/manual/fees.md': card('# Fees\n\n## UK') };
    expect(await severities(after, { ...config, ...before })).toEqual([
      'warning cards/manual/a.md:7 no heading or id “#eu” in cards/manual/fees.md',
    ]);
  });

  test('is not one that was dead, once more, nor one that was not judged', async () => {
    const dead = { 'cards/manual/a.md': card('To [d](/manual/gone.html)'), 'cards/manual/b.md': card('Bee') };
    const twice = { ...dead, 'cards/manual/a.md': card('To [d](/manual/gone.html) [d](/manual/gone.html)') };
    expect(await severities(twice, dead)).toEqual([
      'warning cards/manual/a.md:7 broken link “/manual/gone.html”',
    ]);
    const { 'cards/manual/b.md': second, ...alone } = dead;
    expect(await severities({ ...alone, 'cards/manual/b.md': second }, alone)).toEqual([
      'warning cards/manual/a.md:7 broken link “/manual/gone.html”',
    ]);
  });
});

test.each([
  ['owner-missing', 'owner_slack: "#legal"\n'],
  ['undated', 'last_reviewed_on: 2026-11-02\nreview_in: 6 months\n'],
])('the first card that switches %s on answers for itself alone', async (rule, front) => {
  const page = (title: string, own = ''): string => `---\ntitle: ${title}\n${own}---\n\n${title}.\n`;
  const before = { 'kb.config.yaml': 'dialect: gds\n', 'cards/a.md': page('A'), 'cards/b.md': page('B') };
  const after = { ...before, 'cards/a.md': page('A', front), 'cards/c.md': page('C') };
  expect(named((await sideOf(after)).findings)).toContain(`cards/b.md ${rule}`);
  const { introduced } = await gateOf(before, after);
  expect(named(introduced).filter((each) => each.endsWith(rule))).toEqual([`cards/c.md ${rule}`]);
});

describe('whatever a branch does', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'sub/d', 'sub/e');
  const line = fc.oneof(
    name.map((to) => `See [it](${to}.md).`),
    name.map((to) => `And [there](../${to}.md#part).`),
    fc.constantFrom('## Part', 'Plain.', LONG, '<<<<<<< ours', '[empty]()'),
  );
  const front = fc.constantFrom(
    '',
    'id: one\n',
    'id: two\n',
    'verify-by: 2020-02-31\n',
    'nonsense\n',
    'tags: refunds\n',
  );
  const text = fc
    .tuple(front, fc.array(line, { maxLength: 4 }))
    .map(([own, lines]) => `---\ntitle: T\n${own}---\n\n${lines.join('\n')}\n`);
  const bases = fc.dictionary(
    name.map((each) => `cards/${each}.md`),
    text,
    { minKeys: 1, maxKeys: 5, noNullPrototype: true },
  );

  test('what it brings is a part of what is wrong after it, and touched cards have the rest', async () => {
    await fc.assert(
      fc.asyncProperty(bases, bases, async (one, two) => {
        const [before, after] = [await sideOf(one), await sideOf(two)];
        const { introduced, known, touched } = gate(before, after);
        // Without severity and hint, which the gate changes for links that the branch broke.
        const key = ({ path, problem }: Finding): string =>
          [path, problem.line, problem.column, fingerprint(problem)].join(' ');
        const keys = (findings: readonly Finding[]): string[] => findings.map(key).sort();
        const onTouched = ({ path }: Finding): boolean => touched.has(path);
        expect(keys([...introduced, ...known].filter(onTouched))).toEqual(
          keys(after.findings.filter(onTouched)),
        );
        expect(known.every(onTouched)).toBe(true);
        const all = new Set(keys(after.findings));
        expect(introduced.every((each) => all.has(key(each)))).toBe(true);
        const counted = ({ findings }: Side): number =>
          findings.filter(({ problem }) => problem.severity !== 'info').length;
        expect(introduced.length).toBeGreaterThanOrEqual(counted(after) - counted(before));
      }),
    );
  });

  test('nothing done brings nothing', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (files) => {
        const { introduced, known, touched, renamed } = await gateOf(files, files);
        expect([introduced, known, touched.size, renamed.size]).toEqual([[], [], 0, 0]);
      }),
    );
  });

  test('a card that is only moved brings nothing but links', async () => {
    await fc.assert(
      fc.asyncProperty(bases, fc.nat(), fc.constantFrom('zz', 'sub/zz', 'new/zz'), async (files, at, to) => {
        const from = Object.keys(files)[at % Object.keys(files).length] ?? '';
        const { [from]: moved = '', ...rest } = files;
        const { introduced, touched } = await gateOf(files, { ...rest, [`cards/${to}.md`]: moved });
        expect(named(introduced).filter((each) => !/ link-(?:target|anchor)$/.test(each))).toEqual([]);
        expect([...touched]).toEqual([]);
      }),
    );
  });

  test('the order of cards and findings does not matter', async () => {
    const shuffled = (side: Start, seed: number): Start => {
      const by = (_: unknown, index: number): number => (index * 7919 + seed) % 101;
      const mix = <T>(items: readonly T[]): T[] =>
        items
          .map((item, index) => ({ item, key: by(item, index) }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      return { cards: mix(side.cards), findings: mix(side.findings), resolveLink: side.resolveLink };
    };
    await fc.assert(
      fc.asyncProperty(bases, bases, fc.nat(100), async (one, two, seed) => {
        const [before, after] = [await sideOf(one), await sideOf(two)];
        const [plain, mixed] = [gate(before, after), gate(shuffled(before, seed), shuffled(after, seed + 1))];
        expect(mixed.introduced.map(said)).toEqual(plain.introduced.map(said));
        expect(mixed.known.map(said)).toEqual(plain.known.map(said));
        expect([...mixed.renamed].sort()).toEqual([...plain.renamed].sort());
      }),
    );
  });
});

test('ten thousand moved cards with as many findings take no time', () => {
  const cards = (folder: string): Side['cards'] =>
    Array.from({ length: 10_000 }, (_, n) => ({
      card: {
        path: `${folder}/${n}.md`,
        id: `${folder}/${n}` as Side['cards'][0]['card']['id'],
        explicitId: false,
        title: `Card ${n}`,
      },
      digest: `${n % 5000}`,
      signature: '',
      brief: '',
    }));
  const findings = (folder: string): Finding[] =>
    Array.from({ length: 10_000 }, (_, n) => ({
      path: `${folder}/${n}.md`,
      problem: { rule: 'x', severity: 'error', message: `the same as ${folder}/${n + 1}.md, ${folder}/7.md` },
    }));
  const { introduced, renamed } = gate(
    { cards: cards('old'), findings: findings('old'), resolveLink: () => null },
    { cards: cards('new'), findings: findings('new') },
  );
  expect(renamed.size).toBe(10_000);
  expect(introduced.length).toBeLessThan(10_000);
});
