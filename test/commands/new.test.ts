import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { bufferIo, kb } from '../memory-io.js';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';

const FAX = '---\ntitle: Send a fax\nowner: "@legal"\nverify-by: 2027-01-01\n---\n\n# Send a fax\n\nText\n';
/** A template that leaves nothing to fill in. */
const PLAIN = '---\nkind: faq\n---\n\n# {{title}}\n';
const GDS = 'dialect: gds\ncards: [docs/**/*.html.md]\n';
const LONG = `A customer who was charged twice gets the second charge back in full. Look at the payments of the order first:
two charges with the same amount within one hour are a duplicate, two with different amounts are not. Refund the later one
and write the reason into the ticket. The money is on the card after five to ten days, and the customer gets an e-mail.
`;

/** A base that @ana uses; with an email address, a git repository whose user has that address. */
function world(files: Readonly<Record<string, string>> = {}, email: string | null = null) {
  const all = { 'cards/fax.md': FAX, 'cards/_templates/plain.md': PLAIN, ...files };
  const root = email === null ? tempFolder() : gitRepo(all);
  put(root, all);
  if (email !== null) git(root, 'config', 'user.email', email);
  const home = tempFolder();
  const who = email === null ? { KB_USER: '@ana' } : {};
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...who };
  const listed = (): string[] =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('.git'));
  const before = new Set(listed());
  return {
    root,
    env,
    run: (args: readonly string[], input?: string, folder = '.') =>
      kb(['new', ...args], {
        cwd: path.join(root, folder),
        env,
        home,
        ...(input === undefined ? {} : { input }),
      }),
    read: (file: string) => readFileSync(path.join(root, file), 'utf8'),
    /** Files created since. */
    made: () => listed().filter((name) => !before.has(name)),
  };
}

function headOf(text: string): string {
  return text.split('---\n')[1] ?? '';
}

const REFUSED: readonly (readonly [string, string[], RegExp])[] = [
  ['no kind', [], /^kb: expected the kind of card and its title\n {4}kb new faq "…" {2}one question/],
  [
    'another kind',
    ['recipe', 'Soup'],
    /no template “recipe”: expected one of faq, feature-breakdown, how-to/,
  ],
  ['no title', ['faq'], /a card needs a title/],
  ['a blank title', ['faq', ' \u00a0 '], /a card needs a title/],
  ['an owner that is none', ['faq', 'Fees', '-o', 'somebody'], /expected an owner: @login.*found “somebody”/],
  [
    'an interval that is none',
    ['faq', 'Fees', '--verify-every', 'soon'],
    /--verify-every takes an interval; found “soon”/,
  ],
  [
    'a day that is none',
    ['faq', 'Fees', '--verify-by', '2026-02-31'],
    /--verify-by takes a calendar date.*2026-02-31/,
  ],
  [
    'an audience that is none',
    ['faq', 'Fees', '--audience', 'all'],
    /the card would be invalid: audience: expected `public`/,
  ],
  ['an id that is none', ['faq', 'Fees', '--id', 'Fees!'], /--id takes segments.*“Fees!”/],
  [
    'an id that is taken',
    ['faq', 'Fees', '--id', 'fax'],
    /^kb: “fax” is the id of cards\/fax.md: “Send a fax” \(verified, @legal\)\n {4}kb show fax\n {4}kb edit fax\n {4}kb new … --id fax-2\n$/,
  ],
  ['a record', ['faq', 'Fees', '--set', 'verified.by=@ana'], /“verified.by” is not a field that --set/],
  ['a flag', ['faq', 'Fees', '--set', 'flags=x'], /“flags” is not a field/],
  ['a reserved key', ['faq', 'Fees', '--set', '__proto__=x'], /“__proto__” is not a field/],
  ['a key inside a reserved one', ['faq', 'Fees', '--set', 'a.constructor=x'], /is not a field/],
  ['no key', ['faq', 'Fees', '--set', 'x'], /--set takes field=value; found “x”/],
  ['two lines', ['faq', 'Fees', '--set', 'x=a\nb'], /x takes a line of text/],
  ['another base', ['faq', 'Fees', '--dir', '../..'], /is outside of the base/],
  ['another root', ['faq', 'Fees', '--path', '/etc/fees.md'], /is outside of the base/],
  ['a folder without cards', ['faq', 'Fees', '--dir', 'src'], /src\/fees.md would not be a card/],
  ['a folder of templates', ['faq', 'Fees', '--dir', 'cards/_templates'], /would not be a card/],
  ['a device', ['faq', 'Fees', '--path', 'cards/aux.md'], /Windows treats “aux.md” as a device/],
  [
    'a card that is there',
    ['faq', 'Fees', '--path', 'cards/fax'],
    /^kb: the card cannot be cards\/fax.md: “Send a fax” \(verified, @legal\) already exists\n {4}kb show fax\n {4}kb edit fax\n {4}kb new … --path FILE\n$/,
  ],
  ['a file that is nearly there', ['faq', 'Fees', '--path', 'cards/FAX.md'], /“fax.md” already exists/],
  ['a file in the way', ['faq', 'Fees', '--dir', 'cards/fax.md'], /cards\/fax.md is not a folder/],
  ['a text that is no text', ['faq', 'Fees', '-m', 'a\0b'], /the card would be invalid/],
  ['a text that is too long', ['faq', 'Fees', '-m', 'word '.repeat(60_000)], /the card would be invalid/],
];

const TITLES: readonly (readonly [string, string | RegExp])[] = [
  ['../../../etc/passwd', 'etc-passwd'],
  ['CON', 'con-card'],
  ['-rf', 'rf'],
  ['$(touch x) `id` "q" \'s\'', 'touch-x-id-q-s'],
  ['{{title}} <!-- kb-ignore-file template-text: x -->', 'title-kb-ignore-file-template-text-x'],
  ['החזר כספי', 'החזר-כספי'],
  ['👍👎', /^[0-9a-f]{6}$/],
  ['~', /^[0-9a-f]{6}$/],
  ['x'.repeat(300), 'x'.repeat(64)],
  ['a: b #c [d]', 'a-b-c-d'],
];

describe('kb new', () => {
  test('writes a card that says all it needs, and commits nothing', async () => {
    const { root, run, read, made } = world({}, 'ana@acme.com');
    const { out, err, code } = await run([
      'how-to',
      'Refund a',
      'duplicate charge',
      '-t',
      'refunds',
      '--tag',
      'no',
    ]);
    expect([out, code]).toEqual(['cards/refund-a-duplicate-charge.md\n', 0]);
    expect(err).toBe(
      '4 parts left to write: kb edit cards/refund-a-duplicate-charge.md\n' +
        'not verified yet; once it is written: kb verify refund-a-duplicate-charge --note "…"\n' +
        "not committed: git add cards/refund-a-duplicate-charge.md && git commit -m 'Add refund-a-duplicate-charge' cards/refund-a-duplicate-charge.md\n",
    );
    expect(headOf(read('cards/refund-a-duplicate-charge.md'))).toBe(`id: refund-a-duplicate-charge
title: Refund a duplicate charge
owner: ana@acme.com
tags: [refunds, "no"]
verify-every: 90d
kind: how-to
`);
    expect(made()).toEqual(['cards/refund-a-duplicate-charge.md']);
    expect(git(root, 'status', '--porcelain', '-uall')).toBe('?? cards/refund-a-duplicate-charge.md');
  });

  test('lacks nothing but somebody who verifies it where everything was said', async () => {
    const { run, root } = world();
    const { err, code } = await run(
      ['faq', 'Fees', '--body', '-', '-o', '@acme/billing'],
      'There are none.\n',
    );
    expect([code, err]).toEqual([0, expect.not.stringContaining('error')]);
    const lint = await kb(['lint', '--format', 'json'], { cwd: root });
    expect(
      (JSON.parse(lint.out) as { findings: { path: string }[] }).findings.filter((each) =>
        each.path.includes('fees'),
      ),
    ).toMatchObject([{ rule: 'undated', severity: 'warning' }]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a folder', { 'cards/_kb.yaml': 'owner: "@team"\nverify-every: 10d\n' }, 'verify-every: 10d\n'],
    ['CODEOWNERS', { CODEOWNERS: 'cards/ @team\n' }, 'verify-every: 90d\n'],
    [
      'the config',
      { 'kb.config.yaml': 'defaults: {owner: "@team", verify-every: 1 month}\n' },
      'verify-every: 1m\n',
    ],
    [
      'people',
      { 'kb.config.yaml': 'people: {ana: {login: "@ana", emails: [ana@acme.com]}}\n' },
      'owner: "@ana"\nverify-every: 90d\n',
    ],
  ])('leaves to %s what it says', async (_, files, says) => {
    const { run, read } = world(files);
    expect((await run(['faq', 'Fees'])).code).toBe(0);
    expect(headOf(read('cards/fees.md'))).toBe(`id: fees\ntitle: Fees\n${says}kind: faq\n`);
  });

  test('says so where nobody owns the card', async () => {
    const { run, read } = world({}, '');
    const { err, code } = await run(['faq', 'Fees']);
    expect([code, err]).toEqual([0, expect.stringContaining('the card has no owner: set who')]);
    expect(err).toContain('[required-owner]');
    expect(headOf(read('cards/fees.md'))).not.toContain('owner');
  });

  test('takes what is typed for each field', async () => {
    const { run, read } = world();
    const flags =
      '--id billing/fees --verify-every 6m --audience public --draft --set product=12:30 --set keywords=a,b --set status=active';
    await run([
      'faq',
      'Fees',
      ...flags.split(' '),
      '--owner',
      '@a',
      '--owner',
      '#b',
      '--verify-by',
      '2026-12-24',
    ]);
    expect(headOf(read('cards/fees.md'))).toBe(`id: billing/fees
title: Fees
owner: ["@a", "#b"]
verify-by: 2026-12-24
verify-every: 6m
kind: faq
status: active
audience: public
keywords: [a, b]
product: "12:30"
`);
  });

  test('refuses what can be no card', async () => {
    const { run, made } = world();
    for (const [what, args, message] of REFUSED) {
      const { out, err, code } = await run(args);
      expect([what, out, code, err]).toEqual([what, '', 2, expect.stringMatching(message)]);
    }
    expect(made()).toEqual([]);
  });

  test('shows on one line what stands in its place, whatever that is called', async () => {
    const { run } = world({
      'cards/fees.md': FAX.replace('title: Send a fax', 'title: "a\\n    evil\\u001b[2J\\u202e"'),
    });
    const { err, code } = await run(['faq', 'Fees']);
    expect([code, err.split('\n').length]).toEqual([2, 5]);
    expect(err).toMatch(
      /^kb: the card cannot be cards\/fees.md: “a.*evil.*” \(verified, @legal\) already exists\n/,
    );
    expect(err).not.toMatch(/[\u001b\u202e]/);
  });

  test('follows no link', async () => {
    const { run, root } = world();
    const outside = tempFolder();
    symlinkSync(outside, path.join(root, 'cards/out'));
    const { err, code } = await run(['faq', 'Fees', '--dir', 'cards/out']);
    expect([code, err]).toEqual([2, expect.stringMatching(/cards\/out is a symbolic link/)]);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('puts any title into a file of the folder', async () => {
    const { run, root } = world();
    for (const [title, name] of TITLES) {
      const { out, code } = await run(['--', 'faq', title]);
      expect([title, code, path.dirname(out.trim())]).toEqual([title, 0, 'cards']);
      expect(path.basename(out.trim(), '.md')).toMatch(name);
      const shown = await kb(['show', '--json', out.trim()], { cwd: root });
      expect(JSON.parse(shown.out)).toMatchObject({ title, unreadable: null, problems: [] });
    }
  });

  test('refuses a title that would steer a terminal', async () => {
    const { run, made } = world();
    for (const title of ['a\u001b[31mb', 'a\u0000b', 'a\u202eb', 'a\u2028b', 'a\u0007']) {
      const { err, code } = await run(['faq', title]);
      expect([code, err]).toEqual([2, expect.stringContaining('a title is one line of text')]);
    }
    expect(made()).toEqual([]);
  });

  test('answers in JSON', async () => {
    const { run } = world();
    const { out, code } = await run(['faq', 'Fees', '--json']);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { findings: { rule: string }[] };
    expect(answer).toMatchObject({
      schemaVersion: 1,
      done: true,
      id: 'fees',
      path: 'cards/fees.md',
      trust: { state: 'unverified', reason: 'never', verifyBy: null },
      close: [],
      unwritten: 3,
    });
    expect(new Set(answer.findings.map(({ rule }) => rule))).toEqual(new Set(['template-text']));
  });

  test('begins a base that has a config and no card yet', async () => {
    const root = tempFolder();
    put(root, { 'kb.config.yaml': 'dialect: kb\n' });
    const { out, code } = await kb(['new', 'faq', 'Fees', '-o', '@a'], { cwd: root });
    expect([out, code]).toEqual(['cards/fees.md\n', 0]);
    const bare = tempFolder();
    put(bare, { 'README.md': '# x\n' });
    expect(await kb(['new', 'faq', 'Fees'], { cwd: bare })).toMatchObject({
      code: 2,
      err: expect.stringContaining('kb init') as string,
    });
    expect(existsSync(path.join(bare, 'cards'))).toBe(false);
  });
});

describe('kb new, where a card is close', () => {
  test.each([['Sending faxes'], ['How to SEND a FAX'], ['send fax -o']])('%s', async (title) => {
    const { run, made } = world();
    const { out, err, code } = await run(['--', 'faq', title]);
    expect([out, code]).toEqual(['', 1]);
    expect(err).toMatch(
      /^this card says nearly the same:\n✔ verified.*\tSend a fax\t@legal\t.*\nread it first: kb show fax; --yes/,
    );
    expect(made()).toEqual([]);
    expect((await run(['--yes', '--', 'faq', title])).code).toBe(0);
  });

  test('in JSON', async () => {
    const { run, made } = world();
    const { out, code } = await run(['faq', 'Sending a fax', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      done: false,
      path: 'cards/sending-a-fax.md',
      close: [{ id: 'fax', trust: { state: 'verified' } }],
    });
    expect([code, made()]).toEqual([1, []]);
  });

  test('by its text', async () => {
    const { run } = world({
      'cards/charge.md': FAX.replaceAll('Send a fax', 'Charges').replace('Text', LONG),
    });
    const { err, code } = await run([
      'faq',
      'Paid two times',
      '-m',
      LONG.replace('five to ten days', 'a week'),
    ]);
    expect([code, err]).toEqual([1, expect.stringContaining('kb show charge')]);
  });

  test('is none where the words that they share are those of most titles', async () => {
    const about = ['Acme Cloud security', 'Acme Cloud plans', 'Offline in Acme Cloud', 'Add to Acme Cloud'];
    const cards = about.map((title, at) => [`cards/c${at}.md`, FAX.replaceAll('Send a fax', title)] as const);
    const { run } = world(Object.fromEntries(cards));
    expect((await run(['faq', 'What is the Acme Cloud?'])).code).toBe(0);
    expect(await run(['faq', 'How secure is the Acme Cloud?'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('kb show c0') as string,
    });
  });

  test('is written where none is', async () => {
    const { run } = world();
    for (const title of [
      'Receive a fax from abroad',
      'tag:x -is:stale "',
      'in:title',
      '+++',
      'Cancel an order',
    ])
      expect(await run(['--', 'faq', title])).toMatchObject({ code: 0 });
  });
});

describe('kb new, where cards are near', () => {
  const files = {
    'cards/abroad.md': FAX.replaceAll('Send a fax', 'Delete a fax from an archive').replace(
      'Text',
      'Nobody can remove it again.',
    ),
    'cards/plans.md': FAX.replaceAll('Send a fax', 'Plans'),
  };
  const note = /^read this first:\n✔ verified.*\tDelete a fax from an archive\t@legal\t.*\n/;

  test('shows what should be read first, and stops for nothing', async () => {
    const { run, made } = world(files);
    const { err, code } = await run(['faq', 'Remove faxes from the archive']);
    expect([code, err]).toEqual([0, expect.stringMatching(note)]);
    expect(made()).toEqual(['cards/remove-faxes-from-the-archive.md']);
  });

  test('says it once in a dry run, and with -q nothing', async () => {
    const { run } = world(files);
    const { err } = await run(['faq', 'Remove faxes from the archive', '--dry-run']);
    expect(err).toMatch(new RegExp(`${note.source}$`));
    expect((await run(['faq', 'Remove faxes from the archive', '-q'])).err).toBe('');
  });

  test('in JSON', async () => {
    const { run } = world(files);
    const { out, code } = await run(['faq', 'Remove faxes from the archive', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      {
        done: true,
        close: [],
        near: [{ title: 'Delete a fax from an archive', trust: { state: 'verified' } }],
      },
    ]);
  });

  test('is silent where the titles or the texts have too little in common', async () => {
    const { run } = world(files);
    for (const title of [
      'Fax machines of the office',
      'Receive a fax from an archive',
      'Plans for removed offices',
    ]) {
      expect(await run(['faq', title])).toMatchObject({
        code: 0,
        err: expect.not.stringContaining('read') as string,
      });
    }
  });

  test('leaves out what is out of use', async () => {
    const rests = {
      'cards/abroad.md': files['cards/abroad.md'].replace('owner:', 'status: archived\nowner:'),
    };
    const { run } = world(rests);
    expect((await run(['faq', 'Remove faxes from the archive'])).err).not.toContain('read this first');
    expect((await run(['faq', 'Delete faxes from archives'])).code).toBe(0);
  });
});

describe('kb new, where it goes', () => {
  const many = {
    'kb.config.yaml': 'cards: ["**/*.md", "!README.md"]\n',
    'cloud/upload-a-sketch.md': FAX.replaceAll('Send a fax', 'Upload a sketch'),
    'shop/pay.md': FAX.replaceAll('Send a fax', 'Pay'),
    'shop/refunds.md': FAX.replaceAll('Send a fax', 'Refunds'),
  };

  test('asks for a folder where there are many, the likeliest one first', async () => {
    const { run } = world(many);
    const { err, code } = await run(['faq', 'A sketch fails', '-t', 'x']);
    expect(code).toBe(2);
    expect(err).toBe(
      'kb: the cards are in several folders: expected --dir with one of them\n' +
        ['cloud', 'shop', 'cards']
          .map((dir) => `    kb new faq 'A sketch fails' -t x --dir ${dir}\n`)
          .join(''),
    );
  });

  test('names folders as they are typed in the current one', async () => {
    const config = 'cards: [cloud/**/*.md, shop/**/*.md]\n';
    const { run } = world({ ...many, 'kb.config.yaml': config, 'docs/x.txt': '' });
    const { err } = await run(['faq', 'A sketch fails'], undefined, 'docs');
    expect(err).toContain("    kb new faq 'A sketch fails' --dir ../cloud\n");
  });

  test('takes the current folder, and one that is new', async () => {
    const { run } = world(many);
    expect(await run(['faq', 'Fees'], undefined, 'shop')).toMatchObject({ out: 'fees.md\n', code: 0 });
    expect(await run(['faq', 'Lost', '--dir', 'new/one'], undefined, 'shop')).toMatchObject({
      out: 'new/one/lost.md\n',
      code: 0,
    });
    expect(await run(['faq', 'Gone', '--path', '../cloud/away'], undefined, 'shop')).toMatchObject({
      out: '../cloud/away.md\n',
    });
  });

  test('writes the names, dates and endings of another dialect', async () => {
    const page =
      '---\ntitle: Old\nowner_slack: "#a"\nlast_reviewed_on: 2026-10-01\nreview_in: 6 months\n---\nText\n';
    const { run, read } = world({ 'kb.config.yaml': GDS, 'docs/old.html.md': page });
    const { err, code } = await run([
      'faq',
      'Rotate keys',
      '-o',
      '#b',
      '--verify-every',
      '6 months',
      '--set',
      'section=Ops',
    ]);
    expect([code, err]).toEqual([0, expect.stringContaining('docs/rotate-keys.html.md')]);
    expect(read('docs/rotate-keys.html.md')).toMatch(
      /^---\ntitle: Rotate keys\nowner_slack: "#b"\nreview_in: 6 months\nsection: Ops\n---\n\n<!-- kb-write/,
    );
    expect(await run(['faq', 'Other', '--verify-by', '2027-01-01'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no field for `verify-by`') as string,
    });
  });
});

describe("kb new with a team's own templates", () => {
  const template = (text: string): string =>
    `---\ntemplate:\n  summary: ours\nkind: recipe\n---\n\n${text}\n`;

  test('prefers the nearest', async () => {
    const { run, read } = world({
      'cards/_templates/recipe.md': template('Far'),
      'cards/_templates/faq.md': template('Our FAQ'),
      'cards/food/_templates/recipe.md': template('Near'),
    });
    await run(['recipe', 'Bread']);
    await run(['recipe', 'Soup', '--dir', 'cards/food']);
    await run(['faq', 'Why']);
    expect(
      ['cards/bread.md', 'cards/food/soup.md', 'cards/why.md'].map((file) => read(file).split('---\n\n')[1]),
    ).toEqual(['Far\n', 'Near\n', 'Our FAQ\n']);
    expect(read('cards/food/soup.md')).toContain('kind: recipe\n');
  });

  test('says what is wrong with one, and only when it is used', async () => {
    const { root, run } = world({ 'cards/_templates/bad.md': '---\ntemplate: [x]\n---\n' });
    put(root, { 'cards/_templates/js.md': '---js\nglobalThis.hacked = 1\n---\n' });
    expect(await run(['bad', 'Bread'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cards/_templates/bad.md:2: `template` expects a map') as string,
    });
    expect(await run(['js', 'Bread'])).toMatchObject({ code: 2 });
    expect(globalThis).not.toHaveProperty('hacked');
    expect((await run(['faq', 'Bread'])).code).toBe(0);
  });

  test('tells of each that cannot be read where it lists them, and completion offers none of these', async () => {
    const { root, run, env } = world({
      'cards/_templates/faq.md': '---\ntemplate: [\n---\n',
      'cards/_templates/huge.md': `---\nkind: x\n---\n${'word '.repeat(300_000)}`,
    });
    symlinkSync(path.join(root, 'cards/fax.md'), path.join(root, 'cards/_templates/link.md'));
    const { err, code } = await run([]);
    expect(code).toBe(2);
    for (const name of ['faq', 'huge', 'link']) {
      expect(err).toMatch(
        new RegExp(`^this template cannot be used: cards/_templates/${name}\\.md:\\d+: .+$`, 'm'),
      );
      expect(err).not.toContain(`kb new ${name} `);
    }
    const offered = await kb(['complete', 'fish', 'new', ''], { cwd: root, env });
    expect(offered.out).toContain('how-to');
    expect(offered.out).toContain('plain');
    expect(offered.out).not.toMatch(/faq|huge|link/);
  });
});

describe.skipIf(process.platform === 'win32')('kb new with templates of a stranger', () => {
  test('names each on one line, as a shell takes it for one word', async () => {
    const { run } = world({
      'cards/_templates/$(touch PWNED).md': PLAIN,
      'cards/_templates/-rf.md': PLAIN,
      'cards/_templates/lines.md': `---\ntemplate: {summary: "one\\n    kb evil\\u001b[2J ${'x'.repeat(200)}"}\n---\n`,
    });
    const { err, code } = await run([]);
    expect([code, err]).toEqual([2, expect.stringContaining(`    kb new '$(touch PWNED)' "…"`)]);
    expect(err).toContain('    kb new -- -rf "…"');
    expect(err).not.toMatch(/^\s*kb evil/m);
    expect(err).not.toContain('\u001b');
    expect(Math.max(...err.split('\n').map((line) => line.length))).toBeLessThan(130);
  });
});

describe('kb new with a template that repeats fields', () => {
  const asks = (text: string): string =>
    `---\ntemplate: {ask: {service: Which one?, region: Where?, owner: Who?}}\nkind: x\n---\n\n${text}\n`;

  test('fills in each value once, as text, and tells of what is left', async () => {
    const text = '# {{title}}\n\n{{service}} in {{region}} of {{ owner }}';
    const { run, read } = world({ 'cards/_templates/run.md': asks(text) });
    const { err, code } = await run(['run', 'Down', '--set', 'service=$& {{region}} <!-- x -->']);
    expect(code).toBe(0);
    expect(read('cards/down.md')).toContain(
      '\n\\$\\& \\{\\{region\\}\\} \\<\\!\\-\\- x \\-\\-\\> in {{region}} of @ana\n',
    );
    expect(err).toContain('there is no value for “{{region}}”, so it is left in the text\n');
    expect(err.split('there is no value').length).toBe(2);
    await run(['run', 'Up', '--set', 'service=Payments (EU)', '--set', 'region=eu']);
    expect(read('cards/up.md')).toContain('\nPayments (EU) in eu of @ana');
  });

  test('leaves each byte of what a site means by braces', async () => {
    const text =
      '{{ page.title }} {{ title | upcase }} {{{title}}} {{- title -}} {{kind}}{{ x y }} {{#if title}} {% raw %} {{}} {{{{';
    const { run, read } = world({ 'cards/_templates/site.md': asks(text) });
    const { err } = await run(['site', 'Down', '--set', 'page.title=x', '--set', 'product=y']);
    expect(read('cards/down.md').endsWith(`---\n\n${text}\n`)).toBe(true);
    expect(err).not.toContain('there is no value');
  });
});

/** A terminal with a user who gives one answer, and an editor that runs a line of shell, where `$1` is the file. */
async function atTerminal(answer: string, args: readonly string[], script = 'true') {
  const { root, read } = world({}, 'ana@acme.com');
  const folder = tempFolder();
  const editor = path.join(folder, 'vim');
  writeFileSync(editor, `#!/bin/sh\nfile="$2"\n${script}\n`);
  chmodSync(editor, 0o755);
  const stdin = Object.assign(Readable.from([answer], { objectMode: false }), { isTTY: true });
  const io = Object.defineProperty(bufferIo({ terminal: true }), 'stdin', { value: stdin });
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', EDITOR: editor, KB_USAGE: 'off' };
  const now = (): Date => new Date('2026-11-21T12:00:00Z');
  await main(['new', 'plain', 'Fees', ...args], { io: () => io, cwd: root, env, home: root, now });
  const rows = await kb(['show', 'fees', '--json'], { cwd: root, env });
  return { io, text: read('cards/fees.md'), trust: (JSON.parse(rows.out) as { trust: object }).trust };
}

describe.skipIf(process.platform === 'win32')('kb new, whether somebody stands for it', () => {
  const QUESTION = 'verify it as it is now?';

  test('records a yes as kb verify does', async () => {
    const { io, text, trust } = await atTerminal('y\n', [], 'echo "There are none." >> "$file"');
    expect(io.err).toContain(QUESTION);
    expect(trust).toMatchObject({ state: 'verified', reason: 'current', verifiedBy: 'ana@acme.com' });
    expect(text).toMatch(/verify-by: 2027-02-19\nverify-every: 90d\nverified:\n {2}on: 2026-11-21\n/);
    expect(io.err).not.toContain('not verified yet');
    expect(io.err).toContain(
      "not committed: git add cards/fees.md && git commit -m 'Add fees' cards/fees.md\n",
    );
  });

  test('leaves a card unverified after a no', async () => {
    const { io, text, trust } = await atTerminal('n\n', ['--no-edit']);
    expect([io.err.split(QUESTION).length, trust]).toMatchObject([
      2,
      { state: 'unverified', reason: 'never' },
    ]);
    expect(text).not.toContain('verified');
    expect(io.err).toContain('not verified yet: kb verify fees --note "…"\n');
    expect(io.exitCode).toBe(0);
  });

  test('keeps the day that its author wrote', async () => {
    const { text, trust } = await atTerminal('y\n', ['--verify-by', '2026-12-24', '--no-edit']);
    expect(trust).toMatchObject({ state: 'verified', reason: 'current', verifyBy: '2026-12-24' });
    expect(text).toContain('verify-by: 2026-12-24\n');
  });

  test.each<[string, string[], string]>([
    ['with parts to be written', [], 'echo "<!-- kb-write: more -->" >> "$file"'],
    ['with an error', [], 'sed -i.old "s/^owner:.*/owner: []/" "$file"'],
    ['that is a draft', ['--draft'], 'true'],
    ['of somebody who asks for nothing to be asked', ['--yes'], 'true'],
  ])('asks nothing about a card %s', async (_, args, script) => {
    const { io, trust } = await atTerminal('n\n', args, script);
    expect(io.err).not.toContain(QUESTION);
    expect(trust).not.toMatchObject({ state: 'verified' });
  });
});

describe('kb new, twice at once', () => {
  test('writes over nothing', async () => {
    const { run, read } = world();
    const texts = ['One.', 'Two.', 'Three.'];
    const runs = await Promise.all(texts.map((text) => run(['plain', 'Fees', '-y', '-m', text])));
    const won = runs.findIndex(({ code }) => code === 0);
    expect(runs.map(({ code }) => code).sort()).toEqual([0, 2, 2]);
    expect(read('cards/fees.md')).toContain(texts[won]);
    for (const { err, code } of runs) if (code === 2) expect(err).toContain('already exists');
  });
});
