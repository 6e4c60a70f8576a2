/** `kb history`: what happened to a card, one line per event, newest first. */
import { shortCommit } from './commit.js';
import type { ParsedCard } from '../card/parse.js';
import type { Person } from '../config.js';
import { authorName, isAuthor } from '../trust/author.js';
import type { EventKind } from '../trust/history-event.js';
import type { CardEvent } from '../trust/history.js';
import type { Trust } from '../trust/trust.js';
import type { CardHistory } from '../trust/versions.js';
import { longBadge } from './advice.js';
import { trustPaint } from './badge.js';
import { document } from './json.js';
import { printed, shown, type Paint, type Style } from './style.js';
import { formatTable, type Cell, type Column } from './table.js';
import { wrap } from './wrap.js';

/** What is shown of a card. */
export interface CardStory {
  readonly card: ParsedCard;
  readonly trust: Trust;
  readonly history: CardHistory;
  /** The events that were asked for. */
  readonly events: readonly CardEvent[];
  /** What changed in the work tree since the last commit; empty if nothing did. */
  readonly uncommitted: readonly string[];
}

const COLUMNS: readonly Column[] = [{}, {}, { shrinkTo: 8 }, { shrinkTo: 28 }, { spare: 1 }];

/** Columns: day, event, person, evidence, commit. In a terminal, the card's trust and title are above them. */
export function formatHistory(story: CardStory, people: readonly Person[], style: Style): string {
  const { card, trust, events, uncommitted } = story;
  const { paint, marks } = style;
  const rows = events.map((event): Cell[] => [
    { text: dayOf(event), paint: paint.dim },
    { text: event.event, paint: paintOf(event, style) },
    { text: whoOf(event, people) },
    { text: evidence(event, style) },
    { text: shortCommit(event.version.commit), paint: paint.dim },
  ]);
  const open = uncommitted.length > 0 ? [paint.yellow(`not committed: ${uncommitted.join(', ')}`)] : [];
  const badge = paint.bold(trustPaint(trust, style)(longBadge(trust, card.supersededBy, marks)));
  const head = [badge, paint.bold(shown(card.title, style)), paint.dim(shown(card.path, style))];
  const header = style.isTerminal ? [...wrap(head.join(` ${marks.dot} `), style.columns), ...open, ''] : open;
  return printed([...header, ...formatTable(rows, COLUMNS, style)], style);
}

/** `kb history --json`. */
export function historyJson({ card, trust, history, events, uncommitted }: CardStory): string {
  return document({
    id: card.id,
    path: card.path,
    trust,
    complete: history.complete,
    uncommitted,
    events: events.map(({ version, ...event }) => ({
      ...event,
      on: dayOf({ version, ...event }),
      commit: version.commit,
      time: version.time,
      author: version.author,
      path: version.path,
    })),
  });
}

/** The day in the record or flag; otherwise the day of the commit. */
function dayOf({ on, version }: CardEvent): string {
  return on ?? version.time.slice(0, 10);
}

/** Events whose `by` is the person who raised the flag, not the one who ended it. */
const FLAG_ENDS: ReadonlySet<EventKind> = new Set<EventKind>(['flag-cleared', 'replaced', 'withdrawn']);

/** The person in the record, and the author of the commit if that is, or may be, someone else. */
function whoOf({ event, by, version: { author } }: CardEvent, people: readonly Person[]): string {
  if (by === null || FLAG_ENDS.has(event)) return authorName(author, people);
  return isAuthor(author, by, people) ? by : `${by} (commit by ${authorName(author, people, true)})`;
}

function evidence(event: CardEvent, { marks }: Style): string {
  const { note, until, matches, from, to, lines, fields, settled } = event;
  const change = `${from || 'nobody'} ${marks.see} ${to || 'nobody'}`;
  switch (event.event) {
    case 'verified':
      return [
        ...(note === null ? [] : [note]),
        ...(until === null ? [] : [`until ${until}`]),
        ...(matches === null ? ['by date only'] : matches ? [] : ['the record does not match the text']),
      ].join(` ${marks.dot} `);
    case 'date-moved':
      return `${from ?? ''} ${marks.see} ${to ?? ''}, but nobody verified the text`;
    case 'reattributed':
      return `${from === to ? 'another note or code hash' : change}, for the same text and dates`;
    case 'flagged':
    case 'unreadable':
    case 'withdrawn':
      return note ?? '';
    case 'replaced':
      return `by a newer one: ${note ?? ''}`;
    case 'flag-cleared':
      return `${settled ? 'by the verification' : 'by hand'}: ${note ?? ''}`;
    case 'edited':
      return [...fields, `+${lines?.added ?? 0} -${lines?.removed ?? 0} lines`].join(', ');
    case 'owner':
    case 'moved':
      return change;
    case 'retired':
      return to === null ? 'archived' : `${marks.see} see ${to}`;
    case 'fields':
      return fields.join(', ');
    case 'created':
    case 'revived':
    case 'removed':
      return '';
  }
}

function paintOf({ event, matches }: CardEvent, { paint }: Style): Paint {
  if (event === 'verified') return matches === false ? paint.yellow : paint.green;
  return event === 'date-moved' || event === 'reattributed' || event === 'flagged' || event === 'unreadable'
    ? paint.yellow
    : (text) => text;
}
