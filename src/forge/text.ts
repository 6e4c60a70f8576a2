/** What an issue says about its card: to whoever looks after it, who need not know git. */
import { daysBetween, type Day } from '../day.js';
import { counted } from '../text/counted.js';
import { quoted, quotedPath } from '../text/shell.js';
import type { CardCase } from './plan/case.js';
import {
  codeBlock,
  codeSpan,
  commitReference,
  defused,
  defusedTitle,
  linkTo,
  mention,
} from './text/defuse.js';
import type { Report } from './text/report.js';

/** Characters of a title that a forge takes. */
const LONGEST_TITLE = 256;
/** Flags and files that are told one by one; more are counted. */
const MOST = 8;

/** `Verify: <card title>`; a character is never cut in two. */
export function issueTitle(cardTitle: string): string {
  const title = Array.from(`Verify: ${defusedTitle(cardTitle, LONGEST_TITLE)}`.trim());
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).join('')}…` : title.join('');
}

/** Why a card wants an issue, as half a sentence. */
export function reasonOfCase({ calls, due }: CardCase, on: Day): string {
  return calls
    .map((call) => {
      if (call === 'stale') return `${counted(daysPast(due, on), 'day')} past its date`;
      return call === 'flagged' ? 'flagged' : 'code changed';
    })
    .join(', ');
}

/** The part of an issue's text that is kb's. @param on the day up to which days are counted */
export function managedText(report: Report, on: Day): string {
  const { card, pages, previous, mentions } = report;
  const facts = [...flags(report), verification(report, on), ...sinceThen(report), ...code(report)];
  const paragraphs = [
    `${linkTo(card.title, pages.view) || codeSpan(card.id)} ${question(card)}`,
    facts.map(item).join('\n'),
    `Its file is ${codeSpan(card.path)}${pages.history === null ? '' : ` (${linkTo('history', pages.history)})`}.`,
    ...(previous === null ? [] : [`Previously #${previous}.`]),
    '**What to do**',
    answers(report).map(item).join('\n'),
    'Each command makes one commit: push it, or open a pull request. This issue closes by itself once that is on the default ' +
      'branch. If you close it as “not planned”, it stays closed until the date of the card changes.',
    ...(mentions.length === 0 ? [] : [`For ${mentions.map(mention).join(', ')}`]),
  ];
  return paragraphs.join('\n\n');
}

function question({ calls }: CardCase): string {
  if (calls.includes('flagged')) return 'may be wrong: somebody has flagged it. Please have a look.';
  if (calls.includes('stale')) return 'is past its date. Is it still right?';
  return 'describes code that has changed. Is it still right?';
}

function flags({ card, flags: all }: Report): string[] {
  if (all.length === 0) return card.calls.includes('flagged') ? ['Flagged; nobody can read by whom'] : [];
  const told = all.slice(0, MOST).map(({ by, on, note }) => {
    const words = defused(note ?? '');
    return `Flagged${byWhom(by)}${on === null ? '' : ` on ${on}`}${words === '' ? '' : `: “${words}”`}`;
  });
  return all.length > MOST ? [...told, counted(all.length - MOST, 'more flag')] : told;
}

function verification({ card: { due, trust }, changed: { commit } }: Report, on: Day): string {
  const past = daysPast(due, on);
  const date = due === null ? '' : `Due ${due}${past > 0 ? `, ${counted(past, 'day')} ago` : ''}`;
  const id = commitReference(commit);
  const last =
    trust.verifiedOn === null
      ? 'never verified'
      : `last verified ${trust.verifiedOn}${byWhom(trust.verifiedBy)}${id && ` in ${id}`}`;
  return date === '' ? `${last.charAt(0).toUpperCase()}${last.slice(1)}` : `${date}; ${last}`;
}

function sinceThen({ card, changed: { lines, why } }: Report): string[] {
  if (why !== null) return [`What has changed since then is not known: ${defused(why)}`];
  if (lines === null) return card.trust.verifiedOn === null ? [] : ['Its text is the same as then'];
  const { added, removed } = lines;
  return [`Its text has changed since then: ${counted(added, 'line')} added, ${removed} removed`];
}

const STATUS: Readonly<Record<string, string>> = { A: ' (new)', D: ' (gone)' };

function code({ card, changed: { code: files } }: Report): string[] {
  if (files.length === 0)
    return card.calls.includes('code-changed') ? ['Code that it describes has changed'] : [];
  const told = files.slice(0, MOST).map(({ path, status }) => `${codeSpan(path)}${STATUS[status] ?? ''}`);
  const more = files.length > MOST ? `, and ${counted(files.length - MOST, 'more file')}` : '';
  return [`Code that it describes has changed: ${told.join(', ')}${more}`];
}

function answers({ card: { id }, pages, folder }: Report): string[] {
  const kb = folder === '' ? 'kb' : `kb -C ${quotedPath(folder)}`;
  const command = (verb: string, rest: string): string =>
    `\n${codeBlock(`${kb} ${verb} ${quoted(id)}${rest}`, 'sh')}`;
  return [
    `**Still right?** Say so, and what you checked it against:${command('verify', ' --note "what you checked it against"')}`,
    pages.edit === null
      ? `**Wrong?** Mend it, then verify it:${command('edit', ' --verify')}`
      : `**Wrong?** ${linkTo('Edit it', pages.edit)}, then verify it with the command above.`,
    `**Not yours?** Name who looks after it now:${command('verify', ' --reassign @name')}`,
    `**Not needed any more?** Retire it:${command('archive', '')}`,
  ];
}

/** A point of a list; what has more lines stays within it. */
function item(text: string): string {
  return `- ${text.replaceAll('\n', '\n  ')}`;
}

function byWhom(name: string | null): string {
  const shown = codeSpan(name ?? '');
  return shown === '' ? '' : ` by ${shown}`;
}

function daysPast(due: Day | null, on: Day): number {
  return due === null ? 0 : Math.max(0, daysBetween(due, on));
}
