/** Defaults for fields that a card does not have: from `_kb.yaml` in its folder and those above, CODEOWNERS and the config. */
import { parseInterval, type Interval } from '../day.js';
import type { Audience, OwnerSource, Problem } from './card.js';
import { decode } from './decode.js';
import type { CanonicalField, Dialect } from './fields.js';
import { lostTexts } from './lost-text.js';
import { checkedOwners } from './owner.js';
import { Lines } from './position.js';
import type { Field } from './value.js';
import { listOf, readFields } from './values.js';
import { tooLong } from './yaml/guard.js';
import { readYaml } from './yaml/read.js';

/** Name of the file with the defaults of a folder. */
export const FOLDER_DEFAULTS_FILE = '_kb.yaml';

/** The values of a card that has no fields of its own. */
export interface CardDefaults {
  readonly owner: readonly string[];
  readonly ownerFrom: OwnerSource | null;
  readonly verifyEvery: Interval | null;
  readonly audience: Audience;
  /** Tags of the folders; every card below them has these in addition to its own. */
  readonly tags: readonly string[];
}

/** The defaults in one `_kb.yaml`; null for a key that it does not have. */
export interface FolderDefaults {
  /** Ends with `/`; '' for the root. */
  readonly folder: string;
  readonly owner: readonly string[] | null;
  readonly verifyEvery: Interval | null;
  readonly audience: Audience | null;
  readonly tags: readonly string[];
  /** Problems in the `_kb.yaml` itself, not in any card. */
  readonly problems: readonly Problem[];
}

/** Keys that a folder can set for its cards, by the names of dialect `kb`. */
const KEYS = ['owner', 'verify-every', 'audience', 'tags'] as const;

/** Reads a `_kb.yaml`. A wrong value is reported and left out; a wrong audience counts as `internal`, never as public. */
export function parseFolderDefaults(
  file: { readonly path: string; readonly bytes: Uint8Array; readonly refused?: string | null },
  people: ReadonlySet<string>,
  dialect: Dialect,
): FolderDefaults {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const { text, problems: encoding, unreadable } = decode(file.bytes);
  const silent = { folder, owner: null, verifyEvery: null, audience: null, tags: [], problems: [] };
  if (typeof file.refused === 'string') {
    const refused: Problem = { rule: 'file', severity: 'error', message: file.refused, line: 1, column: 1 };
    return { ...silent, audience: 'internal', problems: [refused] };
  }
  if (unreadable !== null) return { ...silent, audience: 'internal', problems: encoding };
  const yaml = text.replace(/^\uFEFF/, '');
  if (yaml.trim() === '') return silent;
  const long = tooLong(yaml);
  if (long) {
    const { message } = long;
    const size: Problem = {
      rule: 'front-matter-size',
      severity: 'error',
      message,
      ...new Lines(text).at(long.at),
    };
    return { ...silent, audience: 'internal', problems: [size] };
  }
  const { fields, problems: syntax } = readYaml(yaml, text.length - yaml.length, new Lines(text));
  if (!fields) return { ...silent, audience: 'internal', problems: syntax };

  const known = new Map<CanonicalField, Field>();
  for (const key of KEYS) {
    const field = fields.get(key);
    if (field) known.set(key, field);
  }
  const { values, wrong, problems } = readFields(known, 'kb');
  const owner = checkedOwners(known.get('owner'), listOf(values.owner), people, dialect);
  return {
    folder,
    owner: owner.right.length > 0 ? owner.right : null,
    verifyEvery: parseInterval(values['verify-every'] ?? '') ?? null,
    audience: (values.audience as Audience | undefined) ?? (wrong.has('audience') ? 'internal' : null),
    tags: listOf(values.tags),
    problems: [
      ...syntax,
      ...problems,
      ...lostTexts(known, text),
      ...owner.problems,
      ...[...fields.values()].flatMap(stranger),
    ],
  };
}

function stranger({ key, keyRange: { line, column } }: Field): Problem[] {
  if ((KEYS as readonly string[]).includes(key)) return [];
  const message = `${key}: expected one of ${KEYS.join(', ')}`;
  return [{ rule: 'unknown-key', severity: 'error', message, line, column }];
}

/** What the config and CODEOWNERS say about a card. */
export interface BaseDefaults {
  readonly owner: readonly string[];
  readonly verifyEvery: Interval | null;
  readonly audience: Audience;
  /** Owners of the card's path according to CODEOWNERS. */
  readonly codeowners: readonly string[];
}

/**
 * Returns the defaults for the card at `path`. For each key the nearest folder that sets it counts; tags add up.
 * Owners come from the folders, else from CODEOWNERS, else from the config.
 */
export function defaultsFor(
  path: string,
  folders: readonly FolderDefaults[],
  base: BaseDefaults,
): CardDefaults {
  const above = folders
    .filter(({ folder }) => path.startsWith(folder))
    .sort((a, b) => b.folder.length - a.folder.length);
  const nearest = <K extends 'owner' | 'verifyEvery' | 'audience'>(key: K): FolderDefaults[K] | undefined =>
    above.find((each) => each[key] !== null)?.[key];
  const sources: readonly (readonly [OwnerSource, readonly string[]])[] = [
    ['directory', nearest('owner') ?? []],
    ['codeowners', base.codeowners],
    ['config', base.owner],
  ];
  const [ownerFrom = null, owner = []] = sources.find(([, owners]) => owners.length > 0) ?? [];
  return {
    owner,
    ownerFrom,
    verifyEvery: nearest('verifyEvery') ?? base.verifyEvery,
    audience: nearest('audience') ?? base.audience,
    tags: [...new Set(above.flatMap(({ tags }) => tags))],
  };
}
