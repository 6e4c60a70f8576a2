/** A card's file → Card: its fields under our names, its text, and everything that is wrong with it. */
import { parseInterval, type Day } from '../day.js';
import type { Audience, Card, CardId, Flag, Problem } from './card.js';
import { decode } from './decode.js';
import type { CardDefaults } from './defaults.js';
import type { CardFields, Dialect } from './fields.generated.js';
import { brokenMaps, canonicalFields, type DialectNames } from './fields.js';
import { readFrontMatter, type FrontMatter } from './frontmatter.js';
import { derivedId, isCardId, type Identity } from './id.js';
import { lostTexts } from './lost-text.js';
import { checkedOwners } from './owner.js';
import { lineColumn } from './position.js';
import { missingFields } from './required.js';
import { firstHeading, titleOfFile } from './title.js';
import { keysOf, type KeyUse } from './unknown-keys.js';
import { REORDERING, STEERING } from './unseen.js';
import type { Field, Fields } from './value.js';
import { listOf, readFields } from './values.js';

/** What parsing needs to know about the base. */
export interface ParseContext {
  readonly names: DialectNames;
  /** Folders that ids are relative to (id.ts, idRoots). */
  readonly roots: readonly string[];
  /** Names under `people` in the config, which may stand as owners. */
  readonly people: ReadonlySet<string>;
  /** What holds for this card where it does not say (defaults.ts). */
  readonly defaults: CardDefaults;
}

/** A card with what only the whole base can judge. */
export interface ParsedCard extends Card, Identity {
  readonly id: CardId;
  readonly path: string;
  readonly explicitId: boolean;
  /** Every key of its front matter. */
  readonly keys: readonly KeyUse[];
}

const CONTROLS = new RegExp(`[${STEERING}]`, 'u');
/** A body has lines. */
const CONTROLS_IN_TEXT = new RegExp(String.raw`[^\P{Cc}\t\n\r]|\r(?!\n)|[${REORDERING}]`, 'u');

/** A file as the disk gives it. */
export interface CardFile {
  /** From the root of the base, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Why the file was not opened (a link, a device, too large, no permission); null or absent where it was. */
  readonly refused?: string | null;
}

/** Reads a card. Never throws: what cannot be read is a problem of the card, which keeps its path, text and title. */
export function parseCard(file: CardFile, context: ParseContext): ParsedCard {
  const decoded = decode(file.bytes);
  const front = readFrontMatter(decoded.text);
  const refused = file.refused ?? null;
  const unreadable = refused ?? decoded.unreadable ?? front.unreadable;
  const fields: Fields = (unreadable === null ? front.fields : null) ?? new Map<string, Field>();
  const { names, defaults, roots } = context;
  const ours = canonicalFields(fields, names);
  const { values, wrong, problems } = readFields(ours, names.dialect);
  const owner = ownersIn(ours.get('owner'), values.owner, context);
  const verifiers = ownersIn(ours.get('verifiers'), values.verifiers, context);
  const heading = values.title === undefined ? firstHeading(front.body) : null;
  const verifyBy = (values['verify-by'] ?? null) as Day | null;
  const { on = null, by = null, content = null, paths = null, note = null } = values.verified ?? {};
  const statedId = values.id !== undefined && isCardId(values.id) ? values.id : null;

  const card: ParsedCard = {
    id: statedId ?? derivedId(file.path, roots),
    explicitId: statedId !== null,
    writtenId: writtenId(ours.get('id')),
    keys: keysOf(fields, names),
    path: file.path,
    title: values.title?.trim() || heading || titleOfFile(file.path),
    writtenTitle: values.title ?? null,
    owner: owner.right.length > 0 ? owner.right : defaults.owner,
    ownerFrom: owner.right.length > 0 ? 'card' : defaults.ownerFrom,
    verifiers: verifiers.right,
    tags: [...new Set([...listOf(values.tags), ...defaults.tags])],
    keywords: listOf(values.keywords),
    aliases: listOf(values.aliases),
    related: listOf(values.related),
    paths: listOf(values.paths),
    verifyBy,
    badDate: wrong.has('verify-by') || (!verifyBy && (wrong.has('verified.on') || wrong.has('verify-every'))),
    verifyEvery: parseInterval(values['verify-every'] ?? '') ?? defaults.verifyEvery,
    verified: { on: on as Day | null, by, content, paths, note },
    flags: (values.flags ?? []).map(flagOf),
    kind: values.kind ?? null,
    status: values.status ?? 'active',
    supersededBy: values['superseded-by'] ?? null,
    audience: audienceOf(values.audience, unreadable !== null || wrong.has('audience'), defaults.audience),
    language: values.language ?? null,
    body: front.body,
    source: decoded.text,
    bodyLine: front.bodyLine,
    unreadable,
    problems: [
      ...(refused === null ? [] : [notOpened(refused)]),
      ...decoded.problems,
      // A file in a foreign encoding has one problem, not a dozen that follow from it.
      ...(refused === null && decoded.unreadable === null ? front.problems : []).map((problem) =>
        inDialect(problem, names.dialect),
      ),
      ...problems,
      ...lostTexts(ours, decoded.text),
      ...brokenMaps(fields, names).map(notAMap),
      ...owner.problems,
      ...verifiers.problems,
      ...controlsIn(ours.get('title')),
      ...(decoded.unreadable === null ? controlsInBody(front) : []),
    ],
  };
  const asked = names.dialect === 'kb' && front.fields !== null && unreadable === null;
  const lasting = values['verify-every'] !== undefined;
  return asked ? { ...card, problems: [...card.problems, ...missingFields(card, heading, lasting)] } : card;
}

function ownersIn(
  field: Field | undefined,
  value: string | readonly string[] | undefined,
  { names, people }: ParseContext,
): ReturnType<typeof checkedOwners> {
  return checkedOwners(field, listOf(value), people, names.dialect);
}

function writtenId(field: Field | undefined): Identity['writtenId'] {
  if (typeof field?.value !== 'string') return null;
  const { line, column } = field.keyRange;
  return { text: field.value, line, column };
}

function flagOf({ by, on, note }: Partial<NonNullable<CardFields['flags']>[number]>): Flag {
  return { by: by ?? '', on: (on ?? null) as Day | null, note: note ?? '' };
}

/** A card that says wrongly who may read it is never public by default. */
function audienceOf(written: string | undefined, unclear: boolean, fallback: Audience): Audience {
  if (written !== undefined) return written as Audience;
  return unclear && fallback === 'public' ? 'internal' : fallback;
}

/** Our own cards have front matter; in anybody else's repo its absence is worth a word, no more. */
function inDialect(problem: Problem, dialect: Dialect): Problem {
  return problem.rule === 'front-matter-missing' && dialect === 'kb'
    ? { ...problem, severity: 'error' }
    : problem;
}

/** A file that the disk refused. */
function notOpened(why: string): Problem {
  return { rule: 'file', severity: 'error', message: why, line: 1, column: 1 };
}

function notAMap({ key, keyRange: { line, column } }: Field): Problem {
  return {
    rule: 'type',
    severity: 'error',
    message: `${key}: expected a map of keys and values`,
    line,
    column,
  };
}

function controlsIn(title: Field | undefined): Problem[] {
  if (typeof title?.value !== 'string' || !CONTROLS.test(title.value)) return [];
  const { line, column } = title.keyRange;
  const message = `${title.key}: expected text, found an invisible control character in it`;
  return [{ rule: 'control-characters', severity: 'warning', message, line, column }];
}

/** The first one: who pastes from a terminal pastes many. */
function controlsInBody({ body, bodyLine }: FrontMatter): Problem[] {
  const at = body.search(CONTROLS_IN_TEXT);
  if (at === -1) return [];
  const { line, column } = lineColumn(body, at);
  const code = body.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `expected text, found the invisible control character U+${code} in it`;
  return [{ rule: 'control-characters', severity: 'warning', message, line: line + bodyLine - 1, column }];
}
