import { describe, expect, test } from 'vitest';
import { CALLS, type Call } from '../../src/config.js';
import { issueNeed } from '../../src/forge/plan/need.js';
import { TRUST_REASONS, type TrustReason } from '../../src/trust/trust.js';

describe('a card wants', () => {
  test.each<readonly [string, string, readonly TrustReason[], readonly Call[]]>([
    ['an issue when it is past its date', 'issue', ['expired'], ['stale']],
    ['one when it is flagged', 'issue', ['flagged'], ['flagged']],
    ['one when its code changed', 'issue', ['code-changed'], ['code-changed']],
    [
      'one for all of these',
      'issue',
      ['flagged', 'expired', 'code-changed'],
      ['flagged', 'stale', 'code-changed'],
    ],
    ['one when it is edited and past its date', 'issue', ['expired', 'edited-since'], ['stale']],
    ['one when its date is wrong and it is flagged', 'issue', ['bad-date', 'flagged'], ['flagged']],
    ['none when it is verified', 'none', ['current'], []],
    ['none when it is due soon', 'none', ['soon'], []],
    ['none when it was never verified', 'none', ['never'], []],
    ['none when it was edited since', 'none', ['edited-since'], []],
    ['none when nobody owns it', 'none', ['owner-missing'], []],
    ['none ever again when it is archived', 'retired', ['archived', 'expired'], []],
    ['none ever again when another took over', 'retired', ['superseded', 'flagged'], []],
    ['that its issue stays when it is a draft', 'leave', ['draft', 'expired'], []],
    ['the same when it cannot be read', 'leave', ['unreadable', 'never', 'owner-missing'], []],
    ['the same when its date cannot be read', 'leave', ['bad-date', 'edited-since'], []],
  ])('%s', (_, wish, reasons, calls) => {
    expect(issueNeed({ reasons }, CALLS)).toEqual({ need: wish, calls });
  });

  test('nothing that the config leaves out', () => {
    const reasons = ['flagged', 'expired', 'code-changed'] as const;
    for (const kind of CALLS)
      expect(issueNeed({ reasons }, [kind])).toEqual({ need: 'issue', calls: [kind] });
    expect(issueNeed({ reasons }, [])).toEqual({ need: 'none', calls: [] });
    expect(issueNeed({ reasons: ['bad-date', 'flagged'] }, ['stale'])).toEqual({ need: 'leave', calls: [] });
  });
});

test('of all sets of reasons, an issue is wanted exactly where there is a call', () => {
  for (let set = 1; set < 1 << TRUST_REASONS.length; set++) {
    const reasons = TRUST_REASONS.filter((_, bit) => set & (1 << bit));
    const { need, calls } = issueNeed({ reasons }, CALLS);
    const isOut = (['archived', 'superseded', 'draft'] as const).some((reason) => reasons.includes(reason));
    const hasCall = (['flagged', 'expired', 'code-changed'] as const).some((reason) =>
      reasons.includes(reason),
    );
    expect([need === 'issue', calls.length > 0]).toEqual([hasCall && !isOut, hasCall && !isOut]);
  }
});
