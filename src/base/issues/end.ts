/** Finds out from git why an issue is no longer needed. */
import path from 'node:path';
import type { Base } from '../base.js';
import type { ReadHistory } from '../history/history.js';
import type { ParsedCard } from '../../card/parse.js';
import { parseDay, type Day } from '../../day.js';
import type { EndReport } from '../../forge/text/report.js';
import type { Ending } from '../../forge/plan/verdict.js';
import { issueNeed } from '../../forge/plan/need.js';
import { pathProblem } from '../../repo/below.js';
import { changedFiles, movedTo, pathLog } from '../../repo/log.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';
import { authorName } from '../../trust/author.js';
import type { EventKind } from '../../trust/history-event.js';
import { eventsOf, uncommitted, type CardEvent } from '../../trust/history.js';
import { trustOf } from '../../trust/trust.js';
import { trustFacts } from '../../trust/verify.js';
import type { Version } from '../../trust/versions.js';

/** Length of the longest path that git is asked about. */
const LONGEST_PATH = 4096;

type EndEvent = NonNullable<EndReport['event']>;

/** Returns the ending of an issue with the change that caused it. @param read reads the history of a card */
export async function endReportOf(base: Base, ending: Ending, read: ReadHistory): Promise<EndReport> {
  return { ending, event: await eventOf(base, ending, read) };
}

async function eventOf(base: Base, ending: Ending, read: ReadHistory): Promise<EndEvent | null> {
  if (ending.why === 'duplicate') return null;
  if (ending.why === 'removed') return removal(base, ending.path, read);
  const card = await cardAt(base, ending.card.path);
  if (!card) return null;
  const versions = await versionsOf(base, card, read);
  const events = eventsOf(versions, base.config.people);
  if (ending.why === 'retired') {
    const event = events.find((each) => each.event === 'retired');
    return event ? endEvent('retired', event, base) : null;
  }
  const since = await sinceWanted(base, versions);
  return mostSerious(
    events.filter(({ version }) => since.has(version)),
    base,
  );
}

/** The card that is at a path today; the path counts from the root of the git work tree. */
async function cardAt({ repo, cards }: Base, whole: string): Promise<ParsedCard | null> {
  const lead = prefixOf(repo.root);
  return (whole.startsWith(lead) && (await cards()).byPath.get(whole.slice(lead.length))) || null;
}

/** The versions in git, newest first, after the uncommitted one if there is one; its commit is ''. */
async function versionsOf(base: Base, card: ParsedCard, read: ReadHistory): Promise<readonly Version[]> {
  const { versions } = await read(base, card.path);
  const [last] = versions;
  if (!last || uncommitted(versions, card, base.config.people).length === 0) return versions;
  const now: Version = {
    ...{ commit: '', time: '', author: { name: '', email: '' }, path: card.path, card, isGone: false },
    parents: [last.commit],
  };
  return [now, ...versions];
}

/**
 * The versions after the last one that would still need an issue today: one of them made the difference. Empty if no version
 * would need one: then something else made the difference, such as the config, the code, or the day.
 */
async function sinceWanted(
  { repo, config, today }: Base,
  versions: readonly Version[],
): Promise<ReadonlySet<Version>> {
  const since = new Set<Version>();
  for (const version of versions) {
    const { card } = version;
    const code = card.verified.paths === null ? null : await repo.blobs(card.paths);
    const trust = trustOf(trustFacts(card, code), today, config.warn);
    if (issueNeed(trust, config.issues.for).need === 'issue') return since;
    since.add(version);
  }
  return new Set();
}

/** Events that can end an issue, the most important first. The last ones are only reported as changed fields. */
const KINDS: readonly (readonly [EventKind, EndEvent['kind']])[] = [
  ['verified', 'verified'],
  ['date-moved', 'date-moved'],
  ['flag-cleared', 'flag-cleared'],
  ['withdrawn', 'withdrawn'],
  ['fields', 'fields'],
  ['reattributed', 'fields'],
];

function mostSerious(events: readonly CardEvent[], base: Base): EndEvent | null {
  for (const [event, kind] of KINDS) {
    const found = events.find((each) => each.event === event);
    if (found) return endEvent(kind === 'verified' && found.matches !== true ? 'dated' : kind, found, base);
  }
  return null;
}

/** Reports an event; `by` is the person whom the record or the flag names, else the author of the commit. */
function endEvent(kind: EndEvent['kind'], event: CardEvent, { config }: Base): EndEvent {
  const { version, on, by, note, to } = event;
  const isOwn = kind === 'verified' || kind === 'flag-cleared';
  const isCommitted = version.commit !== '';
  const author = isCommitted ? authorName(version.author, config.people) : null;
  return {
    kind,
    on: on ?? dayOf(version.time),
    by: isOwn ? by : kind === 'dated' ? (by ?? author) : author,
    note: kind === 'fields' ? null : note,
    to: kind === 'retired' ? to : null,
    commit: isCommitted ? version.commit : null,
  };
}

/**
 * Why the card at a path is gone: its file was removed, it was moved and is another card there, or its id has changed.
 * The path comes from an issue, so it may be anything.
 */
async function removal(base: Base, whole: string, read: ReadHistory): Promise<EndEvent | null> {
  const top = findWorkTree(base.repo.root)?.root;
  const isPath = whole.length <= LONGEST_PATH && pathProblem(whole, path.sep === '\\') === null;
  if (top === undefined || !isPath) return null;
  const card = await cardAt(base, whole);
  if (card) return renaming(base, card, read);
  const log = await pathLog(top, 'HEAD', whole, 1);
  const last = log.ok ? log.revisions[0] : undefined;
  if (last?.file !== null) return null;
  // The log of a path also follows a folder with that name; only a deleted file counts.
  const files = await changedFiles(top, `${last.commit}^1`, last.commit);
  if (!files?.some((file) => file.path === whole && file.status === 'D')) return null;
  const moved = await movedTo(top, last.commit, whole);
  const successor = moved.ok && moved.text !== '' ? await cardAt(base, moved.text) : null;
  const { commit, time } = last;
  return {
    kind: successor ? 'moved' : 'removed',
    on: dayOf(time),
    by: authorName(last.author, base.config.people),
    note: null,
    to: successor?.id ?? null,
    commit,
  };
}

/** The change of the id, for a file that is still a card. */
async function renaming(base: Base, card: ParsedCard, read: ReadHistory): Promise<EndEvent | null> {
  const events = eventsOf(await versionsOf(base, card, read), base.config.people);
  const event = events.find(({ fields }) => fields.includes('id'));
  return event ? { ...endEvent('moved', event, base), to: card.id } : null;
}

function dayOf(time: string): Day | null {
  return parseDay(time.slice(0, 10)) ?? null;
}
