/** What kb search prints if a query finds nothing, or means something else in other query languages. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { put, tempFolder } from '../repo/world.js';

const card = (title: string, text: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: 2027-06-01\ntags: [refunds]\n---\n${text}\n`;
const files = {
  'cards/refund.md': card('Refund a charge', 'Pay back by Stripe, not by card.'),
  'cards/gift.md': card('Gift vouchers', 'A card may be a gift, too.'),
};
/** Outside git, because many are made. */
function base(cards: Readonly<Record<string, string>> = files): string {
  const root = tempFolder();
  put(root, { 'kb.config.yaml': '', ...cards });
  return root;
}

async function hintsOf(...args: string[]): Promise<string[]> {
  const { err } = await kb(['search', ...args], { cwd: base() });
  return err.split('\n').filter((line) => line.includes('kb '));
}

describe('a phrase that no card has', () => {
  test('is counted without its quotes, by the command that finds them', async () => {
    const line = "without the quotes: 2 hits: kb search 'gift card -invoice'";
    expect(await hintsOf('"gift card" -invoice')).toEqual([line]);
    expect(await hintsOf('-t', 'refunds', '"gift card"', 'pay')).toEqual([
      "without the quotes: 2 hits: kb search -t refunds 'gift card pay'",
    ]);
  });

  test.each([['"no such word"'], ['-"gift card" zzz'], ['"is:nothing"']])(
    '%s: nothing to say',
    async (query) => {
      expect(await hintsOf('--', query)).toEqual([]);
    },
  );

  test('is left alone where it is found', async () => {
    expect(await hintsOf('"pay back"')).toEqual([]);
  });
});

describe('plain words that no card has', () => {
  test('are the title of a card to write', async () => {
    expect(await hintsOf('what is', 'zzz')).toEqual(["to write it: kb new faq 'what is zzz'"]);
  });

  test.each([[['zzz', '-t', 'refunds']], [['zzz is:stale']], [['zzz*']], [['+zzz']], [['-q', 'zzz']]])(
    '%j: perhaps there is a card that was shut out',
    async (args) => {
      expect(await hintsOf(...args)).toEqual([]);
    },
  );
});

describe('what means something elsewhere', () => {
  test.each([
    ['refund NOT stripe', "not an operator here: “NOT”; did you mean  kb search 'refund -stripe'"],
    ['NOT stripe', 'not an operator here: “NOT”; did you mean  kb search -- -stripe'],
    ['refund AND "pay back"', `not an operator here: “AND”; did you mean  kb search '+refund +"pay back"'`],
    ['gift OR refund', "not an operator here: “OR”; did you mean  kb search 'gift refund'"],
    ['gift AND NOT tag:vat', "not an operator here: “AND”, “NOT”; did you mean  kb search 'gift -tag:vat'"],
    ['החזר NOT כרטיס', "not an operator here: “NOT”; did you mean  kb search 'החזר -כרטיס'"],
    ['tags:refunds', 'not an operator here: “tags:”; did you mean  kb search tag:refunds'],
    ['pay -Tags:refunds', "not an operator here: “Tags:”; did you mean  kb search 'pay -tag:refunds'"],
    ['tags:"gift cards"', `not an operator here: “tags:”; did you mean  kb search 'tag:"gift cards"'`],
    ['title:refund', "not an operator here: “title:”; did you mean  kb search 'in:title refund'"],
  ])('%s', async (query, hint) => {
    expect(await hintsOf(query)).toEqual([hint]);
  });

  test.each([
    ['refund and charge'],
    ['DO NOT REPLY'],
    ['refund AND'],
    ['OR refund'],
    ['(pay OR refund) AND gift'],
    ['"refund AND gift"'],
    ['tag:refunds'],
    ['Error: refund'],
    ['title:// gift'],
    ['+NOT refund'],
    [`refund AND charge ${'pasted '.repeat(50)}`],
  ])('%s is taken as it is', async (query) => {
    expect((await hintsOf(query)).filter((line) => line.includes('did you mean'))).toEqual([]);
  });
});

test('neither colours nor commands of a query reach the terminal', async () => {
  const { err } = await kb(
    ['search', '--', 'refund NOT \x1b[31mred\x1b]52;c;cHduZWQ=\x07 "zz\r::error::zz"'],
    { cwd: base() },
  );
  expect(err).toContain('did you mean');
  expect(err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]|^::/m);
});

describe('a filter that no card passes', () => {
  const notesOf = async (...args: string[]): Promise<string[]> =>
    (await kb(['search', ...args], { cwd: base() })).err.trimEnd().split('\n');

  test.each([
    [
      ['--tag', 'refnds'],
      'no card passes these filters',
      'no card has the tag “refnds”; did you mean “refunds”?',
    ],
    [['refund', '-o', 'ben'], 'no card found for “refund”', 'no card has the owner “ben”; known: @ana'],
    [
      ['refund owner:@ben'],
      'no card found for “refund owner:@ben”',
      'no card has the owner “ben”; known: @ana',
    ],
  ])('%j', async (args, ...notes) => {
    expect(await notesOf(...args)).toEqual(notes);
  });

  test('is told of only where its value is in no card', async () => {
    expect(await notesOf('--tag', 'refunds', '--is', 'stale')).toEqual(['no card passes these filters']);
    expect((await notesOf('--tag', 'refunds', 'stripe')).join()).not.toContain('no card');
  });
});

describe('a word to leave out that is read as options', () => {
  test.each([
    [['refund', '-stripe'], 'kb search refund -- -stripe   to leave out “stripe”'],
    [['-n', '3', 'refund', '-invoice'], 'kb search -n 3 refund -- -invoice   to leave out “invoice”'],
    [['-stripe refund'], "kb search -- '-stripe refund'   to leave out “stripe”"],
    [['refund', '-bank'], 'kb search refund -- -bank   to leave out “bank”'],
    [['refund', '-tag:refunds'], 'kb search refund -- -tag:refunds   to leave out “tag:refunds”'],
    [['-owner:@ana refund'], "kb search -- '-owner:@ana refund'   to leave out “owner:@ana”"],
    [['refund', '-is:stale'], 'kb search refund -- -is:stale   to leave out “is:stale”'],
  ])('%j fails with the way to write it', async (args, hint) => {
    const { err, code } = await kb(['search', ...args], { cwd: base() });
    expect([code, err]).toEqual([2, expect.stringContaining(`    ${hint}\n`)]);
  });

  test('%j finds nothing, and says how to write it', async () => {
    expect(await hintsOf('refund', '-tax')).toEqual(['to leave out “tax”: kb search refund -- -tax']);
  });

  test.each([
    [['refund', '-n', 'abc']],
    [['refund', '--stripe']],
    [['--bogus', '--', '-tag:refunds']],
    [['refund', '-s', 'tripe']],
  ])('%j is a mistake of another kind', async (args) => {
    const { err, code } = await kb(['search', ...args], { cwd: base() });
    expect(code).toBe(2);
    expect(err).not.toContain('leave out');
  });
});

describe('several bases', () => {
  test('each is named, and the path of a hit leads kb show to its card', async () => {
    const home = tempFolder();
    const root = base();
    const other = base({ 'cards/vat.md': card('Pay taxes', 'Pay.') });
    put(home, { '.config/kb/config.yaml': `bases: {one: ${root}, two: ${other}, gone: /nowhere}\n` });
    const file = path.join(other, 'cards/vat.md');
    const run = (cwd: string, ...args: string[]) => kb(args, { cwd, home });
    expect((await run(root, '-b', 'all', 'search', 'pay')).code).toBe(2);
    put(home, { '.config/kb/config.yaml': `bases: {one: ${root}, two: ${other}}\n` });
    const { out, err } = await run(home, '-b', 'all', 'search', 'pay', '--format', 'oneline');
    expect(out).toContain(`\t${file}:`);
    expect(err).toBe('one 1, two 1; kb show PATH reads a card from any of them\n');
    for (const cwd of [root, other, home, '/']) {
      expect((await run(cwd, 'show', `${file}:8`, '--raw')).out).toBe('Pay.\n');
    }
    const [here = ''] = (await run(root, '-b', 'two', 'search', 'pay', '-0')).out.split('\0');
    expect(path.isAbsolute(here)).toBe(false);
    expect((await run(root, 'show', here, '--raw')).out).toBe('Pay.\n');
    expect((await run(root, 'show', `${file}x`)).code).toBe(2);
    expect((await run(root, '-b', 'all', 'show', file, '--raw')).out).toBe('Pay.\n');
    expect((await run(other, '-b', 'one', 'show', file)).code).toBe(2);
  });
});
