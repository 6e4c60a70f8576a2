/**
 * How long `kb stats` takes relative to Node's own start, on the files alone and over 24 months of git: 5,000 commits that
 * verify, edit and add cards. `npm run bench:stats [-- CARDS…]` makes the repositories; default: 2,000 and 8,000 cards.
 * Build first.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, addMonths, type Day } from '../src/day.js';
import { measure, table } from './measure.js';

const kb = path.resolve(fileURLToPath(import.meta.url), '../../bin/kb.js');
const rounds = Number(process.env['ROUNDS'] ?? 5);
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2000, 8000];

const TODAY = '2026-11-21' as Day;
const MONTHS = 24;
const COMMITS = 5000;
const DAYS = 730;
const WORDS =
  'refund order customer invoice account payment limit export token plan region agent reply form'.split(' ');

/** A stream for `git fast-import`: the first commit adds half of the cards, later commits add the others one by one. */
function history(cards: number): string {
  const parts: string[] = [];
  const start = addMonths(TODAY, -MONTHS);
  const startSeconds = Date.parse(start) / 1000;
  for (let commit = 0; commit < COMMITS; commit++) {
    const day = addDays(start, Math.floor((commit / COMMITS) * DAYS));
    const seconds = startSeconds + Math.floor((commit / COMMITS) * DAYS * 86_400);
    const added = cards / 2 + Math.floor((commit / COMMITS) * (cards / 2));
    const touched =
      commit === 0
        ? Array.from({ length: cards / 2 }, (_, at) => at)
        : [(commit * 7919) % added, ...newest(commit, cards)];
    parts.push(
      `commit refs/heads/main\ncommitter Ana <ana@example.com> ${seconds} +0000\ndata 4\ncard`,
      ...touched.map((at) => file(`cards/area-${at % 40}/card-${at}.md`, card(at, commit, day))),
    );
    if (commit === 0) parts.push(file('kb.config.yaml', 'defaults: {verify-every: 180d}\n'));
  }
  return `${parts.join('\n')}\n`;
}

function newest(commit: number, cards: number): number[] {
  const upTo = (at: number): number => cards / 2 + Math.floor((at / COMMITS) * (cards / 2));
  return Array.from({ length: upTo(commit) - upTo(commit - 1) }, (_, at) => upTo(commit - 1) + at);
}

function file(name: string, text: string): string {
  return `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}`;
}

function card(at: number, commit: number, day: Day): string {
  const paragraph = (seed: number): string =>
    Array.from({ length: 60 }, (_, word) => WORDS[(seed + word * word) % WORDS.length]).join(' ');
  return [
    `---\ntitle: Card ${at} about ${WORDS[at % WORDS.length]}\nowner: "@team-${at % 25}"`,
    `tags: [${WORDS[at % 7]}, ${WORDS[(at % 5) + 7]}]\nverified:\n  on: ${day}\n  by: "@ana"`,
    `verify-by: ${addDays(day, 180)}\n---\n\n# Card ${at}\n\n${paragraph(at)}.\n\n## Steps\n\n${paragraph(commit)}.\n`,
  ].join('\n');
}

for (const cards of sizes) {
  const root = mkdtempSync(path.join(tmpdir(), 'kb-bench-'));
  try {
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root });
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: history(cards) });
    execFileSync('git', ['checkout', '-q', '-f', 'main'], { cwd: root });
    const stats = (name: string, ...more: readonly string[]) => {
      return { name, args: [kb, '-q', 'stats', '--today', TODAY, ...more], cwd: root };
    };
    const results = measure(
      [
        { name: '`node -e 0`', args: ['-e', '0'] },
        stats('`kb stats`'),
        stats('`kb stats --history 24m`', '--history', '24m'),
      ],
      rounds,
    );
    process.stdout.write(table(`kb stats on ${cards} cards and ${COMMITS} commits`, results));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
