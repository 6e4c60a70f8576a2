import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import type { CardCase, IssueNeed } from '../../src/forge/plan/case.js';
import { markClosed } from '../../src/forge/block.js';
import { foreign } from '../../src/forge/plan/claims.js';
import type { CloseReason, Issue } from '../../src/forge/forge.js';
import { plan, unsure, type PlanRules } from '../../src/forge/plan.js';
import type { Verdict } from '../../src/forge/plan/verdict.js';
import type { Marker } from '../../src/forge/block/marker.js';
import type { TrustReason } from '../../src/trust/trust.js';
import { cost } from '../cost.js';
import { aCard, ago, anIssue, bodyOf, DUE, LABEL, TODAY, US, type IssueSample } from './sample-issues.js';

const RULES: PlanRules = {
  today: TODAY,
  isOurs: (login) => login.toLowerCase() === US,
  label: LABEL,
  mayClose: true,
};
const OLD_DUE = '2026-03-01' as Day;
const begun = (marker: Partial<Marker> = {}) => bodyOf(marker).replace('<!-- kb:end -->', '');

/** A verdict as one line. */
const told = (verdict: Verdict): string => {
  const { do: what } = verdict;
  if (what === 'create') return `create ${verdict.card.id} after ${verdict.previous ?? 'none'}`;
  if (what === 'leave') return `leave ${verdict.issue?.number ?? verdict.card}: ${verdict.why ?? 'silent'}`;
  const { number } = verdict.issue;
  if (what === 'keep' || what === 'detach') return `${what} ${number}`;
  if (what === 'reopen') return `reopen ${number}${verdict.again ? ' again' : ''}`;
  const { ending } = verdict;
  const more =
    ending.why === 'duplicate' ? ` of ${ending.of}` : ending.why === 'removed' ? ` ${ending.path}` : '';
  return `close ${number}: ${ending.why}${more}`;
};
const planned = (
  issues: readonly IssueSample[],
  cards: readonly CardCase[],
  rules: Partial<PlanRules> = {},
): readonly string[] => plan(issues.map(anIssue), cards, { ...RULES, ...rules }).map(told);

/** One card in each state of the spec's table; `null` means it was deleted. */
const CARDS = {
  'wants one': aCard({}),
  'wants none': aCard({ need: 'none' }),
  retired: aCard({ need: 'retired' }),
  deleted: null,
  unreadable: aCard({ need: 'leave' }),
  'wrong date': aCard({ need: 'leave', reasons: ['bad-date'] }),
  draft: aCard({ need: 'leave', reasons: ['draft', 'expired'] }),
};
const UNREAD = 'the card cannot be read';
const UNDATED = 'its due date cannot be read';
/** By the states in `CARDS`. '' means nothing, and a single verdict holds for all remaining states. */
type Row = readonly [
  string,
  readonly IssueSample[],
  readonly [string, string, string, string, string, string, string],
];

/** Without kb's mark that it closed the issue, whoever closed it. */
const UNMARKED: IssueSample = { marker: { closed: false } };
const one = (issue: IssueSample): IssueSample => ({ number: 7, ...issue });
const byUs = (issue: IssueSample = {}): IssueSample => one({ state: 'closed', closedBy: US, ...issue });
const byPerson = (issue: IssueSample = {}): IssueSample =>
  one({ state: 'closed', closedBy: 'ana', ...issue });
/** Nothing but what is reported about unreadable cards. */
const quiet = (wanting: string): Row[2] => [
  wanting,
  '',
  '',
  '',
  `leave refund: ${UNREAD}`,
  `leave refund: ${UNDATED}`,
  '',
];
const endings = (number: number): readonly [string, string, string] => [
  `close ${number}: fine`,
  `close ${number}: retired`,
  `close ${number}: removed cards/refund.md`,
];
const left = (number: number): readonly [string, string, string] => [
  `leave ${number}: ${UNREAD}`,
  `leave ${number}: ${UNDATED}`,
  `leave ${number}: silent`,
];
const twins = (...first: readonly string[]) =>
  first.map((verdict) => `close 9: duplicate of 7, ${verdict}`) as [string, string, string, string];

const TABLE: readonly Row[] = [
  ['none', [], quiet('create refund after none')],
  ['open', [one({})], ['keep 7', ...endings(7), ...left(7)]],
  [
    'open, its text of another due date',
    [one({ marker: { due: OLD_DUE } })],
    ['keep 7', ...endings(7), ...left(7)],
  ],
  ['open, without our label', [one({ labels: [] })], ['keep 7', ...endings(7), ...left(7)]],
  ['open and locked', [one({ locked: true })], ['keep 7', ...endings(7), ...left(7)]],
  ['open, its part no longer whole', [one({ body: begun() })], ['keep 7', ...endings(7), ...left(7)]],
  ['closed by us today', [byUs({ closedAt: ago(0) })], quiet('reopen 7')],
  ['closed by us tomorrow', [byUs({ closedAt: ago(-1) })], quiet('reopen 7')],
  ['closed by us 190 days ago', [byUs({ closedAt: ago(190) })], quiet('reopen 7')],
  ['closed by us 191 days ago', [byUs({ closedAt: ago(191) })], quiet('create refund after 7')],
  ['closed by us, nobody knows when', [byUs({ closedAt: null })], quiet('create refund after 7')],
  ['closed by us as not planned', [byUs({ reason: 'not_planned' })], quiet('reopen 7')],
  ['closed by us, locked', [byUs({ locked: true })], quiet('reopen 7')],
  ['closed by us, without our label', [byUs({ labels: [] })], quiet('reopen 7')],
  [
    'closed by us, its part no longer whole',
    [byUs({ body: begun({ closed: true }) })],
    quiet('create refund after 7'),
  ],
  ['closed by us as duplicate', [byUs({ reason: 'duplicate' })], quiet('create refund after none')],
  ['closed by a person 6 days ago', [byPerson({ closedAt: ago(6) })], quiet('leave 7: silent')],
  ['closed by a person 7 days ago', [byPerson({ closedAt: ago(7) })], quiet('reopen 7 again')],
  ['closed by a person long ago', [byPerson({ closedAt: ago(300) })], quiet('reopen 7 again')],
  ['closed by a person without a reason', [byPerson({ reason: null })], quiet('reopen 7 again')],
  ['closed by who knows', [byPerson({ closedBy: null, marker: {} })], quiet('reopen 7')],
  [
    'closed by who knows, without our mark',
    [byPerson({ closedBy: null, ...UNMARKED })],
    quiet('reopen 7 again'),
  ],
  ['closed by a person with our login', [byUs(UNMARKED)], quiet('reopen 7 again')],
  [
    'closed by a person with our login as not planned',
    [byUs({ reason: 'not_planned', ...UNMARKED })],
    quiet('leave 7: silent'),
  ],
  [
    'closed by a person with our login as duplicate',
    [byUs({ reason: 'duplicate', ...UNMARKED })],
    quiet('leave 7: silent'),
  ],
  [
    'closed by us, opened again and closed by a person',
    [byPerson({ reason: 'not_planned', marker: { closed: true } })],
    quiet('leave 7: silent'),
  ],
  ['closed by a person, its part no longer whole', [byPerson({ body: begun() })], quiet('leave 7: silent')],
  ['closed by a person once more', [byPerson({ marker: { reopened: true } })], quiet('leave 7: silent')],
  [
    'closed by a person once more, for an earlier due day',
    [byPerson({ marker: { reopened: true, due: OLD_DUE } })],
    quiet('reopen 7'),
  ],
  [
    'closed by a person today, for an earlier due day',
    [byPerson({ closedAt: ago(0), marker: { due: OLD_DUE } })],
    quiet('reopen 7'),
  ],
  [
    'closed by a person for an earlier due day, 191 days ago',
    [byPerson({ closedAt: ago(191), marker: { due: OLD_DUE } })],
    quiet('create refund after 7'),
  ],
  ['closed by a person as not planned', [byPerson({ reason: 'not_planned' })], quiet('leave 7: silent')],
  [
    'closed by a person as not planned long ago',
    [byPerson({ reason: 'not_planned', closedAt: ago(900) })],
    quiet('leave 7: silent'),
  ],
  [
    'closed by a person as not planned, for an earlier due day',
    [byPerson({ reason: 'not_planned', marker: { due: OLD_DUE } })],
    quiet('reopen 7'),
  ],
  ['closed by a person as duplicate', [byPerson({ reason: 'duplicate' })], quiet('leave 7: silent')],
  [
    'closed by a person as duplicate, for an earlier due day',
    [byPerson({ reason: 'duplicate', marker: { due: OLD_DUE } })],
    quiet('reopen 7'),
  ],
  ['two open with one id', [{ number: 9 }, { number: 7 }], [...twins('keep 7', ...endings(7)), ...left(7)]],
  [
    'open and closed with one id',
    [byPerson({ reason: 'not_planned' }), { number: 9 }],
    ['keep 9', ...endings(9), ...left(9)],
  ],
  [
    'closed, and a later one closed by us as its duplicate',
    [
      byPerson({ reason: 'not_planned', closedAt: ago(40) }),
      { number: 9, state: 'closed', reason: 'duplicate' },
    ],
    quiet('leave 7: silent'),
  ],
  [
    'closed twice, the lower number later',
    [byPerson({ reason: 'not_planned', closedAt: ago(3) }), { number: 9, state: 'closed', closedAt: ago(4) }],
    quiet('leave 7: silent'),
  ],
  [
    'closed twice at one moment',
    [byPerson({ reason: 'not_planned', closedAt: ago(4) }), { number: 9, state: 'closed', closedAt: ago(4) }],
    quiet('reopen 9'),
  ],
  ['open, by somebody else', [one({ author: 'ana' })], quiet('create refund after none')],
  ['open, without marker and label', [one({ marker: null, labels: [] })], quiet('create refund after none')],
];

describe.each(TABLE)('an issue: %s', (_, issues, answers) => {
  test.each(Object.entries(CARDS).map(([state, card], at) => [state, card, answers[at] ?? ''] as const))(
    'a card: %s',
    (_state, card, answer) => {
      expect(planned(issues, card ? [card] : []).join(', ')).toBe(answer);
    },
  );
});

describe('where no issue may be closed', () => {
  const rules = { mayClose: false };
  test.each([
    ['wants none', aCard({ need: 'none' }), 'leave 7: it would be closed, but this run closes nothing'],
    ['retired', aCard({ need: 'retired' }), 'leave 7: it would be closed, but this run closes nothing'],
    ['deleted', null, 'leave 7: its card is not in this checkout, but this run closes nothing'],
  ])('a card: %s', (_, card, answer) => {
    const expected = [answer, 'leave 9: it would be closed, but this run closes nothing'];
    expect(planned([{ number: 9 }, { number: 7 }], card ? [card] : [], rules)).toEqual(expected);
  });

  test('all else goes on', () => {
    expect(planned([{ number: 7 }], [aCard({}), aCard({ id: 'x' })], rules)).toEqual([
      'keep 7',
      'create x after none',
    ]);
  });
});

describe('a card is known by', () => {
  test('a former id', () => {
    expect(planned([{ number: 7 }], [aCard({ id: 'new', aliases: ['refund'] })])).toEqual(['keep 7']);
  });

  test('its own id rather than as a former id of another, except of the one at the path', () => {
    const cards = [aCard({ id: 'a', need: 'none', aliases: ['refund'] }), aCard({})];
    const at = (path: string) => planned([{ number: 7, marker: { path } }], cards);
    expect(at('cards/refund.md')).toEqual(['keep 7']);
    expect(at('cards/elsewhere.md')).toEqual(['keep 7']);
    expect(at('cards/a.md')).toEqual(['close 7: fine', 'create refund after none']);
  });

  test('a former id of several: the one at the path, else the first by id', () => {
    const cards = ['c', 'b', 'd'].map((id) =>
      aCard({ id, aliases: ['refund'], need: id === 'b' ? 'issue' : 'none' }),
    );
    const at = (path: string) => planned([{ number: 7, marker: { path } }], cards);
    expect(at('cards/d.md')).toEqual(['close 7: fine', 'create b after none']);
    expect(at('cards/elsewhere.md')).toEqual(['keep 7']);
  });

  test('both: the issues of a card that took in another are its own', () => {
    const cards = [aCard({ id: 'a', aliases: ['refund'] })];
    expect(planned([{ number: 7 }, { number: 8, marker: { id: 'a' } }], cards)).toEqual([
      'close 8: duplicate of 7',
      'keep 7',
    ]);
  });

  test('its path where it cannot be read, because it has lost its id', () => {
    const path = 'cards/refund.md';
    expect(planned([{ number: 7 }], [aCard({ id: 'cards-refund', path, need: 'leave' })])).toEqual([
      `leave 7: ${UNREAD}`,
    ]);
    expect(planned([{ number: 7 }], [aCard({ id: 'other', path })])).toEqual([
      'close 7: removed cards/refund.md',
      'create other after none',
    ]);
  });

  test.each(['__proto__', 'constructor', 'a b> --', 'ünïcode/ไทย'])('an odd id: %s', (id) => {
    expect(planned([{ number: 7, marker: { id } }], [aCard({ id })])).toEqual(['keep 7']);
    expect(planned([{ number: 7, marker: { id } }], [])).toEqual([`close 7: removed cards/${id}.md`]);
  });
});

describe('an issue of ours without marker', () => {
  test.each([
    ['is told of once', { marker: null }, ['detach 7']],
    ['once, whatever the case of our label', { marker: null, labels: ['KB-Stale'] }, ['detach 7']],
    ['not again', { marker: null, labels: [LABEL, 'KB-Detached'] }, []],
    ['never when it is closed', { marker: null, state: 'closed' as const }, []],
    ['is none when a person wrote it', { marker: null, author: 'ana' }, []],
  ])('%s', (_, issue, answer) => {
    expect(planned([one(issue)], [])).toEqual(answer);
  });
});

describe('foreign issues', () => {
  test('have our label and a marker, and another author', () => {
    const issues = [
      { number: 5, author: 'old-kb' },
      { number: 4, author: 'ana', labels: ['KB-STALE'] },
      { number: 3, author: 'ana', labels: [] },
      { number: 2, author: 'ana', marker: null },
      { number: 1, author: 'KB[bot]' },
    ].map(anIssue);
    expect(foreign(issues, RULES).map(({ number }) => number)).toEqual([4, 5]);
  });

  test('count once their author counts as ours', () => {
    const isOurs = (login: string) => login !== 'ana';
    expect(planned([{ number: 5, author: 'old-kb' }], [aCard({})], { isOurs })).toEqual(['keep 5']);
  });
});

describe('who closed an issue', () => {
  const asked = (issues: readonly IssueSample[], card = aCard({})) =>
    unsure(issues.map(anIssue), [card], RULES);
  const unknown = (number: number, change: IssueSample = {}): IssueSample => {
    return { number, state: 'closed', closedBy: null, closedAt: ago(30 - number), ...change };
  };
  test.each<readonly [string, readonly IssueSample[], readonly number[]]>([
    ['has to be known of the last one', [unknown(1), unknown(2)], [2]],
    ['is told already', [unknown(1), unknown(2, { closedBy: US })], []],
    ['does not matter where the card is due on another day', [unknown(1, { marker: { due: OLD_DUE } })], []],
    ['does not matter without our mark', [unknown(1, UNMARKED), unknown(2, UNMARKED)], []],
    ['does not matter beside an open one', [unknown(1), { number: 2 }], []],
    [
      'matters for duplicates, and then for the next',
      [unknown(1), unknown(2, { reason: 'duplicate' })],
      [2, 1],
    ],
    [
      'matters for one before our duplicate',
      [unknown(1), unknown(2, { reason: 'duplicate', closedBy: US })],
      [1],
    ],
    [
      'is enough for a duplicate of a person',
      [unknown(1), unknown(2, { reason: 'duplicate', closedBy: 'ana' })],
      [],
    ],
    ['does not matter of strangers', [unknown(1, { author: 'ana' })], []],
  ])('%s', (_, issues, numbers) => {
    expect(asked(issues)).toEqual(numbers);
  });

  test.each(['none', 'retired', 'leave'] as const)('does not matter where the card wants: %s', (wish) => {
    expect(asked([unknown(1)], aCard({ need: wish }))).toEqual([]);
  });
});

describe('the order', () => {
  test('is duplicates, other ends, lost markers, texts, reopened, created by days overdue and id, the rest', () => {
    const cards = [
      aCard({ id: 'b' }),
      aCard({ id: 'flagged', days: null }),
      aCard({ id: 'a' }),
      aCard({ id: 'code', days: -20 }),
      aCard({ id: 'oldest', days: 90 }),
      aCard({ id: 'kept' }),
      aCard({ id: 'back' }),
      aCard({ id: 'fine', need: 'none' }),
      aCard({ id: 'broken', need: 'leave' }),
      aCard({ id: 'draft', need: 'leave', reasons: ['draft'] }),
    ];
    const of = (id: string, number: number, change: IssueSample = {}) => ({
      number,
      marker: { id },
      ...change,
    });
    const issues = [
      of('draft', 1),
      of('back', 2, { state: 'closed' }),
      of('kept', 3),
      of('fine', 4),
      of('gone', 5),
      of('kept', 6),
      of('fine', 7),
      { number: 8, marker: null },
    ];
    expect(planned(issues, cards)).toEqual([
      'close 6: duplicate of 3',
      'close 7: duplicate of 4',
      'close 4: fine',
      'close 5: removed cards/gone.md',
      'detach 8',
      'keep 3',
      'reopen 2',
      'create oldest after none',
      'create a after none',
      'create b after none',
      'create code after none',
      'create flagged after none',
      'leave 1: silent',
      `leave broken: ${UNREAD}`,
    ]);
  });

  test('of issues does not matter where one stands twice: the last one counts', () => {
    expect(planned([{ number: 1 }, { number: 1 }], [aCard({})])).toEqual(['keep 1']);
    expect(planned([byPerson({ closedBy: null, reason: 'not_planned' }), byUs()], [aCard({})])).toEqual([
      'reopen 7',
    ]);
  });
});

const IDS = ['a', 'b', 'c', 'd'];
const reasons: fc.Arbitrary<readonly TrustReason[] | undefined> = fc.constantFrom(
  undefined,
  ['draft'],
  ['bad-date'],
);
const someCards = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 4 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          need: fc.constantFrom<IssueNeed>('issue', 'issue', 'none', 'retired', 'leave'),
          due: fc.constantFrom(DUE, OLD_DUE, null),
          days: fc.constantFrom(null, 41, 42),
          aliases: fc.subarray([...IDS, 'old']),
          reasons,
        })
        .map(({ reasons: because, ...change }) =>
          aCard({ id, ...change, ...(because && change.need === 'leave' ? { reasons: because } : {}) }),
        ),
    ),
  ),
);
const anyIssue = fc
  .record({
    state: fc.constantFrom('open' as const, 'closed' as const),
    reason: fc.constantFrom<CloseReason | null>('completed', 'not_planned', 'duplicate', null),
    closedBy: fc.constantFrom(US, 'ana', null),
    closedAt: fc.constantFrom(ago(1), ago(7), ago(100), ago(400), null),
    author: fc.constantFrom(US, US, US, 'ana'),
    labels: fc.subarray([LABEL, 'kb-detached', 'bug']),
    locked: fc.boolean(),
    marker: fc.option(
      fc.record({
        id: fc.constantFrom(...IDS, 'old', 'gone'),
        due: fc.constantFrom(DUE, OLD_DUE, null),
        reopened: fc.boolean(),
        closed: fc.boolean(),
      }),
    ),
    isBroken: fc.boolean(),
  })
  .map(({ isBroken, ...change }): IssueSample => {
    const isOpen = change.state === 'open';
    const body = isBroken && change.marker ? bodyOf(change.marker).replace('<!-- kb:end -->', '') : undefined;
    return {
      ...change,
      ...(body === undefined ? {} : { body }),
      ...(isOpen ? { reason: null, closedBy: null, closedAt: null } : {}),
    };
  });
const someIssues = fc
  .array(anyIssue, { maxLength: 12 })
  .map((issues) => issues.map((issue, at) => anIssue({ ...issue, number: at + 1 })));
const someRules = fc.boolean().map((mayClose): PlanRules => ({ ...RULES, mayClose }));

describe('whatever there is', () => {
  test('the order of issues and cards does not matter', () => {
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
    const input = fc
      .tuple(someIssues, someCards)
      .chain(([issues, cards]) =>
        fc.tuple(fc.constant(issues), fc.constant(cards), shuffled(issues), shuffled(cards)),
      );
    fc.assert(
      fc.property(input, someRules, ([issues, cards, otherIssues, otherCards], rules) => {
        expect(plan(otherIssues, otherCards, rules)).toEqual(plan(issues, cards, rules));
      }),
    );
  });

  test('a second run finds nothing to do', () => {
    fc.assert(
      fc.property(someIssues, someCards, someRules, (issues, cards, rules) => {
        const after = carriedOut(plan(issues, cards, rules), issues);
        const open = plan(after, cards, rules).filter(
          (verdict) => verdict.do !== 'keep' && verdict.do !== 'leave',
        );
        expect(open.map(told)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('each card and each issue has one verdict, and a card that wants an issue has one open or snoozed', () => {
    fc.assert(
      fc.property(someIssues, someCards, someRules, (issues, cards, rules) => {
        const verdicts = plan(issues, cards, rules);
        const numbers = verdicts.flatMap((verdict) =>
          'issue' in verdict && verdict.issue ? [verdict.issue.number] : [],
        );
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const card of cards) {
          const about = verdicts.filter((verdict) => {
            if (verdict.do === 'leave')
              return verdict.card === card.id && !verdict.why?.includes('closes nothing');
            return 'card' in verdict && verdict.card === card;
          });
          expect(about.length).toBeLessThanOrEqual(1);
          if (card.need === 'issue') expect(about).toHaveLength(1);
          else expect(about.every((verdict) => verdict.do === 'leave')).toBe(true);
        }
      }),
    );
  });

  test('nobody else’s issue is touched, and none is closed where none may be', () => {
    fc.assert(
      fc.property(someIssues, someCards, someRules, (issues, cards, rules) => {
        for (const verdict of plan(issues, cards, rules)) {
          if ('issue' in verdict && verdict.issue) expect(verdict.issue.author).toBe(US);
          if (verdict.do === 'close') expect([rules.mayClose, verdict.issue.state]).toEqual([true, 'open']);
          if (verdict.do === 'reopen') expect(verdict.issue.state).toBe('closed');
        }
      }),
    );
  });

  test('to know who closed the others would change nothing', () => {
    const told = (issue: Issue, by: string): Issue =>
      issue.state === 'closed' && issue.closedBy === null ? { ...issue, closedBy: by } : issue;
    fc.assert(
      fc.property(someIssues, someCards, fc.array(fc.constantFrom(US, 'ana')), (issues, cards, closers) => {
        const asked = new Set(unsure(issues, cards, RULES));
        const all = issues.map((issue, at) => told(issue, closers[at] ?? 'ana'));
        const some = all.map((issue, at) => (asked.has(issue.number) ? issue : (issues[at] ?? issue)));
        const lines = (list: readonly Issue[]) =>
          plan(list, cards, RULES).map((verdict) => JSON.stringify(bare(verdict)));
        expect(lines(some)).toEqual(lines(all));
      }),
      { numRuns: 300 },
    );
  });
});

/** Without what the test itself makes different. */
function bare(verdict: Verdict): unknown {
  return 'issue' in verdict ? { ...verdict, issue: verdict.issue?.number } : verdict;
}

/** The issues after the verdicts are carried out. */
function carriedOut(verdicts: readonly Verdict[], before: readonly Issue[]): readonly Issue[] {
  const issues = new Map(before.map((issue) => [issue.number, issue]));
  for (const verdict of verdicts) {
    if (verdict.do === 'leave') continue;
    if (verdict.do === 'create') {
      const { id, due } = verdict.card;
      const number = issues.size + 1;
      issues.set(number, anIssue({ number, marker: { id, due } }));
      continue;
    }
    const { issue } = verdict;
    const { number } = issue;
    if (verdict.do === 'detach') issues.set(number, { ...issue, labels: [...issue.labels, 'kb-detached'] });
    else if (verdict.do === 'close') {
      const { why } = verdict.ending;
      const reason = why === 'fine' ? 'completed' : why === 'duplicate' ? 'duplicate' : 'not_planned';
      const body = markClosed(issue.body);
      issues.set(number, { ...issue, state: 'closed', reason, closedBy: US, closedAt: ago(0), body });
    } else {
      const { id, due } = verdict.card;
      const reopened = verdict.do === 'reopen' && verdict.again;
      const body = bodyOf({ id, due, reopened });
      issues.set(number, { ...issue, state: 'open', reason: null, closedBy: null, closedAt: null, body });
    }
  }
  return [...issues.values()];
}

test('10,000 cards with as many issues are planned in less than a second', () => {
  const text = 'A line of what kb wrote.\n'.repeat(40);
  const wishes: readonly IssueNeed[] = ['issue', 'none', 'retired', 'leave'];
  const cards = Array.from({ length: 10_000 }, (_, at) =>
    aCard({ id: `c${at}`, need: wishes[at % 4] ?? 'issue', aliases: [`old-${at}`] }),
  );
  const issues = cards.map((card, at) =>
    anIssue({
      number: at + 1,
      body: `${text}${bodyOf({ id: at % 3 === 0 ? `old-${at}` : card.id })}`,
      ...(at % 5 === 0 ? { state: 'closed', closedBy: null } : {}),
    }),
  );
  expect(cost(() => plan(issues, cards, RULES))).toBeLessThan(1000);
  expect(cost(() => unsure(issues, cards, RULES))).toBeLessThan(1000);
  const all = issues.map((issue) => ({ ...issue, body: bodyOf({}) }));
  expect(cost(() => plan(all, cards, RULES))).toBeLessThan(1000);
});
