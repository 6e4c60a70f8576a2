/** The texts for closing an issue. */
import { codeSpan, commitReference, defused } from './defuse.js';
import type { EndReport } from './report.js';

/** Returns the comment: what happened, when, by whom, in which commit and with which note. */
export function closingComment(end: EndReport): string {
  const { ending, event } = end;
  if (ending.why === 'duplicate') return `Duplicate of #${ending.of}\n\nOne card has one issue.`;
  const commit = commitReference(event?.commit ?? null);
  const note = defused(event?.note ?? '');
  const half = `${whatHappened(end, codeSpan)}${commit && ` in ${commit}`}`;
  const sentence = `${half.charAt(0).toUpperCase()}${half.slice(1)}${note === '' ? '' : `: “${note}”`}`;
  return [sentence, outlook(end)].filter((part) => part !== '').join('\n\n');
}

/** Returns the same as a phrase in plain text: `verified by @ana on 2026-11-21`. Not escaped for the terminal. */
export function reasonOfEnd(end: EndReport): string {
  return whatHappened(end, (name) => name);
}

function whatHappened({ ending, event }: EndReport, shown: (name: string) => string): string {
  if (ending.why === 'duplicate') return `duplicate of #${ending.of}`;
  const who = shown(event?.by ?? '');
  const by = who === '' ? '' : ` by ${who}`;
  const on = event?.on ? ` on ${event.on}` : '';
  switch (event?.kind ?? ending.why) {
    case 'verified':
      return `verified${by}${on}`;
    case 'dated':
      return `marked as verified${by}${on}`;
    case 'date-moved':
      return `date moved${by}${on}`;
    case 'flag-cleared':
      // `by` is the person whose flag was cleared.
      return `flag${who === '' ? '' : ` of ${who}`} cleared${on}`;
    case 'withdrawn':
      return `flag withdrawn${by}${on}`;
    case 'fields':
      return `fields of the card changed${by}${on}`;
    case 'removed':
      return `card removed${by}${on}`;
    case 'moved':
      return `card moved to ${shown(event?.to ?? '')}${on}`;
    case 'retired': {
      const successor = shown(event?.to ?? '');
      if (successor !== '') return `card superseded by ${successor}${on}`;
      const isReplaced = ending.why === 'retired' && ending.card.trust.state === 'superseded';
      return `card ${isReplaced ? 'superseded' : 'archived'}${by}${on}`;
    }
    default:
      return 'card is fine again';
  }
}

/** What comes next. */
function outlook({ ending, event }: EndReport): string {
  if (event?.kind === 'moved') return 'If it needs attention there, it gets an issue of its own.';
  if (ending.why !== 'fine') return 'It needs no more attention.';
  if (event === null) return 'It is unknown what has changed.';
  const { due, trust } = ending.card;
  const until = due === null || (trust.days ?? 0) > 0 ? '' : `The card is good until ${due}.`;
  return [OUTLOOK[event.kind] ?? '', until].filter((part) => part !== '').join(' ');
}

const OUTLOOK: Readonly<Record<string, string>> = {
  verified: 'Thank you!',
  dated: 'Only its date says so: there is no record of who checked which text.',
  'date-moved': 'There is no record that somebody checked the card.',
};
