import { describe, expect, test } from 'vitest';
import { baseOf, type Base } from '../../../src/base/base.js';
import { planFlag, planWithdrawal } from '../../../src/base/recording/flag.js';
import { planEdits } from '../../../src/base/recording/record.js';
import { withText } from '../../../src/base/card-now.js';
import type { CanonicalField, Dialect } from '../../../src/card/fields.js';
import type { Written } from '../../../src/card/write.js';
import { defaultConfig } from '../../../src/config.js';
import type { Day } from '../../../src/day.js';
import { diskRepo } from '../../../src/repo/disk.js';
import type { Repo } from '../../../src/repo/repo.js';
import { corpora, hasCorpora } from '../../corpora.js';
import { memoryRepo } from '../../memory-repo.js';

const today = '2026-11-21' as Day;

function base(repo: Repo, dialect: Dialect = 'kb', cards = ['**/*.md']): Base {
  const surroundings = { dayIn: () => today, progress: () => undefined };
  return baseOf(repo, { ...defaultConfig(), dialect, cards }, null, surroundings);
}

describe('fields of cards', () => {
  const plan = async (
    text: string,
    fields: Readonly<Record<string, Written>>,
    dialect: Dialect = 'kb',
    name = 'a.md',
  ) => {
    const opened = base(memoryRepo({ [name]: text }), dialect);
    const { cards } = await opened.cards();
    const changes = new Map(Object.entries(fields) as [CanonicalField, Written][]);
    return planEdits(
      opened,
      cards.map((card) => ({ card, fields: changes })),
    );
  };
  const CARD = '---\ntitle: T # mine\n---\nText\n';

  test('become changed files', async () => {
    const after = '---\ntitle: T # mine\nstatus: archived\n---\nText\n';
    const fields = ['status'];
    const [planned] = await plan(CARD, { status: 'archived' });
    expect(planned).toEqual({ path: 'a.md', before: CARD, after, fields, isWhole: false });
  });

  test('that the card has already are written once more', async () => {
    expect(await plan(CARD, { status: null })).toMatchObject([{ path: 'a.md', before: CARD, after: CARD }]);
  });

  test.each<[Dialect, Readonly<Record<string, Written>>]>([
    ['gds', { 'verify-by': '2027-01-01' }],
    ['learn', { tags: ['a'] }],
    ['custom', { owner: '@ana' }],
  ])('need a name in dialect %s: %j', async (dialect, fields) => {
    await expect(plan(CARD, fields, dialect)).rejects.toThrow(
      `the cards of this base have no field for \`${Object.keys(fields).join('')}\``,
    );
    // A field without a name cannot be in the card, so removing it changes nothing.
    const gone = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
    expect(await plan(CARD, gone, dialect)).toMatchObject([{ after: CARD }]);
  });

  test('of a card that cannot be read are refused, with a hint that a shell takes as it is', async () => {
    await expect(plan('---\ntitle: [\n---\n', { status: 'archived' }, 'kb', '$(x).md')).rejects.toMatchObject(
      {
        code: 'usage',
        message: expect.stringMatching(/^\$\(x\)\.md cannot be read: /) as string,
        hint: "kb lint '$(x).md'",
      },
    );
  });
});

describe.runIf(hasCorpora('govuk', 'bad-inputs'))('cards of other teams', () => {
  test.each<[string, Dialect, string]>([
    ['govuk', 'gds', '**/*.md'],
    ['govuk', 'gds', '**/*.html.md.erb'],
    ['bad-inputs', 'kb', '**/*.md'],
  ])(
    'of %s can be flagged in dialect %s, and are as before once that is taken back',
    async (name, dialect, glob) => {
      const opened = base(diskRepo(corpora(name)), dialect, [glob]);
      const caller = { name: '@ana', person: null };
      let flagged = 0;
      for (const card of (await opened.cards()).cards.filter(({ unreadable }) => unreadable === null)) {
        const note = `price: #changed "now" 'so' — ${card.path}`.slice(0, 500);
        const after = planFlag(opened, card, caller, { note, quote: null }).changes[0]?.after ?? '';
        const now = await withText(opened, card, after);
        expect(now.flags.at(-1)).toEqual({ by: '@ana', on: today, note });
        expect(planWithdrawal(opened, now, caller).changes[0]?.after).toBe(card.source);
        flagged += 1;
      }
      expect(flagged).toBeGreaterThan(30);
    },
  );
});
