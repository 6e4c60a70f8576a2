/** Generates cards in every style of front matter, and says which fields each line belongs to. */
import fc from 'fast-check';
import type { CanonicalField, Dialect } from '../../src/card/fields.js';

export interface StyledLine {
  readonly text: string;
  /** Fields whose change may change or remove this line. */
  readonly of: readonly CanonicalField[];
}

export interface Styled {
  readonly dialect: Dialect;
  readonly mapping: ReadonlyMap<string, readonly string[]>;
  readonly text: string;
  /** Lines of the front matter, each with its line break. */
  readonly lines: readonly StyledLine[];
  readonly body: string;
}

type Lines = readonly StyledLine[];
export type Pick = <T>(options: readonly T[]) => T;

/** All sorts of texts, including some that YAML reads as something else and some that must not reach a terminal. */
export const TEXTS = (
  `a|B c|@ana|"q" r|it's|no|null|~|12|1e5|0x1f|12:30|a: b|a # b|#x| - y|- y|[z]|{z|a, b|%d|?|*a|&a|!a|>-|--- |...|` +
  `a\\b|\u05e9\u05dc\u05d5\u05dd|\u{1f600} ok|\u202eabc|a\u0007|a\nb|a\u2028b|\u00a0c|a:|:a|='x|é\u0301|` +
  'https://example.com/?a=b#c|2026-11-21|read with legal, 2026 terms|5f1c9a3e27b0|123456789012|1e2345678901|\ud800'
).split('|');
export const DAYS = ['2026-11-21', '2027-02-28', '2026-01-02'];
/** Possible items of a list. */
export const WORDS = ['a', 'b c', '@ana', '#team', 'd/e', "it's", 'no', 'f: g', 'h, i', '[j]', 'שלום', '7'];

const QUOTED = ['"x y"', "'x: y'", '"a\\u0007b"', '"it\'s # no"', "'it''s'"];
const PLAIN = ['x', 'x y', 'x, y', 'a:b', '12', '2025-01-02', 'x  y', 'שלום', '-x'];
const COMMENTS = ['', '', '', ' # c', '   # key: value', ' #'];
const BLANKS = [' ', ' ', ' ', '  ', '   '];

/** A scalar after its key, on one or more lines. */
function scalarLines(pick: Pick, key: string, indent: string, days: readonly string[]): string[] {
  const head = `${indent}${key}:`;
  const one = (text: string): string[] => [`${head}${pick(BLANKS)}${text}${pick(COMMENTS)}`];
  switch (
    pick(['plain', 'plain', 'plain', 'quoted', 'quoted', 'null', 'folded', 'block', 'long', 'day', 'kept'])
  ) {
    case 'quoted':
      return one(pick(QUOTED));
    case 'null':
      return pick([[head], [`${head} # c`], [`${head} ~`], [`${head}  null # c`], [`${head}   `]]);
    case 'folded':
      return [
        `${head} ${pick(['>-', '>', '|', '|-'])}${pick(COMMENTS)}`,
        `${indent}  x: y`,
        '',
        `${indent}  # z`,
      ];
    case 'kept':
      return [`${head} |+`, `${indent}  x`, ''];
    case 'block':
      return [`${head} x`, `${indent}  y`];
    case 'long':
      return [`${head} "x`, `${indent}    y" # c`];
    case 'day':
      return one(pick(days));
    default:
      return one(pick(PLAIN));
  }
}

function listLines(pick: Pick, key: string, indent: string): string[] {
  const head = `${indent}${key}:`;
  const items = pick([['a'], ['a', '"b c"'], ["'@ana'", 'b', '"#c"'], ['a', 'b', 'a b', 'c']]);
  const dash = `${indent}${pick(['', '  ', '    '])}-${pick([' ', '   '])}`;
  switch (pick(['flow', 'flow', 'lines', 'lines', 'block', 'empty', 'scalar'])) {
    case 'flow':
      return [
        `${head} [${pick(['', ' '])}${items.join(pick([', ', ',', ' , ']))}${pick(['', ' ', ','])}]${pick(COMMENTS)}`,
      ];
    case 'lines':
      return [
        `${head} [`,
        ...items.map((item, at) => `${indent}  ${item}${at < items.length - 1 ? ',' : ''}${pick(COMMENTS)}`),
        `${indent}  ]${pick(COMMENTS)}`,
      ];
    case 'empty':
      return [`${head} []`];
    case 'block':
      return [
        `${head}${pick(COMMENTS)}`,
        ...items.flatMap((item) => [
          ...pick([[], [], [`${indent}  # of it`]]),
          `${dash}${item}${pick(COMMENTS)}`,
        ]),
      ];
    default:
      return scalarLines(pick, key, indent, ['a, b']);
  }
}

function flagLines(pick: Pick, indent: string): string[] {
  const head = `${indent}flags:`;
  const each = [
    [`- by: "@ana"`, '  on: 2026-11-20', `  note: the price changed${pick(COMMENTS)}`],
    [`- {by: ben, note: 'x: y'}`],
    [`- note: |`, '    long', '', '    text', '  # c', '  by: ana'],
    [`-   by: zoe # c`, `    note: ''`],
  ];
  switch (pick(['block', 'block', 'flow', 'null', 'empty'])) {
    case 'flow':
      return [
        `${head} [{by: ana, on: 2026-11-20, note: x}${pick([', {note: "y, z", by: ben}', '', ','])}]${pick(COMMENTS)}`,
      ];
    case 'null':
      return [`${head}${pick(COMMENTS)}`];
    case 'empty':
      return [`${head} []`];
    default: {
      const inner = `${indent}${pick(['', '  ', '   '])}`;
      return [
        `${head}${pick(COMMENTS)}`,
        ...each
          .filter(() => pick([true, false, true]))
          .flat()
          .map((line) => (line === '' ? line : inner + line)),
      ];
    }
  }
}

type Block = Lines;

function of(fields: readonly CanonicalField[], lines: readonly string[]): Block {
  return lines.map((text) => ({ text, of: fields }));
}

/** A map with some of its keys, foreign keys and comments. */
function mapLines(
  pick: Pick,
  key: string,
  keys: readonly (readonly [string, CanonicalField])[],
  { indent, days }: { indent: string; days: readonly string[] },
): Block {
  const all = keys.map(([, field]) => field);
  const some = shuffled(pick, keys).filter(() => pick([true, false]));
  const head = `${indent}${key}:`;
  switch (pick(['block', 'block', 'block', 'flow', 'flow', 'null', 'empty', 'literal', 'broken'])) {
    case 'flow': {
      const [gap, blank] = [
        pick([', ', ',', ' , ', `,\n${indent}  `, `, # c\n${indent}  `]),
        pick(['', ' ']),
      ];
      const entries = some
        .filter(([, field]) => field !== 'flags')
        .map(([name]) => `${name}: ${pick([...QUOTED, 'x', '12', 'x/y', ''])}`);
      const rest = pick([[], ['z: [1, {y: 2}]'], ['"z y": 1', 'x']]);
      const inside = shuffled(pick, [...entries, ...rest]).join(gap);
      return of(all, `${head} {${blank}${inside}${blank}}${pick(COMMENTS)}`.split('\n'));
    }
    case 'null':
      return of(all, [pick([head, `${head} ~`, `${head} # c`, `${head}  null # c`])]);
    case 'empty':
      return of(all, [pick([`${head} {}`, `${head} { } # c`])]);
    case 'literal':
      return some.flatMap(([name, field]) => of([field], scalarLines(pick, `${key}.${name}`, indent, days)));
    case 'broken':
      return of(all, [pick([`${head} x`, `${head} [a]`])]);
    default: {
      const inner = indent + pick(['  ', '  ', ' ', '    ']);
      const parts = some.map(([name, field]) =>
        of([field], field === 'flags' ? flagLines(pick, inner) : scalarLines(pick, name, inner, days)),
      );
      const others = pick([
        [],
        [of([], [`${inner}z: 1`])],
        [of([], [`${inner}z:`, `${inner}  - y # c`])],
        [of(all, [`${inner}# c`])],
      ]);
      const inside = shuffled(pick, [...parts, ...others]).flat();
      const isMap = inside.some(({ text }) => !text.trim().startsWith('#'));
      return [...of(all, [`${head}${pick(COMMENTS)}`]), ...(isMap ? inside : [])];
    }
  }
}

/** Keys of other tools and comments, which kb must never change. */
function otherLines(pick: Pick, indent: string, at: number): Block {
  const key = `${indent}x${at}`;
  return of(
    [],
    pick([
      [`${key}: {a: 1, b: [2, "3"]} # c`],
      [`${key}:`, `${indent}  a: 1`, `${indent}  # c`, `${indent}  b:`, `${indent}    - c`],
      [`${key}: |`, `${indent}  verified:`, `${indent}    on: x`, ''],
      [`${key}: |+`, `${indent}  y`, '', ''],
      [`${indent}# ${key}: y`],
      [''],
      [`"${at} y": 'z'`].map((line) => indent + line),
      [`${indent}? y${at}`, `${indent}: z`],
      [`${key}:`],
    ]),
  );
}

interface Speech {
  readonly texts: readonly (readonly [string, CanonicalField])[];
  readonly lists: readonly (readonly [string, CanonicalField])[];
  readonly maps: readonly (readonly [string, readonly (readonly [string, CanonicalField])[]])[];
  readonly days: readonly string[];
}

const INSIDE = [
  ['by', 'verified.by'],
  ['content', 'verified.content'],
  ['paths', 'verified.paths'],
  ['note', 'verified.note'],
] as const;
const OURS = ['kb', [...INSIDE, ['flags', 'flags']]] as const;
const MAPPING: Speech = {
  texts: [
    ['title', 'title'],
    ['expires', 'verify-by'],
  ],
  lists: [
    ['maintainer', 'owner'],
    ['labels', 'tags'],
  ],
  maps: [
    [
      'freshness',
      [
        ['owner', 'owner'],
        ['reviewed', 'verified.on'],
        ['every', 'verify-every'],
      ],
    ],
    OURS,
  ],
  days: ['2025-jan-02', '"2025-Jan-2"', '2025-01-02T10:00:00Z', '2025-01-02'],
};
const SPEECHES: Readonly<Record<Dialect, Speech>> = {
  kb: {
    texts: [
      ['title', 'title'],
      ['verify-by', 'verify-by'],
      ['verify-every', 'verify-every'],
      ['kind', 'kind'],
    ],
    lists: [
      ['owner', 'owner'],
      ['tags', 'tags'],
      ['paths', 'paths'],
    ],
    maps: [['verified', [['on', 'verified.on'], ...INSIDE]]],
    days: ['2025-01-02', '"2025-01-02"', '2025-1-2'],
  },
  gds: {
    texts: [
      ['title', 'title'],
      ['last_reviewed_on', 'verified.on'],
      ['review_in', 'verify-every'],
    ],
    lists: [['owner_slack', 'owner']],
    maps: [OURS],
    days: ['2025-01-02', "'2025-01-02'"],
  },
  learn: {
    texts: [
      ['title', 'title'],
      ['ms.date', 'verified.on'],
      ['ms.update-cycle', 'verify-every'],
    ],
    lists: [
      ['ms.author', 'owner'],
      ['author', 'owner'],
      ['ms.reviewer', 'verifiers'],
    ],
    maps: [OURS],
    days: ['01/02/2025', '1/2/2025', '"1/2/2025"', '2025-01-02'],
  },
  custom: MAPPING,
};
const NAMES = new Map<string, readonly string[]>([
  ['owner', ['freshness.owner', 'maintainer']],
  ['verified.on', ['freshness.reviewed']],
  ['verify-every', ['freshness.every']],
  ['verify-by', ['expires']],
  ['tags', ['labels']],
]);

export function styledCard(pick: Pick): Styled {
  const dialect = pick<Dialect>(['kb', 'gds', 'learn', 'custom']);
  const { texts, lists, maps, days } = SPEECHES[dialect];
  const indent = pick(['', '', '', '', '', '  ']);
  const maybe = <T>(all: readonly T[]): T[] => all.filter(() => pick([true, true, false]));
  const blocks = [
    ...maybe(texts).map(([key, field]) => of([field], scalarLines(pick, key, indent, days))),
    ...maybe(lists).map(([key, field]) => of([field], listLines(pick, key, indent))),
    ...maybe(maps).map(([key, keys]) => mapLines(pick, key, keys, { indent, days })),
    ...(dialect === 'kb' && pick([true, false]) ? [of(['flags'], flagLines(pick, indent))] : []),
    ...pick([0, 1, 2, 3].map((count) => Array.from({ length: count }, (_, at) => at))).map((at) =>
      otherLines(pick, indent, at),
    ),
  ];
  const eols = pick([['\n'], ['\n'], ['\r\n'], ['\n', '\r\n']]);
  const ended = ({ text, of: fields }: StyledLine): StyledLine => ({ text: text + pick(eols), of: fields });
  const inside = shuffled(pick, blocks).flat();
  const isMap = inside.some(({ text }) => /^\s*[^\s#]/.test(text));
  const fence: StyledLine = { text: `---${pick(['', '', ' '])}`, of: [] };
  const start = pick(['', '', '\uFEFF']);
  const first = { ...fence, text: start + fence.text };
  const lines = isMap ? [first, ...inside, fence].map(ended) : [];
  const body = pick([
    '',
    'Text',
    '# A\n\n---\ntitle: no\n---\n',
    '\r\n# A\r\n---\r\n',
    ' \n',
    'verified:\n  on: x\n',
  ]);
  const text = (isMap ? '' : start) + lines.map((line) => line.text).join('') + body;
  return { dialect, mapping: dialect === 'custom' ? NAMES : new Map(), text, lines, body };
}

/** The fields that a card of the dialect may have. */
export function fieldsOf(dialect: Dialect): CanonicalField[] {
  const { texts, lists, maps } = SPEECHES[dialect];
  const all = [...texts, ...lists, ...maps.flatMap(([, keys]) => keys)].map(([, field]) => field);
  return [...new Set([...all, 'flags' as const])];
}

function shuffled<T>(pick: Pick, all: readonly T[]): T[] {
  const left = [...all];
  return all.map(() => left.splice(left.indexOf(pick(left)), 1)[0]).filter((each) => each !== undefined);
}

/** A source of choices that fast-check can shrink. */
export const picks: fc.Arbitrary<Pick> = fc.gen().map(
  (generate): Pick =>
    (options) =>
      options[generate(fc.nat, options.length - 1)] as (typeof options)[number],
);
