/** `kb stats`: measures how healthy the base is, today and over time. */
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { remarks } from '../base/remarks.js';
import { calendarDay, type Context } from '../context.js';
import { addInterval, parseInterval, type Interval } from '../day.js';
import { ExitCode } from '../errors.js';
import { collect, filtersFrom } from '../flags.js';
import { styleOf } from '../format/style.js';
import type { Health } from '../stats/health.js';
import type { Trend } from '../stats/trend.js';

const EXAMPLES = `
The score is the share of active cards that are verified, rounded down. Active cards are all but drafts, superseded and
archived cards. Cards that are due soon do not count as verified; they are listed separately. An orphan is a card with owners,
none of whom is listed in \`people\` or CODEOWNERS. Owner types (login, team, channel) that neither lists are not judged.

--history reads the cards as they were in git at the end of each month (HEAD and its first parents, by committer date), and
judges them as of that date, with today's config. Nothing is checked out.

In a pipe each line is a fact, tab-separated: its kind, then
  score, percent             active, cards             state, name, cards       reason, name, cards
  due, cards, last day       due-owner and stale-owner, owner, cards, \`unknown\` or nothing
  age, median days, cards    flags, open, cards, oldest                          without-owner, cards
  orphans, cards             tag, name, cards, verified, percent                 untagged, cards
  month, day, percent, active, verified, due, unverified, stale

A badge is JSON for a shields.io endpoint badge: brightgreen from 90%, green from 75%, yellowgreen from 60%, yellow
from 40%, orange from 20%, otherwise red.

Exit code: 0; with -o, 1 if the owners have no card; with --min, 1 if the score is lower or there is no active card.

Examples:
  $ kb stats                                   how many cards you can rely on, and what is due next
  $ kb stats -o @ana -t refunds
  $ kb stats --history 24m                     how that changed over time, from git
  $ kb stats --history 24m --format svg > docs/trust.svg
  $ kb stats --format badge > docs/trust.json
  $ kb stats --min 80                          for CI: exit code 1 below 80%
`;

export function command(getContext: () => Context) {
  return new Command('stats')
    .description(
      'Measure how healthy the base is: trust score, what is due, age, orphans, flags, tags, today and over time.',
    )
    .option('-t, --tag <tag>', 'only cards with this tag (repeat to require several)', collect)
    .option(
      '-o, --owner <owner>',
      'only cards of this owner, by any of their names (repeat to match any)',
      collect,
    )
    .option('--kind <kind>', 'only cards of this kind (repeat to match any)', collect)
    .addOption(
      new Option('--history [interval]', 'also show the end of each month since then, from git: 24m, 2y')
        .argParser(parseLength)
        .preset('12m'),
    )
    .addOption(
      new Option('-f, --format <form>', 'output format').choices(['text', 'json', 'svg', 'badge'] as const),
    )
    .option('--min <percent>', 'exit with 1 if the score is lower', parsePercent)
    .option('--all', 'show every owner and tag')
    .addHelpText('after', EXAMPLES)
    .action(async ({ history, format, min, all = false, ...options }) => {
      const { io, env, options: globals, base: open, answer, note, now, progress } = getContext();
      const base = await open();
      const { timezone, people } = base.config;
      const { healthOfBase, namesOf, ownersIn } = await import('../base/stats.js');
      const owner = options.owner?.flatMap((name) => namesOf(name, people));
      const filters = filtersFrom({ ...options, ...(owner && { owner }) }, base.today);
      const health = await healthOfBase(base, filters);
      let trend: Trend | null = null;
      if (history) {
        const { trendOf } = await import('../base/history/trend.js');
        const from = addInterval(base.today, { ...history, count: -history.count });
        const dayOf = (seconds: number) => calendarDay(timezone, new Date(1000 * seconds));
        trend = await trendOf(base, from, health, filters, dayOf, progress('reading the history'));
      }

      if (format === 'svg') io.stdout.write((await import('../format/stats/svg.js')).statsSvg(health, trend));
      else if (format === 'badge')
        io.stdout.write((await import('../format/stats/badge.js')).statsBadge(health));
      else if (format === 'json' || globals.json)
        io.stdout.write(
          (await import('../format/stats/json.js')).statsJson(health, trend, await base.clone()),
        );
      else {
        const style = styleOf(io.stdout, io.unicode, env);
        if (style.isTerminal)
          await answer((await import('../format/stats/page.js')).statsPage(health, trend, all, style));
        else io.stdout.write((await import('../format/stats/lines.js')).statsLines(health, trend, style));
      }
      if (options.owner && isEmpty(health)) {
        const { noCardOf } = await import('../format/owners.js');
        const names = await ownersIn(base, filtersFrom({ ...options, owner: [] }, base.today));
        for (const each of options.owner) note(noCardOf(each, names));
        io.exitCode = ExitCode.no;
      }
      const gaps = trend && (await import('../format/stats/gaps.js')).gapsIn(trend);
      if (gaps !== null) note(gaps);
      if (min !== undefined && isBelow(health, min)) {
        note(shortfall(health, min));
        io.exitCode = ExitCode.no;
      }
      for (const line of globals.quiet ? [] : await remarks([base], now(), globals.verbose)) note(line);
    });
}

function isEmpty({ states }: Health): boolean {
  return Object.values(states).every((count) => count === 0);
}

function isBelow({ score }: Health, min: number): boolean {
  return score === null || score < min;
}

function shortfall({ score }: Health, min: number): string {
  return score === null
    ? `no card is active, but at least ${min}% must be verified`
    : `${score}% verified, but at least ${min}% is required`;
}

/** Parses how far back the history goes. */
function parseLength(text: string): Interval {
  const interval = parseInterval(text);
  if (!interval) throw new InvalidArgumentError('Expected an interval: 24m, 2y, 90d.');
  return interval;
}

function parsePercent(text: string): number {
  const number = /^\d{1,3}%?$/.test(text) ? Number.parseInt(text, 10) : 101;
  if (number > 100) throw new InvalidArgumentError('Expected a whole number from 0 to 100.');
  return number;
}
