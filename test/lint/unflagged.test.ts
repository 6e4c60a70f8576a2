/** Flags that a branch removes: which of them somebody resolved, and what a branch cannot do to hide that. */
import { describe, expect, test } from 'vitest';
import { reviewOf } from '../../src/base/branch/review.js';
import type { Day } from '../../src/day.js';
import { diffMarkdown } from '../../src/format/diff/markdown.js';
import { contentHash } from '../../src/trust/verify.js';
import { baseWith, branchFindings, said } from './bases.js';

const FLAG = '  - { by: "@ana", on: 2026-11-10, note: the price changed }\n';
const OTHER = '  - { by: "@joe", on: 2026-11-12, note: the link is dead }\n';

function card(flags: string, front = ''): string {
  const list = flags.startsWith('  -') ? `flags:\n${flags}` : flags;
  return `---\ntitle: Refunds\nowner: "@legal"\n${list}${front}---\n\nWithin 14 days.\n`;
}

function recorded(on: string, flags = ''): string {
  const due = '2027-02-18';
  const text = { writtenTitle: 'Refunds', body: '\nWithin 14 days.\n' };
  const content = contentHash(text, on as Day, due as Day);
  return card(flags, `verify-by: ${due}\nverified: { on: ${on}, by: "@legal", content: ${content} }\n`);
}

async function told(before: string, after: string, path = 'cards/a.md'): Promise<string[]> {
  const findings = await branchFindings({ 'cards/a.md': before }, { [path]: after });
  return findings
    .filter(({ problem: { rule } }) => rule === 'flag-removed')
    .map((each) => `${each.problem.severity} ${said(each).replace(/^\S+ the flag by |; .*/g, '')}`);
}

describe('a flag', () => {
  const ana = '“@ana” on 2026-11-10, “the price changed”';
  const gone = `${ana}, was removed without a verification`;
  const by = (name: string, on: string, note: string): string =>
    `  - { by: "${name}", on: ${on}, note: ${note} }\n`;

  test.each([
    ['that stays', card(FLAG), card(FLAG), []],
    ['that is new', card(FLAG), card(FLAG + OTHER), []],
    ['in another order', card(FLAG + OTHER), card(OTHER + FLAG), []],
    ['that a verification settles', card(FLAG), recorded('2026-11-20'), []],
    ['that a verification of its day settles', card(FLAG), recorded('2026-11-10'), []],
    [
      'of a day to come that a verification settles',
      card(by('@ana', '2031-01-01', 'x')),
      recorded('2026-11-20'),
      [],
    ],
    ['that goes', card(FLAG + OTHER), card(OTHER), [`warning ${gone}`]],
    ['that goes with an older verification', card(FLAG), recorded('2026-11-09'), [`warning ${gone}`]],
    ['that goes with one of a day to come', card(FLAG), recorded('2026-12-24'), [`warning ${gone}`]],
    [
      'that goes from a verified card',
      recorded('2026-11-20', `flags:\n${FLAG}`),
      recorded('2026-11-20'),
      [`warning ${gone}`],
    ],
    ['that goes with a day by hand', card(FLAG), card('verified: { on: 2026-11-20 }\n'), [`warning ${gone}`]],
    ['that can be read no more', card(FLAG), card('flags: none\n'), [`warning ${gone}`]],
    [
      'that gives way to a later one',
      card(FLAG),
      card(by('@ana', '2026-11-20', 'the fee changed')),
      [`warning ${ana}, was replaced by a later one of the same person`],
    ],
    [
      'that is made younger',
      card(FLAG),
      card(by('@ana', '2026-11-20', 'the price changed')),
      [`error ${ana}, was changed to one by “@ana” on 2026-11-20, “the price changed”`],
    ],
    [
      'in other words',
      card(FLAG),
      card(by('@ana', '2026-11-10', 'a comma is missing')),
      [`warning ${ana}, was changed to one by “@ana” on 2026-11-10, “a comma is missing”`],
    ],
    [
      'of somebody else',
      card(FLAG),
      card(by('@eve', '2026-11-10', 'the price changed')),
      [`error ${ana}, was changed to one by “@eve” on 2026-11-10, “the price changed”`],
    ],
  ])('%s', async (_, before, after, expected) => {
    expect(await told(before, after)).toEqual(expected);
  });

  test('on a card that moves', async () => {
    const [before, after] = [card(FLAG, 'id: refunds\n'), card('', 'id: refunds\n')];
    expect(await told(before, after, 'cards/eu/a.md')).toEqual([`warning ${gone}`]);
  });

  test('is told to a reviewer', async () => {
    const page = await reviewOf(baseWith({ 'cards/a.md': card(FLAG) }), baseWith({ 'cards/a.md': card('') }));
    expect(page.concerns.map(({ kind }) => kind)).toContain('unflagged');
    expect(diffMarkdown(page)).toContain('the flag by “`@ana`” on 2026-11-10');
    expect(page.cards[0]?.fields).toContainEqual({
      field: 'flags',
      before: '@ana on 2026-11-10: the price changed',
      after: '',
    });
  });
});

test('the branch does not set how severe the rule is, and does not silence it', async () => {
  const levels = async (then: string, now: string, texts = [card(FLAG), card('')]): Promise<string[]> => {
    const [before = '', after = ''] = texts;
    const findings = await branchFindings(
      { 'kb.config.yaml': then, 'cards/a.md': before },
      { 'kb.config.yaml': now, 'cards/a.md': after },
    );
    return findings.map(({ problem: { rule, severity } }) => `${rule} ${severity}`);
  };
  const off = 'rules: { flag-removed: off }';
  const ignored = (text: string): string => `${text}\n<!-- kb-ignore-file flag-removed: we know -->\n`;
  expect(await levels('', off)).toEqual(['gate-weakened warning', 'flag-removed warning']);
  expect(await levels(off, '')).toEqual([]);
  expect(await levels('', '', [card(FLAG), ignored(card(''))])).toEqual([
    'gate-weakened info',
    'flag-removed warning',
  ]);
  expect(await levels('', '', [ignored(card(FLAG)), ignored(card(''))])).toEqual([]);
});
