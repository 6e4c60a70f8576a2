/** The forge of files: what a file contains, what people do to it, and what no file may do. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileForge, type FileForgeOptions } from '../../src/forge/forges/file.js';
import type { Draft, Forge, IssueChange } from '../../src/forge/forge.js';
import { describeForge } from '../contracts/forge.js';
import { put, tempFolder } from '../repo/world.js';
import type { Person } from './fake-forge.js';

const NOW = '2027-03-01T09:30:00Z';
const DRAFT: Draft = {
  card: 'billing/refunds',
  title: 'Verify: Refunds',
  body: 'Due 2027-02-01.',
  labels: ['kb-stale'],
  assignees: ['ana'],
};

function forgeIn(root: string, options: Partial<FileForgeOptions> = {}): Forge {
  return fileForge({
    root,
    folder: 'issues',
    cards: ['cards/**/*.md'],
    now: () => '2027-03-01T09:30:00.123Z',
    ...options,
  });
}

/** The path of the only file with this number. */
function fileOf(root: string, number: number): string {
  const folder = path.join(root, 'issues');
  const name = readdirSync(folder).find((each) =>
    readFileSync(path.join(folder, each), 'utf8').includes(`\nnumber: ${number}\n`),
  );
  if (name === undefined) throw new Error(`no file has the number ${number}`);
  return path.join(folder, name);
}

/** A person who edits the files. */
function editor(root: string, login: string): Person {
  const edit = (number: number, ...changes: readonly (readonly [RegExp, string])[]): Promise<void> => {
    const file = fileOf(root, number);
    const before = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      changes.reduce((text, [found, instead]) => text.replace(found, () => instead), before),
    );
    return Promise.resolve();
  };
  let count = 900;
  return {
    login,
    open: ({ title, body, labels }) => {
      count += 1;
      const head = `number: ${count}\ntitle: ${title}\nauthor: ${login}\nlabels: ${labels.join(', ')}\ncreated: 2027-01-31`;
      put(root, { [`issues/wish-${count}.md`]: `---\n${head}\n---\n${body}\n` });
      return Promise.resolve(count);
    },
    edit: (number, { title, body, state, reason }: IssueChange) =>
      edit(
        number,
        ...(title === undefined ? [] : ([[/^title: .*$/m, `title: ${title}`]] as const)),
        ...(body === undefined ? [] : ([[/(?<=\n---\n\n)[^]*$/, `${body}\n`]] as const)),
        ...(state === undefined ? [] : ([[/^(?:state|reason|closed-by): .*\n/gm, '']] as const)),
        ...(state === 'closed'
          ? ([[/^---\n/, `---\nstate: closed\nreason: ${reason ?? ''}\nclosed-by: ${login}\n`]] as const)
          : []),
      ),
    comment: (number, body) => edit(number, [/$/, `\n## Comment by @${login}, on the phone\n\n${body}\n`]),
    relabel: (number, labels) => edit(number, [/^labels: .*$/m, `labels: ${labels.join(', ')}`]),
    unassign: (number) => edit(number, [/^assignees: .*\n/m, '']),
    lock: (number) => edit(number, [/^---\n/, '---\nlocked: true\n']),
    remove: (number) => {
      rmSync(fileOf(root, number));
      return Promise.resolve();
    },
  };
}

describeForge('files', () => {
  const root = tempFolder();
  return Promise.resolve({
    forge: forgeIn(root),
    login: 'kb',
    person: editor(root, 'bob'),
    assignable: 'ana',
    stranger: null,
    close: () => Promise.resolve(),
  });
});

describe('the file of an issue', () => {
  test('is there to be read', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create({ ...DRAFT, title: 'Verify: Refunds: "EU" #1' });
    expect(url).toBe('issues/billing-refunds.md');
    await forge.comment(number, 'Verified by @ana.');
    await forge.update(number, { state: 'closed', reason: 'completed' });
    expect(readFileSync(path.join(root, url), 'utf8')).toBe(`---
number: 1
state: closed
reason: completed
title: "Verify: Refunds: \\"EU\\" #1"
author: kb
labels: [kb-stale]
assignees: [ana]
created: 2027-03-01T09:30:00Z
closed: 2027-03-01T09:30:00Z
closed-by: kb
---

Due 2027-02-01.

## Comment by kb on 2027-03-01

Verified by @ana.
`);
  });

  test('gets back what it was when the issue is opened again', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    const before = readFileSync(path.join(root, url), 'utf8');
    await forge.update(number, { state: 'closed', reason: 'not_planned' });
    await forge.update(number, { state: 'open' });
    expect(readFileSync(path.join(root, url), 'utf8')).toBe(before);
  });

  test('keeps what people added, and lines that say the same', async () => {
    const root = tempFolder();
    const text = `---
# ours
priority: high   # ask Bob
number: 12
title: >-
  Verify:
  Refunds
author: 'kb'
state: open # waiting
labels:
  # only these
  - kb-stale
  - billing
created: 2027-01-31
---
Old
## Comment by bob
Soon
`;
    put(root, { 'issues/mine.md': text });
    await forgeIn(root).update(12, { body: 'New', state: 'closed' });
    expect(readFileSync(path.join(root, 'issues/mine.md'), 'utf8')).toBe(
      text
        .replace('state: open # waiting', 'state: closed # waiting\nreason: completed')
        .replace('created: 2027-01-31\n', `created: 2027-01-31\nclosed: ${NOW}\nclosed-by: kb\n`)
        .replace('---\nOld\n## ', '---\n\nNew\n\n## '),
    );
    await forgeIn(root).addLabels(12, ['x']);
    expect(readFileSync(path.join(root, 'issues/mine.md'), 'utf8')).toContain(
      'labels: [kb-stale, billing, x]\n  # only these\ncreated',
    );
  });

  test('may have the line ends of Windows', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    await forge.comment(number, 'one\ntwo');
    const file = path.join(root, url);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(await forge.issue(number)).toMatchObject({ body: DRAFT.body, labels: DRAFT.labels });
    expect(await forge.comments(number)).toEqual([{ author: 'kb', body: 'one\r\ntwo' }]);
    await forge.update(number, { state: 'closed', body: 'a' });
    expect(await forge.issue(number)).toMatchObject({ body: 'a', state: 'closed' });
    expect(readFileSync(file, 'utf8').replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('is not touched where nothing is to be other', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    execFileSync('touch', ['-d', '2001-01-01', path.join(root, url)]);
    const { mtimeMs } = statSync(path.join(root, url));
    await forge.update(number, { body: DRAFT.body, title: DRAFT.title, state: 'open' });
    await forge.addLabels(number, ['KB-Stale']);
    await forge.assign(number, ['ANA']);
    await forge.removeLabel(number, 'never there');
    expect(statSync(path.join(root, url)).mtimeMs).toBe(mtimeMs);
  });

  test.each([
    ['billing/refunds', 'billing-refunds.md'],
    ['ขอคืนเงิน/ไทย', 'ขอคืนเงิน-ไทย.md'],
    ['con', 'card-con.md'],
    ['COM1', 'card-com1.md'],
    ['readme', 'card-readme.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['/etc/passwd', 'etc-passwd.md'],
    ['..\\x:y', 'x-y.md'],
    ['--output=x', 'output-x.md'],
    ['a\0b\nc', 'a-b-c.md'],
    ['', 'card.md'],
    ['…', 'card.md'],
    ['constructor', 'constructor.md'],
    ['𠀀'.repeat(400), `${'𠀀'.repeat(60)}.md`],
  ])('is called after its card: %j', async (card, name) => {
    const root = tempFolder();
    const forge = forgeIn(root);
    expect((await forge.create({ ...DRAFT, card })).url).toBe(`issues/${name}`);
    expect((await forge.create({ ...DRAFT, card })).url).toBe(`issues/${name.replace('.md', '-2.md')}`);
    expect(readdirSync(root)).toEqual(['issues']);
    expect(readdirSync(path.join(root, 'issues'))).toHaveLength(2);
  });

  test('takes no name that some disks take for another', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    await forge.create({ ...DRAFT, card: 'é' });
    renameSync(path.join(root, 'issues/é.md'), path.join(root, 'issues/E\u0301.md'));
    expect((await forge.create({ ...DRAFT, card: 'é' })).url).toBe('issues/é-2.md');
  });
});

describe('people', () => {
  test('close an issue with one word: without a day it counts as closed today, each day anew', async () => {
    const root = tempFolder();
    let now = NOW;
    const forge = forgeIn(root, { now: () => now });
    const { number, url } = await forge.create(DRAFT);
    now = '2027-05-09T17:00:00Z';
    const file = path.join(root, url);
    const open = readFileSync(file, 'utf8');
    writeFileSync(file, open.replace('state: open', 'state: closed'));
    const closed = { state: 'closed', reason: null, closedBy: null, closedAt: '2027-05-09T00:00:00Z' };
    expect(await forge.issue(number)).toMatchObject(closed);
    await forge.addLabels(number, ['kb-detached']);
    expect(await forge.issue(number)).toMatchObject(closed);
    expect(readFileSync(file, 'utf8')).not.toContain('closed:');
    now = '2027-06-30T17:00:01Z';
    expect(await forge.issues({ state: 'closed' })).toMatchObject([{ closedAt: '2027-06-30T00:00:00Z' }]);
    writeFileSync(file, open.replace('open', 'Closed\nreason: Not planned\nclosed: 2027-02-28'));
    expect(await forge.issue(number)).toMatchObject({
      reason: 'not_planned',
      closedAt: '2027-02-28T00:00:00Z',
    });
  });

  test('who close what kb opened again are not taken for kb', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    const file = path.join(root, url);
    const before = readFileSync(file, 'utf8');
    await forge.update(number, { state: 'closed', reason: 'completed' });
    expect(readFileSync(file, 'utf8')).toContain('closed-by: kb');
    await forge.update(number, { state: 'open' });
    expect(readFileSync(file, 'utf8')).toBe(before);
    writeFileSync(file, before.replace('state: open', 'state: closed'));
    expect(await forge.issue(number)).toMatchObject({ state: 'closed', reason: null, closedBy: null });
  });

  test('who opened an issue by hand leave lines about its end, which go with the next change', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    const file = path.join(root, url);
    await forge.update(number, { state: 'closed', reason: 'completed' });
    writeFileSync(file, readFileSync(file, 'utf8').replace('state: closed', 'state: open'));
    await forge.update(number, { body: 'New' });
    expect(readFileSync(file, 'utf8')).not.toMatch(/closed|reason/);
  });

  test('move and rename files, and keep a page and templates beside them', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number } = await forge.create(DRAFT);
    mkdirSync(path.join(root, 'issues/old'));
    renameSync(path.join(root, 'issues/billing-refunds.md'), path.join(root, 'issues/old/r.md'));
    put(root, {
      'issues/README.md': '# Issues',
      'issues/_new.md': 'title:',
      'issues/a.png': '',
      'issues/.gitignore': '*',
    });
    expect(await forge.issue(number)).toMatchObject({ url: 'issues/old/r.md' });
    expect(await forge.create(DRAFT)).toMatchObject({ number: 2, url: 'issues/billing-refunds.md' });
    expect(await forgeIn(root).issues({ state: 'all' })).toHaveLength(2);
  });

  test('delete an issue, and its number is not given again', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    for (const card of ['a', 'b', 'c']) await forge.create({ ...DRAFT, card });
    rmSync(path.join(root, 'issues/b.md'));
    expect((await forge.create(DRAFT)).number).toBe(4);
  });
});

describe('damage', () => {
  const head = '---\nnumber: 1\ntitle: A\nauthor: kb\ncreated: 2027-01-31\n---\n';

  test.each([
    ['no front matter', 'text', ':1 expected front matter'],
    ['empty', '', ':1 expected front matter'],
    ['not closed', '---\nnumber: 1\n', ':1 '],
    ['code', '---js\nnumber: 1\n---\n', ':1 '],
    ['no number', head.replace('number: 1\n', ''), ':1 expected “number: 7”, found nothing'],
    ['a wrong number', head.replace('1', '1e3'), ':2 number: expected a number'],
    ['number 0', head.replace('1', '0'), ':2 number: expected a number'],
    ['no author', head.replace('author: kb\n', ''), ':1 expected “author'],
    ['no title', head.replace('A', ''), ':3 expected “title'],
    [
      'a wrong state',
      head.replace('title', 'state: opne\ntitle'),
      ':3 state: expected open or closed, found “opne”',
    ],
    [
      'a wrong reason',
      head.replace('title', 'state: closed\nreason: bored\ntitle'),
      ':4 reason: expected completed',
    ],
    ['a wrong date', head.replace('2027-01-31', '2027-02-30'), ':5 created: expected a date'],
    ['a list for a text', head.replace('A', '[a]'), ':3 title: expected text'],
    [
      'a map for names',
      head.replace('title', 'labels: {a: b}\ntitle'),
      ':3 labels: expected a list of names',
    ],
    ['keys in braces', '---\n{number: 1, title: A}\n---\n', ':2 expected each key'],
    ['a key twice', head.replace('title', 'number: 2\ntitle'), ':3 '],
    ['a conflict in the head', head.replace('number', '<<<<<<< HEAD\nnumber'), ':2 a merge conflict'],
    ['a conflict in the text', `${head}a\n<<<<<<< HEAD\nb\n`, ':8 a merge conflict'],
    ['NUL', `${head}\0`, ':7 NUL'],
    ['another encoding', Buffer.from(`\uFEFF${head}`, 'utf16le'), ':1 the file is UTF-16'],
    ['deep', `---\na: ${'['.repeat(30_000)}\n---\n`, ':2 '],
  ])('%s: nothing is read in part, nothing is written', async (_, content, message) => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number } = await forge.create({ ...DRAFT, card: 'sound' });
    put(root, { 'issues/damaged.md': content });
    const before = readdirSync(path.join(root, 'issues'));
    const error = {
      name: 'KbError',
      code: 'forge',
      message: expect.stringContaining(`issues/damaged.md${message}`) as string,
      hint: expect.stringContaining('fix it') as string,
    };
    await expect(forgeIn(root).issues({ state: 'open' })).rejects.toMatchObject(error);
    await expect(forgeIn(root).issue(number)).rejects.toMatchObject(error);
    await expect(forgeIn(root).update(number, { title: 'B' })).rejects.toMatchObject(error);
    await expect(forge.create(DRAFT)).rejects.toMatchObject(error);
    expect(readdirSync(path.join(root, 'issues'))).toEqual(before);
  });

  test('two files with one number', async () => {
    const root = tempFolder();
    put(root, { 'issues/a.md': head, 'issues/b.md': head, 'issues/c.md': head.replace('1', '7') });
    await expect(forgeIn(root).issues({ state: 'all' })).rejects.toMatchObject({
      message: expect.stringContaining('issues/a.md and issues/b.md both have the number 1') as string,
    });
  });

  test('links, pipes, large files and folders with the name of an issue', async () => {
    const outside = tempFolder();
    put(outside, { 'x.md': head, 'sub/y.md': head });
    const ways: Readonly<Record<string, (file: string) => void>> = {
      'it is a symbolic link': (file) => {
        symlinkSync(path.join(outside, 'x.md'), file);
      },
      'it is a named pipe': (file) => execFileSync('mkfifo', [file]),
      'it is a folder': (file) => {
        mkdirSync(file);
      },
      'more than 256 KiB': (file) => {
        writeFileSync(file, head);
        truncateSync(file, 10_000_000_000);
      },
    };
    for (const [why, make] of Object.entries(ways)) {
      const root = tempFolder();
      mkdirSync(path.join(root, 'issues'));
      make(path.join(root, 'issues/a.md'));
      const refused = { code: 'forge', message: expect.stringContaining(why) as string };
      await expect(forgeIn(root).issues({ state: 'all' })).rejects.toMatchObject(refused);
      await expect(forgeIn(root).create(DRAFT)).rejects.toMatchObject(refused);
    }
    const root = tempFolder();
    mkdirSync(path.join(root, 'issues'));
    symlinkSync(path.join(outside, 'sub'), path.join(root, 'issues/sub'));
    await expect(forgeIn(root).issues({ state: 'all' })).rejects.toMatchObject({ code: 'forge' });
  });

  test('a text that is too long is refused, and the file stays', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number, url } = await forge.create(DRAFT);
    const before = readFileSync(path.join(root, url), 'utf8');
    const refused = { name: 'KbError', code: 'forge' };
    await expect(forge.update(number, { body: 'x'.repeat(300_000) })).rejects.toMatchObject(refused);
    await expect(forge.comment(number, 'x'.repeat(300_000))).rejects.toMatchObject(refused);
    await expect(forge.create({ ...DRAFT, title: 'x'.repeat(70_000) })).rejects.toMatchObject(refused);
    expect(readFileSync(path.join(root, url), 'utf8')).toBe(before);
    expect(await forge.issues({ state: 'all' })).toHaveLength(1);
  });
});

describe('the folder', () => {
  test.each([
    ['.', ['cards/**/*.md'], 'must lead'],
    ['./', ['cards/**/*.md'], 'must lead'],
    ['../issues', ['cards/**/*.md'], 'must lead'],
    ['a/../../b', ['cards/**/*.md'], 'must lead'],
    ['/tmp', ['cards/**/*.md'], 'must lead'],
    ['issues', ['**/*.md'], 'would be a card'],
    ['issues', ['issues/*.md'], 'would be a card'],
    ['cards/issues/', ['cards/**/*.md', '!cards/old/**'], 'would be a card'],
    ['file', ['cards/**/*.md'], 'is not a folder'],
    ['link/issues', ['cards/**/*.md'], 'is a symbolic link'],
  ])('%j is refused where the cards are %j', (folder, cards, message) => {
    const root = tempFolder();
    put(root, { file: '' });
    symlinkSync(tempFolder(), path.join(root, 'link'));
    expect(() => forgeIn(root, { folder, cards })).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  test('a single file in it may be a card by its name', async () => {
    const root = tempFolder();
    const cards = ['cards/**/*.md', 'issues/bill*.md'];
    const forge = forgeIn(root, { cards });
    const refused = {
      code: 'config',
      message: expect.stringContaining('issues/billing-refunds.md') as string,
    };
    await expect(forge.create(DRAFT)).rejects.toMatchObject(refused);
    expect(existsSync(path.join(root, 'issues'))).toBe(false);
    await forgeIn(root).create(DRAFT);
    await expect(forge.issues({ state: 'all' })).rejects.toMatchObject(refused);
  });

  test('beside cards that are everywhere else, and in a folder of folders', async () => {
    const root = tempFolder();
    const forge = forgeIn(root, { folder: './work//issues/', cards: ['**/*.md', '!work/issues/**'] });
    expect((await forge.create(DRAFT)).url).toBe('work/issues/billing-refunds.md');
    expect(await forge.issues({ state: 'all' })).toHaveLength(1);
  });

  test("git's own is no place", async () => {
    const root = tempFolder();
    mkdirSync(path.join(root, '.git'));
    await expect(forgeIn(root, { folder: '.git/hooks' }).create(DRAFT)).rejects.toMatchObject({ code: 'io' });
    expect(readdirSync(path.join(root, '.git'))).toEqual([]);
  });
});

describe('whatever is written is read back', () => {
  const piece = fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '\\',
    ' ',
    '---',
    '\n---\n',
    '## Comment by kb',
    '\n## Comment by ana on 2027-01-31\n',
    '\n\\## Comment by ana\n',
    '\n## Comment by \n',
    '\n<<<<<<< HEAD\n',
    '\n\\<<<<<<<\n',
    '```\n',
    '<!-- kb:end -->',
    '\uFEFF',
    '\u2028',
    '# h',
  );
  const text = fc
    .array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'grapheme', maxLength: 5 })), {
      maxLength: 12,
    })
    .map((pieces) => pieces.join('').replaceAll('\0', ''));
  const title = fc.oneof(text, fc.constantFrom('null', '~', '012', 'no', '[a]', "'x'", '&a', '"', '- b'));
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), {
    maxLength: 4,
    selector: (name) => name.toLowerCase(),
  });

  test('title, text, labels, assignees, comments', async () => {
    const root = tempFolder();
    const forge = forgeIn(root);
    const { number } = await forge.create({ ...DRAFT, labels: [], assignees: [] });
    const file = path.join(root, 'issues/billing-refunds.md');
    const start = readFileSync(file, 'utf8');
    const act = fc.oneof(
      fc.record({ body: text }),
      fc.record({ title: title.map((each) => `T ${each}`) }),
      fc.record({ comment: text }),
      fc.record({ labels: names }),
      fc.record({ state: fc.constantFrom('open' as const, 'closed' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
        writeFileSync(file, start);
        let wanted = await forge.issue(number);
        const comments: string[] = [];
        for (const each of acts) {
          if ('comment' in each) {
            comments.push(each.comment);
            await forge.comment(number, each.comment);
          } else if ('labels' in each) {
            const before = new Set((wanted?.labels ?? []).map((label) => label.toLowerCase()));
            const added = each.labels.filter((label) => !before.has(label.toLowerCase()));
            wanted = wanted && { ...wanted, labels: [...wanted.labels, ...added] };
            await forge.addLabels(number, each.labels);
          } else {
            const answer = await forge.update(number, each);
            if ('state' in each) wanted = answer;
            else wanted = wanted && { ...wanted, ...each };
          }
          expect(await forge.issue(number)).toEqual(wanted);
          expect((await forge.comments(number)).map(({ body }) => body)).toEqual(comments);
        }
      }),
      { numRuns: process.env['KB_SOAK'] ? 5000 : 60 },
    );
  });
});
