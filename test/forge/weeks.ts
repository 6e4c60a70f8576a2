/** What happens to cards and issues as weeks go by, one random event at a time; each function returns what it did. */
import { addDays, type Day } from '../../src/day.js';
import { readBody } from '../../src/forge/block.js';
import type { Issue } from '../../src/forge/forge.js';
import type { Dice } from './dice.js';
import { BOT, type Card, type Tracker } from './tracker.js';

export const PEOPLE = ['ana', 'bob', 'cyn'];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What people did to each issue, which kb must preserve. */
export interface Traces {
  readonly words: Map<number, readonly string[]>;
  readonly titles: Map<number, string>;
}

export function firstCards(world: Tracker, dice: Dice): void {
  for (const name of NAMES.slice(0, 1 + dice.upTo(NAMES.length)))
    world.put(name, dice.chance(0.2) ? { owner: [] } : {});
}

export function changeCard(world: Tracker, dice: Dice): string {
  const { cards, today } = world;
  if (dice.chance(0.08)) {
    const verifyBy = addDays(today, 10);
    for (const { path } of [...cards.values()])
      world.put('', { path, verifiedOn: today, verifyBy, flags: 0 });
    return `all cards are verified, up to ${verifyBy}`;
  }
  const card = dice.pick([...cards.values()]);
  if (!card || dice.chance(0.05)) {
    const name = dice.pick(NAMES) ?? 'a';
    const isTaken = [...cards.values()].some(({ id, aliases }) => id === name || aliases.includes(name));
    if (!isTaken) world.put(name);
    return isTaken ? 'nothing happens' : `card ${name} is written`;
  }
  cards.delete(card.path);
  if (dice.chance(0.06)) return `card ${card.id} is deleted`;
  const change = dice.pick(changesOf(card, today, dice)) ?? {};
  const changed = { ...card, ...change };
  cards.set(changed.path, changed);
  return `card ${card.id} becomes ${JSON.stringify(change)}`;
}

function changesOf(card: Card, today: Day, dice: Dice): Partial<Card>[] {
  const days = dice.pick([10, 30, 180, 365]) ?? 10;
  const verified = { verifiedOn: today, verifiedBy: '@bob', flags: 0, codeChanged: false, badDate: false };
  const id = `n${dice.next()}`;
  const renamed = { id, aliases: [card.id, ...card.aliases] };
  return [
    { ...verified, verifyBy: addDays(today, days) },
    { ...verified, verifyBy: addDays(today, 10) },
    { verifyBy: addDays(today, -1 - dice.upTo(40)) },
    { flags: 1 },
    { flags: 0 },
    { codeChanged: true },
    { title: `Title ${id}` },
    { owner: [`@${dice.pick(PEOPLE) ?? 'ana'}`] },
    { owner: [] },
    { status: 'archived' },
    { supersededBy: 'other' },
    { status: 'draft' },
    { status: 'active', supersededBy: null, unreadable: false, badDate: false },
    { unreadable: true },
    { badDate: true, verifyBy: null },
    renamed,
    { ...renamed, path: `cards/${id}.md` },
  ];
}

/** Somebody does something to one of the issues. */
export async function act(
  world: Tracker,
  issues: readonly Issue[],
  { dice, traces }: { dice: Dice; traces: Traces },
): Promise<string> {
  const issue = dice.pick(issues);
  const deed = issue && dice.pick(dice.chance(0.9) ? USUAL : RARE);
  if (!deed) return 'nobody acts';
  // Some use the same token as kb.
  const login = dice.chance(0.2) ? BOT : (dice.pick(PEOPLE) ?? 'ana');
  const [what, does] = deed;
  await does({ person: world.forge.as(login), login, issue, words: `word${dice.next()}`, dice, traces });
  return `${login} ${what} #${issue.number}`;
}

interface Scene {
  readonly person: ReturnType<Tracker['forge']['as']>;
  readonly login: string;
  readonly issue: Issue;
  readonly words: string;
  readonly dice: Dice;
  readonly traces: Traces;
}

type Deed = readonly [what: string, does: (scene: Scene) => Promise<void>];

const USUAL: readonly Deed[] = [
  ['closes as done', ({ person, issue: { number } }) => person.edit(number, closed('completed'))],
  ['does not plan', ({ person, issue: { number } }) => person.edit(number, closed('not_planned'))],
  ['calls a duplicate', ({ person, issue: { number } }) => person.edit(number, closed('duplicate'))],
  ['opens again', ({ person, issue: { number } }) => person.edit(number, { state: 'open' })],
  [
    'writes around the block of',
    (scene) => write(scene, ({ body }, words) => `${words}\n\n${body}\r\n${words}`),
  ],
  ['writes in a browser below', (scene) => write(scene, ({ body }, words) => crlf(`${body}\n${words}`))],
  [
    'writes into the block of',
    (scene) =>
      readBody(scene.issue.body).kind === 'managed'
        ? write(scene, ({ body }, words) => body.replace(/(<!-- kb:begin -->\r?\n)/, `$1${words}\n`))
        : Promise.resolve(),
  ],
  [
    'retitles',
    ({ person, issue: { number }, words, traces }) => {
      traces.titles.set(number, words);
      return person.edit(number, { title: words });
    },
  ],
  ['comments on', ({ person, issue: { number }, words }) => person.comment(number, words)],
  ['labels', ({ person, issue: { number, labels } }) => person.relabel(number, [...labels, 'bug'])],
  ['takes all labels from', ({ person, issue: { number } }) => person.relabel(number, [])],
  ['is assigned to', ({ person, login, issue: { number } }) => person.assign(number, login)],
  [
    'takes the first assignee from',
    ({ person, issue: { number, assignees } }) => person.unassign(number, assignees[0] ?? ''),
  ],
];

const RARE: readonly Deed[] = [
  ['takes the markers out of', (scene) => rewrite(scene, (body) => body.replace(/<!-- kb:.*?-->/g, ''))],
  [
    'takes the frame out of',
    (scene) => rewrite(scene, (body) => body.replace(/<!-- kb:(?:begin|end) -->/g, '')),
  ],
  ['locks', ({ person, issue: { number } }) => person.lock(number)],
  [
    'deletes',
    ({ person, issue: { number }, traces }) => {
      traces.words.delete(number);
      traces.titles.delete(number);
      return person.remove(number);
    },
  ],
];

function closed(reason: 'completed' | 'not_planned' | 'duplicate') {
  return { state: 'closed', reason } as const;
}

function write(scene: Scene, into: (issue: Issue, words: string) => string): Promise<void> {
  const { issue, words, traces } = scene;
  traces.words.set(issue.number, [...(traces.words.get(issue.number) ?? []), words]);
  return rewrite(scene, () => into(issue, words));
}

function rewrite({ person, issue }: Scene, change: (body: string) => string): Promise<void> {
  return person.edit(issue.number, { body: change(issue.body) });
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
