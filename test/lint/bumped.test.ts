/** Dates that a branch moves: which of them are bumps, and what a branch cannot do to hide them. */
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import { contentHash } from '../../src/trust/verify.js';
import { branchFindings, said } from './bases.js';

interface State {
  readonly on?: string;
  readonly due?: string;
  readonly text?: string;
  /** What the record is made from; `null` for a card without one. */
  readonly record?: { readonly on: string; readonly due: string; readonly text?: string } | null;
  readonly by?: string;
  readonly front?: string;
}

const TEXT = 'Within 14 days.';
const OLD = { on: '2026-08-21', due: '2026-11-19' };
const NEW = { on: '2026-11-20', due: '2027-02-18' };

/** A card in dialect kb; with dates alone, or with a record of these or other dates. */
function card({ on, due, text = TEXT, record = null, by = '@ana', front = '' }: State): string {
  const body = `\n${record?.text ?? text}\n`;
  const hash = record && contentHash({ writtenTitle: 'Refunds', body }, record.on as Day, record.due as Day);
  return [
    '---\ntitle: Refunds',
    'owner: "@legal"',
    ...(due === undefined ? [] : [`verify-by: ${due}`]),
    ...(on === undefined ? [] : ['verified:', `  on: ${on}`, `  by: "${by}"`]),
    ...(hash === null ? [] : [`  content: ${hash}`]),
    `${front}---\n\n${text}\n`,
  ].join('\n');
}

function recorded({ on, due }: typeof OLD, rest: State = {}): string {
  const { text = TEXT } = rest;
  return card({ on, due, record: { on, due, text }, ...rest });
}

async function told(before: string, after: string, path = 'cards/refunds.md'): Promise<string[]> {
  const findings = await branchFindings({ 'cards/refunds.md': before }, { [path]: after });
  return findings
    .filter(({ problem: { rule } }) => rule === 'date-bump')
    .map((each) => `${each.problem.severity} ${said(each).replace(/; .*/, '')}`);
}

describe('no bump is', () => {
  test.each([
    ['a card that is verified', recorded(OLD), recorded(NEW)],
    ['a card that is verified with another text', recorded(OLD), recorded(NEW, { text: 'Within 30 days.' })],
    ['a card without dates that is verified', card({}), recorded(NEW)],
    ['a card with dates that gets a record', card(OLD), recorded(NEW)],
    ['the first day of a card', card({}), card({ due: '2027-11-19' })],
    ['an earlier day', card(OLD), card({ on: '2026-08-01', due: '2026-11-01' })],
    [
      'an earlier day than that of the record',
      recorded(OLD),
      card({ ...OLD, due: '2026-09-01', record: OLD }),
    ],
    ['a day that goes', card(OLD), card({ on: OLD.on })],
    [
      'a text that changes',
      recorded(OLD),
      card({ ...OLD, text: 'Within 30 days.', record: { ...OLD, text: TEXT } }),
    ],
    ['a tag', recorded(OLD), recorded(OLD, { front: 'tags: [a]\n' })],
    ['a verification that is taken back', recorded(NEW), recorded(OLD)],
    ['a day that is wrong', card(OLD), card({ ...OLD, due: '2027-02-31' })],
  ])('%s', async (_, before, after) => {
    expect(await told(before, after)).toEqual([]);
  });
});

describe('a bump is', () => {
  const due = 'the due date moved from 2026-11-19 to 2027-11-19';
  const late = { ...OLD, due: '2027-11-19' };
  const reattributed =
    'warning cards/refunds.md:6:3 the record of 2026-08-21 has another name, note or code hash, but the same text and dates';
  test.each([
    [
      'a due day alone',
      card({ due: '2026-11-19' }),
      card({ due: '2027-11-19' }),
      `warning cards/refunds.md:4:1 ${due}, but no record says who checked the card`,
    ],
    [
      'a day of verification, which is told before the due day',
      card(OLD),
      card(NEW),
      'warning cards/refunds.md:6:3 the verification date moved from 2026-08-21 to 2026-11-20, but no record says who checked the card',
    ],
    [
      'a due day that follows from a longer interval',
      card({ on: OLD.on, front: 'verify-every: 3 months\n' }),
      card({ on: OLD.on, front: 'verify-every: 1 year\n' }),
      'warning cards/refunds.md:7:1 the due date moved from 2026-11-21 to 2027-08-21, but no record says who checked the card',
    ],
    [
      'a due day past its record',
      recorded(OLD),
      card({ ...late, record: OLD }),
      `error cards/refunds.md:4:1 ${due}, but the record is for another text or other dates`,
    ],
    [
      'the record of another card',
      recorded(OLD),
      card({ ...NEW, record: { ...NEW, text: 'Another card.' } }),
      'error cards/refunds.md:6:3 the verification date moved from 2026-08-21 to 2026-11-20, but the record is for another text or other dates',
    ],
    [
      'a record that is taken away',
      recorded(OLD),
      card(late),
      `error cards/refunds.md:4:1 ${due}, but the record was removed`,
    ],
    [
      'a record from the future',
      recorded(OLD),
      recorded({ on: '2026-11-22', due: '2027-11-19' }),
      'error cards/refunds.md:6:3 the verification date moved from 2026-08-21 to 2026-11-22, which is in the future',
    ],
    [
      'a record that is made anew for a later due day',
      recorded(OLD),
      recorded(late),
      'warning cards/refunds.md:6:3 the record is new, but its date is still 2026-08-21',
    ],
    [
      'a record that is made anew for another text',
      recorded(OLD),
      recorded(OLD, { text: 'Within 30 days.' }),
      'warning cards/refunds.md:6:3 the record is new, but its date is still 2026-08-21',
    ],
    [
      'a record that is made for days that had none',
      card(OLD),
      recorded({ on: '2026-08-01', due: '2027-11-19' }),
      'warning cards/refunds.md:6:3 the record is new, but its date moved back from 2026-08-21 to 2026-08-01',
    ],
    ['a record that names somebody else', recorded(OLD), recorded(OLD, { by: '@joe' }), reattributed],
    ['a record with another note', recorded(OLD), recorded(OLD, { front: '  note: read\n' }), reattributed],
    [
      'a record without its hash of the code',
      recorded(OLD, { front: '  paths: "0123456789ab"\n' }),
      recorded(OLD),
      reattributed,
    ],
    [
      'a record of somebody else, with another text',
      recorded(OLD),
      card({ ...OLD, by: '@joe', text: 'Within 30 days.', record: { ...OLD, text: TEXT } }),
      reattributed,
    ],
  ])('%s', async (_, before, after, expected) => {
    expect(await told(before, after)).toEqual([expected]);
  });

  test('one on a card that moves', async () => {
    const other = recorded(OLD, { front: 'id: refunds\n' });
    expect(
      await told(other, other.replace('by: 2026-11-19', 'by: 2027-11-19'), 'cards/eu/refunds.md'),
    ).toEqual([`error cards/eu/refunds.md:4:1 ${due}, but the record is for another text or other dates`]);
  });
});

test('a bump of a short card under another name and title is one', async () => {
  const text = (title: string, due: string, body = 'Within 14 days.'): string =>
    `---\ntitle: ${title}\nverify-by: ${due}\n---\n\n# ${title}\n\n${body}\n`;
  const renamed = async (before: Record<string, string>, after: Record<string, string>): Promise<string[]> =>
    (await branchFindings(before, after)).map(({ path, problem: { rule } }) => `${rule} ${path}`);
  const [old, now] = [text('Refunds', '2026-11-19'), text('Returns', '2027-11-19')];
  expect(await renamed({ 'cards/a.md': old }, { 'cards/b.md': now })).toEqual(['date-bump cards/b.md']);
  // Either of the two stubs may be the one that was renamed.
  const twin = text('Fees', '2026-11-19');
  expect(await renamed({ 'cards/a.md': old, 'cards/c.md': twin }, { 'cards/b.md': now })).toEqual([]);
  expect(
    await renamed(
      { 'cards/a.md': text('A', '2026-11-19', '') },
      { 'cards/b.md': text('B', '2027-11-19', '') },
    ),
  ).toEqual([]);
});

test('a day that moves because the card does, to where a verification holds for longer, is a bump', async () => {
  const text = '---\ntitle: Fees\nverified: { on: 2026-01-01 }\n---\n\nNone.\n';
  const folder = { 'cards/rare/_kb.yaml': 'verify-every: 60y\n', 'cards/rare/a.md': '# A\n' };
  const findings = await branchFindings(
    { ...folder, 'cards/fees.md': text },
    { ...folder, 'cards/rare/fees.md': text },
  );
  expect(findings.map((each) => `${each.problem.severity} ${said(each)}`)).toEqual([
    'warning cards/rare/fees.md:3:13 the due date moved from 2026-04-01 to 2086-01-01, but no record says who checked the card; check it, then kb verify rare/fees',
  ]);
});

describe('who is judged', () => {
  const before = card({ due: '2026-11-19' });
  const after = card({ due: '2027-11-19' });
  const ignored = (text: string): string =>
    text.replace('verify-by:', '# kb-ignore date-bump: moved by law\nverify-by:');
  const levels = async (then: string, now: string, texts = [before, after]): Promise<string[]> => {
    const [old = '', young = ''] = texts;
    const findings = await branchFindings(
      { 'kb.config.yaml': then, 'cards/a.md': old },
      { 'kb.config.yaml': now, 'cards/a.md': young },
    );
    return findings.map(({ problem: { rule, severity } }) => `${rule} ${severity}`);
  };

  test('does not set how severe the rule is', async () => {
    expect(await levels('rules: { date-bump: error }', 'rules: { date-bump: error }')).toEqual([
      'date-bump error',
    ]);
    expect(await levels('', 'rules: { date-bump: off }')).toEqual([
      'gate-weakened warning',
      'date-bump warning',
    ]);
    expect(await levels('rules: { date-bump: off }', 'rules: { date-bump: error }')).toEqual([]);
  });

  test('does not silence it, but who came before did', async () => {
    expect(await levels('', '', [before, ignored(after)])).toEqual([
      'gate-weakened info',
      'date-bump warning',
    ]);
    expect(await levels('', '', [ignored(before), ignored(after)])).toEqual([]);
    expect(await levels('', '', [ignored(before), after])).toEqual(['date-bump warning']);
  });
});

describe('cards verified in bulk', () => {
  const many = (count: number, make: (at: number) => string): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`cards/${String(at).padStart(2, '0')}.md`, make(at)]),
    );
  const texts = async (before: Record<string, string>, after: Record<string, string>): Promise<string[]> =>
    (await branchFindings(before, after))
      .filter(({ problem: { rule } }) => rule === 'bulk-verify')
      .map((each) => `${said(each)} ${each.problem.key ?? ''}`);
  const noted = (at: number, note = 'read', by = '@ana'): string =>
    recorded(NEW, { text: `Text ${at}.`, by, front: `  note: ${note}\n` });
  const old = many(12, (at) => recorded(OLD, { text: `Text ${at}.` }));

  test('are told once for each person, day and note', async () => {
    expect(
      await texts(
        old,
        many(12, (at) => noted(at)),
      ),
    ).toEqual([
      'cards/00.md:6:3 12 cards were verified by “@ana” on 2026-11-20 with the same note: was each of them read? 2026-11-20 @ana read',
    ]);
    expect(
      await texts(
        old,
        many(12, (at) => noted(at, at % 2 === 0 ? 'read' : 'tried')),
      ),
    ).toEqual([]);
    expect(
      await texts(
        old,
        many(12, (at) => noted(at, 'read', at % 2 === 0 ? '@ana' : '@joe')),
      ),
    ).toEqual([]);
    expect(await texts(old, { ...old, ...many(10, (at) => noted(at)) })).toEqual([]);
  });

  test('by one person under two names are told', async () => {
    const config = { 'kb.config.yaml': 'people: { Ana: { login: "@ana", emails: [ana@acme.com] } }\n' };
    const after = many(12, (at) => noted(at, 'read', at % 2 === 0 ? '@ana' : 'ana@acme.com'));
    expect(await texts({ ...config, ...old }, { ...config, ...after })).toHaveLength(1);
  });

  test('are told where they have days alone, but new cards are not', async () => {
    const dated = many(12, (at) => card({ ...OLD, text: `Text ${at}.` }));
    const moved = many(12, (at) => card({ ...NEW, text: `Text ${at}.` }));
    expect(await texts(dated, moved)).toHaveLength(1);
    expect(await texts({ 'cards/x.md': '# X\n' }, moved)).toEqual([]);
    expect(
      await texts(
        { 'cards/x.md': '# X\n' },
        many(12, (at) => noted(at)),
      ),
    ).toHaveLength(1);
  });
});
