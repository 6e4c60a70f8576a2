import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../src/config.js';
import { parseConfig, parsePersonalConfig } from '../src/config/parse.js';
import { KbError } from '../src/errors.js';
import { default as schema } from '../schemas/config.schema.json' with { type: 'json' };
import { growthFrom, LINEAR } from './cost.js';

const parse = (text: string): ReturnType<typeof parseConfig> => parseConfig(text, '/base/kb.config.yaml');

/** Message lines and hint of the KbError that `read` throws. */
function mistakes(read: () => unknown): [lines: string[], hint: string | null] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    expect(error.code).toBe('config');
    return [error.message.split('\n'), error.hint];
  }
  throw new Error('nothing was thrown');
}
const wrong = (text: string): string[] => mistakes(() => parse(text))[0];

describe('kb.config.yaml', () => {
  test.each(['', '\n', '# nothing\n', '{}', 'null', '\uFEFF', 'cards:\nwarn:\n'])(
    '%j: the defaults hold',
    (text) => {
      expect(parse(text)).toEqual({ ...defaultConfig(), file: '/base/kb.config.yaml' });
    },
  );

  test('with every key', () => {
    const text = readFileSync(new URL('fixtures/config/full.yaml', import.meta.url), 'utf8');
    expect(parse(text)).toEqual({
      file: '/base/kb.config.yaml',
      cards: ['docs/**/*.md', '!docs/old/**'],
      dialect: 'gds',
      fields: new Map([
        ['owner', ['team']],
        ['verified.on', ['checked', 'seen']],
      ]),
      defaults: {
        verifyEvery: { count: 6, unit: 'month' },
        owner: ['@acme/docs'],
        audience: 'restricted:legal',
      },
      warn: 21,
      timezone: 'Europe/Warsaw',
      tags: ['refunds', '404', 'no'],
      people: [
        { name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: ['@acme/billing'] },
        { name: 'ben', login: null, emails: [], teams: [] },
      ],
      languages: ['en', 'he'],
      usage: false,
      rules: new Map([
        ['expired', { severity: 'off', options: {} }],
        ['front-matter-closed', { severity: 'warning', options: {} }],
        ['near-duplicate', { severity: null, options: { similarity: 0.9 } }],
      ]),
      ranking: {
        boosts: { title: 4, tags: 3, headings: 2, body: 1 },
        trust: { verified: 1, due: 0.97, unverified: 0.8, stale: 0.5, superseded: 0.3 },
        coverage: 0,
        recency: 1.2,
      },
      issues: {
        forge: 'file',
        label: 'old-answers',
        for: ['stale', 'flagged'],
        newPerRun: 3,
        author: ['acme-kb[bot]'],
        mentionTeams: true,
        folder: '.kb/issues',
      },
    });
  });

  test('may be JSON', () => {
    expect(parse('{"cards": "a/*.md", "warn": 3, "defaults": {"verify-every": "never"}}')).toMatchObject({
      cards: ['a/*.md'],
      warn: 3,
      defaults: { verifyEvery: null },
    });
  });

  test('fields without a dialect: no other names', () => {
    expect(parse('fields: {owner: maintainer}').dialect).toBe('custom');
    expect(parse('dialect: learn\nfields: {owner: maintainer}').dialect).toBe('learn');
  });

  test('names every mistake in the order of the file, and the nearest key', () => {
    const text = 'dialct: gds\nwarn: x\npeople: {ana: {logn: x}}\nranking: {trust: {stale: 9}}\nzzzzzzz: 1\n';
    const [lines, hint] = mistakes(() => parse(text));
    expect(lines).toEqual([
      'kb.config.yaml:1:1 unknown key “dialct”',
      'kb.config.yaml:2:7 warn: expected a number of days from 0 to 3650, found “x”',
      'kb.config.yaml:3:16 unknown key “logn”',
      'kb.config.yaml:4:26 ranking.trust.stale: expected a number from 0 to 1, found “9”',
      `kb.config.yaml:5:1 unknown key “zzzzzzz”, expected one of ${Object.keys(schema.properties).join(', ')}`,
    ]);
    expect(hint).toBe('“dialct”: did you mean dialect?\n“logn”: did you mean login?');
  });

  test.each([
    ['a: [1', /^kb\.config\.yaml:1:\d+ /],
    ['a:\n\t- b', /^kb\.config\.yaml:2:1 /],
    ['- cards', /:1:1 expected `key: value` lines$/],
    ['text', /:1:1 expected `key: value` lines$/],
    ['warn: 1\nwarn: 2', /:2:1 “warn” appears again; the first is on line 1/],
    ['cards: &x a\ntags: *x', /:1:8 anchors .* are not allowed/],
    ['cards: !!js/function x', /:1:8 .*tags/],
    [`a: ${'['.repeat(30_000)}`, /:1:\d+ .*at most 20 deep/],
    [`a:${' '.repeat(100_000)}1`, /:1:3 expected at most 255 spaces/],
    ['a'.repeat(2_000_000), /:1:1 expected at most 1 MiB/],
    ['__proto__: {warn: 1}', /:1:1 “__proto__” cannot be the name of a key/],
    ['people:\n  constructor: {}', /:2:3 “constructor” cannot/],
    ['? [a]\n: b', /:1:3 expected text as a key/],
    ['cards: [/etc/**]', /:1:9 cards\.0: expected globs .*found “\/etc\/\*\*”/],
    ['cards: ../x', /:1:8 cards: /],
    ['cards: []', /:1:8 cards: .*found a list/],
    ['dialect: word', /:1:10 dialect: expected `kb`, `gds`, `learn` or `custom`, found “word”/],
    ['warn: 1.5', /:1:7 warn: /],
    ['warn: -1', /:1:7 warn: /],
    ['usage: true', /:1:8 usage: expected `on` or `off`, found “true”/],
    ['defaults: {verify-every: soon}', /:1:26 defaults\.verify-every: expected an interval .*“soon”/],
    ['defaults: {owner: bob}', /:1:19 defaults\.owner: expected .*“bob”/],
    ['defaults: {audience: all}', /:1:22 defaults\.audience: /],
    ['timezone: Mars/Base', /:1:11 timezone: expected an IANA time zone .*“Mars\/Base”/],
    ['fields: {ownr: x}', /:1:10 fields: “ownr” is not a field of a card/],
    ['fields: [owner]', /:1:9 fields: expected a map .*found a list/],
    [
      'people: {ana: {emails: {a: b}}}',
      /:1:24 people\.ana\.emails: expected a list of e-mail addresses, found a map/,
    ],
    ['rules: {x: loud}', /:1:12 rules\.x: expected `off`/],
    ['rules: {x: {severity: loud}}', /:1:23 rules\.x\.severity: /],
    ['rules: {expird: off}', /:1:9 rules: there is no rule “expird”/],
    ['rules: {expired: {days: 3}}', /:1:19 rules\.expired: unknown option “days”, expected one of severity/],
    ['rules: {expired: {toString: 3}}', /:1:19 rules\.expired: unknown option “toString”/],
    [
      'rules: {near-duplicate: {similarity: much}}',
      /:1:38 .*similarity: expected a number from 0\.5 to 1, found “much”/,
    ],
    [
      'rules: {near-duplicate: {similarity: 0.2}}',
      /:1:38 .*similarity: expected a number from 0\.5 to 1, found “0\.2”/,
    ],
    ['rules: {near-duplicate: {similarity: 1.01}}', /similarity: expected a number from 0\.5 to 1/],
    [
      'rules: {markdown-style: {preset: strict}}',
      /:1:34 .*preset: expected recommended or consistent, found “strict”/,
    ],
    ['rules: {markdown-style: {preset: [strict]}}', /preset: expected recommended or consistent$/m],
    ['rules: {markdown-style: {except: {a: b}}}', /except: expected a list of texts, such as \[\]/],
    ['issues: yes', /:1:9 issues: expected a map, found “yes”/],
    ['issues: {label: Stale}', /:1:17 issues.label: expected a label .* not `stale`, found “Stale”/],
    ['issues: {for: [late]}', /:1:15 issues.for: expected .*`stale`, `flagged`, `code-changed`/],
    ['issues: {folder: ../x}', /:1:18 issues.folder: expected a folder below the root/],
  ])('%s', (text, message) => {
    const lines = wrong(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });

  test('a long map costs no more than its length', () => {
    const people = (count: number): string =>
      Array.from({ length: count }, (_, at) => `  p${at}: {login: "@p${at}"}\n`).join('');
    const [short, long] = [`people:\n${people(1_000)}`, `people:\n${people(10_000)}`];
    expect(parse(long).people).toHaveLength(10_000);
    const growth = growthFrom(
      () => parse(short),
      () => parse(long),
    );
    expect(growth).toBeLessThan(LINEAR);
  });

  test('a field that is a map points at what is in it', () => {
    expect(mistakes(() => parse('fields: {verified: x}'))[1]).toContain('verified.on');
  });

  test('owners may be people, and anything in a foreign dialect', () => {
    expect(parse('people: {bob: {}}\ndefaults: {owner: bob}').defaults.owner).toEqual(['bob']);
    expect(parse('dialect: learn\ndefaults: {owner: pebaum}').defaults.owner).toEqual(['pebaum']);
  });

  test('the schema states the defaults that hold', () => {
    const { properties } = schema;
    const config = defaultConfig();
    expect(properties.cards.default).toEqual(config.cards);
    expect(properties.dialect.default).toBe(config.dialect);
    expect(properties.warn.default).toBe(config.warn);
    expect(properties.timezone.default).toBe(config.timezone);
    expect(properties.defaults.properties.audience.default).toBe(config.defaults.audience);
    expect(
      parse(`defaults: {verify-every: ${properties.defaults.properties['verify-every'].default}}`),
    ).toMatchObject({ defaults: config.defaults });
    const { boosts, trust, coverage, recency } = properties.ranking.properties;
    const defaults = (map: Record<string, { default: number }>): Record<string, number> =>
      Object.fromEntries(Object.entries(map).map(([key, property]) => [key, property.default]));
    expect({
      boosts: defaults(boosts.properties),
      trust: defaults(trust.properties),
      coverage: coverage.default,
      recency: recency.default,
    }).toEqual(config.ranking);
  });
});

describe('a person’s own config', () => {
  const read = (text: string) => parsePersonalConfig(text, '~/.config/kb/config.yaml');

  test('names bases', () => {
    expect(read('bases: {support: ~/kb, docs: /srv/docs}\ndefault: docs\n')).toEqual({
      bases: new Map([
        ['support', '~/kb'],
        ['docs', '/srv/docs'],
      ]),
      default: 'docs',
    });
    expect(read('')).toEqual({ bases: new Map(), default: null });
  });

  test.each([
    [
      'bases: {support: ~/kb}\ndefault: suport',
      ':2:10 default: “suport” is not one of the bases',
      '“suport”: did you mean support?',
    ],
    ['base: {}', ':1:1 unknown key “base”', '“base”: did you mean bases?'],
    [
      'bases: {all: x}',
      ':1:9 bases: expected a map from name (one word, not `all`) to folder, found the name “all”',
      null,
    ],
    ['bases: {a: [b]}', ':1:12 bases.a: expected a folder such as `~/kb`, found a list', null],
  ])('%s', (text, line, hint) => {
    expect(mistakes(() => read(text))).toEqual([[`~/.config/kb/config.yaml${line}`], hint]);
  });
});
