/** What a branch does to a base: small bases before and after, in memory. */
import { describe, expect, test } from 'vitest';
import { diffJson } from '../../src/format/diff/json.js';
import { diffMarkdown } from '../../src/format/diff/markdown.js';
import { diffText } from '../../src/format/diff/text.js';
import { styleOf } from '../../src/format/style.js';
import { reviewOf } from '../../src/base/branch/review.js';
import type { Day } from '../../src/day.js';
import { contentHash } from '../../src/trust/verify.js';
import { baseWith } from '../lint/bases.js';
import { bufferIo } from '../memory-io.js';
import { memoryRepo } from '../memory-repo.js';

type Files = Readonly<Record<string, string>>;

const BEFORE: Files = {
  'cards/refund.md': card('Refund policy', 'A customer may return an order within 14 days.'),
  'cards/cancel.md': card(
    'Cancel an order',
    'Open the order. See [the policy](refund.md).',
    'owner: "@ana"\nverify-by: 2027-03-01',
  ),
  'cards/fax.md': card('Refund by fax', 'Send the form.'),
};

function card(title: string, text: string, front = 'owner: "@legal"\nverify-by: 2027-03-01'): string {
  return `---\ntitle: ${title}\n${front}\n---\n\n# ${title}\n\n${text}\n`;
}

/** A card as kb verify leaves it. */
function fax({
  on,
  due,
  by = '@ana',
  note = 'n',
  front = '',
}: {
  readonly on: string;
  readonly due: string;
  readonly by?: string;
  readonly note?: string;
  readonly front?: string;
}): string {
  const text = { writtenTitle: 'Refund by fax', body: '\nSend the form.\n' };
  const content = contentHash(text, on as Day, due as Day);
  return `---
title: Refund by fax
owner: "@legal"
${front}verify-by: ${due}
verified: { on: ${on}, by: "${by}", content: ${content}, note: ${note} }
---
${text.body}`;
}

/** @param changes path → text; `null` removes the file */
async function review(
  changes: Readonly<Record<string, string | null>>,
  before: Files = BEFORE,
  files: readonly string[] = [],
) {
  const after = new Map(Object.entries(before));
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  const comparison = await reviewOf(baseWith(before), baseWith(Object.fromEntries(after)), files);
  return {
    ...comparison,
    kinds: comparison.cards.map(({ kind, path }) => `${kind} ${path}`),
    concerned: comparison.concerns.map(({ kind, path }) => `${kind} ${path}`),
    page: diffMarkdown(comparison),
  };
}

describe('the cards of a branch', () => {
  test('none', async () => {
    const { cards, concerns, findings, page } = await review({});
    expect([cards, concerns, findings]).toEqual([[], [], []]);
    expect(page).toBe('## kb: no card is changed\n');
  });

  test('added, changed, moved and removed', async () => {
    const { kinds, page } = await review({
      'cards/new.md': card('Gift cards', 'They are good for a year.'),
      'cards/refund.md': card('Refund policy', 'A customer may return an order within 30 days.'),
      'cards/orders/cancel.md': BEFORE['cards/cancel.md'] ?? '',
      'cards/cancel.md': null,
      'cards/fax.md': null,
    });
    expect(kinds).toEqual([
      'removed cards/fax.md',
      'added cards/new.md',
      'moved cards/orders/cancel.md',
      'changed cards/refund.md',
    ]);
    expect(page).toMatch(/^## kb: 1 card added, 1 changed, 1 moved, 1 removed\n/);
  });

  test('a change of the text alone, of fields alone, and of blanks alone', async () => {
    const text = await review({ 'cards/refund.md': card('Refund policy', 'Within 30 days.') });
    expect(text.cards.map(({ text: other, fields }) => [other, fields])).toEqual([[true, []]]);
    const owner = BEFORE['cards/refund.md']?.replace('@legal', '@joe') ?? '';
    const field = await review({ 'cards/refund.md': owner });
    expect(field.cards.map(({ text: other, fields }) => [other, fields])).toEqual([
      [false, [{ field: 'owner', before: '@legal', after: '@joe' }]],
    ]);
    const blank = await review({ 'cards/refund.md': `${BEFORE['cards/refund.md'] ?? ''}\n\n` });
    expect(blank.cards.map(({ kind, text: other, fields }) => [kind, other, fields])).toEqual([
      ['changed', false, []],
    ]);
  });

  test('affected by the defaults of their folder', async () => {
    const before = {
      ...BEFORE,
      'cards/_kb.yaml': 'owner: "@ana"\n',
      'cards/a.md': '---\ntitle: A\n---\n\nText.\n',
    };
    const { kinds, reviewers } = await review({ 'cards/_kb.yaml': 'owner: "@joe"\n' }, before);
    expect(kinds).toEqual(['affected cards/a.md']);
    expect(reviewers.map(({ name, cards }) => [name, [...cards.keys()]])).toEqual([
      ['@ana', ['former owner']],
      ['@joe', ['new owner']],
    ]);
  });
});

test('cards that a longer interval of their folder verifies again come first', async () => {
  const stale = (title: string): string =>
    card(title, 'Text.', 'owner: "@ana"\nverified: { on: 2026-01-01 }');
  const before = {
    'cards/a.md': stale('Fees'),
    'cards/b.md': stale('Fax'),
    'cards/eu/c.md': stale('Euro'),
    'cards/d.md': card('Due', 'Text.'),
  };
  const longer = { 'cards/_kb.yaml': 'verify-every: 60y\n', 'cards/eu/_kb.yaml': 'verify-every: 50y\n' };
  const { concerned, page, concerns } = await review(longer, before);
  expect(concerned).toEqual([
    'extended cards/a.md',
    'extended cards/b.md',
    'extended cards/eu/c.md',
    'weakened cards/_kb.yaml',
    'weakened cards/eu/_kb.yaml',
  ]);
  expect(page).toContain(
    '- 2 cards are verified again by a longer interval in `cards/_kb.yaml`: “Fees”, “Fax”\n- “Euro” (`cards/eu/c.md`) is verified again by a longer interval in `cards/eu/_kb.yaml`\n',
  );
  expect(concerns[0]).toMatchObject({ before: { state: 'stale' }, after: { state: 'verified' } });
  const shorter = await review({ 'cards/_kb.yaml': 'verify-every: 7d\n' }, before);
  expect(shorter.concerned).toEqual([]);
});

describe('what to look at first', () => {
  test('more readers, no owner, less trust, out of use', async () => {
    const { concerned } = await review({
      'cards/refund.md': card(
        'Refund policy',
        'Within 30 days.',
        'owner: "@legal"\nverify-by: 2027-03-01\naudience: public',
      ),
      'cards/cancel.md': card('Cancel an order', 'Open it.', 'verify-by: 2027-03-01'),
      'cards/fax.md': card(
        'Refund by fax',
        'Send the form.',
        'owner: "@legal"\nverify-by: 2027-03-01\nstatus: archived',
      ),
    });
    expect(concerned).toEqual([
      'opened cards/refund.md',
      'unowned cards/cancel.md',
      'less-trusted cards/cancel.md',
      'retired cards/fax.md',
      'unlinked cards/refund.md',
    ]);
  });

  test('a removed card, who linked to it, and what is found instead', async () => {
    const eu = { 'cards/eu.md': card('Refund policy (EU)', 'Within 14 days.') };
    const { page, findings } = await review({ 'cards/refund.md': null }, { ...BEFORE, ...eu });
    expect(page).toContain(
      '- “Refund policy” (`cards/refund.md`) is removed; 1 card linked to it; a search for it now finds “Refund policy (EU)”\n',
    );
    const fax = { 'cards/fax.md': card('Send the refund policy of the shop by fax', 'Send it.') };
    const { page: byChance } = await review({ 'cards/refund.md': null }, { ...BEFORE, ...fax });
    expect(byChance).toContain('(`cards/refund.md`) is removed; 1 card linked to it\n');
    expect(findings.map(({ path, problem: { rule } }) => [path, rule])).toEqual([
      ['cards/cancel.md', 'link-target'],
    ]);
  });

  test('a card that is no longer found by its title, though nobody touched it', async () => {
    const text = 'The refund policy: a refund, by the policy for a refund.';
    const { concerns } = await review({
      'cards/zz.md': card(
        'Refund policy',
        text,
        'owner: "@legal"\nverify-by: 2027-03-01\ntags: [refund, policy]',
      ),
    });
    expect(concerns).toMatchObject([
      {
        kind: 'outranked',
        path: 'cards/refund.md',
        bystander: true,
        before: { place: 1 },
        after: { place: 2, above: [{ path: 'cards/zz.md', title: 'Refund policy' }] },
      },
    ]);
  });

  test('a card that is no longer found by the title that it had', async () => {
    const { concerns, page } = await review({
      'cards/fax.md': card('Old ways', 'Send the form.'),
    });
    expect(concerns).toMatchObject([{ kind: 'outranked', path: 'cards/fax.md', typed: 'Refund by fax' }]);
    expect(page).toContain(
      'for the title that it had, “Refund by fax”; it was first. Above it: “Refund policy”',
    );
  });

  test('a date that moved without a record, and from when to when', async () => {
    const bumped = (path: string, day: string): string =>
      (BEFORE[path] ?? '').replace('verify-by: 2027-03-01', `verify-by: ${day}`);
    const one = await review({ 'cards/fax.md': bumped('cards/fax.md', '2028-01-01') });
    expect(one.concerned).toEqual(['date-moved cards/fax.md']);
    expect(one.page).toContain(
      '- “Refund by fax” (`cards/fax.md`): the date moved, the text did not change: `2027-03-01` → `2028-01-01`\n',
    );
    expect(one.page).toContain('| verified (date only), until 2027-03-01 → 2028-01-01 |');
    const { page } = await review({
      'cards/fax.md': bumped('cards/fax.md', '2028-01-01'),
      'cards/refund.md': bumped('cards/refund.md', '2028-02-02'),
    });
    expect(page).toContain(
      '- 2 cards: the date moved, the text did not change: “Refund by fax” (`cards/fax.md`) `2027-03-01` → `2028-01-01`, “Refund policy” (`cards/refund.md`) `2027-03-01` → `2028-02-02`\n',
    );
    const read = bumped('cards/fax.md', '2028-01-01').replace('Send the form.', 'Send the form, and wait.');
    expect((await review({ 'cards/fax.md': read })).page).toContain(
      '(`cards/fax.md`): the text changed and the date moved, without a record of who checked it: `2027-03-01` → `2028-01-01`\n',
    );
    expect((await review({ 'cards/fax.md': bumped('cards/fax.md', '2027-01-01') })).concerned).toEqual([]);
    const off = { ...BEFORE, 'kb.config.yaml': 'rules: { date-bump: off }\n' };
    expect((await review({ 'cards/fax.md': read }, off)).concerned).toEqual([]);
  });

  test('a date that moved by hand past its record', async () => {
    const before = { 'cards/fax.md': fax({ on: '2026-08-21', due: '2026-11-19' }) };
    const hand = fax({ on: '2026-08-21', due: '2026-11-19' }).replace('by: 2026-11-19', 'by: 2027-11-19');
    const { page } = await review({ 'cards/fax.md': hand }, before);
    expect(page).toContain(
      '(`cards/fax.md`): the date moved, the text did not change, and not by kb verify: `2026-11-19` → `2027-11-19`\n',
    );
  });

  test('a comment that silences a rule', async () => {
    const text = `${BEFORE['cards/fax.md'] ?? ''}\n<!-- kb-ignore link-target: made later -->\n[x](x.html)\n`;
    const { page } = await review({ 'cards/fax.md': text });
    expect(page).toContain(
      '- “Refund by fax” (`cards/fax.md`): a new comment ignores link-target in one place: “made later”\n',
    );
    expect(page).toMatch(/^## kb: 1 card changed\n/);
  });

  test('links elsewhere that lead to the place that a card has left', async () => {
    const { concerns, page } = await review({
      'cards/refund.md': null,
      'cards/policies/refund.md': BEFORE['cards/refund.md'] ?? '',
    });
    expect(concerns.map(({ kind }) => kind)).toEqual(['left-behind', 'unlinked']);
    expect(page).toContain(
      '- “Refund policy” (`cards/policies/refund.md`) has moved; 1 link still leads to its old path `cards/refund.md`\n',
    );
    const mended = await review({
      'cards/refund.md': null,
      'cards/policies/refund.md': BEFORE['cards/refund.md'] ?? '',
      'cards/cancel.md': (BEFORE['cards/cancel.md'] ?? '').replace('refund.md', 'policies/refund.md'),
    });
    expect(mended.concerned).toEqual([]);
  });

  test('the same of many cards once', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 25 }, (_, at) => [
        `cards/k8s/${at}.md`,
        `---\ntitle: Pod ${at}\n---\n\nText ${at}.\n`,
      ]),
    );
    const before = { ...many, 'cards/k8s/_kb.yaml': 'owner: "@ana"\n' };
    const { page } = await review({ 'cards/k8s/_kb.yaml': null }, before);
    expect(page).toContain('- 25 cards below `cards/k8s/`: each no longer has an owner; it had `@ana`\n');
    expect(page).toContain('| 25 cards below `cards/k8s/` | affected: owner `@ana` → none | unverified |\n');
    expect(page.match(/^\| 25 cards|^\| “Pod/gm)).toHaveLength(1);
  });

  test('nothing of search where the base has too many cards, and says so', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`cards/${at}.md`, `# Card ${at}\n\nText.\n`]),
    );
    const { search, page } = await review({ 'cards/new.md': '# Card 1\n' }, many);
    expect(search).toBeNull();
    expect(page).toContain('\nSearch is left out: the base has more than 1,000 cards.\n');
    const edited = await review(
      { 'cards/1.md': '# Card 1\n\nOther text.\n' },
      { ...many, 'cards/x.md': '# X\n' },
    );
    expect(edited.search).toEqual([]);
  });

  test('not the time that has passed', async () => {
    const stale = { 'cards/a.md': card('A', 'Text.', 'owner: "@ana"\nverify-by: 2026-01-01') };
    const { concerned, findings } = await review(
      { 'cards/a.md': card('A', 'Text!', 'owner: "@ana"\nverify-by: 2026-01-01') },
      stale,
    );
    expect([concerned, findings]).toEqual([[], []]);
  });
});

describe('what is said to be verified', () => {
  const OLD = { on: '2026-08-21', due: '2026-11-19' };
  const NEW = { on: '2026-11-21', due: '2027-02-19', note: 'sent one' };
  const before = { 'cards/fax.md': fax(OLD), 'cards/letter.md': fax(OLD), 'cards/mail.md': fax(OLD) };

  test('by whom, when and how, the same words once', async () => {
    const { page, claims, concerned } = await review(
      { 'cards/fax.md': fax(NEW), 'cards/letter.md': fax(NEW), 'cards/mail.md': fax({ ...NEW, by: '@joe' }) },
      before,
    );
    expect(page).toContain(`### Verifications in this branch

- \`@ana\` on \`2026-11-21\`, “sent one”: “Refund by fax” (\`cards/fax.md\`), “Refund by fax” (\`cards/letter.md\`)
- \`@joe\` on \`2026-11-21\`, “sent one”: “Refund by fax” (\`cards/mail.md\`)
`);
    expect(claims).toHaveLength(3);
    expect(concerned).toEqual([]);
  });

  test('a new card with a record, and another name under an old one', async () => {
    const { claims } = await review(
      { 'cards/new.md': fax(NEW), 'cards/fax.md': fax({ ...OLD, by: '@joe' }) },
      before,
    );
    expect(claims.map(({ touched, by, on }) => [touched.after.card.path, by, on])).toEqual([
      ['cards/fax.md', '@joe', '2026-08-21'],
      ['cards/new.md', '@ana', '2026-11-21'],
    ]);
  });

  test('by somebody who is not among the verifiers where the branch began', async () => {
    const config = 'people: { "@ana": { login: ana }, "@joe": { login: joe } }\n';
    const guarded = { ...OLD, front: 'verifiers: ["@ana"]\n' };
    const { page, concerns } = await review(
      { 'cards/fax.md': fax({ ...NEW, by: '@joe', front: 'verifiers: ["@ana", "@joe"]\n' }) },
      { 'cards/fax.md': fax(guarded), 'kb.config.yaml': config },
    );
    expect(concerns.map(({ kind }) => kind)).toEqual(['not-verifier']);
    expect(page).toContain(
      '“Refund by fax” (`cards/fax.md`) was verified by `@joe` on `2026-11-21`, who is not among its verifiers: `@ana`\n',
    );
    const own = await review(
      { 'cards/fax.md': fax({ ...NEW, front: 'verifiers: ["@ana"]\n' }) },
      { 'cards/fax.md': fax(guarded), 'kb.config.yaml': config },
    );
    expect(own.concerned).toEqual([]);
  });

  test('shows no key that a note holds', async () => {
    const key = `ghp_${'a1B2'.repeat(9)}`;
    const { page } = await review({ 'cards/fax.md': fax({ ...NEW, note: `with ${key}` }) }, before);
    expect(page).toContain('“with …”');
    expect(page).not.toContain(key);
  });
});

describe('cards about code', () => {
  const ABOUT = 'owner: "@ana"\nverify-by: 2027-03-01\npaths: [src/billing]';
  const before = {
    'cards/billing.md': card('Billing', 'How it works.', ABOUT),
    'cards/old.md': card('Old billing', 'How it worked.', `${ABOUT}\nstatus: archived`),
    'cards/plain.md': card('Plain', 'No code.'),
  };

  test('that the branch changes', async () => {
    const { code, page } = await review({}, before, ['src/billing/a.js', 'src/billing/b.js', 'src/c.js']);
    expect(code).toEqual([
      {
        path: 'cards/billing.md',
        title: 'Billing',
        owner: ['@ana'],
        code: ['src/billing/a.js', 'src/billing/b.js'],
      },
    ]);
    expect(page).toBe(`## kb: no card is changed; 1 is about changed code

### Cards about code that this branch changes

- “Billing” (\`cards/billing.md\`), \`@ana\`: \`src/billing/a.js\` and 1 more
`);
  });

  test('that the branch changes together with the card', async () => {
    const { page } = await review(
      { 'cards/billing.md': card('Billing', 'How it works now.', ABOUT) },
      before,
      ['src/billing/a.js', 'cards/billing.md'],
    );
    expect(page).toContain('`@ana`: `src/billing/a.js`; the branch changes the card, too\n');
  });
});

describe('a branch that changes the gate', () => {
  test('says so first, and shows the cards that leave the base', async () => {
    const now = { ...BEFORE, 'kb.config.yaml': 'cards: cards/refund.md\nrules: { link-target: off }\n' };
    const comparison = await reviewOf(baseWith(now, memoryRepo(BEFORE)), baseWith(now));
    expect(comparison.concerns.map(({ kind, path }) => [kind, path])).toEqual([
      ['weakened', 'kb.config.yaml'],
      ['weakened', 'kb.config.yaml'],
    ]);
    expect(comparison.cards.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'left cards/cancel.md',
      'left cards/fax.md',
    ]);
    expect(comparison.reviewers.map(({ name }) => name)).toEqual(['@ana', '@legal']);
    const page = diffMarkdown(comparison);
    expect(page).toMatch(/^## kb: 2 cards left the base; the checks are weaker\n/);
    expect(page).toContain('- `kb.config.yaml`: 2 cards leave the base: `cards/cancel.md`, `cards/fax.md`\n');
    expect(page).toContain('- `kb.config.yaml`: link-target was error and is off\n');
    expect(page).toContain('| “Refund by fax” `cards/fax.md` | left the base | was ');
    const { stdout } = bufferIo();
    expect(diffText(comparison, styleOf(stdout, true, {}), '/base')).toContain(
      'kb.config.yaml: link-target was error and is off',
    );
  });

  test('and no card', async () => {
    const now = { ...BEFORE, 'kb.config.yaml': 'warn: 1\n' };
    const page = diffMarkdown(await reviewOf(baseWith(now, memoryRepo(BEFORE)), baseWith(now)));
    expect(page).toBe(
      '## kb: no card is changed; the checks are weaker\n\n### Check this first\n\n- `kb.config.yaml`: warn was 14 and is 1\n',
    );
  });

  test('calls nobody and links nowhere by the names that it brings', async () => {
    const before = { ...BEFORE, 'cards/@everyone #1 <b>.md': card('B', 'Text.') };
    const now = { ...before, 'kb.config.yaml': 'cards: cards/refund.md\n' };
    const page = diffMarkdown(await reviewOf(baseWith(now, memoryRepo(before)), baseWith(now)));
    const bare = page.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(bare).not.toMatch(/@|<(?!\/?(?:details|summary)>)|#\d/);
  });

  test('in which a card moves says where to', async () => {
    const { 'cards/refund.md': moved = '', ...rest } = BEFORE;
    const now = { ...rest, 'cards/returns.md': moved };
    const { findings } = await reviewOf(baseWith(now, memoryRepo(BEFORE)), baseWith(now));
    expect(findings.map(({ problem }) => problem.message)).toEqual([
      'broken link “refund.md”; this branch moved it to cards/returns.md',
    ]);
  });
});

describe('who should look', () => {
  test('owners before and after, and verifiers, those with the most cards first', async () => {
    const { reviewers } = await review({
      'cards/refund.md': card(
        'Refund policy',
        'Within 30 days.',
        'owner: "@joe"\nverify-by: 2027-03-01\nverifiers: ["@eve"]',
      ),
      'cards/fax.md': null,
    });
    expect(
      reviewers.map(({ name, cards }) => [name, [...cards].map(([role, { length }]) => `${role} ${length}`)]),
    ).toEqual([
      ['@legal', ['former owner 2']],
      ['@eve', ['verifier 1']],
      ['@joe', ['new owner 1']],
    ]);
  });
});

describe('a comment', () => {
  const HOSTILE =
    '@everyone ![x](https://a.test/x.png) <script>alert(1)</script> #12 </details> | `code` \\u202e ::error::x';

  test('calls nobody, links nowhere, brings no HTML and stays in its cells', async () => {
    const { page } = await review({
      'cards/x.md': `---\ntitle: ${JSON.stringify(HOSTILE)}\nowner: ["@everyone", ${JSON.stringify(HOSTILE)}]\nverify-by: 2027-03-01\n---\n\nSee [x](nowhere.md).\n`,
      'cards/refund.md': null,
      'cards/@here <b>.md': card('B', 'Text.'),
    });
    const bare = page.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(bare).not.toMatch(/@|<(?!\/?(?:details|summary)>)|!\[|\]\(|#\d|\u202e|^\s*::/m);
    expect(page.match(/<details>/g)).toHaveLength((page.match(/<\/details>\n/g) ?? []).length);
    const rows = page.split('\n').filter((line) => line.startsWith('| '));
    for (const row of rows) expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(4);
  });

  test('fits into a comment, whatever the branch does', async () => {
    const changes = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [
        `cards/${'long-name-'.repeat(8)}${at}.md`,
        card(`Card number ${at} ${'of many words '.repeat(10)}`, '[gone](gone.md)', `owner: "@team-${at}"`),
      ]),
    );
    const { page } = await review(changes, { 'cards/gone.md': '# B\n' });
    expect(Buffer.byteLength(page)).toBeLessThan(61_000);
    expect(page.match(/^### |^<details><summary>All/gm)).toHaveLength(3);
    expect(page).toContain('more that do not fit in a comment: `kb diff --json`');
    expect(page).toContain('All cards (600)');
  });

  test('has paths as the forge counts them, from the root of the repository', async () => {
    const comparison = await reviewOf(baseWith(BEFORE), baseWith({ ...BEFORE, 'cards/refund.md': '# R' }));
    const page = diffMarkdown(comparison, 'docs/kb/');
    expect(page).toContain('`docs/kb/cards/refund.md`');
    expect(page.match(/`cards\//g)).toBeNull();
  });

  test('is the same whatever the order of the files', async () => {
    const reversed = Object.fromEntries(Object.entries(BEFORE).reverse());
    const changes = { 'cards/refund.md': null, 'cards/b.md': card('B', 'Text.') };
    expect((await review(changes, reversed)).page).toBe((await review(changes)).page);
  });
});

describe('other forms', () => {
  test('a terminal gets what cards say escaped', async () => {
    const comparison = await reviewOf(
      baseWith(BEFORE),
      baseWith({ ...BEFORE, 'cards/x.md': '---\ntitle: "a\\u001b[31mb"\n---\n\nText.\n' }),
    );
    const io = bufferIo({ terminal: true, columns: 60 });
    const text = diffText(comparison, styleOf(io.stdout, true, {}), '/base');
    expect(text).toContain('“a\\x1b[31mb”');
    expect(text).not.toContain('\u001b[31m');
    expect(text).toMatch(/^1 card added\n/);
    expect(diffText(comparison, styleOf(io.stdout, false, {}), '/base')).not.toContain('→');
  });

  test('JSON has all of it', async () => {
    const comparison = await reviewOf(
      baseWith(BEFORE),
      baseWith({ 'cards/cancel.md': BEFORE['cards/cancel.md'] ?? '' }),
    );
    const answer = JSON.parse(diffJson(comparison, 'origin/main')) as Record<string, unknown>;
    expect(answer).toMatchObject({
      schemaVersion: 1,
      since: 'origin/main',
      cards: [
        { kind: 'removed', path: 'cards/fax.md' },
        { kind: 'removed', path: 'cards/refund.md' },
      ],
      reviewers: [
        {
          name: '@legal',
          cards: [{ role: 'former owner', path: 'cards/fax.md' }, { path: 'cards/refund.md' }],
        },
      ],
    });
  });
});
