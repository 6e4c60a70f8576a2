/**
 * The laws of `kb issues sync`, over weeks of made-up life: cards change, people act, requests fail before or after their
 * effect, runs are killed, or meet. A seed that fails is printed with all that happened.
 */
import { expect, test } from 'vitest';
import { addDays, daysBetween, parseDay, type Day } from '../../src/day.js';
import { KbError } from '../../src/errors.js';
import { readBody, markerOf } from '../../src/forge/block.js';
import { claimsOf, type Claim } from '../../src/forge/claims.js';
import { OutcomeUnknown, type Issue } from '../../src/forge/forge.js';
import { DETACHED, isLabelled } from '../../src/forge/labels.js';
import { PER_PERSON } from '../../src/forge/staff.js';
import type { Done, Skipped } from '../../src/forge/step.js';
import { issueTitle } from '../../src/forge/text.js';
import type { ForgeRequest } from './fake-forge.js';
import { BOT, LABEL, tracker, type Card, type Tracker } from './tracker.js';

const SEEDS = process.env['KB_SOAK'] ? 1000 : 100;
const FIRST_SEED = Number(process.env['KB_SEED'] ?? 1);
const PEOPLE = ['ana', 'bob', 'cyn'];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** In all lives together: a law about what never happens says nothing. */
const MUST_HAPPEN = [
  ...['create', 'update', 'reopen', 'close', 'comment', 'addLabels', 'removeLabel', 'assign'],
  ...['create failed before', 'create failed after', 'comment failed before', 'comment failed after'],
  ...['stopped', 'skipped', 'twin closed', 'snoozed', 'detached', 'closed twice', 'open and right'],
];

class Killed extends Error {}

test('issues agree with cards, whatever cards, people and networks do', { timeout: 600_000 }, async () => {
  const toll = new Map<string, number>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    const life = new Life(seed);
    try {
      await life.live();
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Error(`KB_SEED=${seed} broke a law: ${why}\n\n${life.diary.join('\n')}`, { cause: error });
    }
    for (const [what, count] of life.seen) toll.set(what, (toll.get(what) ?? 0) + count);
  }
  for (const what of MUST_HAPPEN) expect(toll.get(what) ?? 0, `“${what}” in all lives`).toBeGreaterThan(0);
});

class Life {
  readonly diary: string[] = [];
  readonly seen = new Map<string, number>();
  private readonly world: Tracker = tracker();
  private readonly random: () => number;
  /** Words of people, by issue: they stay. */
  private readonly words = new Map<number, string[]>();
  /** Titles that people gave. */
  private readonly titles = new Map<number, string>();
  /** Issues in which two runs at once may have said a thing twice: nothing locks a tracker. */
  private readonly crowded = new Set<number>();
  private count = 0;

  constructor(seed: number) {
    this.random = generator(seed);
  }

  async live(): Promise<void> {
    if (this.chance(0.5)) this.world.forge.assignable = ['ana', 'bob'];
    for (const name of NAMES.slice(0, this.upTo(NAMES.length) + 1)) this.world.put(name);
    const rounds = 6 + this.upTo(8);
    for (let round = 0; round < rounds; round += 1) {
      for (let events = this.upTo(3); events >= 0; events -= 1) this.changeCard();
      for (let acts = this.upTo(3); acts > 0; acts -= 1) await this.act();
      if (this.chance(0.6)) this.pass();
      await this.dryRun();
      const kind = this.upTo(6);
      if (kind === 0) await this.faultyRun();
      else if (kind === 1) await this.killedRun();
      else if (kind === 2) await this.twoRuns();
      else if (kind === 3) await this.partialRun();
      else await this.cleanRun();
      if (this.chance(0.3)) await this.settle();
    }
    await this.settle();
  }

  // What happens.

  private changeCard(): void {
    const { world } = this;
    const cards = [...world.cards.values()];
    const card = this.pick(cards);
    if (!card || this.chance(0.05)) {
      const name = this.pick(NAMES) ?? 'a';
      if ([...world.cards.values()].some(({ id, aliases }) => id === name || aliases.includes(name))) return;
      world.put(name);
      return this.note(`card ${name} is written`);
    }
    const put = (what: string, change: Partial<Card>): void => {
      world.cards.set(card.path, { ...card, ...change });
      this.note(`card ${card.id} ${what}`);
    };
    const verified = { verifiedOn: world.today, verifiedBy: '@bob', flags: 0, codeChanged: false };
    const days = [10, 30, 180, 365][this.upTo(4)] ?? 10;
    const changes: (() => void)[] = [
      () => put(`verified for ${days} days`, { ...verified, verifyBy: addDays(world.today, days) }),
      () => put('verified for 10 days', { ...verified, verifyBy: addDays(world.today, 10) }),
      () => put('expires', { verifyBy: addDays(world.today, -1 - this.upTo(40)) }),
      () => put('flagged', { flags: 1 }),
      () => put('unflagged', { flags: 0 }),
      () => put('code changed', { codeChanged: true }),
      () => put('retitled', { title: `Title ${(this.count += 1)}` }),
      () => put('has a new owner', { owner: [`@${this.pick(PEOPLE) ?? 'ana'}`] }),
      () => put('has no owner', { owner: [] }),
      () => put('archived', { status: 'archived' }),
      () => put('superseded', { supersededBy: 'other' }),
      () => put('a draft', { status: 'draft' }),
      () => put('active', { status: 'active', supersededBy: null, unreadable: false, badDate: false }),
      () => put('unreadable', { unreadable: true }),
      () => put('without a date', { badDate: true, verifyBy: null }),
      () => {
        world.cards.delete(card.path);
        this.note(`card ${card.id} deleted`);
      },
      () => {
        world.cards.delete(card.path);
        const id = `n${(this.count += 1)}`;
        const path = this.chance(0.5) ? card.path : `cards/${id}.md`;
        world.cards.set(path, { ...card, id, path, aliases: [card.id, ...card.aliases] });
        this.note(`card ${card.id} renamed to ${id}`);
      },
    ];
    this.pick(changes)?.();
  }

  /** @param only of these issues */
  private async act(only: readonly Issue[] = this.world.forge.all()): Promise<void> {
    const issue = this.pick(only);
    if (!issue) return;
    const { number, body, labels, assignees } = issue;
    const login = this.pick(PEOPLE) ?? 'ana';
    const person = this.world.forge.as(login);
    const did = (what: string): void => this.note(`${login} ${what} #${number}`);
    const words = `word${(this.count += 1)}`;
    const acts: (() => Promise<void>)[] = [
      () => (did('closes as done'), person.edit(number, { state: 'closed', reason: 'completed' })),
      () => (did('does not plan'), person.edit(number, { state: 'closed', reason: 'not_planned' })),
      () => (did('calls a duplicate'), person.edit(number, { state: 'closed', reason: 'duplicate' })),
      () => (did('opens again'), person.edit(number, { state: 'open' })),
      () => {
        did(`writes ${words} around the block of`);
        this.words.set(number, [...(this.words.get(number) ?? []), words]);
        const text = this.chance(0.5) ? `${words}\n\n${body}` : `${body}\r\n${words}`;
        return person.edit(number, { body: this.chance(0.5) ? text : text.replace(/\r?\n/g, '\r\n') });
      },
      () => {
        if (readBody(body).kind !== 'managed') return Promise.resolve();
        did(`writes ${words} into the block of`);
        this.words.set(number, [...(this.words.get(number) ?? []), words]);
        return person.edit(number, { body: body.replace(/(<!-- kb:begin -->\r?\n)/, `$1${words}\n`) });
      },
      () => {
        if (!this.chance(0.3)) return Promise.resolve();
        did('takes the markers out of');
        return person.edit(number, { body: body.replace(/<!-- kb:.*?-->/g, '') });
      },
      () => {
        if (!this.chance(0.3)) return Promise.resolve();
        did('takes the frame out of');
        return person.edit(number, { body: body.replace(/<!-- kb:(begin|end) -->/g, '') });
      },
      () => {
        did('retitles');
        this.titles.set(number, words);
        return person.edit(number, { title: words });
      },
      () => (did('comments on'), person.comment(number, words)),
      () => (did('labels'), person.relabel(number, [...labels, 'bug'])),
      () => (did('takes all labels from'), person.relabel(number, [])),
      () => (did('assigns themselves to'), person.assign(number, login)),
      () => {
        const [first] = assignees;
        if (first === undefined) return Promise.resolve();
        did(`takes ${first} from`);
        return person.unassign(number, first);
      },
      () => {
        if (!this.chance(0.3)) return Promise.resolve();
        did('locks');
        return person.lock(number);
      },
      () => {
        if (!this.chance(0.3)) return Promise.resolve();
        did('deletes');
        this.words.delete(number);
        this.titles.delete(number);
        return person.remove(number);
      },
    ];
    await this.pick(acts)?.();
  }

  private pass(): void {
    const days = this.chance(0.8) ? 1 + this.upTo(20) : 100 + this.upTo(200);
    this.world.pass(days);
    this.note(`${days} days pass: ${this.world.today}`);
  }

  // Runs.

  private async dryRun(): Promise<void> {
    const before = this.writes();
    await this.world.prepare();
    expect(this.writes(), 'a dry run writes nothing').toBe(before);
  }

  private async cleanRun(newPerRun = 1 + this.upTo(5)): Promise<boolean> {
    const { forge } = this.world;
    this.note(`run, ${newPerRun} new issues at most`);
    const before = forge.all();
    const snoozed = this.snoozed();
    const sent = forge.requests.length;
    const { left } = await this.world.prepare({ newPerRun });
    const outcomes = await this.world.run({ newPerRun });
    for (const { name, isWrite } of forge.requests.slice(sent)) if (isWrite) this.saw(name);
    for (const { step } of outcomes) this.saw(step.do);
    this.checkRun(before, newPerRun);
    const open = new Set(
      this.claims().flatMap(({ card, open: some }) => (some.length > 0 ? [card.path] : [])),
    );
    for (const path of snoozed) expect(open, `${path} is snoozed`).not.toContain(path);
    return outcomes.length === 0 && left.length === 0;
  }

  /** Each request may fail before its effect or after it; people act while it runs. */
  private async faultyRun(): Promise<void> {
    this.note('run with faults');
    const often = this.pick([0.05, 0.2, 0.5]) ?? 0.1;
    this.world.forge.onRequest = async (request, when) => {
      if (when === 'before' && request.name === 'issue' && this.chance(0.3)) await this.act();
      if (
        !this.chance(often) ||
        (request.name !== 'create' && request.name !== 'comment' && this.chance(0.7))
      )
        return;
      this.note(`  ${request.name} fails ${when} its effect`);
      this.saw(`${request.name} failed ${when}`);
      if (request.name === 'create' || request.name === 'comment') throw new OutcomeUnknown('gone');
      if (when === 'before' || request.isWrite) throw new KbError('forge', 'a fault');
    };
    const last = Math.max(0, ...this.world.forge.all().map(({ number }) => number));
    await this.interrupted(() => this.world.run({ newPerRun: 3 }, this.sawOutcome));
    const created = this.world.forge.all().filter(({ number }) => number > last);
    const cards = created.flatMap(({ body }) => markerOf(body)?.id ?? []);
    expect(new Set(cards).size, `no card has two of the new issues: ${cards.join(', ')}`).toBe(cards.length);
    expect(created.length, 'new issues in a run with faults').toBeLessThanOrEqual(3);
  }

  private async killedRun(): Promise<void> {
    const last = this.upTo(25);
    const moment = this.chance(0.5) ? 'before' : 'after';
    this.note(`run, killed ${moment} request ${last}`);
    let count = 0;
    this.world.forge.onRequest = (_, when) => {
      count += when === 'before' ? 1 : 0;
      if (count > last && (when === moment || count > last + 1)) throw new Killed('killed');
    };
    await this.interrupted(() => this.world.run());
  }

  private async twoRuns(): Promise<void> {
    this.note('two runs at once');
    this.world.forge.onRequest = async () => {
      for (let turns = this.upTo(8); turns > 0; turns -= 1) await Promise.resolve();
    };
    const run = (): Promise<unknown> => this.world.run({}, this.sawOutcome);
    await this.interrupted(() => Promise.all([run(), run()]));
    for (const { number } of this.world.forge.all()) this.crowded.add(number);
  }

  private async partialRun(): Promise<void> {
    this.note('run over a checkout that may lack cards');
    const before = new Map(this.world.forge.all().map((issue) => [issue.number, issue]));
    await this.world.run({ mayClose: false });
    for (const issue of this.world.forge.all())
      if (issue.state === 'closed' && issue.closedBy === BOT)
        expect(before.get(issue.number)?.state, `#${issue.number}`).toBe('closed');
  }

  private async interrupted(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Killed || (error instanceof KbError && error.code === 'forge'))) throw error;
      this.note(`  stopped: ${error.message}`);
      this.saw('stopped');
    } finally {
      this.world.forge.onRequest = () => undefined;
    }
  }

  /** Clean runs until nothing is left to do; then the laws hold, and the next run writes nothing. */
  private async settle(): Promise<void> {
    let isQuiet = false;
    for (let runs = 0; runs < 12 && !isQuiet; runs += 1) isQuiet = await this.cleanRun();
    expect(isQuiet, 'runs come to an end').toBe(true);
    const before = this.writes();
    await this.cleanRun();
    expect(this.writes(), 'the next run writes nothing').toBe(before);
    await this.checkState();
  }

  // Laws.

  private checkRun(before: readonly Issue[], newPerRun: number): void {
    const old = new Map(before.map((issue) => [issue.number, issue]));
    const now = this.world.forge.all();
    const created = now.filter(({ number }) => !old.has(number));
    expect(created.length, 'new issues in a run').toBeLessThanOrEqual(newPerRun);
    for (const login of PEOPLE) {
      const asked = created.filter(({ assignees }) => assignees.includes(login));
      expect(asked.length, `new issues for ${login}`).toBeLessThanOrEqual(PER_PERSON);
    }
    for (const issue of now) {
      const { number, assignees } = issue;
      const was = old.get(number);
      expect(assignees, `#${number}: nobody is unassigned`).toEqual(
        expect.arrayContaining([...(was?.assignees ?? [])]),
      );
      expect(issue.body, `#${number}: words of people stay`).toSatisfy((body: string) =>
        (this.words.get(number) ?? []).every((words) => body.includes(words)),
      );
      if (this.titles.has(number)) expect(issue.title).toBe(this.titles.get(number));
      if (was?.locked)
        expect(issue, `#${number}: a locked issue gets its text alone`).toMatchObject({
          title: was.title,
          assignees: was.assignees,
        });
    }
  }

  private async commentsOf(number: number): Promise<readonly string[]> {
    const comments = await this.world.forge.comments(number);
    return comments.filter(({ author }) => author === BOT).map(({ body }) => body);
  }

  private async checkState(): Promise<void> {
    const { forge, today } = this.world;
    for (const { card, open, closed } of this.claims()) {
      const name = `${card.path}, which wants ${card.wish}`;
      if (card.wish === 'none' || card.wish === 'retired') expect(open, name).toEqual([]);
      if (card.wish !== 'issue') continue;
      const [issue] = open;
      const decided = closed.find(({ issue: each }) => each.reason !== 'duplicate' || each.closedBy !== BOT);
      const isSnooze =
        decided !== undefined && decided.issue.closedBy !== BOT && decided.marker.due === card.due;
      if (!isSnooze) expect(open.length, name).toBe(1);
      expect(open.length, name).toBeLessThanOrEqual(1);
      if (isSnooze && !issue) {
        const age = daysBetween(parseDay(decided.issue.closedAt?.slice(0, 10) ?? '') as Day, today);
        const isOver = decided.issue.reason === 'completed' && age >= 7 && !decided.marker.reopened;
        expect(isOver && decided.isWhole, `${name}: a person's “done” holds for a week`).toBe(false);
        this.saw('snoozed');
      }
      if (!issue) continue;
      this.saw('open and right');
      if (!this.titles.has(issue.issue.number) && !issue.issue.locked && issue.isWhole)
        expect(issue.issue.title, name).toBe(issueTitle(card.title));
      if (issue.isWhole) expect(issue.marker).toMatchObject({ id: card.id, path: card.path, due: card.due });
    }
    const known = new Set(this.claims().flatMap(({ open }) => open.map(({ issue }) => issue.number)));
    for (const issue of forge.all()) {
      const { number } = issue;
      if (issue.state === 'open' && !known.has(number) && isLabelled(issue, LABEL)) {
        expect(markerOf(issue.body), `#${number} is of no card`).toBe(null);
        expect(isLabelled(issue, DETACHED), `#${number} is detached`).toBe(true);
        this.saw('detached');
      }
      const said = await this.commentsOf(number);
      if (!this.crowded.has(number)) expect(new Set(said).size, `#${number}: said once`).toBe(said.length);
      if (issue.closedBy === BOT && !issue.locked)
        expect(said.length, `#${number}: said why`).toBeGreaterThan(0);
      if (said.length > 1) this.saw('closed twice');
    }
  }

  /** Cards that a person decided against, and that the next run must leave alone. */
  private snoozed(): readonly string[] {
    return this.claims().flatMap(({ card, open, closed }) => {
      const last = closed.find(({ issue }) => issue.reason !== 'duplicate' || issue.closedBy !== BOT);
      if (card.wish !== 'issue' || open.length > 0 || !last || last.issue.closedBy === BOT) return [];
      return last.issue.reason !== 'completed' && last.marker.due === card.due ? [card.path] : [];
    });
  }

  private claims(): { card: ReturnType<Tracker['cases']>[number]; open: Claim[]; closed: Claim[] }[] {
    const cards = this.world.cases();
    const isOurs = (login: string): boolean => login === BOT;
    const claims = claimsOf(this.world.forge.all(), cards, { label: LABEL, isOurs });
    const time = ({ issue }: Claim): string =>
      `${issue.closedAt ?? ''} ${String(issue.number).padStart(9, '0')}`;
    return cards.map((card) => ({
      card,
      open: claims.of(card).filter(({ issue }) => issue.state === 'open'),
      closed: claims
        .of(card)
        .filter(({ issue }) => issue.state === 'closed')
        .sort((one, other) => (time(one) < time(other) ? 1 : -1)),
    }));
  }

  // Diary and dice.

  private writes(): number {
    return this.world.forge.requests.filter(({ isWrite }) => isWrite).length;
  }

  private note(what: string): void {
    this.diary.push(what);
  }

  private readonly sawOutcome = (outcome: Done | Skipped): void => {
    if ('why' in outcome) this.saw('skipped');
    else if (outcome.remark?.startsWith('closed: another run')) this.saw('twin closed');
  };

  private saw(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  private upTo(count: number): number {
    return Math.floor(this.random() * count);
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private pick<T>(list: readonly T[]): T | undefined {
    return list[this.upTo(list.length)];
  }
}

/** Mulberry32, by Tommy Ettinger (public domain): the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
