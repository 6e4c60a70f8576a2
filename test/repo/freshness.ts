/** Makes and checks states of bases, and reads a base completely for comparison. */
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';
import { defaultConfig, type Config } from '../../src/config.js';
import { readCards, surveyOf } from '../../src/repo/cards.js';
import { diskRepo } from '../../src/repo/disk.js';
import { stateRecorder } from '../../src/repo/freshness/begin.js';
import { startCheck } from '../../src/repo/freshness/check.js';
import type { State } from '../../src/repo/freshness/state.js';
import { findWorkTree } from '../../src/repo/place.js';

export interface How {
  readonly cards?: readonly string[];
  readonly head?: boolean;
  /** Whether git is asked, however few cards there are. */
  readonly git?: boolean;
}

export function configOf({ cards = ['cards/**/*.md'] }: How): Config {
  return { ...defaultConfig(), cards };
}

/** A state as it is read back after it was kept. */
export async function stateOf(root: string, how: How = {}): Promise<State> {
  const begun = stateRecorder(root);
  const repo = begun.over(diskRepo(root));
  const survey = await surveyOf(repo, configOf(how));
  await readCards(repo, survey);
  const { head = false, git = false } = how;
  const options = { roots: survey.roots, head, ...(git ? { maxDirect: 0 } : {}) };
  return JSON.parse(JSON.stringify(await begun.state(survey.files, options))) as State;
}

export function isFresh(root: string, state: State): Promise<boolean> {
  return startCheck(root, findWorkTree(root), state).isFresh();
}

/** Everything that a reading of the base gives for each card, by path. */
export async function reading(root: string, how: How = {}): Promise<Map<string, string>> {
  const repo = diskRepo(root);
  const { cards } = await readCards(repo, await surveyOf(repo, configOf(how)));
  const clone = how.head ? (await repo.clone())?.head : null;
  return new Map(cards.map((card) => [card.path, JSON.stringify({ ...card, clone })]));
}

/** Waits for some ticks of the disk's clock, so that the next write gets a different time. */
export async function tick(): Promise<void> {
  await sleep(15);
}

/** From now on, all files of this test are old enough for their times to be trusted. */
export function aged(): void {
  const now = Date.now.bind(Date);
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => {
    spy.mockRestore();
  });
}
