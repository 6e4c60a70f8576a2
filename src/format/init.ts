/** Output of `kb init`: what it found, and what it writes. */
import { TRUST_STATES, type Trust, type TrustReason } from '../trust/trust.js';
import { counted } from '../text/counted.js';
import { safe } from './escape.js';
import { printed, type Style } from './style.js';

/** What kb found in docs that were not written for it. */
export interface Findings {
  readonly pages: number;
  readonly dialect: string | null;
  /** kb's name of a field → its name in the pages. */
  readonly fields: Readonly<Record<string, string>>;
  /** Known field names and the number of pages with each, the most frequent first. */
  readonly counts: readonly { readonly key: string; readonly pages: number }[];
  /** The trust of each card under the proposed config. */
  readonly trust: readonly Trust[];
  /** Text of the proposed config. */
  readonly config: string;
}

/** A file that `kb init` writes or keeps. */
export interface Write {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly act: 'create' | 'update' | 'keep';
  /** What the change means, in a sentence. */
  readonly note?: string;
}

/** Maximum field names that are shown with their counts. */
const MOST_NAMES = 5;

/** `Found 412 pages, dialect gds (…)`, the trust today, and the proposed config. */
export function formatFindings(
  { pages, dialect, fields, counts, trust, config }: Findings,
  style: Style,
): string {
  const informative = counts.filter(({ key }) => key !== 'title' && key !== 'id').slice(0, MOST_NAMES);
  const names = informative.map(({ key, pages: count }) => `${safe(key)} ${count}`).join(', ');
  const kind =
    dialect === null
      ? 'none of them with an owner or a date'
      : `dialect ${dialect}${dialect === 'custom' ? ` (${Object.values(fields).map(safe).join(', ')})` : ''}`;
  return printed(
    [
      `Found ${counted(pages, 'page')}, ${kind}${names === '' ? '' : ` (${names})`}`,
      `Trust today: ${trustCounts(trust).join(` ${style.marks.dot} `)}`,
      ...(trust.some(({ verifiedOn }) => verifiedOn !== null)
        ? ['(a review without an interval lasts 90 days)']
        : []),
      '',
      ...config
        .trimEnd()
        .split('\n')
        .map((line) => style.paint.dim(`    ${safe(line)}`)),
      '',
    ],
    style,
  );
}

/** `8 verified`, `1 unverified (1 no date)`: one item for each state that occurs. */
export function trustCounts(trust: readonly Trust[]): string[] {
  return TRUST_STATES.map((state) => trust.filter((each) => each.state === state))
    .filter((cards) => cards.length > 0)
    .map(
      (cards) =>
        `${cards.length} ${cards[0]?.state ?? ''}${cards[0]?.state === 'unverified' ? why(cards) : ''}`,
    );
}

const WHY: Partial<Record<TrustReason, string>> = {
  never: 'no date',
  'owner-missing': 'no owner',
  'bad-date': 'an invalid date',
  unreadable: 'cannot be read',
  flagged: 'flagged',
};

/** ` (266 no date, 19 no owner)` */
function why(cards: readonly Trust[]): string {
  const reasons = Object.entries(WHY)
    .map(([reason, text]) => [cards.filter((each) => each.reason === reason).length, text] as const)
    .filter(([count]) => count > 0)
    .map(([count, text]) => `${count} ${text}`);
  return reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
}

/** One line per file, then the commands to run next. */
export function formatWrites(
  writes: readonly Write[],
  dryRun: boolean,
  next: readonly string[],
  style: Style,
): string {
  const { marks, paint } = style;
  const labels = { create: 'written', update: 'updated', keep: 'already exists: kept as it is' };
  const lines = writes.flatMap(({ file, act, note }) => {
    const done = dryRun && act !== 'keep' ? `would be ${labels[act]}` : labels[act];
    const sign = paint.green(act === 'keep' ? marks.archived : marks.verified);
    return [`${sign} ${safe(file)} ${done}`, ...(note === undefined ? [] : [`  ${safe(note)}`])];
  });
  if (dryRun) return printed([...lines, 'Nothing written.'], style);
  return printed([...lines, '', 'Next:', ...next.map((command) => `    ${safe(command)}`)], style);
}
