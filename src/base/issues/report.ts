/** What issues say about their cards: their pages on the forge, their flags, and what has changed since they were verified. */
import type { Base } from '../base.js';
import { historyReader } from '../history/histories.js';
import type { ReadHistory } from '../history/history.js';
import { endReportOf } from './end.js';
import type { PagesOf } from '../pages/pages.js';
import { sinceVerified } from '../recording/since-verified.js';
import { canonicalFields } from '../../card/fields.js';
import { readFrontMatter } from '../../card/frontmatter.js';
import type { ParsedCard } from '../../card/parse.js';
import { daysBetween, parseDay, type Day } from '../../day.js';
import { candidatesOf, teamsOf } from '../../forge/plan/assignees.js';
import type { CardCase } from '../../forge/plan/case.js';
import type { Report } from '../../forge/text/report.js';
import type { LoadReports, ReportedVerdict } from '../../forge/sync.js';
import { prefixOf } from '../../repo/place.js';
import type { Progress } from '../../progress.js';
import { countLines } from '../../trust/history.js';
import type { Version } from '../../trust/versions.js';
import { normalised } from '../../trust/verify.js';

/** Returns reports from the base and from git. @param progress called for each verdict that is done */
export function reportLoader(base: Base, pages: PagesOf, progress: Progress): LoadReports {
  return async (verdicts) => {
    const read = await historyReader(base, verdicts.flatMap(fileOf));
    let done = 0;
    const count = <T>(result: T): T => {
      progress((done += 1), verdicts.length);
      return result;
    };
    return {
      report: async (verdict) => {
        const previous = verdict.do === 'create' ? verdict.previous : null;
        return count(await reportOf(base, verdict.card, { pages, previous, read }));
      },
      end: async ({ ending }) => count(await endReportOf(base, ending, read)),
    };
  };
}

/** The card whose history will be read, as a path from the root of the git work tree. */
function fileOf(verdict: ReportedVerdict): readonly string[] {
  if (verdict.do !== 'close') return [verdict.card.path];
  return 'card' in verdict.ending ? [verdict.ending.card.path] : [];
}

async function reportOf(
  base: Base,
  card: CardCase,
  { pages, previous, read }: { pages: PagesOf; previous: number | null; read: ReadHistory },
): Promise<Report> {
  const { config, repo } = base;
  const lead = prefixOf(repo.root);
  const parsed = (await base.cards()).byPath.get(card.path.slice(lead.length));
  if (!parsed) throw new Error(`${card.path} is not a card of the base`);
  return {
    card,
    pages: pages(card.path),
    folder: lead.slice(0, -1),
    flags: parsed.flags.map(({ by, on, note }) => ({ by, on, note })),
    changed: await changesOf(base, parsed, read),
    byHand: await dayByHand(base, card, parsed),
    instead: insteadOf(base, card, parsed),
    isFile: config.issues.forge === 'file',
    // A fact about the issue itself, which forge/steps.ts fills in.
    reopened: false,
    previous,
    mentions: config.issues.mentionTeams ? teamsOf(parsed.owner) : [],
  };
}

async function changesOf(base: Base, card: ParsedCard, read: ReadHistory): Promise<Report['changed']> {
  const { version, code, why } = await sinceVerified(base, card, read);
  const lines = version && countLines(normalised(version.card.body), normalised(card.body));
  const isSame = lines === null || (lines.added === 0 && lines.removed === 0);
  const later = version && laterDay(version, card);
  return {
    commit: later === null ? (version?.commit ?? null) : null,
    lines: isSame ? null : lines,
    since:
      version && later && card.verified.content === null ? { on: later, isFirst: isFirst(version) } : null,
    code,
    why,
  };
}

/** Days that may pass between a verification and its commit: commits may come late, and time zones differ. */
const MAX_COMMIT_DELAY = 2;

/** The day of the commit with the verified text, if it is too late to be the verification's: an import, or a date added later. */
function laterDay({ time }: Version, { verified: { on } }: ParsedCard): Day | null {
  const day = parseDay(time.slice(0, 10)) ?? null;
  return on !== null && day !== null && daysBetween(on, day) > MAX_COMMIT_DELAY ? day : null;
}

function isFirst({ parents }: Version): boolean {
  return parents?.length === 0;
}

/**
 * The date field to change by hand, if that is all that the card needs; else null. In kb's own dialect only `kb verify` may
 * move dates (rule `date-bump`). In other dialects a stale card may have just a date; one with a flag or a record needs more.
 */
async function dayByHand(base: Base, { calls }: CardCase, card: ParsedCard): Promise<Report['byHand']> {
  const { names } = await base.survey();
  const isDateOnly = calls.join() === 'stale' && card.verified.content === null;
  if (names.dialect === 'kb' || !isDateOnly) return null;
  const fields = canonicalFields(readFrontMatter(card.source).fields ?? new Map(), names);
  const means = card.verifyBy === null ? 'checked' : 'due';
  const field = fields.get(means === 'checked' ? 'verified.on' : 'verify-by')?.key;
  return field === undefined ? null : { field, means };
}

/** Logins that are asked instead, if no owner leads to a login (a channel, an unknown name); null if one does. */
function insteadOf({ config }: Base, { candidates }: CardCase, { owner }: ParsedCard): Report['instead'] {
  const known = candidatesOf(config.people, [])(owner, []);
  return known.length > 0 ? null : [...new Set(candidates.flat())];
}
