/** Screen states for tests: cards as hits, and what a state becomes when keys are pressed. */
import type { Day } from '../../src/day.js';
import type { TrustState } from '../../src/trust/trust.js';
import { Decoder } from '../../src/tui/decode.js';
import { fieldOf } from '../../src/tui/field.js';
import { meaning } from '../../src/tui/keys.js';
import { modeOf, startingState, type Hit, type Preview, type Size, type State } from '../../src/tui/state.js';
import type { Effect, Event } from '../../src/tui/event.js';
import { update } from '../../src/tui/update.js';

const REASONS = { verified: 'current', stale: 'expired', unverified: 'flagged' } as const;

/** A hit with this title. */
export function hit(title: string, state: keyof typeof REASONS & TrustState = 'verified'): Hit {
  const verifyBy = '2026-10-11' as Day;
  const trust = {
    ...{ state, reason: REASONS[state], reasons: [REASONS[state]], days: 41, owner: ['@legal'] },
    ...{ verifiedOn: null, verifiedBy: null, verifyBy },
  };
  const facts = {
    ...{
      status: 'active',
      supersededBy: null,
      unreadable: false,
      badDate: false,
      flags: 0,
      owner: ['@legal'],
    },
    ...{ verifiedOn: null, verifiedBy: null, verifyBy, recorded: false, edited: false, codeChanged: false },
  } as const;
  const path = `cards/${title.toLowerCase().replaceAll(' ', '-')}.md`;
  const row = {
    ...{ path, id: title, title, tags: ['refunds'], kind: null, audience: 'public', language: 'en' },
    ...{ aliases: [], unreadable: null, facts },
  };
  return { row: row as unknown as Hit['row'], trust };
}

export const answer = (query: string, ...hits: readonly Hit[]): Event => ({
  what: 'answered',
  results: { query, hits, total: hits.length, remark: null },
});

export const page = (of: Hit, columns: number, count: number, matches: readonly number[] = []): Event => {
  const lines = Array.from({ length: count }, (_, line) => `line ${line}`);
  const preview: Preview = { path: of.row.path, columns, lines, matches, place: 7 };
  return { what: 'laid-out', preview };
};

/**
 * The screen after events and keys, as a terminal sends them, and all effects that were requested.
 * If the first step is an answer, its query has already been typed.
 */
export function played(
  size: Size,
  ...steps: readonly (Event | string)[]
): { readonly state: State; readonly effects: readonly Effect[] } {
  const [first] = steps;
  const isAnswer = typeof first === 'object' && first.what === 'answered';
  let state = startingState(size, fieldOf(isAnswer ? first.results.query : ''));
  const effects: Effect[] = [];
  const happen = (event: Event): void => {
    const next = update(state, event);
    state = next.state;
    effects.push(...next.effects);
  };
  for (const step of steps) {
    if (typeof step !== 'string') {
      happen(step);
      continue;
    }
    const decoder = new Decoder();
    for (const key of [...decoder.push(step), ...decoder.flush()]) {
      const meant = meaning(key, modeOf(state));
      if (meant === null) continue;
      happen(
        'command' in meant
          ? { what: 'command', command: meant.command }
          : { what: 'typed', text: meant.typed },
      );
    }
  }
  return { state, effects };
}
