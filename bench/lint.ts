/**
 * How long `kb lint` takes against Node's own start: cold, with kept facts, and after 1 % of the cards changed.
 * `npm run bench:lint -- FOLDER` copies the folder of Markdown into a new git repository; it is left as it is. Build first.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, table, type Contestant } from './measure.js';

const kb = path.resolve(fileURLToPath(import.meta.url), '../../bin/kb.js');
const rounds = Number(process.env['ROUNDS'] ?? 7);
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name a folder of Markdown: npm run bench:lint -- FOLDER');

/** Milliseconds, longer than a file counts as young: until then it is opened again, whatever its stamp says. */
const SETTLED = 3000;

const root = mkdtempSync(path.join(tmpdir(), 'kb-bench-'));
const git = (...args: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', ...args], {
    cwd: root,
    stdio: 'ignore',
  });
};
const sleep = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

cpSync(source, root, { recursive: true });
if (!existsSync(path.join(root, 'kb.config.yaml'))) {
  writeFileSync(path.join(root, 'kb.config.yaml'), "cards: ['**/*.md']\n");
}
execFileSync('chmod', ['-R', 'u+w', root]);
git('init', '-q');
git('add', '-A');
git('commit', '-q', '-m', 'cards');
const cards = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const store = path.join(root, '.git/kb');
const forget = (): void => {
  rmSync(store, { recursive: true, force: true });
};
const changeSome = (): void => {
  for (let at = 0; at < cards.length; at += 100)
    appendFileSync(path.join(root, cards[at] ?? ''), '\nMore.\n');
};

const node: Contestant = { name: '`node -e 0`', args: ['-e', '0'] };
const lint = (name: string, more: readonly string[] = [], before?: () => void): Contestant => ({
  name,
  args: [kb, '-q', 'lint', ...more],
  cwd: root,
  ...(before && { before }),
});

try {
  sleep(SETTLED);
  const [floor, cold] = measure([node, lint('`kb lint`, cold', [], forget)], rounds);
  const [, warm] = measure([node, lint('warm')], rounds);
  const [, changed] = measure([node, lint('1 % changed', [], changeSome)], rounds);
  sleep(SETTLED);
  const [, , one, alike] = measure(
    [
      node,
      lint('warm, once more to settle the stamps'),
      lint('warm, only `front-matter-closed`', ['--rule', 'front-matter-closed']),
      lint('warm, only `near-duplicate`', ['--rule', 'near-duplicate']),
    ],
    rounds,
  );
  const results = [floor, cold, warm, changed, one, alike].filter((result) => result !== undefined);
  process.stdout.write(table(`kb lint on ${cards.length} cards`, results));
} finally {
  rmSync(root, { recursive: true, force: true });
}
