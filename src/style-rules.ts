/** The style rules of remark-lint over the cards of a base, where the config asks for them. */
import { existsSync } from 'node:fs';
import type { Base } from './base.js';
import type { ParsedCard } from './card/parse.js';
import { KbError } from './errors.js';
import type { Finding } from './lint/finding.js';
import type { Rule } from './lint/rule.js';
import { markdownStyle } from './lint/rules/markdown-style.js';
import { optionsOf } from './lint/setting.js';
import { MOST_FAULTS, PRESETS, styleFaults, type PresetName, type StyleFault } from './lint/style.js';
import type { Progress } from './progress.js';
import { TimedThread } from './timed-thread.js';

/** The build puts the thread's entry beside this file's chunk. */
const THREAD = new URL('./style-thread.js', import.meta.url);
/** Milliseconds for one card; most take a few. */
const PATIENCE = 3000;
const LONGEST_REASON = 300;

/** Findings of the rule `markdown-style`; none where it is off, and then nothing is loaded. */
export async function styleFindings(
  base: Base,
  rules: readonly Rule[],
  progress: Progress,
): Promise<readonly Finding[]> {
  const options = optionsOf(markdownStyle, rules, base.config);
  if (options === null) return [];
  const preset = PRESETS.find((each) => each === options['preset']);
  if (preset === undefined) throw unknownPreset(String(options['preset']), base.config.file);
  const except = new Set(options['except'] as readonly string[]);
  const { cards } = await base.cards();
  // Run from source there is no built thread.
  const thread = existsSync(THREAD) ? new TimedThread(THREAD, PATIENCE) : null;
  const findings: Finding[] = [];
  try {
    for (const [at, card] of cards.entries()) {
      const faults = card.unreadable === null ? await faultsOf(card, preset, thread) : [];
      findings.push(...findingsOf(card, faults, except));
      progress(at + 1, cards.length);
    }
  } finally {
    await thread?.end();
  }
  return findings;
}

/** Null where the card is more than the parser can bear. */
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
  faults: readonly StyleFault[] | null,
  except: ReadonlySet<string>,
): Finding[] {
  const finding = (message: string, line: number, column: number): Finding => ({
    path,
    problem: { rule: markdownStyle.name, severity: 'warning', message, line, column },
  });
  if (faults === null) {
    const message = `expected Markdown whose style can be checked in ${PATIENCE / 1000} s, found more than that`;
    return [finding(message, bodyLine, 1)];
  }
  const found = faults
    .filter(({ rule }) => !except.has(rule ?? ''))
    .map(({ rule, reason, line, column }) =>
      finding(`${asClause(reason)} (remark-lint: ${rule ?? 'comment'})`, line + bodyLine - 1, column),
    );
  if (faults.length < MOST_FAULTS) return found;
  return [
    ...found,
    finding(`the first ${MOST_FAULTS} faults of style are told, the others are not`, bodyLine, 1),
  ];
}

/** As our own messages are written. */
function asClause(reason: string): string {
  const text = reason.charAt(0).toLowerCase() + reason.slice(1);
  return text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON)}…`;
}

function unknownPreset(preset: string, file: string | null): KbError {
  return new KbError(
    'config',
    `${file ?? 'the config'}: rules.${markdownStyle.name}.preset: expected ${PRESETS.join(' or ')}, found “${preset}”`,
  );
}
