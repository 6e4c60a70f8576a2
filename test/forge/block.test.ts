/** kb's part of an issue's text, in the midst of what people write, and whatever they do to it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import {
  hasRoom,
  isCurrent,
  LONGEST_BODY,
  markClosed,
  markerOf,
  readBody,
  writeBody,
  type Body,
} from '../../src/forge/block.js';
import { titleKey } from '../../src/forge/block/hash.js';
import type { Marker } from '../../src/forge/block/marker.js';
import type { Block } from '../../src/forge/step.js';
import { growth, LINEAR } from '../cost.js';
import { hostile } from './hostile-text.js';

const numRuns = process.env['KB_SOAK'] ? 20_000 : 500;

const MARKER: Marker = {
  id: 'refund-eu',
  path: 'cards/refund-eu.md',
  due: '2026-05-01' as Day,
  on: '2026-06-11' as Day,
  reopened: false,
  closed: false,
  asked: '0123456789ab',
  title: 'ba9876543210',
  previous: null,
};
const BLOCK: Block = { text: 'Is it still right?\n\n- yes', marker: MARKER };
const WRITTEN = writeBody(null, BLOCK) ?? '';
const MARKER_LINE = WRITTEN.split('\n').at(-2) ?? '';

const hash = fc.stringMatching(/^[0-9a-f]{12}$/);
const day = fc.constantFrom('2026-05-01', '0001-01-01', '9999-12-31').map((text) => text as Day);
const name = fc
  .oneof(hostile, fc.string({ unit: 'binary' }))
  .map((text) => `x${text}`.replace(/\p{Cs}/gu, ''));
const marker: fc.Arbitrary<Marker> = fc.record({
  id: name,
  path: name,
  due: fc.option(day),
  on: day,
  reopened: fc.boolean(),
  closed: fc.boolean(),
  asked: hash,
  title: hash,
  previous: fc.option(fc.integer({ min: 1, max: 1e9 })),
});
const LINES = [
  '<!-- kb:begin -->',
  '<!-- kb:end -->',
  MARKER_LINE,
  'text',
  '',
  '```',
  '<!-- kb:card v=1 -->',
  ' <!-- kb:begin -->',
  '> <!-- kb:end -->',
];
/** Lines by people, with some of kb's own among them. */
const body = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...LINES) }, hostile),
      fc.constantFrom('\n', '\n', '\r\n', '\r', ''),
    ),
    { maxLength: 16 },
  )
  .map((lines) => lines.flat().join(''));

type Managed = Extract<Body, { kind: 'managed' }>;

function managed(text: string): Managed {
  const read = readBody(text);
  if (read.kind !== 'managed') throw new Error(`it is ${read.kind}`);
  return read;
}

describe('a new body', () => {
  test('has the text between its markers', () => {
    expect(WRITTEN).toMatchInlineSnapshot(`
      "<!-- kb:begin -->
      Is it still right?

      - yes

      <!-- kb:card v=1 id=refund-eu path=cards/refund-eu.md due=2026-05-01 on=2026-06-11 asked=0123456789ab title=ba9876543210 sum=a713751709c2 -->
      <!-- kb:end -->"
    `);
    expect(readBody(WRITTEN)).toEqual({ kind: 'managed', before: '', ...BLOCK, edited: false, after: '' });
  });

  test('gives text and marker back, whatever the card is called', () => {
    fc.assert(
      fc.property(marker, hostile, (each, text) => {
        const written = writeBody(null, { text, marker: each }) ?? '';
        expect(managed(written)).toMatchObject({ marker: each, edited: false, before: '', after: '' });
        expect(written.split('\n').at(-2)).toMatch(/^<!-- kb:card [\w\-.~%=/!*'() ]+ -->$/);
      }),
      { numRuns },
    );
  });

  test('stands in front of what was there', () => {
    expect(writeBody('by hand', BLOCK)).toBe(`${WRITTEN}\n\nby hand`);
  });
});

describe('a body that is written again', () => {
  test('says the same the second time, whatever people have made of it', () => {
    fc.assert(
      fc.property(body, hostile, (old, text) => {
        const block = { text, marker: MARKER };
        const written = writeBody(old, block);
        expect(written === null).toBe(readBody(old).kind === 'unbounded');
        if (written === null) return;
        expect(managed(written)).toMatchObject({ marker: MARKER, edited: false });
        expect(writeBody(written, block)).toBe(written);
        expect(isCurrent(written, block)).toBe(true);
        expect(isCurrent(written.replace(/\r\n|\r|\n/g, '\r\n'), block)).toBe(true);
      }),
      { numRuns },
    );
  });

  test('keeps what stands around our part, byte for byte', () => {
    fc.assert(
      fc.property(body, (old) => {
        const read = readBody(old);
        const written = writeBody(old, BLOCK);
        if (read.kind !== 'managed' || written === null) return;
        expect(written.startsWith(`${read.before}<!-- kb:begin -->\n`)).toBe(true);
        expect(written.endsWith(read.after)).toBe(true);
      }),
      { numRuns },
    );
  });

  test('loses no line that somebody ever wrote, and doubles none', () => {
    const acts = fc.constantFrom('write', 'other text', 'before', 'after', 'inside', 'browser');
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 20 }), (all) => {
        let now = WRITTEN;
        const lines: string[] = [];
        for (const [at, act] of all.entries()) {
          const line = `line ${at} of a person`;
          if (act === 'write') now = writeBody(now, BLOCK) ?? '';
          else if (act === 'other text') now = writeBody(now, { ...BLOCK, text: `text ${at}` }) ?? '';
          else if (act === 'browser') now = now.replace(/\r?\n/g, '\r\n');
          else {
            lines.push(line);
            if (act === 'before') now = `${line}\n${now}`;
            else if (act === 'after') now = `${now}\n${line}`;
            else now = now.replace('<!-- kb:begin -->', `<!-- kb:begin -->\n${line}`);
          }
        }
        now = writeBody(now, BLOCK) ?? '';
        expect(lines.map((line) => now.split(/\r?\n/).filter((each) => each === line).length)).toEqual(
          lines.map(() => 1),
        );
        expect(isCurrent(now, BLOCK)).toBe(true);
      }),
      { numRuns: numRuns / 2 },
    );
  });

  test('keeps below ours what somebody made of it', () => {
    const edited = `Hello\r\n\r\n${WRITTEN.replace('- yes', '- no').replaceAll('\n', '\r\n')}\r\nBye`;
    expect(managed(edited).edited).toBe(true);
    expect(isCurrent(edited, BLOCK)).toBe(false);
    const written = writeBody(edited, BLOCK) ?? '';
    expect(managed(written).before).toBe('Hello\r\n\r\n');
    expect(managed(written).after).toMatchInlineSnapshot(`
      "

      ---

      _Somebody edited the text that kb wrote. This is the edited version; kb leaves it alone from now on._

      Is it still right?

      - no

      Bye"
    `);
  });

  test('keeps the same edit once, however often it is made', () => {
    const edit = (text: string): string => text.replace('- yes', '- no');
    const once = writeBody(edit(WRITTEN), BLOCK) ?? '';
    expect(writeBody(edit(once).replaceAll('\n', '\r\n'), BLOCK)?.replaceAll('\r', '')).toBe(once);
  });

  test('does not take for ours what somebody copied into our part', () => {
    const edited = WRITTEN.replace('- yes', `- yes\n${MARKER_LINE}\n<!-- kb:card -->`);
    const written = writeBody(edited, BLOCK) ?? '';
    expect(written.match(/<!-- kb:/g)?.length).toBe(3);
    expect(written).toContain('<!-- formerly kb:card v=1 id=refund-eu');
  });

  test('is new where a value of the marker is', () => {
    for (const change of [
      { due: null },
      { path: 'cards/b.md' },
      { reopened: true },
      { closed: true },
      { previous: 3 },
    ])
      expect(isCurrent(WRITTEN, { ...BLOCK, marker: { ...MARKER, ...change } })).toBe(false);
  });
});

describe('a body whose markers are damaged', () => {
  const [begin = '', ...rest] = WRITTEN.split('\n');
  const end = rest.pop() ?? '';

  test.each([
    ['no begin', rest.concat(end)],
    ['no end', [begin, ...rest]],
    ['only the marker', [MARKER_LINE]],
    ['out of order', [end, ...rest, begin]],
    ['a begin behind the marker', [begin, ...rest, begin, end]],
    ['an end before the marker', [begin, end, ...rest, end]],
  ])('is left alone: %s', (_, lines) => {
    const text = lines.join('\n');
    expect(readBody(text)).toEqual({ kind: 'unbounded', marker: MARKER });
    expect(markerOf(text)).toEqual(MARKER);
    expect(writeBody(text, BLOCK)).toBeNull();
    expect(isCurrent(text, BLOCK)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['no marker', `${begin}\ntext\n${end}`],
    ['a quoted one', WRITTEN.replace(/^/gm, '> ')],
    ['an indented one', WRITTEN.replace(/^/gm, '    ')],
    ['another version', MARKER_LINE.replace('v=1', 'v=2')],
    ['no id', MARKER_LINE.replace('id=refund-eu', 'id=')],
    ['an id twice', MARKER_LINE.replace('id=refund-eu', 'id=a id=b')],
    ['half a percent sign', MARKER_LINE.replace('refund-eu ', '%E0%A4 ')],
    ['a day of no calendar', MARKER_LINE.replace('2026-06-11', '2026-02-31')],
    ['a short hash', MARKER_LINE.replace('0123456789ab', '0123')],
    ['words around it', `x ${MARKER_LINE} y`],
  ])('has no marker of ours: %s', (_, text) => {
    expect(readBody(text)).toEqual({ kind: 'none' });
    expect(markerOf(text)).toBeNull();
  });

  test('is read where only blanks and line ends are other', () => {
    expect(managed(WRITTEN.replace(/\n/g, '  \r\n')).marker).toEqual(MARKER);
    expect(managed(WRITTEN.replaceAll('\n', '\r'))).toMatchObject({ marker: MARKER, edited: false });
  });
});

describe('the mark of what kb has closed', () => {
  test('changes that alone, in whatever people have made of the text', () => {
    fc.assert(
      fc.property(body, (text) => {
        const before = readBody(text);
        const after = readBody(markClosed(text));
        expect(after).toEqual(
          before.kind === 'none' ? before : { ...before, marker: { ...before.marker, closed: true } },
        );
        expect(markClosed(markClosed(text))).toBe(markClosed(text));
        expect(markClosed(text).split(' closed=1').join('')).toBe(text);
      }),
      { numRuns },
    );
  });

  test('is gone once the text is written again', () => {
    const marked = markClosed(WRITTEN);
    expect(marked).toContain(' closed=1 sum=');
    expect(isCurrent(marked, BLOCK)).toBe(false);
    expect(writeBody(marked, BLOCK)).toBe(WRITTEN);
  });

  test('is left out where the text is full', () => {
    const full = `${WRITTEN}\n`.padEnd(LONGEST_BODY - 8, 'p');
    expect(markClosed(full)).toBe(full);
    expect(markClosed(full.slice(0, -1))).toHaveLength(LONGEST_BODY);
  });
});

test('the first whole part counts', () => {
  const other = writeBody(null, { ...BLOCK, marker: { ...MARKER, id: 'other' } }) ?? '';
  expect(markerOf(`<!-- kb:begin -->\n${WRITTEN}\n\`\`\`\n${other}\n\`\`\``)?.id).toBe('refund-eu');
});

describe('a long body', () => {
  const long = Array.from({ length: 400 }, (_, at) => `line ${at} ${'x'.repeat(200)}`).join('\n');

  test('is cut by lines of ours', () => {
    const written = writeBody(`${WRITTEN}\nhello`, { text: long, marker: MARKER }) ?? '';
    expect(written.length).toBeLessThanOrEqual(LONGEST_BODY);
    expect(written.length).toBeGreaterThan(LONGEST_BODY - 300);
    expect(managed(written).after).toBe('\nhello');
    expect(managed(written).text.split('\n').at(-1)).toMatch(/^_\d+ more lines_$/);
    expect(isCurrent(written, { text: long, marker: MARKER })).toBe(true);
  });

  test('never ends within a block of code', () => {
    const text = `first\n\n- a:\n  \`\`\`sh\n  ${'y\n  '.repeat(300)}\n  \`\`\`\nlast`;
    const people = 'p'.repeat(LONGEST_BODY - 700);
    const written = writeBody(`${WRITTEN}\n${people}`, { text, marker: MARKER }) ?? '';
    expect(managed(written).text).toBe('first\n\n- a:\n\n_304 more lines_');
  });

  test('has room for whatever we will say where there is room at all', () => {
    const edited = WRITTEN.replace('yes', 'no');
    const filled = fc
      .tuple(fc.constantFrom(WRITTEN, edited), fc.integer({ min: 300, max: 900 }))
      .map(([start, room]) => start.padEnd(LONGEST_BODY - room + start.length, 'p\n'));
    const change = fc.record({
      due: fc.option(day),
      reopened: fc.boolean(),
      closed: fc.boolean(),
      title: hash,
    });
    fc.assert(
      fc.property(filled, change, fc.string({ maxLength: 2000 }), (full, changes, text) => {
        if (!hasRoom(readBody(full), MARKER)) return;
        const written = writeBody(full, { text: `${text}\nlast`, marker: { ...MARKER, ...changes } });
        expect(written?.length).toBeLessThanOrEqual(LONGEST_BODY);
      }),
      { numRuns },
    );
    const lengths = [0, LONGEST_BODY - 700, LONGEST_BODY - 500];
    expect(lengths.map((length) => hasRoom(readBody(`${WRITTEN}\n${'p'.repeat(length)}`), MARKER))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('is not written where what people wrote leaves no room', () => {
    for (const length of [LONGEST_BODY, LONGEST_BODY - 100]) {
      const full = `${WRITTEN}\n${'p'.repeat(length)}`;
      expect(writeBody(full, { ...BLOCK, text: 'other' })).toBeNull();
      expect(isCurrent(full, { ...BLOCK, text: 'other' })).toBe(true);
    }
  });
});

test('hostile bodies cost no more than their length', () => {
  for (const piece of [
    '<!-- kb:begin -->\n',
    `<!-- kb:begin -->\n${MARKER_LINE}\n`,
    `${WRITTEN}\n`,
    '\r',
    ' ',
    '<!--',
    '<!-- \t',
    '```\n',
  ])
    expect(
      growth(
        (text) => [readBody(text), writeBody(text.slice(0, 60_000), { text, marker: MARKER })],
        piece.repeat(400_000 / piece.length),
      ),
    ).toBeLessThan(LINEAR);
});

test('the key of a title does not mind blanks around it', () => {
  expect(titleKey(' Verify: a ')).toBe(titleKey('Verify: a'));
  expect(titleKey('Verify: b')).not.toBe(titleKey('Verify: a'));
});
