/** Draws docs/search.svg and docs/screen.svg: a terminal in which kb answers for the sample base, from real runs with colours. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../src/cli.js';
import { width } from '../src/format/width.js';
import type { Runtime } from '../src/context.js';
import type { Io, Output } from '../src/io.js';
import { screenAfter } from './screen.js';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

/** What is typed, and the lines of its answer that fit the picture. */
const SESSION: readonly (readonly [args: readonly string[], lines?: number])[] = [
  [['search', 'refund', '-n', '4']],
  [['show', 'refund-eu'], 3],
];
const COLUMNS = 104;
/** What is typed on the full screen, and its rows. */
const SCREEN = { typed: 'refund', size: { columns: 124, rows: 22 } };

/** Pixels of a cell, of the text in it, and around the text. */
const CELL = { width: 8.4, height: 21, font: 14 };
const EDGE = { left: 24, top: 58, bottom: 22 };

const FOREGROUND = '#d5dbe3';
const COLORS = new Map([
  ['30', '#6b7683'],
  ['31', '#ff7b72'],
  ['32', '#56d364'],
  ['33', '#e3b341'],
  ['36', '#56d4dd'],
]);

/** Everything that is generated: path from the root of the repo → text. Writes nothing into the repo. */
export async function generate(): Promise<Map<string, string>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kb-picture-'));
  try {
    cpSync(path.join(root, 'test/kb'), folder, { recursive: true });
    const lines: string[] = [];
    for (const [args, most] of SESSION) {
      const answer = (await answerOf(args, folder)).trimEnd().split('\n');
      const typed = `\x1b[32m$\x1b[39m \x1b[1mkb ${args.join(' ')}\x1b[22m`;
      lines.push(...(lines.length > 0 ? [''] : []), typed, ...answer.slice(0, most));
    }
    const rows = await screenAfter(
      SCREEN.typed,
      SCREEN.size,
      worldIn(folder, () => undefined),
    );
    return new Map([
      [
        'docs/search.svg',
        drawing(lines, COLUMNS, 'kb search in a terminal: each hit with its trust, owner and date'),
      ],
      [
        'docs/screen.svg',
        drawing(
          rows,
          SCREEN.size.columns,
          'kb as a full screen: the cards that answer, and the card that is chosen',
        ),
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a command writes to stdout on a colour terminal. */
async function answerOf(args: readonly string[], cwd: string): Promise<string> {
  let text = '';
  await main(
    args,
    worldIn(cwd, (part) => (text += part)),
  );
  return text;
}

/** A colour terminal, on a fixed day. */
function worldIn(cwd: string, write: Output['write']): Runtime {
  const terminal = { isTerminal: true, columns: COLUMNS, rows: 1000, color: true };
  const output = (write: Output['write']): Output => ({ write, ...terminal });
  const io: Io = {
    stdout: output(write),
    stderr: output(() => undefined),
    stdin: Readable.from([]),
    unicode: true,
    exitCode: 0,
  };
  const now = new Date('2026-11-21T12:00:00Z');
  return { io: () => io, cwd, env: { TERM: 'xterm' }, home: cwd, now: () => now };
}

interface Pen {
  readonly color: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underlined: boolean;
}

/** Text in one style, from a column of the terminal on; `isolated` where it keeps its order to itself. */
interface Run {
  readonly column: number;
  readonly text: string;
  readonly pen: Pen;
  readonly isolated: boolean;
}

const PLAIN: Pen = { color: FOREGROUND, bold: false, dim: false, underlined: false };

const PIECES = /\x1b\[([\d;]*)m|\x1b\]8;[^\x1b]*\x1b\\|([\u2068\u2069])|([^\x1b\u2068\u2069]+)/g;

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let pen: Pen = PLAIN;
  let isolated = false;
  let column = 0;
  for (const [, codes, isolate, text] of line.matchAll(PIECES)) {
    if (codes !== undefined) pen = codes.split(';').reduce(turned, pen);
    else if (isolate !== undefined) isolated = isolate === '\u2068';
    else if (text !== undefined) {
      // Gaps are left out: each word group is placed by its column, whatever the font's width is.
      for (const { 0: part, index } of text.matchAll(isolated ? /.+/g : /\S+(?: \S+)*/g))
        runs.push({ column: column + width(text.slice(0, index)), text: part, pen, isolated });
      column += width(text);
    }
  }
  return runs;
}

function turned(pen: Pen, code: string): Pen {
  if (code === '' || code === '0') return PLAIN;
  if (code === '1') return { ...pen, bold: true };
  if (code === '2') return { ...pen, dim: true };
  if (code === '4' || code === '24') return { ...pen, underlined: code === '4' };
  if (code === '22') return { ...pen, bold: false, dim: false };
  return { ...pen, color: code === '39' ? FOREGROUND : (COLORS.get(code) ?? pen.color) };
}

function drawing(lines: readonly string[], columns: number, label: string): string {
  const size = {
    width: Math.round(columns * CELL.width + 2 * EDGE.left),
    height: EDGE.top + lines.length * CELL.height + EDGE.bottom - (CELL.height - CELL.font),
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">
<style>text{font:${CELL.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}</style>
<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="10" fill="#10151c" stroke="#2c3540"/>
<circle cx="24" cy="22" r="6" fill="#ff5f57"/><circle cx="44" cy="22" r="6" fill="#febc2e"/><circle cx="64" cy="22" r="6" fill="#28c840"/>
${lines.flatMap((line, row) => groups(runsOf(line)).map((group) => element(group, row))).join('\n')}
</svg>
`;
}

/** Runs that form one text: those of an isolate, which the reader's software puts in order, and each other run alone. */
function groups(runs: readonly Run[]): Run[][] {
  const found: Run[][] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (run.isolated && last?.[0]?.isolated) last.push(run);
    else found.push([run]);
  }
  return found;
}

function element(runs: readonly Run[], row: number): string {
  const [first] = runs;
  if (!first) return '';
  const x = (EDGE.left + first.column * CELL.width).toFixed(1);
  const y = EDGE.top + row * CELL.height;
  // Of right-to-left text the end is on the left.
  const order = first.isolated ? ' direction="rtl" text-anchor="end"' : '';
  return `<text x="${x}" y="${y}"${order}>${runs.map(span).join('')}</text>`;
}

function span({ text, pen: { color, bold, dim, underlined } }: Run): string {
  const style = `${bold ? ' font-weight="700"' : ''}${dim ? ' fill-opacity="0.6"' : ''}${underlined ? ' text-decoration="underline"' : ''}`;
  return `<tspan fill="${color}"${style}>${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</tspan>`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of await generate()) writeFileSync(path.join(root, file), text);
}
