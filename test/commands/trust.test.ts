/** Trust is one object: every command that shows a card shows the same trust and the same badge. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { longBadge } from '../../src/format/advice.js';
import { badgeText } from '../../src/format/badge.js';
import { styleOf } from '../../src/format/style.js';
import { TRUST_REASONS, TRUST_STATES, type Trust, type TrustReason } from '../../src/trust/trust.js';
import { bufferIo, kb } from '../memory-io.js';
import { commit, git, put } from '../repo/world.js';

interface Shown {
  readonly id: string;
  readonly path: string;
  readonly supersededBy: string | null;
  readonly trust: Trust;
}

const card = (fields: string): string =>
  `---\ntitle: Policy\n${fields}---\n\nThe policy holds for 14 days.\n`;
const OWNED = 'owner: "@ana"\n';
const LATER = `${OWNED}verify-by: 2027-06-30\n`;

/** A card for each reason; those with a record get it from `kb verify`. */
const CARDS: Readonly<Record<TrustReason, string>> = {
  archived: card(`${LATER}status: archived\n`),
  superseded: card(`${LATER}superseded-by: current\n`),
  draft: card(`${LATER}status: draft\n`),
  unreadable: '---\ntitle: [\n---\n\nThe policy cannot be read.\n',
  'bad-date': card(`${OWNED}verify-by: soon\n`),
  flagged: card(`${LATER}flags:\n  - by: "@ben"\n    on: 2026-11-20\n    note: it is 30\n`),
  never: card(OWNED),
  expired: card(`${OWNED}verify-by: 2026-10-11\n`),
  'edited-since': card(LATER),
  'owner-missing': card('verify-by: 2027-06-30\n'),
  'code-changed': card(`${LATER}paths: [src/**]\n`),
  soon: card(`${OWNED}verify-by: 2026-11-25\n`),
  current: card(LATER),
  'date-only': card(`${LATER}verified:\n  on: 2026-11-01\n  by: "@ana"\n`),
};
const RECORDED: readonly TrustReason[] = ['edited-since', 'code-changed', 'current'];

const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', KB_USER: '@ana' };
const { marks } = styleOf(bufferIo().stdout, true, {});
const folders: string[] = [];
let root = '';
let listed = new Map<string, Shown>();

const run = (cwd: string, ...args: string[]) => kb(args, { cwd, env, columns: 200 });

async function asJson<T>(cwd: string, ...args: string[]): Promise<T> {
  return JSON.parse((await run(cwd, '--json', ...args)).out) as T;
}

async function listOf(cwd: string): Promise<Map<string, Shown>> {
  const { cards } = await asJson<{ cards: Shown[] }>(cwd, 'list', '-n', '0');
  const { cards: archived } = await asJson<{ cards: Shown[] }>(cwd, 'list', '-n', '0', '--is', 'archived');
  return new Map([...cards, ...archived].map((each) => [each.id, each]));
}

function folder(): string {
  const made = realpathSync(mkdtempSync(path.join(tmpdir(), 'kb-')));
  folders.push(made);
  return made;
}

beforeAll(async () => {
  root = folder();
  git(root, 'init', '-q');
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@acme.com');
  const texts = Object.entries(CARDS).map(([name, text]) => [`cards/${name}.md`, text] as const);
  put(root, { ...Object.fromEntries(texts), 'kb.config.yaml': '{}\n', 'src/refund.ts': 'one\n' });
  commit(root);
  const until = ['--until', '2027-06-30'];
  const { code, err } = await run(root, 'verify', ...RECORDED, '--note', 'read', '--yes', ...until);
  if (code !== 0) throw new Error(err);
  const record = git(root, 'show', 'HEAD:cards/edited-since.md');
  put(root, { 'src/refund.ts': 'two\n', 'cards/edited-since.md': `${record} Or 30.\n` });
  commit(root);
  listed = await listOf(root);
});

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('the trust of a card', () => {
  test('is each of its reasons in one of the cards', () => {
    expect([...listed].map(([id, { trust }]) => [id, trust.reason]).sort()).toEqual(
      TRUST_REASONS.map((reason) => [reason, reason]).sort(),
    );
    expect(new Set([...listed.values()].map(({ trust }) => trust.state)).size).toBe(TRUST_STATES.length);
  });

  test.each(['show', 'history'])('is the same in `kb %s`', async (command) => {
    for (const [id, { trust, supersededBy, path: file }] of listed) {
      expect(await asJson(root, command, file)).toMatchObject({ id, trust });
      const page = await kb([command, file], { cwd: root, env, terminal: true, columns: 200 });
      expect(page.out).toContain(longBadge(trust, supersededBy, marks));
    }
  });

  test('is the same in `kb search`', async () => {
    for (const query of ['policy', 'policy is:archived']) {
      const { hits } = await asJson<{ hits: Shown[] }>(root, 'search', '-n', '0', query);
      const page = await run(root, 'search', '-n', '0', query);
      const lines = page.out.split('\n');
      expect(hits).toHaveLength(query === 'policy' ? listed.size - 1 : 1);
      for (const { id, trust } of hits) {
        const expected = listed.get(id);
        expect(trust).toEqual(expected?.trust);
        const badge = badgeText(trust, expected?.supersededBy ?? null, marks);
        expect(lines.filter((line) => line.includes(`cards/${id}.md`)).join('\n')).toContain(badge);
      }
    }
  });

  test.each([
    ['list', ['-n', '0']],
    ['list', ['-n', '0', '--is', 'archived']],
    ['stale', []],
    ['stale', ['--due']],
  ])('is the same in `kb %s`, and the badge is that of the object', async (command, options) => {
    const { cards } = await asJson<{ cards: Shown[] }>(root, command, ...options);
    const rows = (await run(root, command, ...options)).out.trimEnd().split('\n');
    expect(cards.length).toBeGreaterThan(0);
    expect(cards.map(({ trust }) => trust)).toEqual(cards.map(({ id }) => listed.get(id)?.trust));
    expect(rows.map((row) => row.split('\t')[0])).toEqual(
      cards.map(({ trust, supersededBy }) => badgeText(trust, supersededBy, marks)),
    );
  });

  test.each([
    [['--is', 'verified'], 'verified'],
    [['--is', 'Archived', '--is', 'draft'], 'archived'],
    [['--is', 'due'], 'due'],
  ])('no card is stale and %j: that is refused', async (filters, state) => {
    const { err, code } = await run(root, 'stale', ...filters);
    expect([err, code]).toEqual([expect.stringContaining(`no card is both stale and “${state}”`), 2]);
    expect(err).toContain(`kb list --is ${state}`);
  });

  test.each([[['--due', '--is', 'due']], [['--is', 'expired']], [['--is', 'verified', '--is', 'expired']]])(
    'but some are %j',
    async (filters) => {
      const { out, err } = await run(root, 'stale', ...filters);
      expect([out, err]).not.toEqual(['', expect.anything()]);
    },
  );

  test('is what `kb stats` counts', async () => {
    const { states } = await asJson<{ states: Readonly<Record<string, number>> }>(root, 'stats');
    const found = TRUST_STATES.map((state) => [
      state,
      [...listed.values()].filter(({ trust }) => trust.state === state).length,
    ]);
    expect(states).toEqual(Object.fromEntries(found));
  });

  test.each([
    ['verify', ['--note', 'read'], 10],
    ['flag', ['-m', 'it is 30'], 9],
    ['archive', [], 12],
    ['archive --restore', [], 2],
  ])('is foretold by `kb %s --dry-run`', async (words, options, fewest) => {
    const copy = path.join(folder(), 'base');
    cpSync(root, copy, { recursive: true });
    const foretold = new Map<string, Trust>();
    for (const [id, { path: file }] of listed) {
      const call = [...words.split(' '), file, ...options];
      const plan = await run(root, '--json', ...call, '--dry-run');
      if (plan.code !== 0) continue;
      const answer = JSON.parse(plan.out) as Shown & { readonly cards?: readonly Shown[] };
      foretold.set(id, (answer.cards?.[0] ?? answer).trust);
      const done = await run(copy, '--json', ...call, '--no-commit', ...(words === 'flag' ? [] : ['--yes']));
      expect(done.code).toBe(0);
    }
    expect(foretold.size).toBeGreaterThanOrEqual(fewest);
    const then = await listOf(copy);
    expect([...foretold]).toEqual([...foretold.keys()].map((id) => [id, then.get(id)?.trust]));
  });
});
