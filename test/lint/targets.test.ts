/** Addresses as cards write them → what they mean. */
import { describe, expect, test } from 'vitest';
import { Places, type FileTarget } from '../../src/lint/places.js';
import { isDead } from '../../src/lint/targets.js';
import { growth, LINEAR } from '../cost.js';

const CARDS = [
  'docs/index.md',
  'docs/refunds.md',
  'docs/refunds/eu.md',
  'docs/billing/README.md',
  'docs/billing/dispute.html.md.erb',
  'docs/billing/fees.mdx',
  'docs/caf\u00e9.md',
  'docs/a b.md',
  'docs/only/one.md',
];
const places = new Places(CARDS, ['docs/']);
const resolve = (target: string, from = 'docs/refunds.md') => places.resolve(from, target);
const cardOf = (target: string, from?: string): string | null => {
  const found = resolve(target, from);
  return found.kind === 'card' ? found.path + (found.anchor && `#${found.anchor}`) : null;
};

describe('a card is found', () => {
  test.each([
    ['billing/README.md', 'docs/billing/README.md'],
    ['./billing/', 'docs/billing/README.md'],
    ['billing', 'docs/billing/README.md'],
    ['billing/index.html', 'docs/billing/README.md'],
    ['billing/dispute', 'docs/billing/dispute.html.md.erb'],
    ['billing/dispute.html?x=1#Now', 'docs/billing/dispute.html.md.erb#Now'],
    ['billing//fees', 'docs/billing/fees.mdx'],
    ['../docs/refunds/eu.md', 'docs/refunds/eu.md'],
    ['refunds', 'docs/refunds.md'],
    ['a%20b.md#c%20d', 'docs/a b.md#c d'],
    ['cafe\u0301.md', 'docs/caf\u00e9.md'],
    ['caf%C3%A9', 'docs/caf\u00e9.md'],
    ['.', 'docs/index.md'],
    ['/docs/refunds.md', 'docs/refunds.md'],
    ['/refunds.html', 'docs/refunds.md'],
    ['/cafe\u0301', 'docs/caf\u00e9.md'],
    ['/cafe\u0301s/x', null],
    ['/', 'docs/index.md'],
    ['/../refunds/eu', 'docs/refunds/eu.md'],
  ])('%s', (target, path) => {
    expect(cardOf(target)).toBe(path);
  });

  test('from a folder below', () => {
    expect(cardOf('../refunds.md', 'docs/refunds/eu.md')).toBe('docs/refunds.md');
  });
});

describe('of other addresses it is told what they are', () => {
  test.each([
    ['#eu', { kind: 'anchor', anchor: 'eu' }],
    ['?page=2#', { kind: 'anchor', anchor: '' }],
    ['', { kind: 'empty' }],
    ['https://a.example/x.md', { kind: 'external' }],
    ['//a.example/x.md', { kind: 'external' }],
    ['mailto:ana@acme.example', { kind: 'external' }],
    ['ms-settings:about', { kind: 'external' }],
    ['%= url %', { kind: 'unclear' }],
    ['{{ url }}/x.md', { kind: 'unclear' }],
    ['/x/{% url %}', { kind: 'unclear' }],
    ['@site/x.md', { kind: 'unclear' }],
    ['refunds/', { kind: 'card', path: 'docs/refunds.md', anchor: '' }],
    ['only', { kind: 'folder' }],
    ['only.html', { kind: 'folder' }],
    ['/only/', { kind: 'folder' }],
  ])('%s', (target, expected) => {
    expect(resolve(target)).toEqual(expected);
  });
});

describe('what leads to no card', () => {
  const dead = (target: string, ...files: string[]): boolean | null => {
    const found = resolve(target);
    return found.kind === 'file' ? isDead(found, new Set(files)) : null;
  };

  test.each([
    ['gone.md', []],
    ['billing/fees.md', []],
    ['gone', []],
    ['form.pdf', []],
    ['../gone.md', []],
    ['50%.md', []],
    ['constructor', []],
    ['../../src/a.ts', ['..']],
    ['/gone.md', []],
    ['/billing/gone.html', []],
    ['/billing/gone', []],
    ['/billing/a.png', ['docs/billing']],
  ])('%s is dead', (target, files) => {
    expect(dead(target, ...files)).toBe(true);
  });

  test.each([
    ['form.pdf', ['docs/form.pdf']],
    ['notes', ['docs/notes.md']],
    ['notes.html', ['docs/notes.md']],
    ['cafe\u0301.pdf', ['docs/caf\u00e9.pdf']],
    ['../../src/a.ts', ['..', '../src/a.ts']],
    ['/src/a.md', ['../src/a.md']],
    ['/billing/a.png', ['docs/billing', 'docs/billing/a.png']],
  ])('%s is there', (target, files) => {
    expect(dead(target, ...files)).toBe(false);
  });

  test.each([
    ['../../../issues', ['..']],
    ['/images/a.png', []],
  ])('%s cannot be judged without its folder', (target, files) => {
    expect(dead(target, ...files)).toBe(false);
  });

  test.each(['/only/gone.html', '/repos/x.html', '/data.json'])('%s may be made elsewhere', (target) => {
    expect(resolve(target)).toEqual({ kind: 'unclear' });
  });

  test('a path from the root of the site is marked as such', () => {
    expect((resolve('/gone.md') as FileTarget).absolute).toBe(true);
    expect((resolve('gone.md') as FileTarget).absolute).toBe(false);
  });
});

test.each(['', '/', '/docs/', 'billing/'])('marks without end behind “%s” take linear time', (start) => {
  const resolved = (marks: string): unknown =>
    new Places(CARDS, ['docs/']).resolve('a.md', `${start}x${marks}`);
  expect(growth(resolved, '\u0301\u0323'.repeat(30_000))).toBeLessThan(LINEAR);
});
