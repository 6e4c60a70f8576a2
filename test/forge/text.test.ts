/** What issues say: exact texts for some cards, and that nothing in a card makes them do more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import { readBody, writeBody } from '../../src/forge/block.js';
import type { CardCase } from '../../src/forge/plan/case.js';
import { closingComment, reasonOfEnd } from '../../src/forge/text/closing.js';
import type { EndReport, Report } from '../../src/forge/text/report.js';
import { alteration } from '../../src/forge/steps.js';
import { issueTitle, managedText, reasonOfCase } from '../../src/forge/text.js';
import type { Trust } from '../../src/trust/trust.js';
import { hostile } from './hostile-text.js';
import { effectsOf } from './markdown-effects.js';
import { aCard, anIssue, DUE, TODAY } from './sample-issues.js';

const numRuns = process.env['KB_SOAK'] ? 4_000 : 200;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const OTHER = 'fedcba9876543210fedcba9876543210fedcba98';
const day = (text: string): Day => text as Day;

type Change = Partial<Omit<CardCase, 'trust'>> & { readonly trust?: Partial<Trust> };

/** The card `refund`, due on 2026-10-11, verified before. */
function card({ trust, ...change }: Change = {}): CardCase {
  const usual = aCard({ id: 'refund' });
  return {
    ...usual,
    ...change,
    trust: { ...usual.trust, verifiedOn: day('2026-07-11'), verifiedBy: '@ana', ...trust },
  };
}

const PAGES = {
  view: 'https://github.com/acme/kb/blob/main/cards/refund.md',
  history: 'https://github.com/acme/kb/commits/main/cards/refund.md',
  edit: 'https://github.com/acme/kb/edit/main/cards/refund.md',
};
const SAME: Report['changed'] = { commit: COMMIT, lines: null, since: null, code: [], why: null };

/** Makes the zero-width breaks in names and references visible. */
function shown(text: string): string {
  return text.replaceAll('\u200b', '<gap>');
}

function report(change: Partial<Report> = {}): Report {
  return {
    card: card(),
    pages: PAGES,
    folder: '',
    flags: [],
    changed: SAME,
    byHand: null,
    instead: null,
    isFile: false,
    reopened: false,
    previous: null,
    mentions: [],
    ...change,
  };
}

describe('the text of an issue', () => {
  test('of a card past its date', () => {
    expect(managedText(report(), TODAY)).toMatchInlineSnapshot(`
      "[Title of refund](https://github.com/acme/kb/blob/main/cards/refund.md) is past its date. Is it still correct?

      - Due 2026-10-11 (41 days ago on 2026-11-21); last verified 2026-07-11 by \`@ana\` in 0123456789abcdef0123456789abcdef01234567
      - Its text has not changed since then
      - Owner: \`@ana\`
      - File: \`cards/refund.md\` ([history](https://github.com/acme/kb/commits/main/cards/refund.md))

      **What to do**

      - **Still correct?** Verify it, and type what you checked it against:
        \`\`\`sh
        kb verify refund --note "what you checked it against"
        \`\`\`
        No \`kb\`? Install it (\`npm install -g kbcards\`), or ask somebody who has it.
      - **Wrong?** [Edit it](https://github.com/acme/kb/edit/main/cards/refund.md), then verify it with the command above.
      - **Not yours?** Name the new owner:
        \`\`\`sh
        kb verify refund --reassign @name
        \`\`\`
      - **Not needed any more?** Archive it:
        \`\`\`sh
        kb archive refund
        \`\`\`

      Each command makes one commit: push it, or open a pull request. This issue closes by itself once that is on the default branch. Not now? Close it as “not planned”: it stays closed until the date of the card changes."
    `);
  });

  test('of a card with all that there is to tell', () => {
    const all = report({
      card: card({
        title: 'Refunds: *EU* & UK',
        path: 'team docs/cards/refund.md',
        calls: ['flagged', 'stale', 'code-changed'],
      }),
      folder: 'team docs',
      flags: [
        { by: '@ben', on: day('2026-11-01'), note: 'the fee is 30, says @legal' },
        { by: null, on: null, note: null },
      ],
      changed: {
        commit: COMMIT,
        lines: { added: 1, removed: 12 },
        since: null,
        code: [
          { path: 'src/fees.ts', status: 'M' },
          { path: 'src/new.ts', status: 'A' },
          { path: 'src/old.ts', status: 'D' },
        ],
        why: null,
      },
      previous: 12,
      mentions: ['@acme/billing', '@acme/legal'],
    });
    expect(shown(managedText(all, TODAY))).toMatchInlineSnapshot(`
      "[Refunds: \\*EU\\* &amp; UK](https://github.com/acme/kb/blob/main/cards/refund.md) may be wrong: somebody flagged it. Please check it.

      - Flagged by \`@ben\` on 2026-11-01: “the fee is 30, says @<gap>legal”
      - Flagged
      - Due 2026-10-11 (41 days ago on 2026-11-21); last verified 2026-07-11 by \`@ana\` in 0123456789abcdef0123456789abcdef01234567
      - Its text has changed since then: 1 line added, 12 removed
      - The code it describes has changed: \`src/fees.ts\`, \`src/new.ts\` (new), \`src/old.ts\` (gone)
      - Owner: \`@ana\`
      - File: \`team docs/cards/refund.md\` ([history](https://github.com/acme/kb/commits/main/cards/refund.md))

      Previously #12.

      **What to do**

      - **Still correct?** Verify it, and type what you checked it against:
        \`\`\`sh
        kb -C 'team docs' verify refund --note "what you checked it against"
        \`\`\`
        No \`kb\`? Install it (\`npm install -g kbcards\`), or ask somebody who has it.
      - **Wrong?** [Edit it](https://github.com/acme/kb/edit/main/cards/refund.md), then verify it with the command above.
      - **Not yours?** Name the new owner:
        \`\`\`sh
        kb -C 'team docs' verify refund --reassign @name
        \`\`\`
      - **Not needed any more?** Archive it:
        \`\`\`sh
        kb -C 'team docs' archive refund
        \`\`\`

      Each command makes one commit: push it, or open a pull request. This issue closes by itself once that is on the default branch. Not now? Close it as “not planned”: it stays closed until the date of the card changes.

      For @acme/billing, @acme/legal"
    `);
  });

  test('of a card that only its code gives away, on a forge without pages, in a shallow clone', () => {
    const changed = { commit: null, lines: null, since: null, code: [], why: 'this clone is shallow' };
    const pages = { view: null, history: null, edit: null };
    const only = card({ calls: ['code-changed'], due: null });
    expect(managedText(report({ card: only, pages, changed }), TODAY)).toMatchInlineSnapshot(`
      "Title of refund describes code that has changed. Is it still correct?

      - Last verified 2026-07-11 by \`@ana\`
      - It is unknown whether its text has changed since then
      - The code it describes has changed
      - Owner: \`@ana\`
      - File: \`cards/refund.md\`

      **What to do**

      - **Still correct?** Verify it, and type what you checked it against:
        \`\`\`sh
        kb verify refund --note "what you checked it against"
        \`\`\`
        No \`kb\`? Install it (\`npm install -g kbcards\`), or ask somebody who has it.
      - **Wrong?** Fix it, then verify it:
        \`\`\`sh
        kb edit refund --verify
        \`\`\`
      - **Not yours?** Name the new owner:
        \`\`\`sh
        kb verify refund --reassign @name
        \`\`\`
      - **Not needed any more?** Archive it:
        \`\`\`sh
        kb archive refund
        \`\`\`

      Each command makes one commit: push it, or open a pull request. This issue closes by itself once that is on the default branch. Not now? Close it as “not planned”: it stays closed until the date of the card changes."
    `);
  });

  test('tells whom kb asks where it knows no login of an owner, and mentions nobody', () => {
    const line = (owner: readonly string[], instead: readonly string[] | null): string => {
      const text = managedText(report({ card: card({ trust: { owner } }), instead }), TODAY);
      expect(effectsOf(text).mentions).toEqual([]);
      return text.split('\n').find((each) => each.startsWith('- Owner')) ?? '';
    };
    const many = Array.from({ length: 10 }, (_, at) => `p${at}`);
    expect([
      line(['@ana', '#support'], null),
      line(['#support'], []),
      line(['#support', 'Ben'], ['carl', 'dora']),
      line([], ['carl']),
      line([], []),
      line(many, many),
    ]).toMatchInlineSnapshot(`
      [
        "- Owner: \`@ana\`, \`#support\`",
        "- Owner: \`#support\`. kb knows no login for it (\`people\` in \`kb.config.yaml\` can list one), so nobody is assigned",
        "- Owner: \`#support\`, \`Ben\`. kb knows no login for any of them (\`people\` in \`kb.config.yaml\` can list one), so kb asks \`@carl\`, \`@dora\` instead, as named in CODEOWNERS or the config",
        "- Owner: nobody, so kb asks \`@carl\` instead, as named in CODEOWNERS or the config",
        "- Owner: nobody, so nobody is assigned",
        "- Owner: \`p0\`, \`p1\`, \`p2\`, \`p3\`, \`p4\`, \`p5\`, \`p6\`, \`p7\`, and 2 more owners. kb knows no login for any of them (\`people\` in \`kb.config.yaml\` can list one), so kb asks \`@p0\`, \`@p1\`, \`@p2\`, \`@p3\`, \`@p4\`, \`@p5\`, \`@p6\`, \`@p7\`, and 2 more logins instead, as named in CODEOWNERS or the config",
      ]
    `);
  });

  test('says since when the text is known, where that is later than its verification', () => {
    const since = { on: day('2026-08-21'), isFirst: true };
    const line = (change: Partial<Report['changed']>): string =>
      managedText(report({ changed: { ...SAME, commit: null, ...change } }), TODAY).split('\n')[3] ?? '';
    expect([
      line({ since }),
      line({ since: { ...since, isFirst: false } }),
      line({ since, lines: { added: 1, removed: 0 } }),
    ]).toMatchInlineSnapshot(`
      [
        "- Its text is unchanged since 2026-08-21, where its history here starts",
        "- Its text is unchanged since 2026-08-21, when it got that date",
        "- Its text has changed since 2026-08-21, where its history here starts: 1 line added, 0 removed",
      ]
    `);
  });

  test('tells those who have no kb which day they may move', () => {
    const line = (change: Partial<Report>): string | undefined =>
      managedText(report(change), TODAY)
        .split('\n')
        .find((each) => each.includes('No `kb`?'));
    const pages = { view: null, history: null, edit: null };
    expect([
      line({}),
      line({ byHand: { field: 'last_reviewed_on', means: 'checked' } }),
      line({ byHand: { field: 'next_review', means: 'due' }, pages }),
    ]).toMatchInlineSnapshot(`
      [
        "  No \`kb\`? Install it (\`npm install -g kbcards\`), or ask somebody who has it.",
        "  No \`kb\`? [Edit it](https://github.com/acme/kb/edit/main/cards/refund.md) and set \`last_reviewed_on\` to the date of your check. That only moves the date: kb keeps no record of your check.",
        "  No \`kb\`? Change its file and set \`next_review\` to the date by which it must be checked again. That only moves the date: kb keeps no record of your check.",
      ]
    `);
  });

  test('of an issue that was only closed, and of one that is a file', () => {
    const text = managedText(report({ reopened: true, isFile: true }), TODAY).split('\n');
    expect([text[2], text.at(-1)]).toMatchInlineSnapshot(`
      [
        "This issue was closed, but nobody has verified the card.",
        "Each command makes one commit. This issue closes by itself in the next run of \`kb issues sync\`. Not now? Write \`state: closed\` and \`reason: not_planned\` at the top of this file: it stays closed until the date of the card changes.",
      ]
    `);
  });

  test('says in each run after the first that the issue was only closed, until the date of the card changes', () => {
    const bodyAfter = (verdict: 'keep' | 'reopen', body: string, due = DUE): string | null => {
      const made = card({ due });
      const standing = { card: made, issue: anIssue({ body }) };
      const step = alteration(
        verdict === 'keep' ? { do: verdict, ...standing } : { do: verdict, ...standing, again: true },
        { report: report({ card: made }), assignment: null },
        TODAY,
      );
      return step?.block ? writeBody(body, step.block) : null;
    };
    const closed = anIssue({}).body;
    const reopened = bodyAfter('reopen', closed) ?? '';
    expect(reopened).toContain('This issue was closed, but');
    expect(bodyAfter('keep', reopened)).toBe(null);
    const moved = bodyAfter('keep', reopened, day('2026-11-01'));
    expect(moved).toContain('Due 2026-11-01');
    expect(moved).not.toContain('This issue was closed, but');
  });

  test('counts days, flags and files, and tells the first of many', () => {
    const flags = Array.from({ length: 10 }, (_, at) => ({ by: `@p${at}`, on: null, note: null }));
    const code = Array.from({ length: 9 }, (_, at) => ({ path: `src/${at}.ts`, status: 'M' }));
    const text = managedText(report({ flags, changed: { ...SAME, code } }), day('2026-10-12'));
    expect(text).toContain('Due 2026-10-11 (1 day ago on 2026-10-12);');
    expect(text).toContain('- Flagged by `@p7`\n- 2 more flags\n');
    expect(text).toContain('`src/7.ts`, and 1 more file\n');
  });

  test('says no number of days before the date, and nothing of a verification that never was', () => {
    const never = card({ calls: ['flagged'], trust: { verifiedOn: null, verifiedBy: null } });
    const text = managedText(report({ card: never, changed: { ...SAME, commit: null } }), DUE);
    expect(text).toContain('- Flagged; the flag cannot be read\n- Due 2026-10-11; never verified\n- Owner');
  });
});

describe('whatever a card holds', () => {
  const some = fc.option(hostile);
  const hostileReport: fc.Arbitrary<Report> = fc.record({
    card: fc
      .record({
        id: hostile.map((text) => `x${text}`),
        path: hostile.map((text) => `x${text}`),
        title: hostile,
        by: some,
        owner: fc.array(hostile, { maxLength: 3 }),
      })
      .map(({ by, owner, ...change }) =>
        card({
          ...change,
          id: change.id as CardCase['id'],
          calls: ['flagged', 'stale'],
          trust: { verifiedBy: by, owner },
        }),
      ),
    pages: fc.constant(PAGES),
    folder: hostile,
    flags: fc.array(fc.record({ by: some, on: fc.constant(null), note: some }), { maxLength: 3 }),
    changed: fc.record({
      commit: fc.constantFrom(COMMIT, null),
      lines: fc.constant(null),
      since: fc.constantFrom(null, { on: DUE, isFirst: true }),
      code: fc.array(fc.record({ path: hostile, status: hostile }), { maxLength: 3 }),
      why: fc.option(hostile.map((text) => `x${text}`)),
    }),
    byHand: fc.option(fc.record({ field: hostile, means: fc.constantFrom('checked', 'due') })),
    instead: fc.option(fc.array(hostile, { maxLength: 3 })),
    isFile: fc.boolean(),
    reopened: fc.boolean(),
    previous: fc.constant(7),
    mentions: fc.constant(['@acme/billing']),
  });

  test('the text calls and refers to what kb means alone, and stays a whole', () => {
    fc.assert(
      fc.property(hostileReport, (each) => {
        const text = managedText(each, TODAY);
        const { code, blocks, ...effects } = effectsOf(text);
        const links: readonly string[] = Object.values(PAGES);
        expect(effects.links.filter((link) => !links.includes(link))).toEqual([]);
        expect(effects).toMatchObject({
          mentions: ['@acme/billing'],
          references: [...(each.changed.commit === null ? [] : [COMMIT]), '#7'],
          foreign: [],
        });
        expect(code.filter((line) => /^kb .*(verify|archive) /.test(line)).length).toBe(3);
        const points = blocks.filter((block) => block === 'listItem').length;
        expect(points).toBe(
          Math.max(1, each.flags.length) + 2 + Math.min(1, each.changed.code.length) + 2 + 4,
        );
        expect(blocks.filter((block) => block !== 'listItem' && block !== 'paragraph')).toEqual([
          'root',
          'list',
          'list',
          'code',
          'code',
          'code',
        ]);
      }),
      { numRuns },
    );
  });

  test('text and marker read back from the body', () => {
    fc.assert(
      fc.property(hostileReport, (each) => {
        const text = managedText(each, TODAY);
        const path = each.card.path.replace(/\p{Cs}/gu, '\ufffd');
        const marker = {
          id: 'refund',
          path,
          due: DUE,
          on: TODAY,
          reopened: false,
          closed: false,
          asked: '0'.repeat(12),
          title: '1'.repeat(12),
          previous: 7,
        };
        expect(readBody(writeBody(null, { text, marker }) ?? '')).toMatchObject({
          kind: 'managed',
          marker,
          edited: false,
        });
      }),
      { numRuns },
    );
  });

  test('the last comment calls nobody', () => {
    const kinds = fc.constantFrom(
      'verified',
      'date-moved',
      'flag-cleared',
      'withdrawn',
      'retired',
      'moved',
      'dated',
      'removed',
      'fields',
    );
    const event = fc.record({
      kind: kinds,
      on: fc.constant(null),
      by: some,
      note: some,
      to: some,
      commit: fc.constantFrom(COMMIT, null),
    });
    fc.assert(
      fc.property(event, (each) => {
        const comment = closingComment({ ending: { why: 'fine', card: card() }, event: each });
        const effects = effectsOf(comment);
        expect(effects).toMatchObject({
          mentions: [],
          references: each.commit === null ? [] : [COMMIT],
          links: [],
          foreign: [],
        });
        expect(effects.blocks.filter((block) => block !== 'paragraph')).toEqual(['root']);
      }),
      { numRuns },
    );
  });

  test('the title is one line, calls nobody, and is no longer than a forge takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.string({ unit: 'binary', minLength: 200, maxLength: 600 })),
        (text) => {
          const title = issueTitle(text);
          expect(Array.from(title).length).toBeLessThanOrEqual(256);
          expect(title).not.toMatch(
            /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|@\w|#\d|\bgh-\d|:\/\//iu,
          );
          expect(title.startsWith('Verify:')).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});

test('titles', () => {
  expect(issueTitle('Refunds *EU* `@ana`')).toBe('Verify: Refunds *EU* `@\u200bana`');
  expect(issueTitle('😀'.repeat(300))).toBe(`Verify: ${'😀'.repeat(128)}…`);
  expect(issueTitle('@'.repeat(200))).toBe(`Verify: ${'@\u200b'.repeat(123)}@…`);
});

test('the reason of a card', () => {
  expect(reasonOfCase(card(), TODAY)).toBe('41 days past its date');
  expect(reasonOfCase(card({ calls: ['flagged', 'stale', 'code-changed'] }), day('2026-10-12'))).toBe(
    'flagged, 1 day past its date, code changed',
  );
});

describe('the end of an issue', () => {
  const fine = card({ need: 'none', calls: [], due: day('2027-02-19'), trust: { days: -90 } });
  const event = (
    kind: NonNullable<EndReport['event']>['kind'],
    change: Partial<NonNullable<EndReport['event']>> = {},
  ): NonNullable<EndReport['event']> => ({
    kind,
    on: TODAY,
    by: '@ana',
    note: null,
    to: null,
    commit: OTHER,
    ...change,
  });
  const ends: Readonly<Record<string, EndReport>> = {
    verified: {
      ending: { why: 'fine', card: fine },
      event: event('verified', { note: 'read with @legal, see #12' }),
    },
    'by date only': { ending: { why: 'fine', card: fine }, event: event('dated', { by: 'Ana' }) },
    'date moved': { ending: { why: 'fine', card: fine }, event: event('date-moved', { by: null }) },
    'flag cleared': {
      ending: { why: 'fine', card: fine },
      event: event('flag-cleared', { by: '@ben', note: 'wrong fee' }),
    },
    withdrawn: {
      ending: { why: 'fine', card: card({ due: null }) },
      event: event('withdrawn', { commit: null }),
    },
    fields: { ending: { why: 'fine', card: fine }, event: event('fields') },
    unknown: { ending: { why: 'fine', card: fine }, event: null },
    archived: { ending: { why: 'retired', card: fine }, event: event('retired') },
    replaced: { ending: { why: 'retired', card: fine }, event: event('retired', { to: 'refund-policy' }) },
    'replaced, nobody knows when': {
      ending: { why: 'retired', card: card({ trust: { state: 'superseded' } }) },
      event: null,
    },
    moved: {
      ending: { why: 'removed', id: 'refund', path: 'cards/refund.md' },
      event: event('moved', { to: 'refund-eu' }),
    },
    removed: {
      ending: { why: 'removed', id: 'refund', path: 'cards/refund.md' },
      event: event('removed', { by: 'Ana' }),
    },
    duplicate: { ending: { why: 'duplicate', id: 'refund', of: 3 }, event: null },
  };

  test('is told in a comment', () => {
    expect(
      Object.entries(ends)
        .map(([name, end]) => `## ${name}\n${closingComment(end)}`)
        .map(shown)
        .join('\n\n'),
    ).toMatchInlineSnapshot(`
      "## verified
      Verified by \`@ana\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98: “read with @<gap>legal, see #<gap>12”

      Thank you! The card is good until 2027-02-19.

      ## by date only
      Marked as verified by \`Ana\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      Only its date says so: there is no record of who checked which text. The card is good until 2027-02-19.

      ## date moved
      Date moved on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      There is no record that somebody checked the card. The card is good until 2027-02-19.

      ## flag cleared
      Flag of \`@ben\` cleared on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98: “wrong fee”

      The card is good until 2027-02-19.

      ## withdrawn
      Flag withdrawn by \`@ana\` on 2026-11-21

      ## fields
      Fields of the card changed by \`@ana\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      The card is good until 2027-02-19.

      ## unknown
      Card is fine again

      It is unknown what has changed.

      ## archived
      Card archived by \`@ana\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      It needs no more attention.

      ## replaced
      Card superseded by \`refund-policy\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      It needs no more attention.

      ## replaced, nobody knows when
      Card superseded

      It needs no more attention.

      ## moved
      Card moved to \`refund-eu\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      If it needs attention there, it gets an issue of its own.

      ## removed
      Card removed by \`Ana\` on 2026-11-21 in fedcba9876543210fedcba9876543210fedcba98

      It needs no more attention.

      ## duplicate
      Duplicate of #3

      One card has one issue."
    `);
  });

  test('and in half a sentence', () => {
    expect(Object.values(ends).map(reasonOfEnd)).toMatchInlineSnapshot(`
      [
        "verified by @ana on 2026-11-21",
        "marked as verified by Ana on 2026-11-21",
        "date moved on 2026-11-21",
        "flag of @ben cleared on 2026-11-21",
        "flag withdrawn by @ana on 2026-11-21",
        "fields of the card changed by @ana on 2026-11-21",
        "card is fine again",
        "card archived by @ana on 2026-11-21",
        "card superseded by refund-policy on 2026-11-21",
        "card superseded",
        "card moved to refund-eu on 2026-11-21",
        "card removed by Ana on 2026-11-21",
        "duplicate of #3",
      ]
    `);
  });

  test('refers to the other issue of a duplicate, and to nothing else', () => {
    const texts = Object.values(ends).map((end) => effectsOf(closingComment(end)));
    expect([...new Set(texts.flatMap(({ references }) => references))]).toEqual([OTHER, '#3']);
    expect(texts.flatMap(({ mentions }) => mentions)).toEqual([]);
  });
});
