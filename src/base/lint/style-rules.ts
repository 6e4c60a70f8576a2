/** Runs the style rules of remark-lint over the cards of a base, if the config turns them on. */
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import { markdownStyle } from '../../lint/rules/markdown-style.js';
import { optionsOf } from '../../lint/setting.js';
import { MOST_FAULTS, styleFaults, type PresetName, type StyleFault } from '../../lint/style.js';
import type { Progress } from '../../progress.js';
import { shortened } from '../../text/shortened.js';
import { TimedThread } from '../../thread/timed-thread.js';

/** The build puts the thread's entry next to this file's chunk. */
const THREAD = new URL('./style-thread.js', import.meta.url);
/** Milliseconds for one card; most need only a few. */
const TIMEOUT = 3000;
/** Most cards that may take longer; after these, no others are checked. */
const MOST_SLOW = 3;
const TOO_SLOW = `expected a card whose style can be checked in ${TIMEOUT / 1000} s, found one that takes longer`;
const NOT_TRIED = `the style of this card and of those after it is not checked, because ${MOST_SLOW} others took too long`;
const LONGEST_REASON = 300;

/** Returns the findings of the rule `markdown-style`; if it is off, returns none and loads nothing. */
export async function styleFindings(
  base: Base,
  rules: readonly Rule[],
  progress: Progress,
): Promise<readonly Finding[]> {
  const options = optionsOf(markdownStyle, rules, base.config);
  if (options === null) return [];
  const preset = options['preset'] as PresetName;
  const except = new Set(options['except'] as readonly string[]);
  const { cards } = await base.cards();
  const thread = TimedThread.built(THREAD, TIMEOUT);
  const findings: Finding[] = [];
  let slow = 0;
  try {
    for (const [at, card] of cards.entries()) {
      if (card.unreadable !== null) continue;
      if (slow === MOST_SLOW) {
        findings.push(notChecked(card, NOT_TRIED));
        break;
      }
      const faults = await faultsOf(card, preset, thread);
      if (faults === null) slow += 1;
      findings.push(...(faults === null ? [notChecked(card, TOO_SLOW)] : findingsOf(card, faults, except)));
      progress(at + 1, cards.length);
    }
  } finally {
    await thread?.end();
  }
  return findings;
}

/** Returns null if the card takes the parser too much time or memory. */
async function faultsOf(
  { body }: ParsedCard,
  preset: PresetName,
  thread: TimedThread | null,
): Promise<readonly StyleFault[] | null> {
  const job = { body, preset };
  return thread ? ((await thread.ask(job)) as readonly StyleFault[] | null) : styleFaults(job);
}

function findingsOf(
  { path, bodyLine }: ParsedCard,
  faults: readonly StyleFault[],
  except: ReadonlySet<string>,
): Finding[] {
  const finding = (message: string, line: number, column: number): Finding => ({
    path,
    problem: { rule: markdownStyle.name, severity: 'warning', message, line, column },
  });
  const found = faults
    .filter(({ rule }) => !except.has(rule ?? ''))
    .map(({ rule, reason, line, column }) =>
      finding(`${asClause(reason)} (remark-lint: ${rule ?? 'comment'})`, line + bodyLine - 1, column),
    );
  if (faults.length < MOST_FAULTS) return found;
  return [
    ...found,
    finding(`the first ${MOST_FAULTS} style problems are reported, the rest are not`, bodyLine, 1),
  ];
}

/** Only an `info`, because a faster machine may be able to check the card. */
function notChecked({ path, bodyLine }: ParsedCard, message: string): Finding {
  return {
    path,
    problem: { rule: markdownStyle.name, severity: 'info', message, line: bodyLine, column: 1 },
  };
}

/** Writes a reason in the form of kb's own messages. */
function asClause(reason: string): string {
  return shortened(reason.charAt(0).toLowerCase() + reason.slice(1), LONGEST_REASON);
}
