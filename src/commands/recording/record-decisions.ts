/** Carries out the decisions about cards, and reports the outcome. */
import type { Base } from '../../base/base.js';
import { lastLinks, type LastLink } from '../../base/recording/archive.js';
import { rowsAfter } from '../../base/card-now.js';
import { planEdits } from '../../base/recording/record.js';
import { decidedEdits, type Decided, type Terms } from '../../base/recording/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { formatCards } from '../../format/cards.js';
import { decisionsJson } from '../../format/verification.js';
import { counted } from '../../text/counted.js';
import type { Caller } from '../../trust/caller.js';
import { decisionMessage, type Decision } from '../../trust/decision.js';
import { quoted } from '../../text/shell.js';
import { carryOut, type RecordOptions } from './carry-out.js';

export interface DecisionOptions extends Terms, RecordOptions {
  /** Cards that the user has edited in this command. */
  readonly edited?: readonly ParsedCard[];
  /** Whether the notes were typed at a prompt: if recording fails, they are shown as commands. */
  readonly typed?: boolean;
  /** Asked before anything is changed; absent if the user has already answered. */
  readonly question?: string;
  /** The body of the commit message. */
  readonly why?: string;
}

/** @param decided null if the user canceled: nothing is recorded */
export async function recordDecisions(
  base: Base,
  decided: readonly Decided[] | null,
  options: DecisionOptions,
  context: Context,
): Promise<void> {
  const { io, note } = context;
  const { edited = [] } = options;
  const isDecided = new Set(decided?.map(({ card }) => card.path));
  const left = edited.filter(({ path }) => !isDecided.has(path));
  for (const { path } of left) {
    note(`${path} is edited but not verified: kb verify ${quoted(path)} --include-edits`);
  }
  if (decided === null || decided.length === 0) {
    if (left.length === 0) note('nothing was changed');
    io.exitCode = decided === null ? ExitCode.interrupted : ExitCode.no;
    return;
  }
  const { caller, question, why = '' } = options;
  const changes = planEdits(base, await decidedEdits(base, decided, options));
  const cards = decided.map(({ card }) => card);
  const after = await rowsAfter(base, changes, cards);
  const archived = decided.filter(({ decision }) => decision.do === 'archive').map(({ card }) => card);
  const links = archived.length === 0 ? [] : await lastLinks(base, archived);
  for (const line of linkNotes(links)) note(line);
  const message = { ...decisionMessage(decided), body: why };
  const recorded = carryOut(
    base,
    {
      changes,
      message,
      patches: changes,
      ...(question === undefined ? {} : { question }),
      summary: summaryOf(decided, caller),
      json: (outcome) => decisionsJson(outcome, caller?.name ?? null, decided, after, links),
      text: (style) => formatCards(after, style, { root: base.repo.root }),
    },
    options,
    context,
  );
  await recorded.catch((error: unknown) => {
    // Save the user from typing the notes again.
    for (const { card, decision } of options.typed ? decided : []) {
      if (decision.do === 'verify' && decision.note !== null)
        note(`not recorded: kb verify ${quoted(card.path)} --note ${quoted(decision.note)}`);
    }
    throw error;
  });
}

const VERBS: Readonly<Record<Decision['do'], readonly [did: string, does: string]>> = {
  verify: ['verified', 'verify'],
  reassign: ['reassigned', 'reassign'],
  supersede: ['superseded', 'supersede'],
  archive: ['archived', 'archive'],
};

function summaryOf(decided: readonly Decided[], caller: Caller | null): { did: string; would: string } {
  const count = counted(decided.length, 'card');
  const [first, ...others] = new Set(decided.map(({ decision }) => decision.do));
  if (first === undefined || others.length > 0) {
    return { did: `${count} recorded`, would: `${count} would change` };
  }
  const [did, does] = VERBS[first];
  const as = first === 'verify' && caller ? ` by ${caller.name}` : '';
  return { did: `${count} ${did}${as}`, would: `would ${does} ${count}` };
}

/** The most links to list; further ones are only counted. */
const MOST = 20;

function linkNotes(links: readonly LastLink[]): string[] {
  const listed = links.slice(0, MOST).map(({ path, line, to }) => `${path}:${line} still links to ${to}`);
  return links.length > MOST ? [...listed, `and ${links.length - MOST} more links`] : listed;
}
