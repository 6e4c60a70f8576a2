/** Which bases a command asks, and how their answers are combined. */
import path from 'node:path';
import type { Base, BaseFolder } from './base.js';
import type { Filters } from '../catalog/filter.js';
import { rowOn, type TrustedRow } from '../catalog/listing.js';
import { mayPass } from '../catalog/may-pass.js';
import type { Day } from '../day.js';
import { KbError } from '../errors.js';
import type { Environment } from '../io.js';
import { userKeeping } from '../repo/keeping.js';
import { statOf } from '../repo/open.js';
import { findRoot } from '../repo/place.js';
import type { CloneState } from '../repo/repo.js';
import type { Trust } from '../trust/trust.js';
import { personalConfigFile, readPersonalConfig } from './personal-config.js';

/**
 * Returns the folders of the bases for a command: the `wanted` one or `all`, else the one around the current folder, else
 * the default of the personal config. Throws KbError `no-base` if a named base does not exist.
 */
export async function findBases(
  cwd: string,
  wanted: string | undefined,
  env: Environment,
  home: string,
): Promise<readonly BaseFolder[]> {
  if (wanted === undefined && isBase(cwd)) return [{ folder: cwd, name: null }];
  const file = personalConfigFile(env, home);
  const { bases, default: usual } = await readPersonalConfig(file, userKeeping(env, home));
  const found = (name: string, place: string): BaseFolder => {
    const folder = placeOf(place, file, home);
    if (statOf(folder) !== undefined) return { name, folder };
    throw new KbError('no-base', `the base “${name}” does not exist: ${folder}`, `edit ${file}`);
  };
  if (wanted === 'all') {
    if (bases.size === 0)
      throw new KbError('no-base', `${file} lists no base`, 'cd BASE && kb init --default');
    return [...bases].map(([name, place]) => found(name, place));
  }
  const name = wanted ?? usual;
  if (name === null) return [{ folder: cwd, name: null }];
  const place = bases.get(name);
  if (place !== undefined) return [found(name, place)];
  const known = bases.size > 0 ? `it lists ${[...bases.keys()].join(', ')}` : 'it lists none';
  throw new KbError('no-base', `no base “${name}” in ${file}: ${known}`, 'cd BASE && kb init --default');
}

/**
 * Returns the base of the personal config that contains the file `name`; null if there is no such file or base, or if it is
 * the base around `cwd`.
 */
export async function namedBaseOf(
  name: string,
  cwd: string,
  env: Environment,
  home: string,
): Promise<BaseFolder | null> {
  const file = path.resolve(cwd, withoutPlace(name));
  if (statOf(file) === undefined) return null;
  const { root } = findRoot(path.dirname(file));
  if (isBase(cwd) && findRoot(cwd).root === root) return null;
  const config = personalConfigFile(env, home);
  const { bases } = await readPersonalConfig(config, userKeeping(env, home));
  const folders = [...bases].map(([name, place]) => ({ name, folder: placeOf(place, config, home) }));
  return folders.find(({ folder }) => findRoot(folder).root === root) ?? null;
}

/** Strips the trailing `:line` or `:line:column` that answers append to a path. */
export function withoutPlace(path: string): string {
  return path.replace(/(?::\d+){1,2}$/, '');
}

/**
 * Throws KbError `no-base` if the folder is that of the default base. Only for commands that name no base.
 * @param command as typed after `kb`
 */
export function refuseDefault([base]: readonly BaseFolder[], command: string): void {
  if (base === undefined || base.name === null) return;
  const hint = `kb -b ${base.name} ${command}  to use the default base, ${base.folder}`;
  throw new KbError('no-base', 'there is no base here', hint);
}

/** Resolves a folder of the personal config: `~` is the home folder, relative paths start at the config's folder. */
function placeOf(place: string, file: string, home: string): string {
  return path.resolve(
    path.dirname(file),
    place.replace(/^~(?=$|[/\\])/, () => home),
  );
}

/** Whether a folder is in a base: one with a config, or with a folder `cards` at its root. */
function isBase(cwd: string): boolean {
  const { root, config } = findRoot(cwd);
  return config !== null || statOf(path.join(root, 'cards')) !== undefined;
}

/** Cards that pass the filters, each with its trust. */
export interface Passing {
  readonly rows: readonly TrustedRow[];
  /** How many cards pass, including those that were not wanted. */
  readonly total: number;
}

/**
 * Returns the cards of the bases that pass the filters, each with its trust.
 * @param exact checks every file itself instead of relying on git
 */
export async function trustedRows(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
  exact = false,
): Promise<TrustedRow[]> {
  return [...(await passing(bases, filtersOn, exact)).rows];
}

/** Like `trustedRows`, but keeps only the cards with a wanted trust, so that thousands of others take no memory. */
export async function passing(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
  exact: boolean,
  isWanted: (trust: Trust) => boolean = () => true,
): Promise<Passing> {
  const each = await Promise.all(
    bases.map(async (base) => {
      const { today, config } = base;
      const filters = filtersOn(today);
      return base.index.ask(async (index): Promise<Passing> => {
        let total = 0;
        const rows = await index.pick((row) => {
          const found = rowOn(row, today, config.warn, filters);
          if (!found) return undefined;
          total++;
          return isWanted(found[1]) ? ([base.located(row), found[1]] as const) : undefined;
        }, mayPass(filters));
        return { rows, total };
      }, exact);
    }),
  );
  return {
    rows: each.flatMap(({ rows }) => rows),
    total: each.reduce((sum, { total }) => sum + total, 0),
  };
}

/** Returns the state of the clone if there is only one base, else null. */
export async function cloneOf(bases: readonly Base[]): Promise<CloneState | null> {
  const [base, ...others] = bases;
  return base && others.length === 0 ? base.clone() : null;
}

/** Returns the folder that shown paths are relative to; null if they are absolute. */
export function rootOf(bases: readonly Base[]): string | null {
  const [base, ...others] = bases;
  return base && others.length === 0 && base.name === null ? base.repo.root : null;
}

/** Returns the absolute paths of shown cards. */
export function absolutePaths(bases: readonly Base[], rows: readonly { readonly path: string }[]): string[] {
  const root = rootOf(bases);
  return rows.map(({ path: file }) => (root === null ? file : path.resolve(root, file)));
}
