/** Parses a card's file: its fields by canonical name, its text, and every problem in it. */
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
  /** Folders that ids are relative to (idRoots in id.ts). */
  readonly roots: readonly string[];
  /** Names under `people` in the config, which may be used as owners. */
  readonly people: ReadonlySet<string>;
  /** Values for fields that the card does not have (defaults.ts). */
  readonly defaults: CardDefaults;
}

/** A card together with what is needed to check it against the rest of the base. */
export interface ParsedCard extends Card, Identity {
  readonly id: CardId;
  readonly path: string;
  readonly explicitId: boolean;
  /** Every key of its front matter. */
  readonly keys: readonly KeyUse[];
}

const CONTROLS = new RegExp(`[${STEERING}]`, 'u');
/** Unlike a title, a body may have tabs and line breaks. */
const CONTROLS_IN_TEXT = new RegExp(String.raw`[^\P{Cc}\t\n\r]|\r(?!\n)|[${REORDERING}]`, 'u');

/** A file as read from disk. */
export interface CardFile {
  /** Relative to the root of the base, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Why the file was not opened (a link, a device, too large, no permission); null or absent if it was. */
  readonly refused?: string | null;
}

/** Parses a card. Never throws: whatever cannot be read is a problem of the card, which keeps its path, text and title. */
export function parseCard(file: CardFile, context: ParseContext): ParsedCard {
  const decoded = decode(file.bytes);
  const front = readFrontMatter(decoded.text);
  const refused = file.refused ?? null;
  const unreadable = refused ?? decoded.unreadable ?? front.unreadable;
  const fields: Fields = (unreadable === null ? front.fields : null) ?? new Map<string, Field>();
  const { names, defaults, roots } = context;
  const canonical = canonicalFields(fields, names);
  const { values, wrong, problems } = readFields(canonical, names.dialect);
  const owner = ownersIn(canonical.get('owner'), values.owner, context);
  const verifiers = ownersIn(canonical.get('verifiers'), values.verifiers, context);
  const heading = values.title === undefined ? firstHeading(front.body) : null;
  const verifyBy = (values['verify-by'] ?? null) as Day | null;
  const { on = null, by = null, content = null, paths = null, note = null } = values.verified ?? {};
  const statedId = values.id !== undefined && isCardId(values.id) ? values.id : null;

  const card: ParsedCard = {
    id: statedId ?? derivedId(file.path, roots),
    explicitId: statedId !== null,
    writtenId: writtenId(canonical.get('id')),
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
      // A file in a wrong encoding gets one problem, not a dozen that follow from it.
      ...(refused === null && decoded.unreadable === null ? front.problems : []).map((problem) =>
        inDialect(problem, names.dialect),
      ),
      ...problems,
      ...lostTexts(canonical, decoded.text),
      ...brokenMaps(fields, names).map(notAMap),
      ...owner.problems,
      ...verifiers.problems,
      ...controlsIn(canonical.get('title')),
      ...(decoded.unreadable === null ? controlsInBody(front) : []),
    ],
  };
  const reportsMissing = names.dialect === 'kb' && front.fields !== null && unreadable === null;
  const lasting = values['verify-every'] !== undefined;
  return reportsMissing
    ? { ...card, problems: [...card.problems, ...missingFields(card, heading, lasting)] }
    : card;
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

/** A card whose audience cannot be read never becomes public by default. */
function audienceOf(written: string | undefined, unclear: boolean, fallback: Audience): Audience {
  if (written !== undefined) return written as Audience;
  return unclear && fallback === 'public' ? 'internal' : fallback;
}

/** In dialect `kb` a card must have front matter; in other repos its absence is only worth a note. */
function inDialect(problem: Problem, dialect: Dialect): Problem {
  return problem.rule === 'front-matter-missing' && dialect === 'kb'
    ? { ...problem, severity: 'error' }
    : problem;
}

/** A file that could not be opened. */
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

/** Reports only the first one: text pasted from a terminal usually has many. */
function controlsInBody({ body, bodyLine }: FrontMatter): Problem[] {
  const at = body.search(CONTROLS_IN_TEXT);
  if (at === -1) return [];
  const { line, column } = lineColumn(body, at);
  const code = body.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `expected text, found the invisible control character U+${code} in it`;
  return [{ rule: 'control-characters', severity: 'warning', message, line: line + bodyLine - 1, column }];
}
