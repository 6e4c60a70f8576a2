/** How a branch weakens its own checks, on small bases in memory. */
import { describe, expect, test } from 'vitest';
import { weakeningOf } from '../../src/base/branch/weakening.js';
import { baselineOf, formatBaseline } from '../../src/lint/baseline.js';
import { memoryRepo } from '../memory-repo.js';
import { baseWith, branchFindings, said } from './bases.js';

type Files = Readonly<Record<string, string>>;

const CARDS = { 'cards/a.md': '# A\n', 'cards/b.md': '# B\n', 'cards/c.md': '# C\n', 'docs/d.md': '# D\n' };

async function told(before: Files, after: Files): Promise<string[]> {
  // The start of the branch is read with the current config.
  const { findings } = await weakeningOf(baseWith(after, memoryRepo(before)), baseWith(after));
  return findings.map((each) => `${each.problem.severity} ${said(each)}`);
}

async function ofConfig(before: string, after: string): Promise<string[]> {
  const found = await told({ ...CARDS, 'kb.config.yaml': before }, { ...CARDS, 'kb.config.yaml': after });
  return found.map((each) => each.replace('warning kb.config.yaml:1:1 ', ''));
}

describe('a config', () => {
  test.each([
    ['rules: { link-target: off }', 'rules: { link-target: off }', []],
    [
      '',
      'rules: { link-target: off, expired: info }',
      ['expired was error and is info', 'link-target was error and is off'],
    ],
    ['rules: { link-target: off }', 'rules: { link-target: error, link-anchor: error }', []],
    [
      '',
      'rules: { link-anchor: warning }',
      ['link-anchor for what a branch breaks was error and is warning'],
    ],
    [
      'rules: { near-duplicate: { similarity: 0.8 } }',
      'rules: { near-duplicate: { similarity: 0.99 } }',
      ['near-duplicate: similarity was 0.8 and is 0.99'],
    ],
    ['warn: 14', 'warn: 3', ['warn was 14 and is 3']],
    ['warn: 14', 'warn: 30', []],
    ['', 'timezone: Pacific/Kiritimati', ['timezone was UTC and is Pacific/Kiritimati']],
    ['', 'dialect: gds', ['dialect was kb and is gds']],
    ['tags: [a]', '', ['tags was a list, and any tag is allowed']],
    ['tags: [a]', 'tags: [a, b]', []],
    [
      '',
      'defaults: { owner: "@ana", verify-every: never }',
      ['defaults: verify-every was 90 days and is never', 'defaults: owner was none and is @ana'],
    ],
    ['', 'fields: { owner: team }\ndialect: kb', ['fields: owner was none and is team']],
    ['people: {}', 'languages: [de]\nranking: { recency: 1.2 }', []],
    ['wrong: [', 'rules: { expired: off }', ['expired was error and is off']],
  ])('%j → %j', async (before, after, expected) => {
    expect(await ofConfig(before, after)).toEqual(expected);
  });

  test('that names fewer cards says which ones leave, if their files stay', async () => {
    expect(await ofConfig('', 'cards: docs/**/*.md')).toEqual([
      '3 cards leave the base: cards/a.md, cards/b.md and 1 more',
    ]);
    expect(await ofConfig('cards: "**/*.md"', 'cards: ["**/*.md", "!cards/[bc].md"]')).toEqual([
      '2 cards leave the base: cards/b.md, cards/c.md',
    ]);
    expect(await ofConfig('', 'cards: ["**/*.md"]')).toEqual([]);
    const { 'cards/a.md': a, ...rest } = CARDS;
    expect(
      await told(CARDS, { ...rest, 'docs/a.md': a, 'kb.config.yaml': 'cards: ["**/*.md", "!cards/b.md"]' }),
    ).toEqual(['warning kb.config.yaml:1:1 1 card leaves the base: cards/b.md']);
  });

  test('that is taken away is told by what it set', async () => {
    const before = { ...CARDS, 'kb.config.yaml': 'rules: { link-anchor: error }\nwarn: 30\n' };
    expect(await told(before, CARDS)).toEqual([
      'warning kb.config.yaml:1:1 link-anchor was error and is warning',
      'warning kb.config.yaml:1:1 warn was 30 and is 14',
    ]);
  });

  test('cannot silence it, but the one before can', async () => {
    const off = 'rules: { gate-weakened: off, expired: off }';
    expect(await ofConfig('', off)).toEqual([
      'expired was error and is off',
      'gate-weakened was warning and is off',
    ]);
    expect(await ofConfig(off, '')).toEqual([]);
    expect(await ofConfig('rules: { gate-weakened: off }', off)).toEqual([]);
    const [start, after] = [
      'rules: { gate-weakened: error }',
      'rules: { gate-weakened: error, expired: off }',
    ];
    expect(await ofConfig(start, after)).toEqual(['error kb.config.yaml:1:1 expired was error and is off']);
  });

  test('of a new base takes nothing away', async () => {
    const after = { 'kb.config.yaml': 'dialect: gds\ncards: docs/**/*.md\n', 'docs/d.md': '# D\n' };
    expect(await told({ 'docs/d.md': '# D\n' }, after)).toEqual([]);
  });
});

describe('a config that moves up', () => {
  const CONFIG = 'rules: { link-anchor: error }\ncards: ["cards/**/*.md", "!cards/c.md"]\n';
  const below = (files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`docs/kb/${path}`, text]));
  const before = below({ ...CARDS, 'kb.config.yaml': CONFIG });

  test('over cards that stay is compared with what it was', async () => {
    expect(
      await told(before, {
        ...below(CARDS),
        'kb.config.yaml': 'cards: docs/kb/cards/a.md\nrules: { expired: off }\n',
      }),
    ).toEqual([
      'warning kb.config.yaml:1:1 the config was docs/kb/kb.config.yaml: everything in that folder is judged again',
      'warning kb.config.yaml:1:1 1 card leaves the base: docs/kb/cards/b.md',
      'warning kb.config.yaml:1:1 expired was error and is off',
      'warning kb.config.yaml:1:1 link-anchor was error and is warning',
    ]);
  });

  test('is another one where the old one stays', async () => {
    expect(
      await told(before, { ...before, ...CARDS, 'kb.config.yaml': 'rules: { expired: off }\n' }),
    ).toEqual([]);
  });

  test('takes its baseline along', async () => {
    const known = (count: number): string =>
      formatBaseline(
        baselineOf(
          Array.from({ length: count }, () => ({
            path: 'cards/a.md',
            problem: { rule: 'expired', severity: 'error' as const, message: 'm' },
          })),
        ),
      );
    const found = await told(
      { ...before, 'docs/kb/kb-baseline.json': known(2) },
      {
        ...below(CARDS),
        'kb.config.yaml': CONFIG.replaceAll('cards/', 'docs/kb/cards/'),
        'kb-baseline.json': known(3),
      },
    );
    expect(found.slice(1)).toEqual([
      'warning kb-baseline.json:1:1 1 problem more than at the start of the branch',
    ]);
  });
});

describe("a team's schema", () => {
  const FILE = 'schemas/how-to.schema.json';
  const BEFORE = { required: ['steps', 'for'], properties: { steps: { type: 'array' } } };
  const text = (schema: object): string => JSON.stringify(schema);
  const properties = { steps: {} };

  test.each([
    ['that is the same in another form', JSON.stringify(BEFORE, null, 2), null],
    ['that asks for more keys', text({ ...BEFORE, required: ['for', 'steps', 'who'] }), null],
    ['that asks for fewer', text({ ...BEFORE, required: ['for'] }), 'no longer requires “steps”'],
    ['that asks for none', text({ properties }), 'no longer requires “steps”, “for”'],
    [
      'that lets other values pass',
      text({ ...BEFORE, properties }),
      'differs from the one at the start of the branch',
    ],
    ['that is gone', null, 'was removed: nothing checks the fields of this kind'],
    ['that is broken, which is told elsewhere', '{', null],
  ])('%s', async (_, after, message) => {
    const files = after === null ? {} : { [FILE]: after };
    expect(await told({ ...CARDS, [FILE]: text(BEFORE) }, { ...CARDS, ...files })).toEqual(
      message === null ? [] : [`warning ${FILE}:1:1 the schema ${message}`],
    );
  });

  test('that is new, or was broken, is no matter', async () => {
    expect(await told(CARDS, { ...CARDS, [FILE]: text({}) })).toEqual([]);
    expect(await told({ ...CARDS, [FILE]: '[' }, CARDS)).toEqual([]);
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const nested = `{"required":["a"],"x":${deep}}`;
    expect(await told({ ...CARDS, [FILE]: nested }, { ...CARDS, [FILE]: `{"x":${deep}}` })).toBeInstanceOf(
      Array,
    );
  });
});

describe('a comment', () => {
  const card = (text: string, front = ''): Files => ({
    'cards/a.md': `---\ntitle: A\n${front}---\n\n${text}\n`,
  });
  const IGNORED = '<!-- kb-ignore link-target: made later -->\n[b](b.html)';
  const comments = async (before: Files, after: Files): Promise<string[]> =>
    (await branchFindings(before, after))
      .filter(({ problem: { rule } }) => rule === 'gate-weakened')
      .map((each) => `${each.problem.severity} ${said(each)}`);

  test('that is new is a note, once for each rule', async () => {
    expect(
      await comments(card('Text.'), card(`Text.\n\n${IGNORED}`, '# kb-ignore-file expired, undated: r\n')),
    ).toEqual([
      'info cards/a.md:3:1 a new comment ignores expired in the whole card: “r”',
      'info cards/a.md:3:1 a new comment ignores undated in the whole card: “r”',
      'info cards/a.md:8:1 a new comment ignores link-target in one place: “made later”',
    ]);
  });

  test('that was there, goes, moves, or says nothing is none', async () => {
    expect(await comments(card(IGNORED), card(`More.\n\n${IGNORED}`))).toEqual([]);
    expect(await comments(card(IGNORED), card('Text.'))).toEqual([]);
    expect(await comments(card('Text.'), card('<!-- kb-ignore link-target -->\n'))).toEqual([]);
    expect(await comments(card(IGNORED), { 'cards/z.md': card(IGNORED)['cards/a.md'] ?? '' })).toEqual([]);
    const twice = await comments(card(IGNORED), card(`${IGNORED}\n\n${IGNORED}`));
    expect(twice).toHaveLength(1);
    expect(await comments(card('Text.'), card(`${IGNORED}\n\n`.repeat(1000)))).toHaveLength(20);
  });

  test('is as grave as the config where the branch began says', async () => {
    const config = (level: string): Files => ({ 'kb.config.yaml': `rules: { gate-weakened: ${level} }\n` });
    const now = { ...config('off'), ...card(IGNORED) };
    expect((await comments({ ...config('error'), ...card('Text.') }, now)).at(-1)).toMatch(/^error cards/);
    expect(await comments({ ...config('off'), ...card('Text.') }, now)).toEqual([]);
  });
});

describe('a baseline', () => {
  const known = (...paths: string[]): string =>
    formatBaseline(
      baselineOf(
        paths.map((path) => ({ path, problem: { rule: 'expired', severity: 'error', message: 'm' } })),
      ),
    );
  const at = (text: string): Files => ({ ...CARDS, 'kb-baseline.json': text });

  test.each([
    ['that is new', CARDS, at(known('cards/a.md')), 1],
    ['that grows', at(known('cards/a.md')), at(known('cards/a.md', 'cards/b.md', 'cards/b.md')), 2],
    ['that shrinks', at(known('cards/a.md', 'cards/b.md')), at(known('cards/a.md')), 0],
    ['whose card is renamed', at(known('cards/a.md')), at(known('cards/z.md')), 0],
    ['that is taken away', at(known('cards/a.md')), CARDS, 0],
    ['that was broken', at('{'), at(known('cards/a.md')), 1],
  ])('%s', async (_, before, after, more) => {
    const message = `${more} problem${more === 1 ? '' : 's'} more than at the start of the branch`;
    expect(await told(before, after)).toEqual(more === 0 ? [] : [`warning kb-baseline.json:1:1 ${message}`]);
  });

  test('may be larger than a card', async () => {
    const paths = Array.from({ length: 9000 }, (_, at_) => `cards/with-a-rather-long-name-${at_}.md`);
    expect(await told(at(known(...paths)), at(known(...paths, 'cards/a.md')))).toEqual([
      'warning kb-baseline.json:1:1 1 problem more than at the start of the branch',
    ]);
  });
});

describe('the defaults of a folder', () => {
  const folder = async (before: Files, after: Files): Promise<string[]> => {
    const cards = { 'cards/a.md': '# A\n', 'cards/eu/b.md': '# B\n' };
    return told({ ...cards, ...before }, { ...cards, ...after });
  };
  const every = (interval: string): string => `verify-every: ${interval}\n`;

  test.each<[string, Files, Files, string[]]>([
    [
      'that are new',
      {},
      { 'cards/_kb.yaml': every('60y') },
      ['cards/_kb.yaml:1:1 verify-every was 90 days and is 720 months'],
    ],
    [
      'that are gone',
      { 'cards/_kb.yaml': every('7d') },
      {},
      ['cards/_kb.yaml:1:1 verify-every was 7 days and is 90 days'],
    ],
    ['that are shorter', {}, { 'cards/_kb.yaml': every('30d') }, []],
    ['that are as long', { 'cards/_kb.yaml': every('1y') }, { 'cards/_kb.yaml': every('12m') }, []],
    ['of other things', {}, { 'cards/_kb.yaml': 'tags: [a]\n' }, []],
    [
      'above another folder that has some, too',
      { 'cards/_kb.yaml': every('30d'), 'cards/eu/_kb.yaml': 'tags: [eu]\n' },
      { 'cards/_kb.yaml': every('1y'), 'cards/eu/_kb.yaml': 'tags: [eu]\n' },
      ['cards/_kb.yaml:1:1 verify-every was 30 days and is 12 months'],
    ],
    [
      'of which a nearer one is the longer one',
      { 'cards/_kb.yaml': every('30d') },
      { 'cards/_kb.yaml': every('20d'), 'cards/eu/_kb.yaml': every('60y') },
      ['cards/eu/_kb.yaml:1:1 verify-every was 30 days and is 720 months'],
    ],
    ['that had no cards', {}, { 'cards/us/_kb.yaml': every('60y'), 'cards/us/c.md': '# C\n' }, []],
    [
      'where nothing came due',
      { 'kb.config.yaml': 'defaults: { verify-every: never }' },
      { 'kb.config.yaml': 'defaults: { verify-every: never }', 'cards/_kb.yaml': every('60y') },
      ['cards/_kb.yaml:1:1 verify-every was never and is 720 months'],
    ],
    [
      'that the config has, too',
      { 'kb.config.yaml': '' },
      { 'kb.config.yaml': 'defaults: { verify-every: 1y }', 'cards/_kb.yaml': every('1y') },
      ['kb.config.yaml:1:1 defaults: verify-every was 90 days and is 12 months'],
    ],
  ])('%s', async (_, before, after, expected) => {
    expect(await folder(before, after)).toEqual(expected.map((each) => `warning ${each}`));
  });
});
