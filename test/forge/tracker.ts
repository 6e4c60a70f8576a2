/** A base and its tracker as weeks go by: cards change, people act, requests fail, and kb runs on them. */
import type { CardId } from '../../src/card/card.js';
import { CALLS } from '../../src/config.js';
import { addDays, type Day } from '../../src/day.js';
import { applySteps } from '../../src/forge/apply.js';
import type { CardCase } from '../../src/forge/plan/case.js';
import type { Done, Skipped } from '../../src/forge/step.js';
import type { EndReport, Report } from '../../src/forge/text/report.js';
import { prepare, type Prepared, type SyncRules, type LoadReports } from '../../src/forge/sync.js';
import type { Verdict } from '../../src/forge/plan/verdict.js';
import { issueNeed } from '../../src/forge/plan/need.js';
import { trustOf, type TrustFacts } from '../../src/trust/trust.js';
import { fakeForge, type FakeForge } from './fake-forge.js';

export const LABEL = 'kb-stale';
export const BOT = 'kb-bot';

export interface Card extends TrustFacts {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly path: string;
  readonly title: string;
}

export interface Tracker {
  readonly forge: FakeForge;
  today: Day;
  /** By path. */
  readonly cards: Map<string, Card>;
  put(name: string, change?: Partial<Card>): void;
  pass(days: number): void;
  cases(): CardCase[];
  prepare(rules?: Partial<SyncRules>): Promise<Prepared>;
  /** @param seen gets each outcome at once, even if the run fails later */
  run(rules?: Partial<SyncRules>, seen?: (outcome: Done | Skipped) => void): Promise<(Done | Skipped)[]>;
  /** How long kb has waited in total, in milliseconds. */
  waited: number;
}

export function tracker(): Tracker {
  const forge = fakeForge({ login: BOT });
  const cards = new Map<string, Card>();
  const setClock = (): void => {
    forge.now = `${made.today}T12:00:00Z`;
  };
  const made: Tracker = {
    forge,
    today: '2027-01-01' as Day,
    cards,
    waited: 0,
    put: (name, change = {}) => {
      const path = change.path ?? `cards/${name}.md`;
      cards.set(path, { ...(cards.get(path) ?? newCard(name, made.today)), ...change, path });
    },
    pass: (days) => {
      made.today = addDays(made.today, days);
      setClock();
    },
    cases: () => [...cards.values()].map((card) => caseOf(card, made.today)),
    prepare: (rules) =>
      prepare(forge, made.cases(), tell, {
        today: made.today,
        mayClose: true,
        label: LABEL,
        authors: [],
        newPerRun: 1000,
        adopt: false,
        isInOtherBase: () => false,
        ...rules,
      }),
    run: async (rules, seen) => {
      const since = `${addDays(made.today, -1)}T00:00:00Z`;
      const { steps, authors } = await made.prepare(rules);
      const outcomes: (Done | Skipped)[] = [];
      const wait = (milliseconds: number): Promise<void> => {
        made.waited += milliseconds;
        return Promise.resolve();
      };
      for await (const outcome of applySteps(forge, steps, { label: LABEL, authors, since, wait })) {
        outcomes.push(outcome);
        seen?.(outcome);
      }
      return outcomes;
    },
  };
  setClock();
  return made;
}

/** More than a year past its date, so that it wants an issue. */
function newCard(name: string, today: Day): Card {
  return {
    id: name,
    aliases: [],
    path: `cards/${name}.md`,
    title: `Title of ${name}`,
    status: 'active',
    supersededBy: null,
    unreadable: false,
    badDate: false,
    flags: 0,
    owner: ['@ana'],
    verifiedOn: addDays(today, -100),
    verifiedBy: '@ana',
    verifyBy: addDays(today, -10),
    recorded: true,
    edited: false,
    codeChanged: false,
  };
}

function caseOf(card: Card, today: Day): CardCase {
  const trust = trustOf(card, today, 14);
  return {
    // The id of an unreadable card cannot be read.
    id: (card.unreadable ? card.path.replace(/\.md$/, '') : card.id) as CardId,
    aliases: card.unreadable ? [] : card.aliases,
    path: card.path,
    title: card.title,
    ...issueNeed(trust, CALLS),
    due: card.verifyBy,
    trust,
    candidates: card.owner.map((login) => [login.slice(1)]),
  };
}

const tell: LoadReports = () =>
  Promise.resolve({
    report: (verdict) => Promise.resolve(reportOf(verdict)),
    end: ({ ending }) => Promise.resolve(endOf(ending)),
  });

function endOf(ending: EndReport['ending']): EndReport {
  if (!('card' in ending)) return { ending, event: null };
  const { verifiedOn: on, verifiedBy: by } = ending.card.trust;
  const kind = ending.why === 'fine' ? 'verified' : 'retired';
  return { ending, event: { kind, on, by, note: null, to: null, commit: null } };
}

function reportOf(verdict: Extract<Verdict, { do: 'create' | 'keep' | 'reopen' }>): Report {
  const { card } = verdict;
  return {
    card,
    pages: { view: null, history: null, edit: null },
    folder: '',
    flags: card.calls.includes('flagged') ? [{ by: '@bob', on: null, note: 'wrong since the merger' }] : [],
    changed: { commit: null, lines: null, since: null, code: [], why: null },
    byHand: null,
    instead: null,
    isFile: false,
    reopened: false,
    previous: verdict.do === 'create' ? verdict.previous : null,
    mentions: [],
  };
}
