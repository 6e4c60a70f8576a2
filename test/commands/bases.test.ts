/** Several bases from a personal config, queried as one. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { kb } from '../memory-io.js';

/** A folder with the bases `support` and `billing`, one card each, and a personal config. */
function world(config = '') {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kb-bases-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const name of ['support', 'billing']) {
    mkdirSync(path.join(root, name, 'cards'), { recursive: true });
    writeFileSync(path.join(root, name, 'kb.config.yaml'), '');
    writeFileSync(
      path.join(root, name, 'cards/refund.md'),
      `---\ntitle: Refund by ${name}\nowner: "@${name}"\nverify-by: 2027-01-31\n---\nThe money goes back.\n`,
    );
  }
  mkdirSync(path.join(root, 'home'));
  const personal = path.join(root, 'home/config.yaml');
  writeFileSync(personal, config);
  const env = { KB_HOME: path.join(root, 'home') };
  return {
    root,
    personal,
    ask: (args: string[], from = '.') => kb(args, { cwd: path.join(root, from), env }),
  };
}

const BOTH = 'bases:\n  support: ../support\n  billing: ../billing\n';

describe('-b all', () => {
  test('lists and finds the cards of both, under absolute paths; -0 has them from here', async () => {
    const { root, ask } = world(BOTH);
    const paths = ['billing', 'support'].map((name) => path.join(root, name, 'cards/refund.md'));
    const listed = await ask(['-b', 'all', 'list', '--sort', 'path', '-0']);
    const names = listed.out.split('\0').slice(0, -1);
    expect(names.map((name) => path.resolve(root, name))).toEqual(paths);
    const shown = await ask(['-b', 'all', 'list']);
    for (const file of paths) expect(shown.out).toContain(`\t${file}\n`);
    const found = await ask(['-b', 'all', 'search', 'refund']);
    for (const file of paths) expect(found.out).toContain(`${file}:`);
  });

  test('no one clone speaks for the answer in JSON', async () => {
    const { root, ask } = world(BOTH);
    const { out } = await ask(['-b', 'all', 'search', 'money', '--json']);
    const { base, hits } = JSON.parse(out) as { base: unknown; hits: { path: string }[] };
    expect(base).toBeNull();
    expect(hits.map((hit) => hit.path).sort()).toEqual([
      path.join(root, 'billing/cards/refund.md'),
      path.join(root, 'support/cards/refund.md'),
    ]);
    expect(JSON.parse((await ask(['-b', 'all', 'list', '--json'])).out)).toMatchObject({ base: null });
  });

  test('needs a base that is named', async () => {
    const { code, err } = await world().ask(['-b', 'all', 'list']);
    expect(code).toBe(2);
    expect(err).toContain('lists no base');
  });
});

describe('init --default', () => {
  test('names the base, and it answers from any folder', async () => {
    const { root, personal, ask } = world();
    expect((await ask(['init', '--default', 'support'], 'support')).code).toBe(0);
    expect(readFileSync(personal, 'utf8')).toBe(
      `bases:\n  support: ${path.join(root, 'support')}\ndefault: support\n`,
    );
    expect((await ask(['list', '-q'])).out).toContain(`\t${path.join(root, 'support/cards/refund.md')}\n`);
  });

  test('a second base joins the first and becomes the default one; comments stay', async () => {
    const { root, personal, ask } = world(
      '# of Ana\nbases:\n  support: ../support # ours\ndefault: support # for now\n',
    );
    // Without a name the base is called after its folder.
    expect((await ask(['init', '--default'], 'billing')).code).toBe(0);
    const config = readFileSync(personal, 'utf8');
    expect(config).toContain('# of Ana\n');
    expect(config).toContain('  support: ../support # ours\n');
    expect(config).toContain(`  billing: ${path.join(root, 'billing')}\n`);
    expect(config).toMatch(/^default: billing\b/m);
    expect((await ask(['list', '-q', '--format', 'oneline'])).out).toContain('Refund by billing');
    expect((await ask(['-b', 'support', 'list', '-q'])).out).toContain('Refund by support');
  });

  test('a dry run leaves the config as it was', async () => {
    const { personal, ask } = world('# mine\n');
    expect((await ask(['init', '--default', 'support', '--dry-run'], 'support')).code).toBe(0);
    expect(readFileSync(personal, 'utf8')).toBe('# mine\n');
  });
});

describe('outside of every base, with a default one', () => {
  const config = `${BOTH}default: support\n`;

  test.each([
    'lint --fix',
    'lint --update-baseline',
    'lint --since main',
    'diff main',
    'affected --since main',
    'codeowners --write',
    'owners check',
    'owners transfer @support @ana --yes --no-commit',
  ])('%s refuses it, and says how to ask it', async (line) => {
    const { root, ask } = world(config);
    const args = line.split(' ');
    const command = args.slice(0, args[0] === 'owners' ? 2 : 1).join(' ');
    const before = readdirSync(path.join(root, 'support'), { recursive: true });
    const { out, err, code } = await ask(args);
    expect([out, err, code]).toEqual([
      '',
      `kb: there is no base here\n    kb -b support ${command}  to use the default base, ${path.join(root, 'support')}\n`,
      2,
    ]);
    expect(readdirSync(path.join(root, 'support'), { recursive: true })).toEqual(before);
  });

  test('not even its config is read for that', async () => {
    const { root, ask } = world(config);
    writeFileSync(path.join(root, 'support/kb.config.yaml'), 'owner: 1\n');
    const { out } = await ask(['owners', 'check', '--json']);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'no-base', message: 'there is no base here' } });
  });

  test('a base that is named, or around the folder, is worked on', async () => {
    const { root, ask } = world(config);
    expect(await ask(['-b', 'support', 'owners', 'check'])).toMatchObject({
      err: '1 card, no problems\n',
    });
    expect((await ask(['codeowners', '--write'], 'billing')).code).toBe(0);
    expect(readdirSync(path.join(root, 'support'))).toEqual(['cards', 'kb.config.yaml']);
  });

  test.each([['search', 'refund'], ['show', 'refund'], ['list'], ['stale'], ['owners'], ['doctor']])(
    '%s answers from it',
    async (...args) => {
      const { out, err } = await world(config).ask([...args, '--today', '2028-01-01']);
      expect(err).not.toContain('there is no base here');
      expect(out).not.toBe('');
    },
  );
});
