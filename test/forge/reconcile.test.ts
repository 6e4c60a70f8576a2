/**
 * The laws of `kb issues sync`, over weeks of random life: cards change, people act, requests fail before or after their
 * effect, runs are killed or overlap. A failing seed is printed with all that happened; `KB_SEED=7` starts there.
 */
import { expect, test } from 'vitest';
import { daysBetween, parseDay } from '../../src/day.js';
import { KbError } from '../../src/errors.js';
import { markerOf } from '../../src/forge/block.js';
import type { CardCase } from '../../src/forge/plan/case.js';
import { claimsOf, type Claim } from '../../src/forge/plan/claims.js';
import { OutcomeUnknown, type Issue } from '../../src/forge/forge.js';
import { DETACHED, isLabelled } from '../../src/forge/labels.js';
import { PER_PERSON } from '../../src/forge/plan/staff.js';
import type { Done, Skipped } from '../../src/forge/step.js';
import { issueTitle } from '../../src/forge/text.js';
import { dice, type Dice } from './dice.js';
import { BOT, LABEL, tracker } from './tracker.js';
import { act, changeCard, firstCards, PEOPLE, type Traces } from './weeks.js';

const SEEDS = process.env['KB_SOAK'] ? 1000 : 60;
const FIRST_SEED = Number(process.env['KB_SEED'] ?? 1);

/** Must happen at least once in all lives together, because a law about something that never happens proves nothing. */
const MUST_HAPPEN = [
  ...['create', 'update', 'reopen', 'close', 'comment', 'addLabels', 'removeLabel', 'assign'],
  ...['create failed before', 'create failed after', 'comment failed before', 'comment failed after'],
  ...[
    'stopped',
    'skipped',
    'twin closed',
    'snoozed',
    'detached',
    'closed twice',
    'open and right',
    "snoozed in kb's name",
    'more to open again than a run may',
  ],
];

test('issues agree with cards, whatever cards, people and networks do', { timeout: 900_000 }, async () => {
  const seen = new Map<string, number>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    const life = new Life(dice(seed), (what) => seen.set(what, (seen.get(what) ?? 0) + 1));
    try {
      await life.live();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`KB_SEED=${seed} broke a law: ${why}\n\n${life.diary.join('\n')}`, { cause: error });
    }
  }
  for (const what of MUST_HAPPEN) expect(seen.get(what) ?? 0, `“${what}” in all lives`).toBeGreaterThan(0);
});

class Killed extends Error {}

/** The issues of a card; closed ones start with the newest. */
interface Claims {
  readonly card: CardCase;
  readonly open: readonly Claim[];
  readonly closed: readonly Claim[];
}

class Life {
  readonly diary: string[] = [];
  private readonly world = tracker();
  private readonly traces: Traces = { words: new Map(), titles: new Map() };
  /** Issues in which two concurrent runs may have said the same thing twice, because a tracker has no locks. */
  private readonly crowded = new Set<number>();

  constructor(
    private readonly dice: Dice,
    private readonly saw: (what: string) => void,
  ) {}

  async live(): Promise<void> {
    const { dice, world } = this;
    if (dice.chance(0.5)) world.forge.assignable = ['ana', 'bob'];
    firstCards(world, dice);
    const runs = [
      () => this.faultyRun(),
      () => this.killedRun(),
      () => this.twoRuns(),
      () => this.partialRun(),
      () => this.cleanRun(),
      () => this.cleanRun(),
    ];
    for (let rounds = 6 + dice.upTo(8); rounds > 0; rounds -= 1) {
      for (let changes = dice.upTo(3); changes >= 0; changes -= 1) this.note(changeCard(world, dice));
      for (let acts = dice.upTo(3); acts > 0; acts -= 1) await this.someoneActs();
      if (dice.chance(0.6)) world.pass(dice.chance(0.8) ? 1 + dice.upTo(20) : 100 + dice.upTo(200));
      this.note(world.today);
      await this.dryRun();
      await dice.pick(runs)?.();
      if (dice.chance(0.3)) await this.settle();
    }
    await this.settle();
  }

  private async dryRun(): Promise<void> {
    const before = this.writes();
    await this.world.prepare();
    expect(this.writes(), 'a dry run writes nothing').toBe(before);
  }

  /** Returns whether there was nothing to do and nothing is left for a later run. */
  private async cleanRun(): Promise<boolean> {
    const { forge } = this.world;
    const newPerRun = 1 + this.dice.upTo(5);
    this.note(`a run that opens ${newPerRun} at most`);
    const before = forge.all();
    const snoozed = this.claims().filter((claims) => this.isSnoozed(claims));
    const requests = forge.requests.length;
    const { steps: all } = await this.world.prepare();
    const again = all.filter((step) => step.do === 'reopen').length;
    if (again > newPerRun) this.saw('more to open again than a run may');
    const { left } = await this.world.prepare({ newPerRun });
    const outcomes = await this.world.run({ newPerRun });
    for (const { name, isWrite } of forge.requests.slice(requests)) if (isWrite) this.saw(name);
    for (const { step } of outcomes) this.saw(step.do);
    this.checkRun(before, newPerRun);
    const nowOpen = new Set(this.claims().flatMap(({ card, open }) => (open.length > 0 ? card.path : [])));
    for (const { card } of snoozed) expect(nowOpen, `${card.path} is snoozed`).not.toContain(card.path);
    const { steps } = await this.world.prepare({ newPerRun: 0 });
    expect(steps, 'the next run has nothing to do, caps apart').toEqual([]);
    const opened = outcomes.filter(({ step }) => step.do === 'create' || step.do === 'reopen').length;
    if (opened < newPerRun) {
      const { steps: more } = await this.world.prepare();
      const closed = more.filter((step) => step.do === 'reopen');
      expect(closed, 'none is left closed while there is room').toEqual([]);
    }
    return outcomes.length === 0 && left.length === 0;
  }

  /** Each request may fail before or after its effect, and people act while it runs. */
  private async faultyRun(): Promise<void> {
    const { dice, world } = this;
    const often = dice.pick([0.05, 0.2, 0.5]) ?? 0.1;
    this.note(`a run in which requests fail (${often})`);
    world.forge.onRequest = async ({ name, args, isWrite }, when) => {
      if (name === 'issue' && when === 'before' && dice.chance(0.5)) await this.someoneActs(args[0]);
      const isUncertain = name === 'create' || name === 'comment';
      if (!dice.chance(isUncertain ? often : often / 3)) return;
      this.note(`  ${name} fails ${when} its effect`);
      this.saw(`${name} failed ${when}`);
      if (isUncertain) throw new OutcomeUnknown('the connection broke');
      if (when === 'before' || isWrite) throw new KbError('forge', 'a fault');
    };
    const created = await this.newIssuesOf(() => world.run({ newPerRun: 3 }, this.sawOutcome));
    this.checkOnePerCard(created);
    expect(created.length, 'new issues in a run with faults').toBeLessThanOrEqual(3);
  }

  private async killedRun(): Promise<void> {
    const last = this.dice.upTo(25);
    const moment = this.dice.chance(0.5) ? 'before' : 'after';
    this.note(`a run that is killed ${moment} request ${last}`);
    let count = 0;
    this.world.forge.onRequest = (_, when) => {
      count += when === 'before' ? 1 : 0;
      if (count > last && (when === moment || count > last + 1)) throw new Killed('killed');
    };
    this.checkOnePerCard(await this.newIssuesOf(() => this.world.run()));
  }

  private async twoRuns(): Promise<void> {
    this.note('two runs at once');
    this.world.forge.onRequest = async () => {
      for (let turns = this.dice.upTo(8); turns > 0; turns -= 1) await Promise.resolve();
    };
    const run = (): Promise<unknown> => this.world.run({}, this.sawOutcome);
    const created = await this.newIssuesOf(() => Promise.all([run(), run()]));
    for (const { number } of this.world.forge.all())
      if (hasTwice(await this.saidIn(number))) this.crowded.add(number);
    this.checkOnePerCard(created.filter(({ state }) => state === 'open'));
  }

  private async partialRun(): Promise<void> {
    this.note('a run over a checkout that may lack cards');
    const open = new Set(this.world.forge.all().flatMap((issue) => (isOpen(issue) ? issue.number : [])));
    await this.world.run({ mayClose: false });
    for (const issue of this.world.forge.all())
      if (open.has(issue.number)) expect(issue.state, `#${issue.number} is not closed`).toBe('open');
  }

  /** Clean runs until nothing is left to do; then the laws hold, and the next run writes nothing. */
  private async settle(): Promise<void> {
    let isQuiet = false;
    for (let runs = 0; runs < 12 && !isQuiet; runs += 1) isQuiet = await this.cleanRun();
    expect(isQuiet, 'runs come to an end').toBe(true);
    const before = this.writes();
    await this.cleanRun();
    expect(this.writes(), 'the next run writes nothing').toBe(before);
    for (const claims of this.claims()) this.checkCard(claims);
    await this.checkIssues();
    await this.checkNextDay();
  }

  /** A different "41 days ago" alone is no reason to write. */
  private async checkNextDay(): Promise<void> {
    const calls = (): Map<string, string> =>
      new Map(this.world.cases().map((card) => [card.id, card.calls.join()]));
    const before = calls();
    this.world.pass(1);
    const { steps } = await this.world.prepare();
    const same = steps.filter(
      ({ do: what, card }) => what === 'update' && before.get(card ?? '') === calls().get(card ?? ''),
    );
    expect(same, 'a day that passes changes no text').toEqual([]);
  }

  private checkRun(before: readonly Issue[], newPerRun: number): void {
    const old = new Map(before.map((issue) => [issue.number, issue]));
    const now = this.world.forge.all();
    const created = now.filter(({ number }) => !old.has(number));
    const reopened = now.filter((issue) => isOpen(issue) && old.get(issue.number)?.state === 'closed');
    const opened = created.length + reopened.length;
    expect(opened, 'issues that a run opens').toBeLessThanOrEqual(newPerRun);
    for (const login of PEOPLE) {
      const asked = created.filter(({ assignees }) => assignees.includes(login));
      expect(asked.length, `new issues for ${login}`).toBeLessThanOrEqual(PER_PERSON);
    }
    for (const { number, title, body, assignees } of now) {
      const was = old.get(number);
      const lost = was?.assignees.filter((login) => !assignees.includes(login)) ?? [];
      expect(lost, `#${number}: nobody is unassigned`).toEqual([]);
      for (const words of this.traces.words.get(number) ?? []) expect(body, `#${number}`).toContain(words);
      expect(title, `#${number}: the title of a person stays`).toBe(this.traces.titles.get(number) ?? title);
      if (was?.locked)
        expect({ title, assignees }, `#${number}: a locked issue gets its text alone`).toEqual({
          title: was.title,
          assignees: was.assignees,
        });
    }
  }

  private checkCard(claims: Claims): void {
    const { card, open, closed } = claims;
    const name = `${card.path}, which wants “${card.need}”`;
    const [first] = open;
    if (card.need === 'none' || card.need === 'retired') expect(open, name).toEqual([]);
    if (card.need !== 'issue') return;
    expect(open.length, name).toBeLessThanOrEqual(1);
    if (first) {
      const { issue, marker, canWrite } = first;
      this.saw('open and right');
      if (canWrite) expect(marker.closed, `${name} is open`).toBe(false);
      if (canWrite) expect(marker, name).toMatchObject({ id: card.id, path: card.path, due: card.due });
      if (canWrite && !this.traces.titles.has(issue.number) && !issue.locked)
        expect(issue.title, name).toBe(issueTitle(card.title));
      return;
    }
    const last = closed.find((claim) => this.isDecision(claim));
    expect(last?.marker.due, `${name}: a person closed its issue for this date`).toBe(card.due);
    expect(last && this.isByPerson(last), name).toBe(true);
    if (this.isSnoozed(claims)) this.saw(last?.issue.closedBy === BOT ? "snoozed in kb's name" : 'snoozed');
    if (!last || this.isSnoozed(claims)) return;
    const day = parseDay(last.issue.closedAt?.slice(0, 10) ?? '');
    const isOver = day !== undefined && daysBetween(day, this.world.today) >= 7;
    const wasReopened = last.marker.reopened || !last.canWrite;
    expect(isOver && !wasReopened, `${name}: “done” holds for a week`).toBe(false);
  }

  private async checkIssues(): Promise<void> {
    const { forge } = this.world;
    const known = new Set(this.claims().flatMap(({ open }) => open.map(({ issue }) => issue.number)));
    for (const issue of forge.all()) {
      const { number, locked } = issue;
      const isByUs = !isOpen(issue) && !forge.byHand.has(number);
      if (isOpen(issue) && !known.has(number) && isLabelled(issue, LABEL)) {
        expect(markerOf(issue.body), `#${number} is of a card that is gone`).toBe(null);
        expect(isLabelled(issue, DETACHED), `#${number} is detached`).toBe(true);
        this.saw('detached');
      }
      const said = (await forge.comments(number)).flatMap(({ author, body }) => (author === BOT ? body : []));
      if (!this.crowded.has(number))
        expect(said, `#${number} says nothing twice`).toEqual([...new Set(said)]);
      if (isByUs && !locked) expect(said.length, `#${number} says why`).toBeGreaterThan(0);
      if (isByUs) expect(markerOf(issue.body)?.closed ?? true, `#${number} says who closed it`).toBe(true);
      if (said.length > 1) this.saw('closed twice');
    }
  }

  private checkOnePerCard(created: readonly Issue[]): void {
    const cards = created.flatMap(({ body }) => markerOf(body)?.id ?? []);
    expect(hasTwice(cards), `a card got two new issues: ${cards.join(', ')}`).toBe(false);
  }

  /** The issues that a run opened, even if it was cut off. */
  private async newIssuesOf(run: () => Promise<unknown>): Promise<Issue[]> {
    const last = Math.max(0, ...this.world.forge.all().map(({ number }) => number));
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Killed || (error instanceof KbError && error.code === 'forge'))) throw error;
      this.note(`  stopped: ${error.message}`);
      this.saw('stopped');
    }
    this.world.forge.onRequest = () => undefined;
    return this.world.forge.all().filter(({ number }) => number > last);
  }

  private claims(): readonly Claims[] {
    const cards = this.world.cases();
    const issues = this.world.forge.all();
    const claims = claimsOf(issues, cards, { label: LABEL, isOurs: (login) => login === BOT });
    const order = ({ issue }: Claim): string => `${issue.closedAt} ${String(issue.number).padStart(9, '0')}`;
    return cards.map((card) => ({
      card,
      open: claims.of(card).filter(({ issue }) => isOpen(issue)),
      closed: claims
        .of(card)
        .filter(({ issue }) => !isOpen(issue))
        .sort((one, other) => (order(one) < order(other) ? 1 : -1)),
    }));
  }

  /** @param number the issue to act on; default: any */
  private async someoneActs(number?: unknown): Promise<void> {
    const issues = this.world.forge.all().filter((issue) => number === undefined || issue.number === number);
    this.note(await act(this.world, issues, { dice: this.dice, traces: this.traces }));
  }

  /**
   * If an issue says that kb closed it, and it was closed under kb's login, somebody with that login may have reopened and
   * closed it since, and kb cannot know.
   */
  private isByPerson({ issue, marker }: Claim): boolean {
    return this.world.forge.byHand.has(issue.number) && !(marker.closed && issue.closedBy === BOT);
  }

  /** A duplicate that kb itself closed decides nothing. */
  private isDecision(claim: Claim): boolean {
    return claim.issue.reason !== 'duplicate' || this.isByPerson(claim);
  }

  /** A person closed it as not planned, and its date has not moved since. */
  private isSnoozed({ card, open, closed }: Claims): boolean {
    const last = closed.find((claim) => this.isDecision(claim));
    if (card.need !== 'issue' || open.length > 0 || !last || !this.isByPerson(last)) return false;
    return last.issue.reason !== 'completed' && last.marker.due === card.due;
  }

  private async saidIn(number: number): Promise<readonly string[]> {
    const comments = await this.world.forge.comments(number);
    return comments.flatMap(({ author, body }) => (author === BOT ? body : []));
  }

  private readonly sawOutcome = (outcome: Done | Skipped): void => {
    if ('why' in outcome) this.saw('skipped');
    else if (outcome.remark?.startsWith('closed: another run')) this.saw('twin closed');
  };

  private writes(): number {
    return this.world.forge.requests.filter(({ isWrite }) => isWrite).length;
  }

  private note(what: string): void {
    this.diary.push(what);
  }
}

function hasTwice(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}

function isOpen({ state }: Issue): boolean {
  return state === 'open';
}
