/** `kb lint --external`: checks whether the external links and images of the cards still work. */
import type { Base } from '../base.js';
import type { CardFacts } from '../../lint/facts.js';
import type { Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import { externalLink } from '../../lint/rules/external-link.js';
import { optionsOf } from '../../lint/setting.js';
import type { Progress } from '../../progress.js';
import { readOwn, writeOwn } from '../../repo/own-file.js';
import type { Store } from '../../repo/store.js';
import { addressOf, type CheckLink } from '../../web/link-check.js';
import { Memory } from '../../web/memory.js';
import { isSilence, type Verdict } from '../../web/verdict.js';

export interface ExternalOptions {
  readonly check: CheckLink;
  /** Keeps verdicts between runs. */
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly progress: Progress;
}

export interface ExternalResult {
  readonly findings: readonly Finding[];
  /** Number of addresses in the cards. */
  readonly addresses: number;
  /** Number of addresses that this run had to check. */
  readonly asked: number;
  /** Number of addresses without a verdict: they could not be judged, or there were too many for one run. */
  readonly open: number;
  /** No server answered at all: this machine seems to have no network, and nothing new was judged. */
  readonly offline: boolean;
}

export const STORE_NAME = 'external-links.json';
/** Most addresses that one run checks; the next run checks the remaining ones. */
const MOST = 5000;
/** If none of the first so many addresses answers, the others are not checked. */
const SILENCE_ENOUGH = 20;
/** Verdicts are saved each time after so many, so that an interrupted run is not lost. */
const KEEP_EVERY = 100;

/** Checks the external links; null if the rule `external-link` is off. */
export async function externalFindings(
  base: Base,
  rules: readonly Rule[],
  options: ExternalOptions,
): Promise<ExternalResult | null> {
  const settings = optionsOf(externalLink, rules, base.config);
  if (settings === null) return null;
  const places = placesOf(await base.facts(), settings['except'] as readonly string[]);
  const { known, asked, offline } = await verdictsOn([...places.keys()], options);
  const findings: Finding[] = [];
  let open = 0;
  for (const [address, where] of places) {
    const verdict = known.get(address);
    const says = verdict && complaintOf(address, verdict);
    if (!verdict || verdict.is === 'unjudged') open += 1;
    if (says)
      for (const { path, line } of where.values()) findings.push({ path, problem: { ...says, line } });
  }
  return { findings, addresses: places.size, asked, open, offline };
}

interface Verdicts {
  readonly known: ReadonlyMap<string, Verdict>;
  readonly asked: number;
  readonly offline: boolean;
}

async function verdictsOn(
  addresses: readonly string[],
  { check, store, now, progress }: ExternalOptions,
): Promise<Verdicts> {
  const memory = new Memory(await readOwn(store, STORE_NAME));
  const known = new Map(
    addresses.flatMap((address) => {
      const verdict = memory.verdict(address, now);
      return verdict ? [[address, verdict] as const] : [];
    }),
  );
  const unknown = addresses.filter((address) => !known.has(address)).slice(0, MOST);
  const fresh = new Map<string, Verdict>();
  const keep = async (): Promise<void> => {
    for (const [address, verdict] of fresh) memory.keep(address, verdict, now);
    await writeOwn(store, STORE_NAME, memory.bytes(now));
  };
  let kept = Promise.resolve();
  let silent = 0;
  const isOffline = (): boolean => silent === fresh.size && silent > 1;
  await Promise.all(
    unknown.map(async (address) => {
      const verdict = await check(address, () => isOffline() && silent >= SILENCE_ENOUGH);
      if (isSilence(verdict)) silent += 1;
      fresh.set(address, verdict);
      progress(fresh.size, unknown.length);
      if (fresh.size % KEEP_EVERY === 0 && !isOffline()) kept = kept.then(keep);
    }),
  );
  await kept;
  const offline = isOffline();
  if (fresh.size > 0 && !offline) await keep();
  return { known: offline ? known : new Map([...known, ...fresh]), asked: unknown.length, offline };
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Address → its places in the cards; a line that has it twice is one place. */
function placesOf(
  cards: readonly CardFacts[],
  except: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, Place>> {
  const places = new Map<string, Map<string, Place>>();
  for (const { card, links, images } of cards) {
    const { path } = card;
    for (const { target, line } of [...links, ...images]) {
      const address = addressOf(target);
      if (address === null || except.some((start) => address.startsWith(start))) continue;
      const known = places.get(address) ?? new Map<string, Place>();
      places.set(address, known.set(`${path}:${line}`, { path, line }));
    }
  }
  return places;
}

function complaintOf(address: string, verdict: Verdict): Omit<Finding['problem'], 'line'> | null {
  const rule = externalLink.name;
  if (verdict.is === 'dead')
    return {
      rule,
      severity: 'warning',
      message: `expected a page at “${address}”, found: ${verdict.why}`,
    };
  if (verdict.is !== 'moved') return null;
  return { rule, severity: 'info', message: `“${address}” has moved permanently to “${verdict.to}”` };
}
