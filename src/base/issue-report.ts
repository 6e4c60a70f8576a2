/** What issues tell about their cards: where they are on the forge, who objects, what has changed since somebody verified them. */
import type { Base } from './base.js';
import { historyReader } from './histories.js';
import type { ReadHistory } from './history.js';
import { endReportOf } from './issue-end.js';
import type { PagesOf } from './pages.js';
import { sinceVerified } from './since-verified.js';
import type { ParsedCard } from '../card/parse.js';
import { teamsOf } from '../forge/plan/assignees.js';
import type { CardCase } from '../forge/plan/case.js';
import type { EndReport, Report } from '../forge/text/report.js';
import type { Tell, Telling } from '../forge/sync.js';
import type { Verdict } from '../forge/plan/verdict.js';
import { prefixOf } from '../repo/place.js';
import type { Progress } from '../progress.js';
import { countLines } from '../trust/history.js';
import { normalised } from '../trust/verify.js';

/** Tells from the base and from git. @param progress told of each verdict that is done */
export function teller(base: Base, pages: PagesOf, progress: Progress): Tell {
  return async (verdicts) => {
    const read = await historyReader(base, verdicts.flatMap(fileOf));
    const told = new Map<Verdict, Report | EndReport>();
    for (const verdict of verdicts) {
      told.set(verdict, await tell(base, verdict, pages, read));
      progress(told.size, verdicts.length);
    }
    return told;
  };
}

/** The card whose history will be read, by its path from the root of the git work tree. */
function fileOf(verdict: Telling): readonly string[] {
  if (verdict.do !== 'close') return [verdict.card.path];
  return 'card' in verdict.ending ? [verdict.ending.card.path] : [];
}

function tell(base: Base, verdict: Telling, pages: PagesOf, read: ReadHistory): Promise<Report | EndReport> {
  if (verdict.do === 'close') return endReportOf(base, verdict.ending, read);
  const previous = verdict.do === 'create' ? verdict.previous : null;
  return reportOf(base, verdict.card, { pages, previous, read });
}

async function reportOf(
  base: Base,
  card: CardCase,
  { pages, previous, read }: { pages: PagesOf; previous: number | null; read: ReadHistory },
): Promise<Report> {
  const lead = prefixOf(base.repo.root);
  const parsed = (await base.cards()).byPath.get(card.path.slice(lead.length));
  if (!parsed) throw new Error(`${card.path} is no card of the base`);
  return {
    card,
    pages: pages(card.path),
    folder: lead.slice(0, -1),
    flags: parsed.flags.map(({ by, on, note }) => ({ by, on, note })),
    changed: await changesOf(base, parsed, read),
    previous,
    mentions: base.config.issues.mentionTeams ? teamsOf(parsed.owner) : [],
  };
}

async function changesOf(base: Base, card: ParsedCard, read: ReadHistory): Promise<Report['changed']> {
  const { version, code, why } = await sinceVerified(base, card, read);
  const lines = version && countLines(normalised(version.card.body), normalised(card.body));
  const isSame = lines === null || (lines.added === 0 && lines.removed === 0);
  return { commit: version?.commit ?? null, lines: isSame ? null : lines, code, why };
}
