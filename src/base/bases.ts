/** Which bases a call asks, and their answers as one. */
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
 * The folders of the bases that a call is about: the named one or `all`; else the one around the current folder;
 * outside of every base the default one of the personal config.
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

/** Of the bases that the personal config names, the one with the file that a name leads to; null where that is none, or in the base around `cwd`. */
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

/** A path without the line and column that an answer has behind it. */
export function withoutPlace(path: string): string {
  return path.replace(/(?::\d+){1,2}$/, '');
}

/**
 * Throws KbError `no-base` where the folders are those of the default base. Only for a call that names no base.
 * @param command as it is typed behind `kb`
 */
export function refuseDefault([base]: readonly BaseFolder[], command: string): void {
  if (base === undefined || base.name === null) return;
  const hint = `kb -b ${base.name} ${command}  to use the default base, ${base.folder}`;
  throw new KbError('no-base', 'there is no base here', hint);
}

/** The folder that the personal config names by a path. */
function placeOf(place: string, file: string, home: string): string {
  return path.resolve(
    path.dirname(file),
    place.replace(/^~(?=$|[/\\])/, () => home),
  );
}

/** A folder is in a base where there is a config, or a folder `cards` at the root. */
function isBase(cwd: string): boolean {
  const { root, config } = findRoot(cwd);
  return config !== null || statOf(path.join(root, 'cards')) !== undefined;
}

/** Cards that pass filters, each with its trust. */
export interface Passing {
  readonly rows: readonly TrustedRow[];
  /** How many pass, those that were not wanted included. */
  readonly total: number;
}

/**
 * The cards of some bases that pass the filters, with the trust of each.
 * @param exact looks at every file, whatever git says
 */
export async function trustedRows(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
  exact = false,
): Promise<TrustedRow[]> {
  return [...(await passing(bases, filtersOn, exact)).rows];
}

/** The same, but only those that are wanted by their trust: of thousands, the others are not kept in memory. */
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

/** The clone's state where one base answers; there is none for several. */
export async function cloneOf(bases: readonly Base[]): Promise<CloneState | null> {
  const [base, ...others] = bases;
  return base && others.length === 0 ? base.clone() : null;
}

/** The folder that shown paths are relative to; null where they are absolute. */
export function rootOf(bases: readonly Base[]): string | null {
  const [base, ...others] = bases;
  return base && others.length === 0 && base.name === null ? base.repo.root : null;
}

/** Absolute paths of shown cards. */
export function absolutePaths(bases: readonly Base[], rows: readonly { readonly path: string }[]): string[] {
  const root = rootOf(bases);
  return rows.map(({ path: file }) => (root === null ? file : path.resolve(root, file)));
}
