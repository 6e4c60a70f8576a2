/** Our own cards, README and reference: quoted answers are what kb answers, and searches find the card that helps. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate as generateCommands } from '../docs/generate.js';
import { generate as generatePicture } from '../docs/picture.js';
import { dialectNames } from '../src/card/fields.js';
import { outline } from '../src/card/outline.js';
import { unknownKeys } from '../src/card/unknown-keys.js';
import { COMMANDS } from '../src/commands/index.js';
import { parseConfig } from '../src/config/parse.js';
import { readCards, surveyOf } from '../src/repo/cards.js';
import { RULES } from '../src/lint/rules/index.js';
import { diskRepo } from '../src/repo/disk.js';
import { root } from './build.js';
import { kb } from './memory-io.js';
import { matches, rewritten, Stage, stepsOf } from './transcript.js';

const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const configFile = path.join(root, 'kb.config.yaml');
const config = parseConfig(read('kb.config.yaml'), configFile);
const repo = diskRepo(root);
const survey = await surveyOf(repo, config);
const { folderProblems } = survey;
const set = await readCards(repo, survey);
const generated = [...(await generateCommands()), ...(await generatePicture())];
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/design.md'],
  ...generated.map(([name]) => name).filter((name) => name.endsWith('.md')),
  ...set.cards.map((card) => card.path),
];

describe('our cards', () => {
  test('have no problem, not even a warning', () => {
    const problems = set.cards.flatMap((card) =>
      card.problems.map(({ message }) => `${card.path}: ${message}`),
    );
    expect(problems).toEqual([]);
    expect([...unknownKeys(set.cards, dialectNames(config.dialect, config.fields))]).toEqual([]);
    expect([...folderProblems.values()].flat()).toEqual([]);
    expect(set.cards.length).toBeGreaterThan(15);
  });

  test('say who owns them, what they are, and for whom', () => {
    for (const { path: file, id, explicitId, ownerFrom, kind, tags, audience } of set.cards) {
      expect([file, explicitId, ownerFrom, audience]).toEqual([`cards/${id}.md`, true, 'card', 'public']);
      expect(['how-to', 'faq', 'troubleshooting', 'reference']).toContain(kind);
      expect(tags).not.toEqual([]);
    }
  });

  test('are what was verified: a changed text must lose its record', async () => {
    const { out } = await kb(['list', '--is', 'unverified', '--is', 'stale', '-q'], { cwd: root });
    expect(out).toBe('');
  });

  test('send the reader to cards that exist', () => {
    const lost = set.cards.flatMap((card) => card.related.filter((id) => set.find(id).card?.id !== id));
    expect(lost).toEqual([]);
  });

  // What people type, and the card that answers it.
  test.each([
    ['how do I start a new knowledge base', 'getting-started'],
    ['write a new card', 'write-a-card'],
    ['card from a template', 'new-card'],
    ['template of our own', 'new-card'],
    ['owner with @ not accepted', 'quote-owners'],
    ['US date format verify-by', 'dates-and-intervals'],
    ['what does the question mark in front of a card mean', 'trust-states'],
    ['may I give this to a customer', 'send-to-customer'],
    ['exclude a word from the search', 'query-language'],
    ['why is this result first', 'search-ranking'],
    ['switch off recording of searches', 'usage-log'],
    ['what do people look for and not find', 'search-gaps'],
    ['is the search index up to date', 'search-index'],
    ['search our cards in a web page with lunr', 'search-index'],
    ['Hebrew', 'search-languages'],
    ['fail the build when cards are stale', 'stale-in-ci'],
    ['use kb on existing docs', 'existing-docs'],
    ['last_reviewed_on', 'dialects'],
    ['default owner for a folder', 'folder-defaults'],
    ['search from any folder', 'personal-bases'],
    ['jq', 'json-output'],
    ['no color', 'terminal-output'],
    ['merge conflict in front matter', 'front-matter-mistakes'],
    ['escape sequences security', 'hostile-text'],
    ['move a file, keep its id', 'rename-a-card'],
    ['replace an old card by another', 'retire-a-card'],
    ['no card matches', 'newcomer-problems'],
    ['somebody left the company', 'owners'],
    ['ask the owner of a card for a review', 'codeowners'],
  ])('“%s” is answered by %s among the first three', async (question, id) => {
    const { out } = await kb(['search', question, '-n', '3', '--json'], { cwd: root });
    const { hits } = JSON.parse(out) as { hits: { id: string }[] };
    expect(hits.map((hit) => hit.id)).toContain(id);
  });
});

describe('what our cards quote', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kb-cards-'));
  cpSync(path.join(root, 'test/kb'), folder, { recursive: true });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** What kb prints to a terminal in the sample base, without notes (`-q`). */
  async function answer(command: string): Promise<string> {
    const words = (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
      word.replace(/^['"]|['"]$/g, ''),
    );
    const terminal = { terminal: true, columns: 100, rows: 1000 };
    const env = { KB_USER: '@ana' };
    const { out, err } = await kb([...words.slice(1), '-q'], { cwd: folder, env, ...terminal });
    return (out + err).replace(/[\u2068\u2069]| -q$/gm, '').trimEnd();
  }

  const quoting = set.cards.filter(({ body }) => body.includes('```console'));

  test.each(quoting.map((card) => [card.path, card.body]))('%s', async (file, body) => {
    const outputs = new Map<number, string>();
    for (const { command, line, expected } of stepsOf(body)) {
      const whole = await answer(command);
      // A last line `…` stands for the rest of the answer.
      const lines = expected.split('\n').length - 1;
      const actual = expected.endsWith('\n…')
        ? [...whole.split('\n').slice(0, lines), '…'].join('\n')
        : whole;
      outputs.set(line, actual);
      if (!process.env['KB_UPDATE']) expect(`$ ${command}\n${actual}`).toBe(`$ ${command}\n${expected}`);
    }
    if (process.env['KB_UPDATE']) {
      writeFileSync(
        path.join(root, file),
        read(file).replace(body, () => rewritten(body, outputs)),
      );
    }
  });

  test('many of them quote something', () => {
    expect(quoting.length).toBeGreaterThan(8);
  });
});

describe('README', () => {
  const readme = read('README.md');

  test('its first two lines with `npm ci` are the main job and the tests', () => {
    const lines = readme.split('\n').filter((line) => line.includes('npm ci'));
    expect(lines[0]).toMatch(/^(?:\$ )?npm ci && npx kb search .*\w/);
    expect(lines[1]).toMatch(/^(?:\$ )?npm ci && npm test$/);
  });

  test('its main job finds something in our own cards', async () => {
    const query = /npx kb search "([^"]+)"/.exec(readme)?.[1] ?? '';
    const { code, out } = await kb(['search', query], { cwd: root });
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringContaining('cards/')]);
  });

  // The transcripts use bash, which is missing on Windows.
  test.skipIf(process.platform === 'win32')('its transcripts are true', () => {
    const steps = stepsOf(readme);
    const outputs = new Map<number, string>();
    const stage = new Stage('test/kb');
    try {
      for (const { command, line, expected } of steps) {
        const actual = stage.run(command);
        outputs.set(line, actual);
        if (process.env['KB_UPDATE'] || matches(expected, actual)) continue;
        expect(`${line} $ ${command}\n${actual}`).toBe(`${line} $ ${command}\n${expected}`);
      }
    } finally {
      stage.remove();
    }
    if (process.env['KB_UPDATE']) writeFileSync(path.join(root, 'README.md'), rewritten(readme, outputs));
    expect(steps.length).toBeGreaterThan(2);
  });
});

describe('documents', () => {
  test.each(documents)('%s links to files that exist', (name) => {
    const targets = outline(read(name)).links.map(({ target }) => target.replace(/#.*$/, ''));
    const local = targets.filter((target) => target !== '' && !/^[a-z]+:/i.test(target));
    expect(local.filter((target) => !existsSync(path.join(root, path.dirname(name), target)))).toEqual([]);
  });

  test.each(generated)('%s is up to date', (name, text) => {
    expect(read(name) === text, 'npm run generate').toBe(true);
  });

  test('each rule has its page, and each page its rule', () => {
    const names = readdirSync(path.join(root, 'docs/rules')).filter((name) => name !== 'README.md');
    expect(names.sort()).toEqual(RULES.map(({ name }) => `${name}.md`));
  });

  test('the reference knows every command', () => {
    for (const { name } of COMMANDS.filter(({ isHidden }) => !isHidden))
      expect(read('docs/commands.md')).toContain(`### kb ${name}\n`);
  });
});
