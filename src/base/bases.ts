/** Which bases a call asks, and their answers as one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LONGEST_CONFIG, type Base, type BaseFolder } from './base.js';
import type { Filters } from '../catalog/filter.js';
import { rowsOn, type TrustedRow } from '../catalog/listing.js';
import type { Day } from '../day.js';
import { KbError } from '../errors.js';
import type { Environment } from '../io.js';
import { readRegular } from '../repo/open.js';
import { findRoot } from '../repo/place.js';
import type { CloneState } from '../repo/repo.js';

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
  const { bases, default: usual } = await readPersonalConfig(file);
  const found = (name: string, place: string): BaseFolder => {
    const folder = path.resolve(
      path.dirname(file),
      place.replace(/^~(?=$|[/\\])/, () => home),
    );
    if (existsSync(folder)) return { name, folder };
    throw new KbError('no-base', `the base “${name}” is not there: ${folder}`, `edit ${file}`);
  };
  if (wanted === 'all') {
    if (bases.size === 0)
      throw new KbError('no-base', `${file} names no base`, 'cd BASE && kb init --default');
    return [...bases].map(([name, place]) => found(name, place));
  }
  const name = wanted ?? usual;
  if (name === null) return [{ folder: cwd, name: null }];
  const place = bases.get(name);
  if (place !== undefined) return [found(name, place)];
  const known = bases.size > 0 ? `it names ${[...bases.keys()].join(', ')}` : 'it names none';
  throw new KbError('no-base', `no base “${name}” in ${file}: ${known}`, 'cd BASE && kb init --default');
}

/**
 * Throws KbError `no-base` where the folders are those of the default base. Only for a call that names no base.
 * @param command as it is typed behind `kb`
 */
export function refuseDefault([base]: readonly BaseFolder[], command: string): void {
  if (base === undefined || base.name === null) return;
  const hint = `kb -b ${base.name} ${command}  to ask the default base, ${base.folder}`;
  throw new KbError('no-base', 'there is no base here', hint);
}

/** `config.yaml` in $KB_HOME, else in the user's configuration folder. */
export function personalConfigFile(env: Environment, home: string): string {
  const folder = env['KB_HOME'] || path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'kb');
  return path.join(folder, 'config.yaml');
}

/** A folder is in a base where there is a config, or a folder `cards` at the root. */
function isBase(cwd: string): boolean {
  const { root, config } = findRoot(cwd);
  return config !== null || existsSync(path.join(root, 'cards'));
}

async function readPersonalConfig(file: string) {
  const { parsePersonalConfig } = await import('../config/parse.js');
  return parsePersonalConfig(personalConfigText(file), file);
}

/**
 * '' where there is none. Throws KbError `config` where it is there and cannot be read, which goes for bytes that are no
 * UTF-8 too: written back, they would be lost.
 */
export function personalConfigText(file: string): string {
  if (!existsSync(file)) return '';
  try {
    const bytes = readRegular(file, LONGEST_CONFIG, 'follow');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const hint = 'it must be a plain file in UTF-8 that is open to you';
    throw new KbError('config', `${file} cannot be read`, hint);
  }
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
  const rows = await Promise.all(
    bases.map(async (base) => {
      const catalog = await base.index.ask((index) => index.rows(), exact);
      return rowsOn(catalog, base.today, base.config.warn, filtersOn(base.today)).map(
        ([row, trust]): TrustedRow => [base.located(row), trust],
      );
    }),
  );
  return rows.flat();
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
