/** The text of an issue about a card, written for owners who need not know git. */
import type { Day } from '../day.js';
import { counted } from '../text/counted.js';
import type { CardCase } from './plan/case.js';
import { answersTo, outlookOf } from './text/answers.js';
import { codeSpan, defusedTitle, linkTo, mention } from './text/defuse.js';
import { daysPast, factsOf } from './text/facts.js';
import type { Report } from './text/report.js';

/** Maximum length of a title that forges accept. */
const LONGEST_TITLE = 256;

/** Returns `Verify: <card title>`, never cut inside a character. */
export function issueTitle(cardTitle: string): string {
  const title = Array.from(`Verify: ${defusedTitle(cardTitle, LONGEST_TITLE)}`.trim());
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).join('')}…` : title.join('');
}

/** Returns why a card needs an issue, as a phrase. */
export function reasonOfCase({ calls, due }: CardCase, on: Day): string {
  return calls
    .map((call) => {
      if (call === 'stale') return `${counted(daysPast(due, on), 'day')} past its date`;
      return call === 'flagged' ? 'flagged' : 'code changed';
    })
    .join(', ');
}

/** Returns the text of kb's part of an issue. @param on the day up to which days are counted */
export function managedText(report: Report, on: Day): string {
  const { card, pages, previous, mentions, reopened } = report;
  const paragraphs = [
    `${linkTo(card.title, pages.view) || codeSpan(card.id)} ${question(card)}`,
    ...(reopened ? ['This issue was closed, but nobody has verified the card.'] : []),
    list(factsOf(report, on)),
    ...(previous === null ? [] : [`Previously #${previous}.`]),
    '**What to do**',
    list(answersTo(report)),
    outlookOf(report),
    ...(mentions.length === 0 ? [] : [`For ${mentions.map(mention).join(', ')}`]),
  ];
  return paragraphs.join('\n\n');
}

function question({ calls }: CardCase): string {
  if (calls.includes('flagged')) return 'may be wrong: somebody flagged it. Please check it.';
  if (calls.includes('stale')) return 'is past its date. Is it still correct?';
  return 'describes code that has changed. Is it still correct?';
}

/** Formats a Markdown list; items may have several lines. */
function list(points: readonly string[]): string {
  return points.map((text) => `- ${text.replaceAll('\n', '\n  ')}`).join('\n');
}
