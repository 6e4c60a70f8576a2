/** What happened to a card, derived from its successive texts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParsedCard } from '../../src/card/parse.js';
import type { Day } from '../../src/day.js';
import { eventsOf, uncommitted } from '../../src/trust/history.js';
import { dueDay } from '../../src/trust/trust.js';
import { contentHash } from '../../src/trust/verify.js';
import { lastVerified, type Version } from '../../src/trust/versions.js';
import { card as parsed } from '../card/sample.js';

interface Text {
  readonly title?: string;
  readonly body?: string;
  readonly on?: string;
  readonly due?: string;
  /** The hash of the record: matching, not matching, or none. */
  readonly record?: 'fits' | 'stale' | null;
  readonly more?: string;
  readonly path?: string;
}

/** The interval of the sample cards. */
const NINETY_DAYS = { count: 90, unit: 'day' } as const;

function card({
  title = 'A',
  body = 'Text.\n',
  on,
  due,
  record = null,
  more = '',
  path,
}: Text = {}): ParsedCard {
  const day = (on ?? null) as Day | null;
  const hash = contentHash(
    { writtenTitle: title, body },
    day,
    dueDay((due ?? null) as Day | null, day, NINETY_DAYS),
  );
  const content = record === 'fits' ? hash : record === 'stale' ? '000000000000' : null;
  const verified = [
    ...(on === undefined ? [] : [`  on: ${on}\n  by: "@ana"\n`]),
    ...(content === null ? [] : [`  content: "${content}"\n  note: on staging\n`]),
  ];
  const fields = [
    `title: ${title}\nowner: "@ana"\n`,
    ...(due === undefined ? [] : [`verify-by: ${due}\n`]),
    ...(verified.length === 0 ? [] : ['verified:\n', ...verified]),
    more,
  ];
  return parsed(`---\n${fields.join('')}---\n${body}`, path === undefined ? {} : { path });
}

/** The versions of a linear history; the cards are given oldest first. */
function line(...cards: readonly ParsedCard[]): Version[] {
  return cards.map((each, at) => version(each, String(at), at === 0 ? [] : [String(at - 1)])).reverse();
}

function version(
  card: ParsedCard,
  commit: string,
  parents: readonly string[] | null,
  isGone = false,
): Version {
  const author = { name: 'Ana', email: 'ana@example.com' };
  return { commit, time: '2026-11-21T09:00:00Z', author, path: card.path, card, isGone, parents };
}

/** The events of the last version. */
function did(...cards: readonly ParsedCard[]): string[] {
  const versions = line(...cards);
  return eventsOf(versions.slice(0), []).flatMap(({ event, version }) =>
    version === versions[0] ? [event] : [],
  );
}

function lastEvent(...cards: readonly ParsedCard[]) {
  return eventsOf(line(...cards), [])[0];
}

describe('a verification', () => {
  const before = { on: '2026-01-01', due: '2026-04-01', record: 'fits' } as const;
  const after = { on: '2026-03-01', due: '2026-06-01', record: 'fits' } as const;

  test('is a new record that fits the text, with who, until when, and the evidence', () => {
    expect(did(card(before), card(after))).toEqual(['verified']);
    expect(lastEvent(card(before), card(after))).toMatchObject({
      on: '2026-03-01',
      by: '@ana',
      note: 'on staging',
      until: '2026-06-01',
      matches: true,
    });
  });

  test('is none where the record stays but names somebody else', () => {
    const now = card({ ...before });
    const handed = parsed(now.source.replace('by: "@ana"', 'by: "@joe"'));
    expect(lastEvent(now, handed)).toMatchObject({ event: 'reattributed', from: '@ana', to: '@joe' });
    const noted = parsed(now.source.replace('on staging', 'with legal'));
    expect(did(now, noted)).toEqual(['reattributed']);
  });

  test('is one where the person whom the record names commits it on its day', () => {
    const people = [{ name: 'ana', login: '@ana', emails: ['ana@example.com'], teams: [] }];
    const now = card({ ...before, on: '2026-11-21', due: '2027-02-19' });
    const told = (text: string): unknown => eventsOf(line(now, parsed(text)), people)[0];
    const noted = now.source.replace('on staging', 'with legal');
    expect(told(noted)).toMatchObject({ event: 'verified', note: 'with legal', until: '2027-02-19' });
    const flag = 'flags:\n  - {by: "@eve", on: 2026-11-21, note: price}\n';
    const flagged = parsed(now.source.replace('verify-by', `${flag}verify-by`));
    expect(eventsOf(line(flagged, parsed(noted)), people).slice(0, 2)).toMatchObject([
      { event: 'verified' },
      { event: 'flag-cleared', settled: true },
    ]);
    expect(told(noted.replace('by: "@ana"', 'by: "@joe"'))).toMatchObject({ event: 'reattributed' });
  });

  test('is told with the edit that it came with', () => {
    expect(did(card(before), card({ ...after, body: 'Other.\n' }))).toEqual(['verified', 'edited']);
  });

  test('of a text that was changed before the commit does not match', () => {
    const other = card({ ...after, record: 'stale' });
    expect(lastEvent(card(before), other)).toMatchObject({ event: 'verified', matches: false });
  });

  test('is by date only where records have no hash', () => {
    const [old, now] = [card({ on: '2026-01-01' }), card({ on: '2026-03-01' })];
    expect(lastEvent(old, now)).toMatchObject({ event: 'verified', matches: null, on: '2026-03-01' });
    expect(did(card({}), now)).toEqual(['verified']);
  });

  test('with which a card begins is told, too', () => {
    expect(did(card(before))).toEqual(['verified', 'created']);
    expect(did(card({ due: '2027-01-01' }))).toEqual(['created']);
  });

  test('is none where the hash of the last one was kept, or dropped', () => {
    const kept = card({ ...after, record: 'stale' });
    const moved = card({ on: '2026-05-01', due: '2026-08-01', record: 'stale' });
    expect(lastEvent(kept, moved)).toMatchObject({
      event: 'date-moved',
      matches: false,
      until: '2026-08-01',
    });
    expect(did(card(before), card({ on: '2026-03-01', due: '2026-04-01' }))).toContain('date-moved');
  });
});

describe('a date', () => {
  test('that only moved on is said to be just that', () => {
    expect(lastEvent(card({ due: '2026-01-01' }), card({ due: '2027-01-01' }))).toMatchObject({
      event: 'date-moved',
      from: '2026-01-01',
      to: '2027-01-01',
      matches: null,
    });
  });

  test('that moved back, or came or went, is one of the fields', () => {
    expect(lastEvent(card({ due: '2027-01-01' }), card({ due: '2026-01-01' }))?.fields).toEqual([
      'verify-by',
    ]);
    expect(did(card({}), card({ due: '2026-01-01' }))).toEqual(['fields']);
    expect(lastEvent(card({ on: '2026-03-01' }), card({ on: '2026-01-01' }))?.fields).toEqual([
      'verified.on',
    ]);
  });

  test('moves on with the interval from which it follows', () => {
    const every = (days: number) => card({ on: '2026-01-01', more: `verify-every: ${days}d\n` });
    expect(lastEvent(every(30), every(300))).toMatchObject({ event: 'date-moved', from: '2026-01-31' });
  });
});

describe('other events', () => {
  const flag = 'flags:\n  - {by: "@eve", on: 2026-02-01, note: price}\n';
  const fits = { on: '2026-03-01', due: '2026-06-01', record: 'fits' } as const;

  test.each<[string[], Text, Text]>([
    [['flagged'], {}, { more: flag }],
    [['flag-cleared'], { more: flag }, {}],
    [['verified', 'flag-cleared'], { more: flag }, fits],
    [['flagged', 'flag-cleared'], { more: flag }, { more: flag.replace('price', 'name') }],
    [['edited'], {}, { body: 'Other.\n' }],
    [['edited'], {}, { title: 'B' }],
    [[], {}, { body: 'Text.  \n\n\n' }],
    [['owner'], {}, { more: 'owner: "@zoe"\n' }],
    [['retired'], {}, { more: 'status: archived\n' }],
    [['retired'], {}, { more: 'superseded-by: b\n' }],
    [['revived'], { more: 'status: archived\n' }, {}],
    [['revived'], { more: 'superseded-by: b\n' }, { more: 'status: draft\n' }],
    [['retired'], { more: 'superseded-by: b\n' }, { more: 'superseded-by: c\n' }],
    [['fields'], {}, { more: 'status: draft\n' }],
    [['moved'], {}, { path: 'cards/b.md' }],
    [['fields'], {}, { more: 'tags: [a]\nkind: faq\n' }],
  ])('%j', (events, before, after) => {
    const [old, now] = [before, after].map((text) => {
      // The same key must not occur twice.
      const made = card(text);
      return text.more?.startsWith('owner') ? parsed(made.source.replace('owner: "@ana"\n', '')) : made;
    });
    expect(did(old ?? card(), now ?? card())).toEqual(events);
  });

  test('say what they are about', () => {
    expect(lastEvent(card({}), card({ more: flag }))).toMatchObject({
      by: '@eve',
      note: 'price',
      on: '2026-02-01',
    });
    expect(lastEvent(card({ more: flag }), card({}))).toMatchObject({ settled: false, by: '@eve' });
    expect(lastEvent(card({}), card({ more: 'superseded-by: b\n' }))).toMatchObject({ to: 'b' });
    expect(lastEvent(card({}), card({ path: 'cards/b.md' }))).toMatchObject({
      from: 'cards/card.md',
      to: 'cards/b.md',
    });
    expect(lastEvent(card({}), card({ more: 'tags: [a]\nkind: faq\n' }))?.fields).toEqual(['kind', 'tags']);
    const edited = lastEvent(card({ body: 'a\nb\nb\n' }), card({ body: 'b\nc\nd\nb\n' }));
    expect(edited?.lines).toEqual({ added: 2, removed: 1 });
  });

  test('a flag is withdrawn or replaced where the commit is by the person who raised it, as its e-mail address tells', () => {
    const people = [{ name: 'eve', login: '@eve', emails: ['eve@example.com'], teams: [] }];
    const ended = (name: string, email: string, more = ''): string[] => {
      const [newest, first] = line(card({ more: flag }), card({ more }));
      const versions = [newest && { ...newest, author: { name, email } }, first];
      const known = versions.flatMap((each) => each ?? []);
      return eventsOf(known, people).map(({ event }) => event);
    };
    expect(ended('x', 'eve@example.com')).toEqual(['withdrawn', 'flagged', 'created']);
    const other = flag.replace('price', 'fee');
    expect(ended('x', 'eve@example.com', other)).toEqual(['flagged', 'replaced', 'flagged', 'created']);
    expect(ended('@eve', 'ana@example.com')).toEqual(['flag-cleared', 'flagged', 'created']);
  });

  test('a flag is replaced by a later one of the same person in other words', () => {
    const later = (text: string): string => flag.replace('02-01', '02-09').replace('price', text);
    expect(did(card({ more: flag }), card({ more: later('name') }))).toEqual(['flagged', 'replaced']);
    expect(did(card({ more: flag }), card({ more: later('price') }))).toEqual(['flagged', 'flag-cleared']);
    const other = later('name').replace('@eve', '@joe');
    expect(did(card({ more: flag }), card({ more: other }))).toEqual(['flagged', 'flag-cleared']);
  });

  test('leave out versions that cannot be read', () => {
    const [broken, gone] = [parsed('---\ntitle: [\n---\n'), parsed('')];
    const versions = line(card(), broken, card());
    expect(eventsOf(versions, []).map(({ event }) => event)).toEqual(['unreadable', 'created']);
    const back = [
      version(card({ title: 'B' }), '2', ['1']),
      version(gone, '1', ['0'], true),
      version(card(), '0', []),
    ];
    expect(eventsOf(back, []).map(({ event }) => event)).toEqual(['edited', 'removed', 'created']);
  });

  test('are not told where what came before was not read', () => {
    const [newest] = line(card(), card({ title: 'B' }));
    if (!newest) throw new Error('no version');
    expect(eventsOf([newest], [])).toEqual([]);
    expect(eventsOf([{ ...newest, parents: null }], [])).toEqual([]);
  });
});

describe('a merge', () => {
  const text = fc.record(
    {
      title: fc.constantFrom('A', 'B'),
      body: fc.constantFrom('a\n', 'b\n', 'a\nb\n'),
      on: fc.constantFrom('2026-01-01', '2026-02-01'),
      due: fc.constantFrom('2026-05-01', '2026-06-01'),
      record: fc.constantFrom('fits', 'stale', null),
      more: fc.constantFrom('', 'tags: [x]\n', 'status: archived\n', 'flags: [{by: "@e", note: n}]\n'),
    },
    { requiredKeys: [] },
  );
  const story = (one: Text, other: Text, merged: Text): Version[] => [
    version(card(merged), 'm', ['a', 'b']),
    version(card(one), 'a', ['0']),
    version(card(other), 'b', ['0']),
    version(card(), '0', []),
  ];
  const told = (versions: readonly Version[]): string[] =>
    eventsOf(versions, []).flatMap(({ event, version: { commit } }) => (commit === 'm' ? [event] : []));

  test('of two changes tells neither of them again', () => {
    const verified = { on: '2026-01-01', due: '2026-04-01', record: 'fits' } as const;
    expect(told(story(verified, { more: 'tags: [a]\n' }, { ...verified, more: 'tags: [a]\n' }))).toEqual([]);
  });

  test('that changes the text tells so', () => {
    expect(told(story({ body: 'b\n' }, { body: 'c\n' }, { body: 'd\n' }))).toEqual(['edited']);
  });

  test('that takes one side, and a text that stays, tell nothing', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(told(story(one, other, one))).toEqual([]);
        expect(told(story(one, other, other))).toEqual([]);
        expect(did(card(one), card(one))).toEqual([]);
      }),
    );
  });

  test('or a commit verifies by a record only with a hash that fits', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const now = card(other);
        const { on } = now.verified;
        const fits = now.verified.content === contentHash(now, on, dueDay(now.verifyBy, on, NINETY_DAYS));
        for (const { event, matches } of eventsOf(line(card(one), now), []).filter(
          ({ version }) => version.commit === '1',
        )) {
          if (event === 'verified' && matches !== null) expect(matches).toBe(fits);
          if (event === 'date-moved') expect(fits).toBe(false);
        }
      }),
    );
  });
});

describe('the last verified version', () => {
  const complete = (versions: readonly Version[]) => ({ versions, complete: true, why: null });
  const verified = { on: '2026-01-01', due: '2026-04-01', record: 'fits' } as const;

  test('is the newest text to which the record fits', () => {
    const now = card({ ...verified, body: 'Other.\n' });
    const kept = parsed(card(verified).source.replace('Text.', 'Other.'));
    const versions = line(card(), card(verified), card({ ...verified, more: 'tags: [a]\n' }), kept);
    expect(lastVerified(complete(versions), kept)?.commit).toBe('2');
    expect(lastVerified(complete(versions.slice(0, 1)), kept)).toBeNull();
    expect(lastVerified(complete(line(card(), now)), now)?.commit).toBe('1');
  });

  test('is found where the commit that has the record also has a later edit', () => {
    const kept = parsed(card(verified).source.replace('Text.', 'Other.'));
    expect(lastVerified(complete(line(card(), kept)), kept)?.commit).toBe('0');
  });

  test('is where the day came, without a hash', () => {
    const day = { on: '2026-01-01' };
    const versions = line(card(), card(day), card({ ...day, body: 'Other.\n' }));
    expect(lastVerified(complete(versions), card(day))?.commit).toBe('1');
    expect(lastVerified(complete(versions), card())).toBeNull();
    expect(lastVerified(complete(versions), card({ on: '2026-02-01' }))).toBeNull();
    expect(lastVerified(complete(versions.slice(0, 1)), card(day))).toBeNull();
  });
});

test('what is not committed', () => {
  const versions = line(card());
  expect(uncommitted(versions, card(), [])).toEqual([]);
  expect(uncommitted(versions, parsed(card().source.replaceAll('\n', '\r\n')), [])).toEqual([]);
  expect(uncommitted(versions, card({ body: 'Other.\n' }), [])).toEqual(['edited']);
  expect(uncommitted(versions, card({ more: 'other-tool: x\n' }), [])).toEqual(['edited']);
  expect(uncommitted(versions, card({ more: 'tags: [a]\n' }), [])).toEqual(['fields']);
  expect(uncommitted([], card(), [])).toEqual([]);
});
