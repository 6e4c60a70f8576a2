/** The facts about a card, as list items: its flags, owner, verification, and what has changed since. */
import { counted } from '../../text/counted.js';
import { daysBetween, type Day } from '../../day.js';
import { codeSpan, commitReference, defused, linkTo } from './defuse.js';
import type { Report } from './report.js';

/** Maximum number of flags, files and people to list; more are only counted. */
const MOST = 8;

/** Returns the list items. @param on the day up to which days are counted */
export function factsOf(report: Report, on: Day): readonly string[] {
  return [
    ...flags(report),
    verification(report, on),
    ...sinceThen(report),
    ...code(report),
    owner(report),
    file(report),
  ];
}

/** Returns the number of days past the verify-by date; 0 before it. */
export function daysPast(due: Day | null, on: Day): number {
  return due === null ? 0 : Math.max(0, daysBetween(due, on));
}

function flags({ card, flags: all }: Report): string[] {
  if (all.length === 0) return card.calls.includes('flagged') ? ['Flagged; the flag cannot be read'] : [];
  const lines = all.slice(0, MOST).map(({ by, on, note }) => {
    const words = defused(note ?? '');
    return `Flagged${byWhom(by)}${on === null ? '' : ` on ${on}`}${words === '' ? '' : `: “${words}”`}`;
  });
  return all.length > MOST ? [...lines, counted(all.length - MOST, 'more flag')] : lines;
}

/** Gives the day along with the number of days, so that the text stays correct as time passes. */
function verification({ card: { due, trust }, changed: { commit } }: Report, on: Day): string {
  const past = daysPast(due, on);
  const date = due === null ? '' : `Due ${due}${past > 0 ? ` (${counted(past, 'day')} ago on ${on})` : ''}`;
  const id = commitReference(commit);
  const last =
    trust.verifiedOn === null
      ? 'never verified'
      : `last verified ${trust.verifiedOn}${byWhom(trust.verifiedBy)}${id && ` in ${id}`}`;
  return date === '' ? `${last.charAt(0).toUpperCase()}${last.slice(1)}` : `${date}; ${last}`;
}

/** Omits why a change is unknown, because that concerns the user of kb rather than readers of the issue. */
function sinceThen({ card, changed: { lines, since, why } }: Report): string[] {
  if (card.trust.verifiedOn === null) return [];
  if (why !== null) return ['It is unknown whether its text has changed since then'];
  const start =
    since && `${since.on}, ${since.isFirst ? 'where its history here starts' : 'when it got that date'}`;
  if (lines === null)
    return [start ? `Its text is unchanged since ${start}` : 'Its text has not changed since then'];
  const { added, removed } = lines;
  return [
    `Its text has changed since ${start ?? 'then'}: ${counted(added, 'line')} added, ${removed} removed`,
  ];
}

const STATUS: Readonly<Record<string, string>> = { A: ' (new)', D: ' (gone)' };

function code({ card, changed: { code: files } }: Report): string[] {
  if (files.length === 0)
    return card.calls.includes('code-changed') ? ['The code it describes has changed'] : [];
  const paths = files.slice(0, MOST).map(({ path, status }) => `${codeSpan(path)}${STATUS[status] ?? ''}`);
  return [`The code it describes has changed: ${listed(paths, files.length, 'more file')}`];
}

/** Mentions nobody: the forge notifies assignees anyway. */
function owner({ card: { trust }, instead }: Report): string {
  const owners = named(trust.owner);
  const who = `Owner: ${owners.length === 0 ? 'nobody' : listed(owners, trust.owner.length, 'more owner')}`;
  if (instead === null) return who;
  const others = named(instead.map((login) => `@${login}`));
  const asked =
    others.length === 0
      ? 'nobody is assigned'
      : `kb asks ${listed(others, instead.length, 'more login')} instead, as named in CODEOWNERS or the config`;
  if (owners.length === 0) return `${who}, so ${asked}`;
  const whose = owners.length === 1 ? 'it' : 'any of them';
  return `${who}. kb knows no login for ${whose} (\`people\` in \`kb.config.yaml\` can list one), so ${asked}`;
}

function file({ card: { path }, pages: { history } }: Report): string {
  return `File: ${codeSpan(path)}${history === null ? '' : ` (${linkTo('history', history)})`}`;
}

function named(names: readonly string[]): readonly string[] {
  return names
    .slice(0, MOST)
    .map((name) => codeSpan(name))
    .filter((name) => name !== '');
}

function listed(shown: readonly string[], all: number, more: string): string {
  return `${shown.join(', ')}${all > MOST ? `, and ${counted(all - MOST, more)}` : ''}`;
}

function byWhom(name: string | null): string {
  const shown = codeSpan(name ?? '');
  return shown === '' ? '' : ` by ${shown}`;
}
