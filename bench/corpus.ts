/** Git repositories of 1,000, 14,000 and 100,000 cards for benchmarks. Made once, always identical, and kept in KB_BENCH_DIR. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { frontMatter } from './front-matter.js';
import { Random, realCards } from './real-cards.js';
import { remix, type Remix } from './remix.js';

export interface Corpus {
  readonly root: string;
  readonly cards: number;
  readonly bytes: number;
  readonly distinctWords: number;
}

/** Where corpora, peers and their indexes are kept between runs. */
export const cache = path.resolve(process.env['KB_BENCH_DIR'] ?? path.join(tmpdir(), 'kb-bench'));

/** Changing this number makes all corpora again. */
const RECIPE = 1;
const CARDS_IN_FOLDER = 100;
/** Bytes handed to git at once. */
const CHUNK = 8 * 1024 * 1024;
/** Milliseconds after which kb surely trusts the stamp of a file; younger files are opened again. */
const SETTLED = 3500;

/** The repository with this many cards, unmodified and settled. */
export function corpus(cards: number): Corpus {
  const root = path.join(cache, `cards-${cards}`);
  const about = `${root}.json`;
  if (existsSync(about)) {
    const { recipe, ...known } = JSON.parse(readFileSync(about, 'utf8')) as Corpus & { recipe: number };
    if (recipe === RECIPE) {
      restore(root);
      return { ...known, root };
    }
  }
  mkdirSync(cache, { recursive: true });
  // Everything derived from the old repository goes with it.
  for (const name of readdirSync(cache))
    if (name === `cards-${cards}` || name.startsWith(`cards-${cards}.`))
      rmSync(path.join(cache, name), { recursive: true });
  const made = make(root, cards);
  writeFileSync(about, JSON.stringify({ recipe: RECIPE, ...made }));
  settle();
  git(root, 'status', '--porcelain');
  return made;
}

/** Undoes what a benchmark changed, and lets git notice that nothing is changed. */
export function restore(root: string): void {
  // Searches logged by earlier benchmarks must not affect this one.
  rmSync(path.join(root, '.git/kb/usage.jsonl'), { force: true });
  if (git(root, 'status', '--porcelain') === '') return;
  git(root, 'reset', '-q', '--hard');
  git(root, 'clean', '-q', '-f', '-d');
  settle();
  git(root, 'status', '--porcelain');
}

/** Waits until the stamps of all files are trusted. */
export function settle(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED);
}

function make(root: string, cards: number): Corpus {
  const random = new Random(20261121);
  const real = realCards(random);
  const { texts, words } = remix(real, cards, random);
  mkdirSync(root, { recursive: true });
  git(root, 'init', '-q', '-b', 'main');
  const stream = path.join(cache, `cards-${cards}.stream`);
  const bytes = writeStream(stream, texts, random);
  const input = openSync(stream, 'r');
  try {
    execFileSync('git', ['-c', 'core.compression=1', 'fast-import', '--quiet'], {
      cwd: root,
      stdio: [input, 'ignore', 'inherit'],
    });
  } finally {
    closeSync(input);
    rmSync(stream);
  }
  git(root, 'reset', '-q', '--hard');
  return { root, cards, bytes, distinctWords: words };
}

/** Writes one commit for `git fast-import`. Returns the total bytes of all cards. */
function writeStream(file: string, texts: Remix['texts'], random: Random): number {
  const output = openSync(file, 'w');
  const ids: string[] = [];
  let total = 0;
  let waiting: string[] = [];
  let length = 0;
  const flush = (): void => {
    writeSync(output, waiting.join(''));
    waiting = [];
    length = 0;
  };
  const add = (name: string, text: string): number => {
    const bytes = Buffer.byteLength(text);
    waiting.push(`M 100644 inline ${name}\ndata ${bytes}\n${text}\n`);
    length += bytes;
    if (length > CHUNK) flush();
    return bytes;
  };
  waiting.push('commit refs/heads/main\ncommitter Ana <ana@example.com> 1760000000 +0000\ndata 5\ncards\n');
  add('kb.config.yaml', 'dialect: kb\ndefaults:\n  verify-every: 6 months\n');
  for (const [at, { title, body }] of texts.entries()) {
    const folder = `cards/area-${String(Math.floor(at / CARDS_IN_FOLDER)).padStart(4, '0')}`;
    if (at % (CARDS_IN_FOLDER * 10) === 0) add(`${folder}/_kb.yaml`, 'owner: "@acme/on-call"\n');
    const id = `card-${at}`;
    total += add(
      `${folder}/${nameOf(title)}-${at}.md`,
      `---\n${frontMatter(id, title, ids, random)}\n---\n\n${body}`,
    );
    ids.push(id);
  }
  flush();
  closeSync(output);
  return total;
}

function nameOf(title: string): string {
  const name = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return name.slice(0, 40).replace(/^-|-$/g, '') || 'card';
}

function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'gc.auto=0', ...args], { cwd: root, encoding: 'utf8' });
}
