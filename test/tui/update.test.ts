/** What keys and answers do to the screen. */
import { describe, expect, test } from 'vitest';
import { styleOf } from '../../src/format/style.js';
import { helpLines } from '../../src/tui/help.js';
import { frameOf } from '../../src/tui/frame.js';
import { KEYS } from '../../src/tui/keys.js';
import type { Event } from '../../src/tui/event.js';
import { modeOf, type Hit, type State } from '../../src/tui/state.js';
import { bufferIo } from '../memory-io.js';
import { answer, hit, page, played } from './stage.js';

const style = styleOf(bufferIo({ terminal: true, columns: 120, rows: 24 }).stdout, true, {});
const NARROW = { columns: 80, rows: 24 };
const WIDE = { columns: 120, rows: 24 };
const [ONE, TWO, THREE] = [hit('One'), hit('Two', 'stale'), hit('Three')] as const;
const cards = answer('ref', ONE, TWO, THREE);
const many = answer('', ...Array.from({ length: 100 }, (_, at) => hit(`Card ${at}`)));
const paths = (effects: ReturnType<typeof played>['effects']): unknown[] =>
  effects.map((effect) =>
    effect.do === 'lay-out' ? ['lay-out', effect.hit.row.title, effect.columns] : effect,
  );

describe('typing', () => {
  test('each letter asks', () => {
    expect(played(NARROW, 're').effects).toEqual([
      { do: 'search', query: 'r' },
      { do: 'search', query: 're' },
    ]);
  });

  test('in the middle of the line, by character', () => {
    const { state } = played(NARROW, 'refund 👩‍👩‍👧', '\x1b[D', '\x7f', '\x1b[H', '+');
    expect(state.query).toEqual({ text: '+refund👩‍👩‍👧', at: 1 });
    expect(played(NARROW, 'one two  ', '\x17').state.query.text).toBe('one ');
    expect(played(NARROW, 'one two', '\x01', '\x1b[3~', '\x05', '\x7f').state.query.text).toBe('ne tw');
  });

  test('what is pasted is one line', () => {
    expect(played(NARROW, '\x1b[200~a\r\nb\x1b[31m\x1b[201~').state.query.text).toBe('a b [31m');
  });

  test('Escape clears it; with nothing typed, it asks nothing', () => {
    expect(played(NARROW, 'r', '\x1b', '\x1b').effects.map((effect) => effect.do)).toEqual([
      'search',
      'search',
    ]);
  });

  test('Ctrl-D erases, and leaves where there is nothing to erase', () => {
    expect(played(NARROW, 'ab', '\x01\x04').state.query.text).toBe('b');
    expect(played(NARROW, '\x04').effects).toEqual([{ do: 'leave' }]);
  });

  test('a ? begins no query: it is the help', () => {
    expect(modeOf(played(NARROW, '?').state)).toBe('help');
    expect(played(NARROW, 'a?').state.query.text).toBe('a?');
  });

  test('the help opens at the keys that work there', () => {
    const { state } = played(NARROW, answer('', ONE), '\r', '?');
    const { overlay } = state;
    const line = overlay?.kind === 'help' ? helpLines()[overlay.line] : null;
    expect(line).toEqual({ title: 'In a card' });
  });
});

describe('what is pressed before the answer stands', () => {
  const refunds = [answer('', ONE), 'refu'] as const;

  test('is about the cards of the answer, and not about those that were there before', () => {
    const early = played(NARROW, ...refunds, '\x1b[B\r');
    expect(early.state).toMatchObject({ focus: 'query', chosen: 0 });
    const { state, effects } = played(NARROW, ...refunds, '\x1b[B\r', answer('refu', TWO, THREE));
    expect(state).toMatchObject({ focus: 'card', chosen: 1, waiting: [] });
    expect(effects).toContainEqual({ do: 'read', hit: THREE });
  });

  test('waits for the answer to all that was typed', () => {
    const { state, effects } = played(NARROW, ...refunds, '\r', answer('re', TWO));
    expect([state.focus, effects.filter(({ do: does }) => does === 'read')]).toEqual(['query', []]);
  });

  test('is a card that is verified from the list, too', () => {
    const { state } = played(NARROW, ...refunds, '\tv', answer('refu', TWO));
    expect(state.overlay).toMatchObject({ kind: 'prompt', action: 'verify', hit: TWO });
  });

  test('is forgotten when more is typed, or when the query means nothing', () => {
    expect(played(NARROW, ...refunds, '\rn', answer('refun', TWO)).state.focus).toBe('query');
    const unclear = { what: 'unclear', query: 'refu', why: 'takes a day' } as const;
    const { state } = played(NARROW, ...refunds, '\r', unclear);
    expect(state).toMatchObject({ focus: 'query', waiting: [], notice: { text: 'takes a day' } });
    expect(played(NARROW, ...refunds, unclear, '\r').state.focus).toBe('card');
  });
});

describe('the list', () => {
  test('is chosen from while one types', () => {
    expect(played(NARROW, cards, '\x1b[B\x0e').state.chosen).toBe(2);
    expect(played(NARROW, cards, '\x0a\x0a\x0b').state.chosen).toBe(1);
  });

  test('has letters as commands behind Tab', () => {
    const { state } = played(NARROW, many, '\tjjjk');
    expect([state.focus, state.chosen, state.query.text]).toEqual(['list', 2, '']);
    expect(played(NARROW, many, '\tG').state).toMatchObject({ chosen: 99, top: 79 });
    expect(played(NARROW, many, '\tGg').state).toMatchObject({ chosen: 0, top: 0 });
    expect(played(NARROW, many, '\t\x04').state.chosen).toBe(11);
  });

  test('a new answer begins at the best card; the same query asked again keeps the card', () => {
    expect(played(NARROW, cards, '\x1b[B', answer('refu', TWO, ONE)).state.chosen).toBe(0);
    expect(played(NARROW, cards, '\x1b[B', answer('ref', THREE, ONE, TWO)).state.chosen).toBe(2);
  });

  test('nothing goes beyond its ends', () => {
    expect(played(NARROW, cards, '\x1b[A').state.chosen).toBe(0);
    expect(played(NARROW, answer('zzz'), '\x1b[B\r').state).toMatchObject({ chosen: 0, focus: 'query' });
    expect(played(NARROW, many, '\tG', answer('x', ONE)).state).toMatchObject({ chosen: 0, top: 0 });
  });
});

describe('a card', () => {
  test('is laid out beside the list where there is room, and anew for another size or query', () => {
    expect(paths(played(WIDE, cards, '\x1b[B').effects)).toEqual([
      ['lay-out', 'One', 63],
      ['lay-out', 'Two', 63],
    ]);
    const resized = { what: 'resized', size: { columns: 140, rows: 24 } } as const;
    expect(paths(played(WIDE, cards, resized).effects)).toContainEqual(['lay-out', 'One', 74]);
  });

  test('has the whole of a narrow screen, once it is read', () => {
    expect(played(NARROW, cards).effects).toEqual([]);
    expect(paths(played(NARROW, cards, '\r').effects)).toEqual([
      { do: 'read', hit: ONE },
      ['lay-out', 'One', 78],
    ]);
  });

  test('Escape leads back to where it was opened', () => {
    expect(played(NARROW, cards, '\r', '\x1b').state.focus).toBe('query');
    expect(played(NARROW, cards, '\t\r', '\x1b').state.focus).toBe('list');
  });

  test('is scrolled, to its end and no further', () => {
    const read = [cards, '\r', page(ONE, 78, 50)] as const;
    expect(played(NARROW, ...read, 'jj').state.scroll).toBe(2);
    expect(played(NARROW, ...read, 'G').state.scroll).toBe(29);
    expect(played(NARROW, ...read, 'Gk').state.scroll).toBe(28);
    expect(played(NARROW, ...read, 'G\x15').state.scroll).toBe(18);
  });

  test('n and N go from match to match', () => {
    const read = [cards, '\r', page(ONE, 78, 100, [3, 20, 60])] as const;
    expect(played(NARROW, ...read, 'n').state.scroll).toBe(15);
    expect(played(NARROW, ...read, 'nn').state.scroll).toBe(55);
    expect(played(NARROW, ...read, 'nnn').state.scroll).toBe(55);
    expect(played(NARROW, ...read, 'nnN').state.scroll).toBe(15);
  });

  test.each(['\x0e', ']'])('leads to the next one and back, each of them read (%j)', (key) => {
    const { state, effects } = played(NARROW, cards, '\t\r', key, '\x10');
    expect(state).toMatchObject({ focus: 'card', chosen: 0 });
    expect(effects.flatMap((effect) => (effect.do === 'read' ? [effect.hit] : []))).toEqual([ONE, TWO, ONE]);
    expect(played(NARROW, cards, '\r[').effects.filter((effect) => effect.do === 'read')).toEqual([
      { do: 'read', hit: ONE },
    ]);
  });

  test('is scrolled beside the list with Shift and an arrow', () => {
    const beside = [cards, page(ONE, 63, 100)] as const;
    expect(played(WIDE, ...beside, '\x1b[1;2B\x1b[1;2B\x1b[1;2A').state).toMatchObject({
      chosen: 0,
      scroll: 11,
    });
    expect(played(WIDE, ...beside, '\t', '\x1b[1;2B').state).toMatchObject({ chosen: 0, scroll: 11 });
    expect(played(WIDE, ...beside, '\r', '\x1b[1;2B').state.scroll).toBe(1);
    expect(played(NARROW, cards, page(ONE, 63, 100), '\x1b[1;2B').state).toMatchObject({
      chosen: 0,
      scroll: 0,
    });
  });

  test('has no other card in its place for more than a moment', () => {
    const late = { what: 'late' } as const;
    const seen = [cards, page(ONE, 63, 5), '\x1b[B'] as const;
    expect(played(WIDE, ...seen).state.preview?.path).toBe(ONE.row.path);
    expect(played(WIDE, ...seen, late).state.preview).toBeNull();
    expect(played(WIDE, ...seen, page(TWO, 63, 5), late).state.preview?.path).toBe(TWO.row.path);
  });

  test('of a card that is not chosen any more is not shown', () => {
    expect(played(WIDE, cards, '\x1b[B', page(ONE, 63, 5)).state.preview).toBeNull();
  });
});

describe('actions', () => {
  const acts = (...keys: Parameters<typeof played>[1][]): unknown[] =>
    played(NARROW, cards, '\r', page(ONE, 78, 9), ...keys).effects.filter((effect) => effect.do === 'act');

  test('are about the chosen card, at the line that answers', () => {
    expect(acts('y', 'Y', 'e', 'o')).toEqual(
      ['copy', 'copy-link', 'edit', 'open'].map((deed) => ({
        do: 'act',
        action: deed,
        hit: ONE,
        note: '',
        place: 7,
      })),
    );
  });

  test('that are recorded ask first, and Escape takes them back', () => {
    // Not before the changes since the last verification are known.
    expect(acts('v', 'with legal', '\r')).toEqual([]);
    const compared = {
      what: 'compared',
      hit: ONE,
      since: { lines: ['never verified'], needsNote: false },
    } as const;
    expect(acts('v', 'with legal', compared, '\r')).toEqual([
      { do: 'act', action: 'verify', hit: ONE, note: 'with legal', place: 7 },
    ]);
    expect(acts('f', 'wrong', '\x1b')).toEqual([]);
    expect(played(NARROW, cards, '\tf', 'qjv').state.overlay).toMatchObject({
      action: 'flag',
      field: { text: 'qjv' },
    });
  });

  test.each([
    ['v', 'type what you checked it against'],
    ['f', 'say what is wrong'],
  ])('%s stays open until something is said, where it has to be', (key, text) => {
    const since = { lines: ['verified on 2026-01-02'], needsNote: true };
    const asked = [cards, '\t', key, { what: 'compared', hit: ONE, since }, ' \r'] as const;
    const { state, effects } = played(NARROW, ...asked);
    expect(state).toMatchObject({ overlay: { kind: 'prompt' }, notice: { text, isWrong: true } });
    expect(effects.filter((effect) => effect.do === 'act')).toEqual([]);
    expect(played(NARROW, ...asked, 'it\r').effects).toContainEqual(expect.objectContaining({ do: 'act' }));
  });

  test('that are refused ask again with what was typed, unless the reader has gone on', () => {
    const refusal = {
      what: 'refused',
      action: 'verify',
      hit: ONE,
      note: 'with legal',
      why: 'a merge is under way',
    } as const;
    const { state, effects } = played(NARROW, cards, '\t', refusal);
    expect(state).toMatchObject({
      overlay: { action: 'verify', field: { text: 'with legal' } },
      notice: { isWrong: true },
    });
    expect(effects).toContainEqual({ do: 'compare', hit: ONE, columns: 78 });
    expect(played(NARROW, cards, '\tj', refusal).state).toMatchObject({
      overlay: null,
      notice: { text: refusal.why },
    });
  });

  test('a note that cannot be recorded is not lost', () => {
    const { state } = played(NARROW, cards, '\tf', 'x'.repeat(501), '\r');
    expect(state.overlay).toMatchObject({ field: { at: 501 } });
    expect(state.notice?.text).toContain('at most 500');
  });

  test('Enter alone verifies where nothing speaks against it', () => {
    const since = { lines: ['the text is the one that was verified'], needsNote: false };
    expect(acts('v', { what: 'compared', hit: ONE, since }, '\r')).toHaveLength(1);
  });

  test('are none without a card', () => {
    const { state, effects } = played(NARROW, answer('x'), '\t\r\x19');
    expect([state.focus, effects]).toEqual(['query', []]);
  });
});

describe('a card that something was done to, and that answers no more', () => {
  const now = hit('Two');
  const acted = { ...answer('ref', ONE, THREE), again: { why: 'acted' as const, hit: now } };
  const titles = (state: ReturnType<typeof played>['state']): string[] =>
    state.results.hits.map(({ row }) => row.title);

  test('keeps its place while it is read, and is laid out anew', () => {
    const { state, effects } = played(WIDE, cards, '\tj\r', acted);
    expect([titles(state), state.chosen, state.focus]).toEqual([['One', 'Two', 'Three'], 1, 'card']);
    expect(effects.at(-1)).toMatchObject({ do: 'lay-out', hit: now });
  });

  test.each([
    ['down', '\tj', 'j', 'list', 'Three'],
    ['up', '\tj', 'k', 'list', 'One'],
    ['back from the card', '\tj\r', '\x1b', 'list', 'Three'],
    ['to the query', '\tj', '/', 'query', 'Three'],
  ])('is gone when the reader goes %s', (_, before, key, focus, title) => {
    const { state } = played(WIDE, cards, before, acted, key);
    expect(titles(state)).toEqual(['One', 'Three']);
    expect([state.focus, titles(state)[state.chosen]]).toEqual([focus, title]);
  });

  test('leaves the keys to the query, where it was the last one', () => {
    const last = { ...answer('ref'), again: { why: 'acted' as const, hit: now } };
    const { state } = played(WIDE, answer('ref', TWO), '\t\r', last);
    expect([titles(state), state.focus]).toEqual([['Two'], 'card']);
    expect(played(WIDE, answer('ref', TWO), '\t\r', last, '\x1b').state).toMatchObject({
      ...{ focus: 'query', kept: null, results: { hits: [] } },
    });
  });
});

describe('a verification that could not be recorded', () => {
  const barred: Event = { what: 'barred', hit: ONE, why: 'a merge is under way here' };

  test('says why in the place of what has changed, and keeps what was typed', () => {
    const { state, effects } = played(WIDE, cards, '\tv', barred, 'with legal');
    expect(state.overlay).toMatchObject({ barred: barred.why, field: { text: 'with legal' } });
    expect(frameOf(state, style).rows.join('\n')).toContain('a merge is under way here');
    expect(effects.map((effect) => effect.do)).not.toContain('act');
  });

  test('is tried again by Enter', () => {
    const { state, effects } = played(WIDE, cards, '\tv', barred, 'with legal\r');
    expect(effects.at(-1)).toMatchObject({ do: 'compare', hit: ONE });
    expect(state.overlay).toMatchObject({ barred: null, since: null, field: { text: 'with legal' } });
  });
});

describe('an answer that comes because the base has changed', () => {
  const changed = (query: string, now: Hit | null, ...hits: readonly Hit[]): Event => ({
    ...{ what: 'answered', again: { why: 'changed', hit: now } },
    results: { query, hits, total: hits.length, remark: null },
  });
  const of = ({ results, chosen }: State): unknown => results.hits[chosen]?.row.title;

  test('leaves the chosen card chosen, in its row, and read where it was', () => {
    const many = Array.from({ length: 60 }, (_, at) => hit(`Card ${at}`));
    const last = many.at(-5) ?? ONE;
    const keys = ['\tGkkkk\r', page(last, 60, 200), 'jjj'] as const;
    const before = played(WIDE, answer('ref', ...many), ...keys).state;
    const again = changed('ref', last, ONE, TWO, ...many);
    const { state } = played(WIDE, answer('ref', ...many), ...keys, again);
    expect([of(state), state.focus, state.scroll]).toEqual(['Card 55', 'card', 3]);
    expect(state.chosen - state.top).toBe(before.chosen - before.top);
  });

  test('leaves a card that is gone its place', () => {
    const { state } = played(WIDE, cards, '\tj', changed('ref', null, ONE, THREE));
    expect(of(state)).toBe('Three');
  });

  test('does not take what was typed for a deed that was refused', () => {
    const prompt = played(WIDE, cards, '\tjf', changed('ref', TWO, ONE, { ...TWO }, THREE), 'so\r');
    const [act] = prompt.effects.filter((effect) => effect.do === 'act');
    expect(act).toMatchObject({ note: 'so' });
    const refused: Event = { what: 'refused', action: 'flag', hit: TWO, note: 'so', why: 'a lock' };
    const { state } = played(WIDE, cards, '\tj', changed('ref', TWO, ONE, { ...TWO }, THREE), refused);
    expect(state.overlay).toMatchObject({ kind: 'prompt', field: { text: 'so' } });
  });
});

test('to browse is to ask for a choice', () => {
  const groups = [
    { title: 'Due', choices: [{ query: 'is:stale', label: 'stale', count: 2 }] },
    {
      title: 'Owner',
      choices: ['@ana', '@bo'].map((label) => ({ query: `owner:${label}`, label, count: 1 })),
    },
  ];
  const { state, effects } = played(NARROW, cards, '\tb', { what: 'gathered', groups }, '\tj\r');
  expect(effects).toEqual([{ do: 'gather' }, { do: 'search', query: 'owner:@bo ' }]);
  expect(state).toMatchObject({ focus: 'list', overlay: null, query: { text: 'owner:@bo ' } });
});

test('a notice stands until the next key', () => {
  const told = { what: 'told', notice: { text: 'copied', isWrong: false } } as const;
  expect(played(NARROW, cards, told).state.notice?.text).toBe('copied');
  expect(played(NARROW, cards, told, '\x1b[B').state.notice).toBeNull();
});

test.each(Object.entries(KEYS))('in mode %s no key has two meanings', (_, bindings) => {
  const keys = bindings.flatMap((binding) => binding.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
