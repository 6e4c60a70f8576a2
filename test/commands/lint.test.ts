/** `kb lint` as a user runs it, on real folders. */
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const card = (fields: string, body = 'Text.\n'): string =>
  `---\ntitle: A card\nowner: "@ana"\n${fields}---\n\n${body}`;
const GOOD = card('verify-by: 2027-02-19\n');
const EXPIRED = card('verify-by: 2026-10-11\n').replace('A card', 'Another card');
const UNQUOTED = card('verify-by: 2027-02-19\n').replace('"@ana"', '@ana').replace('A card', 'A third card');

const files = { 'cards/good.md': GOOD, 'cards/old/expired.md': EXPIRED, 'cards/unquoted.md': UNQUOTED };
const found = (out: string): string[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/: .*\[/, ' ['));

describe('kb lint', () => {
  test('says all that is wrong, and exits 1', async () => {
    const { out, err, code } = await kb(['lint'], { cwd: gitRepo(files) });
    expect(found(out)).toEqual(['cards/old/expired.md:1:1 [expired]', 'cards/unquoted.md:3:8 [unquoted-at]']);
    expect(err).toContain('2 errors in 3 cards');
    expect(err).toContain('kb lint --fix fixes 1 of them');
    expect(code).toBe(1);
  });

  test.each([
    [['cards/good.md'], 0, []],
    [['good'], 0, []],
    [['cards/old'], 1, ['cards/old/expired.md:1:1 [expired]']],
    [['.', 'good'], 1, ['cards/old/expired.md:1:1 [expired]', 'cards/unquoted.md:3:8 [unquoted-at]']],
    [['README.md'], 0, []],
    [['--rule', 'expired'], 1, ['cards/old/expired.md:1:1 [expired]']],
    [['--rule', 'duplicate-key'], 0, []],
  ])('%j', async (args, exit, expected) => {
    const cwd = gitRepo({ ...files, 'README.md': '# No card' });
    const { out, code } = await kb(['lint', ...args], { cwd });
    expect([found(out), code]).toEqual([expected, exit]);
  });

  test('counts files from the current folder', async () => {
    const cwd = path.join(gitRepo(files), 'cards/old');
    const { out } = await kb(['lint', '../unquoted.md'], { cwd });
    expect(found(out)).toEqual(['cards/unquoted.md:3:8 [unquoted-at]']);
  });

  test.each([
    [['nowhere.md'], '“nowhere.md” is not a card'],
    [['--rule', 'nothing'], 'there is no rule “nothing”'],
    [['--dry-run'], '--dry-run needs --fix'],
    [['--update-baseline', 'good'], '--update-baseline needs the whole base'],
    [['--update-baseline', '--rule', 'expired'], '--update-baseline needs the whole base'],
    [['--format', 'xml'], 'xml'],
    [['--max-warnings', 'many'], 'whole number'],
  ])('%j is refused', async (args, why) => {
    const { err, code } = await kb(['lint', ...args], { cwd: gitRepo(files) });
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  test('warnings alone are no failure, unless there are more than allowed', async () => {
    const cwd = gitRepo({ 'cards/due.md': card('verify-by: 2026-11-25\n') });
    const codes = [];
    for (const args of [[], ['--max-warnings', '1'], ['--max-warnings', '0']])
      codes.push((await kb(['lint', '--rule', 'due', ...args], { cwd })).code);
    expect(codes).toEqual([0, 0, 1]);
  });

  test('lists its rules', async () => {
    const { out, code } = await kb(['lint', '--rules'], { cwd: tempFolder() });
    expect(out).toMatch(/^expired\terror\t/m);
    expect(code).toBe(0);
  });
});

test('kb lint --explain tells why, and shows right and wrong', async () => {
  const { out, code } = await kb(['lint', '--explain', 'expired'], { cwd: tempFolder() });
  expect(out).toMatch(/# expired[^]*## Why[^]*verify-by: 2026-10-11[^]*verified until 2026-10-11 only/);
  expect(code).toBe(0);
});

describe('kb lint --fix', () => {
  test('mends what it says, byte for byte, and nothing when asked to show', async () => {
    const cwd = gitRepo(files);
    const read = (): string => readFileSync(path.join(cwd, 'cards/unquoted.md'), 'utf8');
    const shown = await kb(['lint', '--fix', '--dry-run'], { cwd });
    expect(shown.out).toContain('-owner: @ana\n+owner: "@ana"\n');
    expect(shown.code).toBe(1);
    expect(read()).toBe(UNQUOTED);

    const { err } = await kb(['lint', '--fix'], { cwd });
    expect(err).toContain('1 error in 3 cards (1 fixed)');
    expect(read()).toBe(UNQUOTED.replace('@ana', '"@ana"'));
    expect(await kb(['lint', '--fix', '--dry-run'], { cwd })).toMatchObject({ out: '', code: 0 });
  });

  test('is shown in JSON', async () => {
    const { out, code } = await kb(['lint', '--fix', '--dry-run', '-f', 'json'], { cwd: gitRepo(files) });
    const changes = [{ path: 'cards/unquoted.md', rules: ['unquoted-at'] }];
    expect([JSON.parse(out), code]).toEqual([{ schemaVersion: 1, dryRun: true, changes }, 1]);
  });

  test.each([
    [['-f', 'github'], 'as text or json; found “github”'],
    [['-f', 'sarif'], 'as text or json; found “sarif”'],
    [['--since', 'HEAD'], '--since does not go with it'],
    [['--external'], '--external does not go with it'],
    [['--max-warnings', '0'], '--max-warnings does not go with it'],
    [['--update-baseline'], '--update-baseline does not go with it'],
  ])('is not shown with %j, which would be passed over', async (args, why) => {
    const { err, code } = await kb(['lint', '--fix', '--dry-run', ...args], { cwd: tempFolder() });
    expect([err, code]).toEqual([expect.stringContaining(why), 2]);
  });

  test('leaves a card alone that says it is meant', async () => {
    const cwd = gitRepo({
      'cards/a.md': UNQUOTED.replace('owner: @ana', 'owner: @ana # kb-ignore unquoted-at: shows the mistake'),
    });
    expect((await kb(['lint', '--fix', '--dry-run'], { cwd })).out).toBe('');
  });
});

describe('kb lint --fix, where a part is meant', () => {
  const other = UNQUOTED.replace('A third card', 'A fourth card');
  const both = { 'cards/a.md': UNQUOTED, 'cards/b.md': other };
  const read = (cwd: string, name: string): string => readFileSync(path.join(cwd, name), 'utf8');

  test('leaves cards alone that were not named', async () => {
    const cwd = gitRepo(both);
    await kb(['lint', '--fix', 'a'], { cwd });
    expect([read(cwd, 'cards/a.md'), read(cwd, 'cards/b.md')]).toEqual([
      UNQUOTED.replace('@ana', '"@ana"'),
      other,
    ]);
  });

  test('leaves what a rule finds alone that is off', async () => {
    const cwd = gitRepo({ ...both, 'kb.config.yaml': 'rules: {unquoted-at: off}\n' });
    await kb(['lint', '--fix'], { cwd });
    expect(read(cwd, 'cards/a.md')).toBe(UNQUOTED);
  });

  test('goes on until nothing is left: a mended line may show what else is wrong with it', async () => {
    const cwd = gitRepo({
      'cards/a.md': UNQUOTED.replace('title: A third card', 'title: Mend #12').replace('@ana', '@ana'),
    });
    await kb(['lint', '--fix'], { cwd });
    const once = read(cwd, 'cards/a.md');
    expect(once).toContain('title: "Mend #12"\nowner: "@ana"\n');
    await kb(['lint', '--fix'], { cwd });
    expect(read(cwd, 'cards/a.md')).toBe(once);
  });
});

test.each(['..', '/', '../..'])('%s holds the base, and means all of it', async (word) => {
  const { code, err } = await kb(['lint', word], { cwd: path.join(gitRepo(files), 'cards/old') });
  expect([code, err]).toEqual([1, expect.stringContaining('error')]);
});

test.each([
  [['--rules'], 'rules'],
  [['--explain', 'expired'], 'rule'],
  [['--fix', '--dry-run'], 'changes'],
  [[], 'findings'],
])('%j answers in JSON where it is asked to', async (args, key) => {
  const { out } = await kb(['lint', ...args, '--json'], { cwd: gitRepo(files) });
  expect(Object.keys(JSON.parse(out) as object)).toEqual(expect.arrayContaining(['schemaVersion', key]));
});

test('--rules tells the severities of this base', async () => {
  const cwd = gitRepo({ ...files, 'kb.config.yaml': 'rules: {expired: info}\n' });
  const { out } = await kb(['lint', '--rules', '--rule', 'expired,due'], { cwd });
  expect(out).toMatch(/^expired\tinfo\t.*\ndue\twarning\t.*\n$/);
});

test('another key in the place of an old one is a new finding', async () => {
  const key = (end: string): string => ['AKIA', 'QYLPMN5HXKZ3TVW', end].join('');
  const cwd = gitRepo({ 'cards/a.md': card('verify-by: 2027-02-19\n', `Use ${key('2')}.\n`) });
  put(cwd, { 'cards/a.md': card('verify-by: 2027-02-19\n', `Use ${key('7')}.\n`) });
  const { out, code } = await kb(['lint', '--since', 'HEAD'], { cwd });
  expect([found(out), code]).toEqual([['cards/a.md:7:5 [secret]'], 1]);
  expect(out).not.toContain(key('7'));
});

describe('the baseline', () => {
  test('hides what was there when it was made, counts what comes, and only ever becomes shorter', async () => {
    const cwd = gitRepo(files);
    const baseline = path.join(cwd, 'kb-baseline.json');
    expect((await kb(['lint', '--update-baseline'], { cwd })).err).toContain('kb-baseline.json: 2 problems');
    const first = readFileSync(baseline, 'utf8');

    const calm = await kb(['lint'], { cwd });
    expect([calm.out, calm.code]).toEqual(['', 0]);
    expect(calm.err).toContain('nothing new in 3 cards (2 in the baseline)');
    expect((await kb(['lint', '--no-baseline'], { cwd })).code).toBe(1);

    put(cwd, {
      'cards/new.md': EXPIRED.replace('Another card', 'Fourth'),
      'cards/unquoted.md': GOOD.replace('A card', 'Third'),
    });
    const grown = await kb(['lint'], { cwd });
    expect([found(grown.out), grown.code]).toEqual([['cards/new.md:1:1 [expired]'], 1]);
    expect(grown.err).toContain('1 problem of kb-baseline.json fixed since then');

    expect((await kb(['lint', '--update-baseline'], { cwd })).err).toContain('1 problem, 2 before');
    expect(readFileSync(baseline, 'utf8').length).toBeLessThan(first.length);
    expect((await kb(['lint'], { cwd })).code).toBe(1);
  });

  test('follows a card that is renamed, and says what it does not have', async () => {
    const cwd = gitRepo(files);
    await kb(['lint', '--update-baseline'], { cwd });
    git(cwd, 'mv', 'cards/old/expired.md', 'cards/renamed.md');
    expect((await kb(['lint'], { cwd })).code).toBe(0);
    put(cwd, { 'cards/new.md': EXPIRED.replace('Another card', 'Fourth') });
    const updated = await kb(['lint', '--update-baseline'], { cwd });
    expect([found(updated.out), updated.code]).toEqual([['cards/renamed.md:1:1 [expired]'], 1]);
    expect(updated.err).toContain('kb-baseline.json: 2 problems, 2 before');
    expect(updated.err).toContain('1 error in 4 cards (2 in the baseline)');
    const first = await kb(['lint', '--update-baseline'], { cwd: gitRepo(files) });
    expect([first.out, first.code]).toEqual(['', 0]);
  });

  test('is called shorter only by who looked at everything', async () => {
    const cwd = gitRepo(files);
    await kb(['lint', '--update-baseline'], { cwd });
    put(cwd, { 'cards/unquoted.md': GOOD.replace('A card', 'Third') });
    expect((await kb(['lint'], { cwd })).err).toContain('fixed since then');
    expect((await kb(['lint', 'good'], { cwd })).err).not.toContain('fixed since then');
    expect((await kb(['lint', '--rule', 'expired'], { cwd })).err).not.toContain('fixed since then');
  });

  test('that is broken is an error, and stays', async () => {
    const cwd = gitRepo({ ...files, 'kb-baseline.json': '{"schemaVersion": 2}' });
    for (const args of [[], ['--update-baseline']]) {
      const { code, err } = await kb(['lint', ...args], { cwd });
      expect([code, err]).toEqual([2, expect.stringContaining('kb-baseline.json: expected')]);
    }
    expect(existsSync(path.join(cwd, 'kb-baseline.json'))).toBe(true);
  });
});

describe('kb lint --format github', () => {
  test('annotates, and adds the rest to the page of the run', async () => {
    const cwd = gitRepo({
      'docs/kb.config.yaml': '',
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`docs/${name}`, text])),
    });
    const page = path.join(tempFolder(), 'summary.md');
    writeFileSync(page, 'before\n');
    const outputs = path.join(path.dirname(page), 'outputs');
    const env = { GITHUB_STEP_SUMMARY: page, GITHUB_OUTPUT: outputs };
    const { out } = await kb(['lint', '-f', 'github'], { cwd: path.join(cwd, 'docs'), env });
    expect(readFileSync(outputs, 'utf8')).toBe('errors=2\nwarnings=0\n');
    expect(out).toMatch(/^::error file=docs\/cards\/old\/expired\.md,line=1,/m);
    const summary = readFileSync(page, 'utf8');
    expect(summary).toMatch(/^before\n/);
    expect(summary).toContain('expired');
  });

  test('annotates why it could not run, and nothing else starts with its command', async () => {
    const cwd = gitRepo(files);
    const { out, err, code } = await kb(['lint', '--since', 'no\n::warning::x', '-f', 'github'], { cwd });
    expect(code).toBe(2);
    expect(out).toMatch(/^::error title=kb::--since takes a branch, tag or commit; [^\n]+\n$/);
    expect(err).toMatch(/^kb: --since takes a branch/);
  });
});

describe('kb lint --since', () => {
  test('HEAD before the first commit compares with nothing', async () => {
    const cwd = tempFolder();
    git(cwd, 'init', '-q');
    put(cwd, files);
    const { out, code } = await kb(['lint', '--since', 'HEAD'], { cwd });
    expect([found(out), code]).toEqual([
      ['cards/old/expired.md:1:1 [expired]', 'cards/unquoted.md:3:8 [unquoted-at]'],
      1,
    ]);
    expect((await kb(['diff', 'HEAD'], { cwd })).out).toMatch(/^## kb: 3 cards added\n/);
    expect((await kb(['lint', '--since', 'main'], { cwd })).err).toContain('there is none yet');
    git(cwd, 'init', '-q', '--object-format=sha256', 'other');
    put(cwd, { 'other/cards/old.md': EXPIRED });
    expect((await kb(['lint', '--since', 'HEAD'], { cwd: path.join(cwd, 'other') })).out).toContain(
      '[expired]',
    );
  });

  test('tells what a branch does to the gate itself', async () => {
    const cwd = gitRepo({ ...files, 'kb.config.yaml': 'warn: 14\n' });
    git(cwd, 'switch', '-qc', 'topic');
    put(cwd, {
      'kb.config.yaml': 'cards: cards/old/*.md\nrules: { expired: off, gate-weakened: off }\n',
      'kb-baseline.json': '{"schemaVersion": 1, "findings": {"cards/good.md": {"expired: x": 2}}}',
    });
    commit(cwd);
    const { out, err, code } = await kb(['lint', '--since', 'main'], { cwd });
    expect(out.split('\n').filter(Boolean)).toEqual([
      'kb-baseline.json:1:1: warning 2 problems more than at the start of the branch [gate-weakened]',
      'kb.config.yaml:1:1: warning 2 cards leave the base: cards/good.md, cards/unquoted.md [gate-weakened]',
      'kb.config.yaml:1:1: warning expired was error and is off [gate-weakened]',
      'kb.config.yaml:1:1: warning gate-weakened was warning and is off [gate-weakened]',
    ]);
    expect([code, err]).toEqual([0, expect.stringContaining('4 warnings')]);
    expect((await kb(['lint', '--since', 'main', '--rule', 'due'], { cwd })).out).toBe('');
    expect((await kb(['lint'], { cwd })).out).toBe('');
    git(cwd, 'switch', '-q', 'main');
    expect((await kb(['lint', '--since', 'main'], { cwd })).out).toBe('');
  });

  const shallowClone = (...branch: string[]): string => {
    const origin = gitRepo({ 'cards/good.md': GOOD });
    git(origin, 'switch', '-qc', 'topic');
    put(origin, files);
    commit(origin);
    put(origin, { 'README.md': 'More.' });
    commit(origin);
    git(origin, 'switch', '-q', 'main');
    put(origin, { 'README.md': 'The base goes on.' });
    commit(origin);
    const cwd = path.join(tempFolder(), 'shallow');
    git(origin, 'clone', '-q', '--depth=1', '-b', 'topic', ...branch, `file://${origin}`, cwd);
    return cwd;
  };

  test.each([['--single-branch'], ['--no-single-branch']])(
    'in a shallow clone (%s), what is advised works',
    async (how) => {
      const cwd = shallowClone(how);
      const { err, code } = await kb(['lint', '--since', 'origin/main'], { cwd });
      expect(code).toBe(2);
      const advice = [...err.matchAll(/git (fetch .*)$/gm)].map((match) => (match[1] ?? '').split(' '));
      expect(advice).toContainEqual(['fetch', '--unshallow']);
      for (const line of advice) git(cwd, ...line);
      const { out } = await kb(['lint', '--since', 'origin/main'], { cwd });
      expect(found(out)).toEqual([
        'cards/old/expired.md:1:1 [expired]',
        'cards/unquoted.md:3:8 [unquoted-at]',
      ]);
    },
  );

  test('tells who types a wrong name first what names there are', async () => {
    const cwd = shallowClone();
    const hints = async (ref: string): Promise<string> => (await kb(['lint', '--since', ref], { cwd })).err;
    expect(await hints('nope')).toMatch(/git branch --all[^]*git fetch --unshallow/);
    expect(await hints('HEAD~1')).not.toContain('git branch');
  });
});

describe('a hostile card', () => {
  test('has no more than a hundred findings of a rule', async () => {
    const cwd = gitRepo({ 'cards/a.md': card('verify-by: 2027-02-19\n', '[x](gone.md)\n'.repeat(500)) });
    const { out, code } = await kb(['lint', '--rule', 'link-target'], { cwd });
    expect([found(out).length, code]).toEqual([100, 1]);
  });

  test('does not get its key echoed by what else is wrong with it', async () => {
    const key = ['AKIA', 'QYLPMN5HXKZ3TVW2'].join('');
    const cwd = gitRepo({
      'kb.config.yaml': 'tags: [refunds]\n',
      'cards/a.md': card(`tags: [${key}]\nverify-by: 2027-02-19\nrelated: [${key}]\n`, `[x](${key}.md)\n`),
    });
    for (const form of ['text', 'json', 'github', 'sarif', 'markdown']) {
      const { out, code } = await kb(['lint', '-f', form], { cwd });
      expect([out.includes('secret'), out.includes(key), code]).toEqual([true, false, 1]);
    }
    await kb(['lint', '--update-baseline'], { cwd });
    expect(readFileSync(path.join(cwd, 'kb-baseline.json'), 'utf8')).not.toContain(key);
  });

  test.skipIf(process.platform === 'win32')('has no config that is a link to something else', async () => {
    const cwd = gitRepo(files);
    symlinkSync('.git/config', path.join(cwd, 'kb.config.yaml'));
    const { err, code } = await kb(['lint'], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining('kb.config.yaml cannot be read')]);
  });

  test('cannot leave the base together with the glob that had it', async () => {
    const cwd = gitRepo({ ...files, 'kb.config.yaml': 'cards: cards/**/*.md\n' });
    put(cwd, { 'kb.config.yaml': 'cards: [cards/**/*.md, "!cards/old/**"]\n' });
    rmSync(path.join(cwd, 'cards/old/expired.md'));
    const { out } = await kb(['lint', '--since', 'HEAD'], { cwd });
    expect(out).toMatch(
      /^kb\.config\.yaml:1:1: warning 1 card leaves the base: cards\/old\/expired\.md.* \[gate-weakened\]$/m,
    );
  });
});
