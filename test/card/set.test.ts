import { describe, expect, test } from 'vitest';
import { cardSet, type CardSet } from '../../src/card/set.js';
import { card, cardWith } from './sample.js';

const roots = ['cards/'];
const base: CardSet = cardSet(
  [
    cardWith('id: refund-eu', { path: 'cards/eu.md' }),
    cardWith('id: billing/refund-duplicate\naliases: [double-charge, refund-old]', {
      path: 'cards/b/dup.md',
    }),
    cardWith('id: shipping/label', { path: 'cards/shipping/label.md' }),
    card('# T', { path: 'cards/Zwrot środków.md', dialect: 'gds' }),
    card('# T', { path: 'cards/constructor.md', dialect: 'gds' }),
  ],
  roots,
);

function find(name: string): unknown {
  const found = base.find(name);
  return found.card ? found.card.id : [found.ambiguous, found.candidates.map(({ id }) => id)];
}

describe('find', () => {
  test.each([
    ['refund-eu', 'refund-eu'],
    ['Refund-EU', 'refund-eu'],
    ['cards/eu.md', 'refund-eu'],
    ['./cards/eu.md', 'refund-eu'],
    ['cards/eu', 'refund-eu'],
    ['double-charge', 'billing/refund-duplicate'],
    ['refund-duplicate', 'billing/refund-duplicate'],
    ['label', 'shipping/label'],
    ['ship', 'shipping/label'],
    ['lab', 'shipping/label'],
    ['zwrot-s\u0301rodko\u0301w', 'zwrot-środków'],
    ['constructor', 'constructor'],
  ])('%s is %s', (name, id) => {
    expect(find(name)).toBe(id);
  });

  test.each([
    ['guides/grid_tracks', 'guides/grid-tracks/index'],
    ['guides/grid-tracks/', 'guides/grid-tracks/index'],
    ['grid-tracks', 'guides/grid-tracks/index'],
    ['guides/grid', 'guides/grid/index'],
    ['grid-tr', 'guides/grid-tracks/index'],
    ['guides', 'guides'],
  ])('%s is the page of a folder, or the card of that name', (name, id) => {
    const paths = ['guides/grid_tracks/index.md', 'guides/grid/index.md', 'guides.md', 'guides/index.md'];
    const pages = cardSet(
      paths.map((path) => card('# T', { path, dialect: 'gds' })),
      [],
    );
    expect(pages.find(name)).toMatchObject({ card: { id } });
  });

  test('a part that several ids have is ambiguous', () => {
    const two = cardSet(
      [cardWith('id: refund-eu'), cardWith('id: refund-us', { path: 'cards/us.md' })],
      roots,
    );
    expect(two.find('refund')).toMatchObject({
      card: null,
      ambiguous: true,
      candidates: [{ id: 'refund-eu' }, { id: 'refund-us' }],
    });
  });

  test('what nobody has leads to the nearest', () => {
    expect(find('refnud-eu')).toEqual([false, ['refund-eu']]);
    expect(find('refund-dublicate')).toEqual([false, ['billing/refund-duplicate']]);
    expect(find('duplicate')).toEqual([false, ['billing/refund-duplicate']]);
    expect(find('zzzzzz')).toEqual([false, []]);
    expect(find('')).toEqual([false, []]);
    expect(find('x'.repeat(100_000))).toEqual([false, []]);
    expect(find('__proto__')).toEqual([false, []]);
  });
});

describe('ids', () => {
  test('stated twice: both cards keep title, path and text, and lose their fields', () => {
    const fields = 'id: same\naudience: public\ntags: [a]';
    const set = cardSet(
      [cardWith(fields, { path: 'cards/a.md' }), cardWith(fields, { path: 'cards/b.md' })],
      roots,
    );
    expect(set.cards).toMatchObject(
      ['a', 'b'].map((id) => ({
        id,
        title: id,
        body: 'Text.\n',
        explicitId: false,
        owner: [],
        tags: [],
        verifyBy: null,
        audience: 'internal',
        unreadable: expect.stringContaining('same') as string,
        problems: [{ rule: 'id-duplicate', severity: 'error', line: 5, column: 1 }],
      })),
    );
    expect(set.find('same')).toMatchObject({ card: null });
  });

  test('the order of the cards does not matter', () => {
    const paths = ['cards/b.md', 'cards/a b.md', 'cards/a-b.md', 'cards/c/d.md'];
    const cards = paths.map((path) => card('# T', { path, dialect: 'gds' }));
    expect(cardSet(cards.toReversed(), roots).cards).toEqual(cardSet(cards, roots).cards);
    expect(cardSet(cards, roots).cards.map(({ path }) => path)).toEqual([...paths].sort());
    expect(
      cardSet(cards, roots)
        .byPath.get('cards/a b.md')
        ?.problems.map(({ rule }) => rule),
    ).toContain('id-clash');
  });
});
