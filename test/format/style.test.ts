import { describe, expect, test } from 'vitest';
import { BADGE, badgeText, trustPaint } from '../../src/format/badge.js';
import { supportsLinks, webAddress } from '../../src/format/link.js';
import { width } from '../../src/format/width.js';
import { ASCII_MARKS, isolate, link, printed, UNICODE_MARKS } from '../../src/format/style.js';
import type { Day } from '../../src/day.js';
import type { TrustFacts } from '../../src/trust/trust.js';
import { piped, rich, stale, terminal, trust } from './styles.js';

const BADGES: [Partial<TrustFacts>, string, string][] = [
  [{}, '✔ verified', '+ verified'],
  [{ recorded: false }, '✔ verified (date only)', '+ verified (date only)'],
  [stale, '✖ stale 41d', 'x stale 41d'],
  [{ verifyBy: '2026-11-27' as Day }, '! due in 6d', '! due in 6d'],
  [{ verifyBy: '2026-11-21' as Day }, '! due today', '! due today'],
  [{ codeChanged: true }, '! code changed', '! code changed'],
  [{ verifyBy: null }, '? unverified', '? unverified'],
  [{ badDate: true }, '? unverified', '? unverified'],
  [{ unreadable: true }, '? unverified', '? unverified'],
  [{ flags: 1 }, '? flagged', '? flagged'],
  [{ edited: true }, '? edited since', '? edited since'],
  [{ owner: [] }, '? no owner', '? no owner'],
  [{ status: 'draft' }, '~ draft', '~ draft'],
  [{ supersededBy: 'refund-2026' }, '→ see refund-2026', '-> see refund-2026'],
  [{ status: 'archived' }, '– archived', '- archived'],
];

describe('badges', () => {
  test.each(BADGES)('%j is %s', (facts, unicode, ascii) => {
    const next = facts.supersededBy ?? null;
    expect(badgeText(trust(facts), next, UNICODE_MARKS)).toBe(unicode);
    expect(badgeText(trust(facts), next, ASCII_MARKS)).toBe(ascii);
    expect(width(unicode)).toBeLessThanOrEqual(BADGE);
  });

  test('carry a colour where there is one', () => {
    expect(trustPaint(trust(stale), rich)('✖ stale 41d')).toBe('\x1b[31m✖ stale 41d\x1b[39m');
  });

  test('show an id that was made to mislead as it is written', () => {
    expect(badgeText(trust({ supersededBy: 'x' }), 'a\x1b[2J\nb', UNICODE_MARKS)).toBe('→ see a\\x1b[2J\\nb');
  });

  test('every mark has a form in ASCII', () => {
    expect(Object.keys(ASCII_MARKS)).toEqual(Object.keys(UNICODE_MARKS));
    expect(Object.values(ASCII_MARKS).join('')).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe('links', () => {
  test.each([
    ['https://example.com/a b?q=é', 'https://example.com/a%20b?q=%C3%A9'],
    ['http://example.com', 'http://example.com/'],
    ['mailto:a@b.c', 'mailto:a@b.c'],
    ['HTTPS://EXAMPLE.com', 'https://example.com/'],
    ['https://example.com/\x1b\\\x1b]52;c;x\x07y', 'https://example.com/%1B/%1B]52;c;x%07y'],
    ['javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['vbscript:x', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['ssh://x', null],
    ['other.md', null],
    ['//example.com', null],
    ['', null],
    [`https://example.com/${'x'.repeat(3000)}`, null],
    [`https://example.com/${'é'.repeat(700)}`, null],
  ])('%j leads to %j', (target, address) => {
    expect(webAddress(target)).toBe(address);
  });

  test('are drawn only where they can be followed', () => {
    const address = webAddress('https://example.com');
    expect(link('here', address, rich)).toBe('\x1b]8;;https://example.com/\x1b\\here\x1b]8;;\x1b\\');
    expect(link('here', null, rich)).toBe('here');
    const kitty = { TERM: 'xterm-kitty' };
    for (const style of [
      terminal({}, kitty),
      terminal({ color: true }, { TERM: 'xterm' }),
      terminal({ color: true, terminal: false }, kitty),
    ]) {
      expect(link('here', address, style)).toBe('here');
    }
  });

  test.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ TERM: 'xterm-256color' }, false],
    [{ VTE_VERSION: '6003' }, true],
    [{ VTE_VERSION: '4205' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.9' }, false],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.95.0' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.9' }, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809' }, true],
    [{ TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }, false],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }, false],
    [{ WT_SESSION: 'x' }, true],
    [{ WT_SESSION: 'x', CI: 'true' }, false],
    [{ WT_SESSION: 'x', TERM: 'dumb' }, false],
    [{ TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, false],
    [{ FORCE_HYPERLINK: '1' }, true],
  ])('%j: %s', (env, supported) => {
    expect(supportsLinks(env)).toBe(supported);
  });
});

describe('right-to-left text', () => {
  test('is isolated in a terminal, mixed text too', () => {
    expect(isolate('החזר', terminal())).toBe('\u2068החזר\u2069');
    expect(isolate('Refund استرداد', terminal())).toBe('\u2068Refund استرداد\u2069');
    expect(isolate('Refund ✔ คืนเงิน', terminal())).toBe('Refund ✔ คืนเงิน');
  });

  test('is left alone in a pipe, in a dumb terminal, and where marks are ASCII', () => {
    for (const style of [piped, terminal({}, { TERM: 'dumb' }), terminal({ unicode: false })]) {
      expect(isolate('החזר', style)).toBe('החזר');
    }
  });
});

test('no printed line is a command to a CI runner; in a terminal lines stay as they are', () => {
  expect(printed(['a', '::error::x'], piped)).toBe('a\n\\::error::x\n');
  expect(printed(['a', '::: note'], terminal())).toBe('a\n::: note\n');
  expect(printed([], piped)).toBe('');
});

test('a terminal of no width is one column wide', () => {
  expect(terminal({ columns: 0 }).columns).toBe(1);
});
