/**
 * Templates of new cards. A template is a card whose front matter has one more key: `template` says what the template is
 * for (`summary`) and which fields the user is asked for (`ask`: field → question). Everything else is copied to the new
 * card.
 */
import { applyEdits } from './edit.js';
import { canonicalFields, dialectNames, type CanonicalField, type DialectNames } from './fields.js';
import { readFrontMatter } from './frontmatter.js';
import { firstHeading } from './title.js';
import { lineColumn, type Position } from './position.js';
import { isMap, type Field, type Node, type Value } from './value.js';
import { toPlain } from './values.js';
import { isWritable, writeFields, type Written } from './write.js';
import { openHead } from './write/head.js';
import { writeKeys } from './write/own-keys.js';

/** A field that the user is asked for. */
export interface Question {
  /** A canonical name, or a key that only the base knows. */
  readonly field: string;
  readonly text: string;
}

export interface Template {
  /** The file name, which users type. */
  readonly name: string;
  /** What its cards are about, in a few words; '' if not given. */
  readonly summary: string;
  readonly questions: readonly Question[];
  /** Default fields of a new card. */
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** The card to start from. */
  readonly text: string;
}

/** What a new card has in addition to its template. */
export interface NewCard {
  readonly title: string;
  /** By canonical name; null removes the template's field. */
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** Keys that only the base knows. */
  readonly keys: ReadonlyMap<string, string>;
  /** Replaces the template's text; null keeps it. */
  readonly body: string | null;
}

/** The text of a card, or half a sentence on why there is none. */
export type Filled =
  | {
      readonly ok: true;
      readonly text: string;
      /** Names in `{{…}}` that the template asks for but that have no value; they stay in the text. */
      readonly unfilled: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** Fields that are set when the card is created, or only by `kb verify` and `kb flag`. */
const NEVER_COPIED: readonly CanonicalField[] = [
  'id',
  'title',
  'verify-by',
  'verified.on',
  'verified.by',
  'verified.content',
  'verified.paths',
  'verified.note',
  'flags',
  'aliases',
];

/** Why a file cannot be used as a template. */
export interface NoTemplate extends Position {
  /** In half a sentence. */
  readonly why: string;
}

/** Reads a template of a base. @param names those of the base */
export function readTemplate(name: string, text: string, names: DialectNames): Template | NoTemplate {
  const front = readFrontMatter(text);
  const wrong = front.problems.find(({ severity }) => severity === 'error');
  if (front.unreadable !== null && wrong) {
    return { why: wrong.message, line: wrong.line ?? 1, column: wrong.column ?? 1 };
  }
  const about = front.fields?.get('template');
  const none = (why: string, at?: Node): NoTemplate => ({ why, ...lineColumn(text, at?.range.from ?? 0) });
  if (about && !isMap(about.value)) return none('`template` expects a map with `summary` and `ask`', about);
  const says = isMap(about?.value) ? about.value : new Map<string, Field>();
  const summary = says.get('summary')?.value ?? '';
  if (typeof summary !== 'string') return none('`template.summary` expects a text', says.get('summary'));
  const questions = questionsIn(says.get('ask')?.value ?? null);
  const expected = '`template.ask` expects a map of fields, each with its question';
  if (!questions) return none(expected, says.get('ask'));
  const head = openHead(text, front, names);
  if (about) head.keys.take(about);
  head.keys.removeEmptyMaps();
  return {
    name,
    summary,
    questions,
    fields: fieldsOf(text, names),
    text: applyEdits(text, head.edits()),
  };
}

function questionsIn(ask: Value): Question[] | null {
  if (ask === null) return [];
  if (!isMap(ask)) return null;
  const questions = [...ask].map(([field, { value }]) =>
    typeof value === 'string' ? { field, text: value } : null,
  );
  return questions.includes(null) ? null : questions.filter((each) => each !== null);
}

/**
 * Reads one of kb's own templates. Its fields have canonical names, whatever names the base uses. In another
 * dialect the base is a site that shows the titles of its pages, so the heading that would repeat the title is removed.
 */
export function shippedTemplate(name: string, text: string, names: DialectNames): Template {
  const template = readTemplate(name, text, dialectNames('kb'));
  if ('why' in template) throw new Error(`${name}: ${template.why}`);
  const { body } = readFrontMatter(template.text);
  return { ...template, text: names.dialect === 'kb' ? body : body.replace(/^\s*# \{\{title\}\}\s*/, '') };
}

function fieldsOf(text: string, names: DialectNames): Map<CanonicalField, Written> {
  const found = canonicalFields(readFrontMatter(text).fields ?? new Map(), names);
  const values = [...found].flatMap(([field, { value }]): [CanonicalField, Written][] => {
    const plain = toPlain(value);
    if (NEVER_COPIED.includes(field) || plain === null) return [];
    if (typeof plain === 'string') return [[field, plain]];
    const texts = Array.isArray(plain) ? plain.filter((each) => typeof each === 'string') : [];
    return texts.length > 0 ? [[field, texts]] : [];
  });
  return new Map(values);
}

/** Creates a card. Template fields that the base has no name for are left out. @param names those of the base */
export function fillTemplate(template: Template, card: NewCard, names: DialectNames): Filled {
  const own = readFrontMatter(template.text);
  const fields = new Map<CanonicalField, Written>([
    ...NEVER_COPIED.map((field): [CanonicalField, Written] => [field, null]),
    ...[...template.fields].filter(([field]) => isWritable(names, field)),
    ['title', card.title],
    ...card.fields,
  ]);
  const title = inHeading(card.title);
  const { text: body, unfilled } =
    card.body === null
      ? filledIn(
          own.body,
          template.questions,
          new Map([...valuesOf(fields, card.keys, names), ['title', title]]),
        )
      : { text: written(card.body, names.dialect === 'kb' ? title : null), unfilled: [] };
  // The front matter is edited apart from the text, so that nothing in the text can be taken for front matter.
  const head = template.text.slice(0, template.text.length - own.body.length);
  const writing = writeFields(head, names, fields);
  if (!writing.ok) return { ok: false, why: writing.why };
  const front = writeKeys(applyEdits(head, writing.edits), names, card.keys);
  if (!front.ok) return front;
  return { ok: true, text: `${front.text}\n${body.replace(/^\s*\n/, '')}`, unfilled };
}

/** Returns values escaped for Markdown, by canonical name, by the names in the base, and by its own keys. */
function valuesOf(
  fields: ReadonlyMap<CanonicalField, Written>,
  keys: NewCard['keys'],
  { names }: DialectNames,
): Map<string, string> {
  const values = new Map([...keys].map(([key, value]) => [key, inHeading(value)]));
  for (const [field, value] of fields) {
    const text = [value ?? []].flat().map(String).join(', ');
    if (text !== '')
      for (const name of [field, ...(names.get(field) ?? [])]) values.set(name, inHeading(text));
  }
  return values;
}

/**
 * Replaces each `{{name}}` for the title and the fields that the template asks for. Inserted values are not scanned
 * again, and any other name is left alone: it belongs to another tool, such as `{{ page.title }}` of a site.
 */
function filledIn(
  text: string,
  questions: readonly Question[],
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly unfilled: readonly string[] } {
  const asked = new Set(['title', ...questions.map(({ field }) => field)]);
  const unfilled = new Set<string>();
  const filled = text.replace(/(?<!\{)\{\{([^{}\n]{1,64})\}\}(?!\})/g, (whole, inside: string) => {
    const name = inside.trim();
    if (!asked.has(name)) return whole;
    const value = values.get(name);
    if (value === undefined) unfilled.add(name);
    return value ?? whole;
  });
  return { text: filled, unfilled: [...unfilled] };
}

/** Tidies a text that was supplied by the user. @param title the heading to put above it; null if it needs none */
function written(text: string, title: string | null): string {
  const body = text.replace(/^(?:[ \t]*\r?\n)+/, '').replace(/\s*$/, '\n');
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  return title !== null && firstHeading(body) === null ? `# ${title}${eol}${eol}${body}` : body;
}

/** Escapes a title if Markdown would read it differently in a heading. */
function inHeading(title: string): string {
  if (firstHeading(`# ${title}\n`) === title) return title;
  return title.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
