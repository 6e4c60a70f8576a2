/** What issues report about their cards, in real clones. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBase, type Base } from '../../../src/base/base.js';
import { cardCases } from '../../../src/base/issues/cases.js';
import { reportLoader } from '../../../src/base/issues/report.js';
import { pagesIn } from '../../../src/base/pages/pages.js';
import type { Day } from '../../../src/day.js';
import type { Issue } from '../../../src/forge/forge.js';
import type { EndReport, Report } from '../../../src/forge/text/report.js';
import type { ReportedVerdict } from '../../../src/forge/sync.js';
import { contentHash, pathsHash } from '../../../src/trust/verify.js';
import { commit, git, gitRepo, put, tempFolder } from '../../repo/world.js';

const TODAY = '2026-11-21' as Day;

function baseAt(folder: string): Promise<Base> {
  const world = { progress: () => undefined, env: process.env, home: '/nonexistent' };
  return openBase({ folder, name: null }, { dayIn: () => TODAY, ...world });
}

/** A card, and below it one whose record matches it. */
const plain = (body: string, more = ''): string =>
  `---\ntitle: A\nowner: "@ana"\nverify-by: 2026-05-01\n${more}---\n${body}`;
function verified(
  body: string,
  { on = '2026-02-01', due = '2026-05-01', more = '', note = '', code = '' } = {},
): string {
  const content = contentHash({ writtenTitle: 'A', body }, on as Day, due as Day);
  const record = `verified:\n  on: ${on}\n  by: "@ana"\n  content: "${content}"\n`;
  const rest = `${note && `  note: "${note}"\n`}${code && `  paths: "${code}"\n`}`;
  return `---\ntitle: A\nowner: "@ana"\nverify-by: ${due}\n${record}${rest}${more}---\n${body}`;
}

/** Commits with this day as the author date. Returns the commit id. */
function commitOn(root: string, day: string): string {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'x', `--date=${day}T12:00:00Z`);
  return git(root, 'rev-parse', 'HEAD');
}

async function tell(base: Base, verdict: ReportedVerdict): Promise<Report | EndReport> {
  const told = await reportLoader(base, pagesIn(base.repo.root, null), () => undefined)([verdict]);
  return verdict.do === 'close' ? told.end(verdict) : told.report(verdict);
}

/** What an issue reports about the card at a path, relative to the root of the work tree. */
async function reportOf(folder: string, file: string, previous: number | null = null): Promise<Report> {
  const base = await baseAt(folder);
  const card = (await cardCases(base)).find((each) => each.path === file);
  if (!card) throw new Error(`no card at ${file}`);
  return (await tell(base, { do: 'create', card, previous })) as Report;
}

const ISSUE = { number: 7 } as Issue;

/** The event that ended the issue of the card at a path. */
async function endOf(
  folder: string,
  file: string,
  why: 'fine' | 'retired' = 'fine',
): Promise<EndReport['event']> {
  const base = await baseAt(folder);
  const card = (await cardCases(base)).find((each) => each.path === file);
  if (!card) throw new Error(`no card at ${file}`);
  expect(card.need).toBe(why === 'fine' ? 'none' : 'retired');
  return ((await tell(base, { do: 'close', issue: ISSUE, ending: { why, card } })) as EndReport).event;
}

async function removedOf(folder: string, file: string): Promise<EndReport['event']> {
  const ending = { why: 'removed', id: 'x', path: file } as const;
  return ((await tell(await baseAt(folder), { do: 'close', issue: ISSUE, ending })) as EndReport).event;
}

describe('an issue tells of its card', () => {
  test('the pages on the forge, of the branch that it shows first', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': '', 'docs/cards/a b.md': plain('Text.\n') });
    const docs = path.join(root, 'docs');
    const file = 'docs/cards/a b.md';
    const none = { view: null, history: null, edit: null };
    expect(await reportOf(docs, file)).toMatchObject({ pages: none, folder: 'docs' });
    git(root, 'remote', 'add', 'origin', 'git@github.com:acme/kb.git');
    const at = 'https://github.com/acme/kb';
    const name = 'docs/cards/a%20b.md';
    expect((await reportOf(docs, file)).pages).toEqual({
      view: `${at}/blob/main/${name}`,
      history: `${at}/commits/main/${name}`,
      edit: `${at}/edit/main/${name}`,
    });
    git(root, 'switch', '-q', '--detach');
    expect((await reportOf(docs, file)).pages).toEqual(none);
    git(root, 'update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect((await reportOf(docs, file)).pages.view).toBe(`${at}/blob/trunk/${name}`);
    git(root, 'remote', 'set-url', 'origin', '/srv/kb.git');
    expect((await reportOf(docs, file)).pages).toEqual(none);
  });

  test('open flags, the last issue, teams that are mentioned, the folder of the base', async () => {
    const more = 'flags:\n  - {by: "@ben", on: 2026-11-01, note: "wrong <b>"}\n';
    const root = gitRepo({ 'cards/a.md': plain('Text.\n', more).replace('"@ana"', '["@acme/x", "@ana"]') });
    expect(await reportOf(root, 'cards/a.md', 12)).toMatchObject({
      folder: '',
      flags: [{ by: '@ben', on: '2026-11-01', note: 'wrong <b>' }],
      previous: 12,
      mentions: [],
    });
    put(root, { 'kb.config.yaml': 'issues: {mention-teams: true}\n' });
    expect((await reportOf(root, 'cards/a.md')).mentions).toEqual(['@acme/x']);
  });

  test('how many lines are other than when it was verified, and in which commit that was', async () => {
    const root = gitRepo({ 'cards/a.md': plain('One.\nTwo.\n') });
    expect((await reportOf(root, 'cards/a.md')).changed).toEqual({
      commit: null,
      lines: null,
      since: null,
      code: [],
      why: null,
    });
    put(root, { 'cards/a.md': verified('One.\nTwo.\n') });
    const then = commitOn(root, '2026-02-03');
    const record = verified('One.\nTwo.\n');
    expect((await reportOf(root, 'cards/a.md')).changed).toMatchObject({ commit: then, lines: null });
    put(root, { 'cards/a.md': record.replace('Two.', 'Three.\nFour.') });
    commit(root);
    const changed = { commit: then, lines: { added: 2, removed: 1 }, since: null, code: [], why: null };
    expect((await reportOf(root, 'cards/a.md')).changed).toEqual(changed);
    git(root, 'mv', 'cards/a.md', 'cards/b.md');
    commit(root);
    expect((await reportOf(root, 'cards/b.md')).changed).toEqual(changed);
    put(root, { 'cards/b.md': record.replace('Two.', 'Three.\nFour.\nFive.') });
    expect((await reportOf(root, 'cards/b.md')).changed.lines).toEqual({ added: 3, removed: 1 });
  });

  test('since when its text is known, where no hash tells and the commit is of another day', async () => {
    const dated = (on: string, body = 'Text.\n'): string =>
      `---\ntitle: A\nowner: "@ana"\nverify-every: 90d\nverified: {on: ${on}}\n---\n${body}`;
    const root = gitRepo({});
    put(root, { 'cards/a.md': dated('2024-05-09'), 'cards/b.md': verified('Text.\n') });
    const first = commitOn(root, '2024-05-11');
    const changedOf = async (file: string): Promise<unknown> => (await reportOf(root, file)).changed;
    const known = { lines: null, code: [], why: null };
    expect(await changedOf('cards/a.md')).toEqual({ ...known, commit: first, since: null });
    put(root, { 'cards/a.md': dated('2025-05-09') });
    const later = commitOn(root, '2025-08-21');
    const since = { on: '2025-08-21', isFirst: false };
    expect(await changedOf('cards/a.md')).toEqual({ ...known, commit: null, since });
    put(root, { 'cards/c.md': dated('2024-05-09'), 'cards/d.md': verified('Text.\n') });
    expect(commitOn(root, '2026-08-21')).not.toBe(later);
    const import_ = { on: '2026-08-21', isFirst: true };
    expect(await changedOf('cards/c.md')).toEqual({ ...known, commit: null, since: import_ });
    expect(await changedOf('cards/d.md')).toEqual({ ...known, commit: null, since: null });
  });

  test('which day those may move who have no kb: only a date without a record, of a base that is not kb’s own', async () => {
    const page = (more = ''): string =>
      `---\ntitle: A\nowner_slack: "#a"\nlast_reviewed_on: 2026-01-01\nreview_in: 3 months\n${more}---\nText.\n`;
    const root = gitRepo({
      'kb.config.yaml': 'dialect: gds\nfields: {verify-by: next_review}\n',
      'cards/a.md': page(),
      'cards/b.md': page('next_review: 2026-05-01\n'),
      'cards/c.md': page('kb: {content: "0123456789ab"}\n'),
      'cards/d.md': page('kb: {flags: [{by: "@ben", on: 2026-11-01, note: wrong}]}\n'),
    });
    const hands = async (name: string): Promise<unknown> => (await reportOf(root, `cards/${name}.md`)).byHand;
    expect(await hands('a')).toEqual({ field: 'last_reviewed_on', means: 'checked' });
    expect(await hands('b')).toEqual({ field: 'next_review', means: 'due' });
    expect(await hands('c')).toBe(null);
    expect(await hands('d')).toBe(null);
    put(root, { 'kb.config.yaml': '', 'cards/a.md': plain('Text.\n') });
    expect(await hands('a')).toBe(null);
  });

  test('whom kb asks where it knows no login of an owner', async () => {
    const root = gitRepo({
      'kb.config.yaml':
        'people:\n  Ben: {login: "@ben", teams: ["#known"]}\n  Cleo: {emails: [c@example.com]}\ndefaults: {owner: "@dora"}\n',
      CODEOWNERS: '/cards/b.md @eve @dora\n',
      'cards/a.md': plain('Text.\n').replace('@ana', '#unknown'),
      'cards/b.md': plain('Text.\n').replace('@ana', 'Cleo'),
      'cards/c.md': plain('Text.\n').replace('@ana', '#known'),
      'cards/d.md': plain('Text.\n').replace('owner: "@ana"\n', ''),
    });
    const instead = async (name: string): Promise<unknown> =>
      (await reportOf(root, `cards/${name}.md`)).instead;
    expect(await instead('a')).toEqual(['dora']);
    expect(await instead('b')).toEqual(['eve', 'dora']);
    expect(await instead('c')).toBe(null);
    expect(await instead('d')).toBe(null);
    put(root, { 'kb.config.yaml': '' });
    expect(await instead('a')).toEqual([]);
  });

  test('that its issue is a file, where the config says so', async () => {
    const root = gitRepo({ 'cards/a.md': plain('Text.\n') });
    expect((await reportOf(root, 'cards/a.md')).isFile).toBe(false);
    put(root, { 'kb.config.yaml': 'issues: {forge: file}\n' });
    expect((await reportOf(root, 'cards/a.md')).isFile).toBe(true);
  });

  test('the code that has changed since then', async () => {
    const code = pathsHash([['src/a.ts', '0000000000000000000000000000000000000000']]);
    const card = verified('Text.\n', { due: '2027-05-01', code, more: 'paths: [src]\n' });
    const root = gitRepo({
      'docs/kb.config.yaml': '',
      'docs/cards/a.md': card,
      'src/a.ts': '1\n',
      'lib/x': '',
    });
    put(root, { 'src/a.ts': '2\n', 'src/b.ts': '', 'lib/x': '2\n' });
    commit(root);
    const { card: seen, changed } = await reportOf(path.join(root, 'docs'), 'docs/cards/a.md');
    expect(seen.calls).toEqual(['code-changed']);
    expect(changed.code).toEqual([
      { path: 'src/a.ts', status: 'M' },
      { path: 'src/b.ts', status: 'A' },
    ]);
  });

  test('that a shallow clone does not know, and that nothing is known outside git', async () => {
    const root = gitRepo({ 'cards/a.md': verified('One.\n') });
    put(root, { 'cards/a.md': verified('One.\n').replace('One.', 'Two.') });
    commit(root);
    const clone = path.join(tempFolder(), 'clone');
    git(root, 'clone', '-q', '--depth=1', `file://${root}`, clone);
    const unknown = { commit: null, lines: null, since: null, code: [] };
    const why = 'this clone is shallow';
    expect((await reportOf(clone, 'cards/a.md')).changed).toEqual({ ...unknown, why });
    rmSync(path.join(clone, '.git'), { recursive: true });
    const none = 'this folder is not in a git work tree';
    expect((await reportOf(clone, 'cards/a.md')).changed).toEqual({ ...unknown, why: none });
  });
});

test('many cards at once are told of as each one is by itself', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `cards/${at}.md`);
  const lives = [verified('One.\n'), plain('One.\n'), verified('One.\n').replace('One.', 'Two.')];
  const root = gitRepo(Object.fromEntries(names.map((name) => [name, plain('None.\n')])));
  git(root, 'switch', '-q', '-c', 'side');
  put(root, { 'cards/3.md': verified('One.\n') });
  commit(root);
  git(root, 'switch', '-q', 'main');
  for (const [at, name] of names.entries()) {
    if (at === 3) continue;
    put(root, { [name]: lives[at % lives.length] ?? '' });
    commit(root);
  }
  git(root, 'merge', '-q', '--no-ff', '-m', 'x', 'side');
  git(root, 'mv', 'cards/6.md', 'cards/moved.md');
  put(root, { 'cards/7.md': verified('One.\n', { on: '2026-11-10', due: '2027-05-01' }) });
  commit(root);
  const base = await baseAt(root);
  const verdicts = (await cardCases(base)).map((card): ReportedVerdict =>
    card.need === 'issue'
      ? { do: 'create', card, previous: null }
      : { do: 'close', issue: ISSUE, ending: { why: 'fine', card } },
  );
  const told = await reportLoader(base, pagesIn(root, null), () => undefined)(verdicts);
  expect(verdicts).toHaveLength(12);
  for (const verdict of verdicts) {
    const alone = await tell(await baseAt(root), verdict);
    expect(await (verdict.do === 'close' ? told.end(verdict) : told.report(verdict))).toEqual(alone);
  }
});

describe('the end of an issue is explained by', () => {
  const STALE = plain('Text.\n');

  test('a verification, with its note; by the last one where there were several', async () => {
    const root = gitRepo({ 'cards/a.md': STALE });
    put(root, { 'cards/a.md': verified('Text.\n', { on: '2026-11-10', due: '2027-05-01' }) });
    const first = commit(root);
    const event = { kind: 'verified', by: '@ana', to: null };
    expect(await endOf(root, 'cards/a.md')).toEqual({
      ...event,
      on: '2026-11-10',
      note: null,
      commit: first,
    });
    const again = { on: '2026-11-20', due: '2027-05-10', note: 'asked ben' };
    put(root, { 'cards/a.md': verified('Text.\n', again) });
    const second = commit(root);
    put(root, { 'cards/a.md': verified('Text.\n', { ...again, more: 'tags: [x]\n' }) });
    commit(root);
    const told = { ...event, on: '2026-11-20', note: 'asked ben', commit: second };
    expect(await endOf(root, 'cards/a.md')).toEqual(told);
    git(root, 'mv', 'cards/a.md', 'cards/b.md');
    commit(root);
    expect(await endOf(root, 'cards/b.md')).toEqual(told);
  });

  test('a day alone, or a record that does not fit the text: nobody is thanked for that', async () => {
    const dated = (on: string): string =>
      `---\ntitle: A\nowner: "@ana"\nverify-every: 90d\nverified: {on: ${on}}\n---\nText.\n`;
    const root = gitRepo({ 'cards/a.md': dated('2026-02-01'), 'cards/b.md': STALE });
    put(root, {
      'cards/a.md': dated('2026-11-10'),
      'cards/b.md': verified('Other.\n', { on: '2026-11-10', due: '2027-05-01' }).replace('Other', 'Text'),
    });
    const then = commit(root);
    const event = { kind: 'dated', on: '2026-11-10', note: null, to: null, commit: then };
    expect(await endOf(root, 'cards/a.md')).toEqual({ ...event, by: 'Ana' });
    expect(await endOf(root, 'cards/b.md')).toEqual({ ...event, by: '@ana' });
  });

  test('what the work tree has done, without a commit', async () => {
    const root = gitRepo({ 'cards/a.md': STALE });
    put(root, { 'cards/a.md': verified('Text.\n', { on: '2026-11-10', due: '2027-05-01' }) });
    const event = { kind: 'verified', on: '2026-11-10', by: '@ana', note: null, to: null, commit: null };
    expect(await endOf(root, 'cards/a.md')).toEqual(event);
    put(root, { 'cards/a.md': STALE.replace('2026-05-01', '2027-05-01') });
    expect(await endOf(root, 'cards/a.md')).toEqual({ ...event, kind: 'date-moved', on: null, by: null });
  });

  test('a date that was moved, by whom the config knows; not by an earlier verification', async () => {
    const root = gitRepo({
      'cards/a.md': verified('Text.\n'),
      'kb.config.yaml': 'people:\n  Ana: {login: "@ana-a", emails: [ana@example.com]}\n',
    });
    put(root, { 'cards/a.md': verified('Text.\n').replace('2026-05-01', '2027-05-01') });
    const then = commit(root);
    expect(await endOf(root, 'cards/a.md')).toMatchObject({ kind: 'date-moved', by: '@ana-a', commit: then });
  });

  test('a flag that is gone: its person’s name, or who took it back', async () => {
    const fine = plain('Text.\n').replace('2026-05-01', '2027-05-01');
    const flag = (by: string): string => `flags:\n  - {by: "${by}", on: 2026-11-01, note: wrong}\n`;
    const flagged = (by: string): string => plain('Text.\n', flag(by)).replace('2026-05-01', '2027-05-01');
    const root = gitRepo({
      'cards/a.md': flagged('@ben'),
      'cards/b.md': flagged('ana@example.com'),
    });
    put(root, { 'cards/a.md': fine, 'cards/b.md': fine });
    const then = commit(root);
    const event = { note: 'wrong', commit: then };
    expect(await endOf(root, 'cards/a.md')).toMatchObject({ ...event, kind: 'flag-cleared', by: '@ben' });
    expect(await endOf(root, 'cards/b.md')).toMatchObject({ ...event, kind: 'withdrawn', by: 'Ana' });
  });

  test('fields, where only these made the difference', async () => {
    const code = plain('Text.\n');
    const root = gitRepo({ 'cards/b.md': code });
    put(root, { 'cards/b.md': code.replace('verify-by: 2026-05-01\n', '') });
    const then = commit(root);
    expect(await endOf(root, 'cards/b.md')).toMatchObject({
      kind: 'fields',
      by: 'Ana',
      note: null,
      commit: then,
    });
  });

  test('nothing, where git has no such event: the config was changed, or the clone is shallow', async () => {
    const stale = '---\ntitle: A\nowner: "@ana"\nverified: {on: 2026-05-01}\n---\nText.\n';
    const root = gitRepo({ 'cards/a.md': stale });
    put(root, { 'kb.config.yaml': 'defaults: {verify-every: 1y}\n' });
    commit(root);
    expect(await endOf(root, 'cards/a.md')).toBe(null);
    const other = gitRepo({ 'cards/a.md': STALE });
    put(other, { 'cards/a.md': verified('Text.\n', { on: '2026-11-10', due: '2027-05-01' }) });
    commit(other);
    const clone = path.join(tempFolder(), 'clone');
    git(other, 'clone', '-q', '--depth=1', `file://${other}`, clone);
    expect(await endOf(clone, 'cards/a.md')).toBe(null);
  });

  test('the commit that archived or replaced the card', async () => {
    const root = gitRepo({ 'cards/a.md': STALE, 'cards/b.md': STALE });
    put(root, {
      'cards/a.md': plain('Text.\n', 'status: archived\n'),
      'cards/b.md': plain('Text.\n', 'superseded-by: c\n'),
    });
    const then = commit(root);
    put(root, { 'cards/a.md': plain('Other.\n', 'status: archived\n') });
    commit(root);
    const event = { kind: 'retired', by: 'Ana', note: null, commit: then };
    expect(await endOf(root, 'cards/a.md', 'retired')).toMatchObject({ ...event, to: null });
    expect(await endOf(root, 'cards/b.md', 'retired')).toMatchObject({ ...event, to: 'c' });
  });
});

describe('of a card that is gone', () => {
  test('the commit is told that removed its file, on whichever branch', async () => {
    const files = {
      'docs/kb.config.yaml': '',
      'docs/cards/a.md': plain('One.\n'),
      'docs/cards/b.md': '# B\n',
    };
    const root = gitRepo(files);
    git(root, 'switch', '-q', '-c', 'side');
    git(root, 'rm', '-q', 'docs/cards/a.md');
    const then = commit(root);
    git(root, 'switch', '-q', 'main');
    put(root, { 'docs/cards/c.md': '# C\n' });
    commit(root);
    git(root, 'merge', '-q', '--no-ff', '-m', 'x', 'side');
    const event = { kind: 'removed', by: 'Ana', note: null, to: null, commit: then };
    expect(await removedOf(path.join(root, 'docs'), 'docs/cards/a.md')).toMatchObject(event);
    expect(await removedOf(path.join(root, 'docs'), 'cards/a.md')).toBe(null);
  });

  test('a file that is another card now is no removal', async () => {
    const text = plain('A long text about refunds that nobody else has.\nAnd more of it.\n');
    const root = gitRepo({ 'cards/a.md': text, 'cards/b.md': plain('Text.\n', 'id: one\n') });
    git(root, 'mv', 'cards/a.md', 'cards/moved.md');
    const moved = commit(root);
    put(root, { 'cards/b.md': plain('Text.\n', 'id: two\n') });
    const renamed = commit(root);
    const event = { kind: 'moved', by: 'Ana' };
    expect(await removedOf(root, 'cards/a.md')).toMatchObject({ ...event, to: 'moved', commit: moved });
    expect(await removedOf(root, 'cards/b.md')).toMatchObject({ ...event, to: 'two', commit: renamed });
  });

  test('a file that is there, and no card any more, is none either', async () => {
    const root = gitRepo({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
    put(root, { 'kb.config.yaml': 'cards: ["cards/b.md"]\n' });
    commit(root);
    expect(await removedOf(root, 'cards/a.md')).toBe(null);
  });

  test('nothing is told of what its marker may hold instead of a path', async () => {
    const root = gitRepo({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
    git(root, 'rm', '-q', 'cards/a.md');
    commit(root);
    expect(await removedOf(root, 'cards/a.md')).not.toBe(null);
    for (const file of NO_PATHS) expect([file, await removedOf(root, file)]).toEqual([file, null]);
  });
});

const NO_PATHS = [
  ...['', '.', '/', ':/', 'cards', 'cards/', '../a.md', '/etc/passwd', 'cards/../cards/a.md', 'cards//a.md'],
  ...[':(glob)cards/*', '--output=/tmp/x', 'cards/*.md', 'cards/a.md\0', 'cards/a.md\n', './cards/a.md'],
  ...['é'.repeat(65_000), `${'cards/'.repeat(1000)}a.md`],
];
