/** A team's own schemas, `schemas/<kind>.schema.json`: checks the cards of their kinds, and the schemas themselves. */
import type { Problem } from '../../card/card.js';
import { emptyMap } from '../../card/plain.js';
import { KbError } from '../../errors.js';
import type { CardFacts } from '../../lint/facts.js';
import type { Finding } from '../../lint/finding.js';
import { kindSchema } from '../../lint/rules/kind-schema.js';
import { checkAgainst, type SchemaJob, type SchemaReport, type Violation } from '../../lint/team-schema.js';
import type { Repo } from '../../repo/repo.js';
import { TimedThread } from '../../thread/timed-thread.js';

/** The build puts the thread's entry next to this file's chunk. */
const THREAD = new URL('./schema-thread.js', import.meta.url);
/** The glob of the schemas. */
export const SCHEMAS = 'schemas/*.schema.json';
/** Milliseconds for one schema and all cards of its kind; 10,000 cards take a tenth of that. */
const TIMEOUT = 3000;
/** Most schemas that may take longer; after these, no others are used. */
const MOST_SLOW = 3;

export interface KindReport {
  /** Problems of cards, by path of the card. */
  readonly byKind: ReadonlyMap<string, readonly Problem[]>;
  /** Problems of the schemas themselves. */
  readonly faults: readonly Finding[];
}

/** Checks the cards against the schemas of their kinds. Loads no validator if no card has a kind with a schema. */
export async function checkKinds(repo: Repo, cards: readonly CardFacts[]): Promise<KindReport> {
  const byKind = new Map<string, readonly Problem[]>();
  const faults: Finding[] = [];
  const byFile = cardsBySchema(cards);
  const files = [...(await repo.existing([...byFile.keys()]))].sort();
  const thread = files.length > 0 ? TimedThread.built(THREAD, TIMEOUT) : null;
  let slow = 0;
  try {
    for (const file of files) {
      const own = byFile.get(file) ?? [];
      const report = slow === MOST_SLOW ? NOT_TRIED : await reportOf(repo, file, own, thread);
      if (report === TOO_SLOW) slow += 1;
      if ('fault' in report) faults.push(finding(file, report));
      else {
        for (const [at, facts] of own.entries()) {
          const found = report.violations[at] ?? [];
          if (found.length > 0)
            byKind.set(
              facts.card.path,
              found.map((each) => problem(facts, each)),
            );
        }
      }
    }
  } finally {
    await thread?.end();
  }
  return { byKind, faults };
}

type Fault = Extract<SchemaReport, { readonly fault: string }>;

const TOO_SLOW: Fault = {
  fault: `it takes longer than ${TIMEOUT / 1000} s or more memory than there is: simplify its patterns and references`,
};
const NOT_TRIED: Fault = { fault: `not used, because ${MOST_SLOW} other schemas took too long` };

/** Path of a schema → the cards that it is for. */
function cardsBySchema(cards: readonly CardFacts[]): Map<string, CardFacts[]> {
  const byFile = new Map<string, CardFacts[]>();
  for (const facts of cards) {
    const { kind } = facts.card;
    // Safe in a path: the card reader rejects kinds that could lead to another folder.
    if (kind === null || facts.front === null) continue;
    const file = schemaOf(kind);
    const known = byFile.get(file);
    if (known) known.push(facts);
    else byFile.set(file, [facts]);
  }
  return byFile;
}

function schemaOf(kind: string): string {
  return `schemas/${kind}.schema.json`;
}

async function reportOf(
  repo: Repo,
  file: string,
  cards: readonly CardFacts[],
  thread: TimedThread | null,
): Promise<SchemaReport> {
  let schema: string;
  try {
    schema = new TextDecoder('utf-8', { fatal: true }).decode(await repo.read(file));
  } catch (error) {
    if (error instanceof KbError) return { fault: error.message };
    if (error instanceof TypeError) return { fault: 'expected UTF-8' };
    throw error;
  }
  const job: SchemaJob = { schema, fronts: cards.map(({ front }) => front ?? emptyMap()) };
  return thread ? (((await thread.ask(job)) as SchemaReport | null) ?? TOO_SLOW) : checkAgainst(job);
}

/** If time ran out, the finding is only an `info`, because a faster machine may have finished. */
function finding(path: string, report: Fault): Finding {
  const { line, column } = report.at ?? { line: 1, column: 1 };
  const severity = report === TOO_SLOW || report === NOT_TRIED ? 'info' : 'error';
  return { path, problem: { rule: kindSchema.name, severity, message: report.fault, line, column } };
}

/** Places the problem at its key, as far as its place in the card is known. */
function problem({ card: { keys, kind } }: CardFacts, { steps, message }: Violation): Problem {
  const [key, inner] = [steps[0] ?? '', steps.slice(0, 2).join('.')];
  const at = keys.find((each) => each.key === inner) ?? keys.find((each) => each.key === key);
  return {
    rule: kindSchema.name,
    severity: 'error',
    message: `${message} (${schemaOf(kind ?? '')})`,
    line: at?.line ?? 1,
    column: at?.column ?? 1,
  };
}
