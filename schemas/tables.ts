/** Schemas → tables: names of fields, keys of the config, editor schemas per dialect, Markdown for the docs. */
import { fieldsOf, plain, type Schema } from './schema.js';

const DIALECTS = ['kb', 'gds', 'learn', 'custom'];

/** The fields of a card with their names in each dialect, as TypeScript. */
export function cardTables(schema: Schema): string {
  const fields = fieldsOf(schema);
  const dates = Object.entries(schema['x-dialects'] ?? {}).map(([dialect, { dates }]) => [dialect, dates]);
  const forms = [...new Set(dates.flatMap(([, names]) => names))];
  const union = (texts: readonly unknown[]): string => texts.map((text) => JSON.stringify(text)).join(' | ');
  const rows = fields.map(([canonical, field]) => {
    const { other = [], ...names } = field['x-names'] ?? {};
    const complete = Object.fromEntries(DIALECTS.map((dialect) => [dialect, names[dialect] ?? []]));
    const spec = {
      canonical,
      form: formOf(field),
      rule: field['x-rule'] ?? 'type',
      expects: field['x-expects'] ?? '',
      split: field['x-split'] ?? false,
      blankIsWrong: field['x-blank'] === 'wrong',
      names: complete,
      other,
    };
    return `  ${JSON.stringify(spec)},\n`;
  });
  return `
/** Whose names the fields have: ours, one of the known ones, or only those that the config maps. */
export type Dialect = ${union(DIALECTS)};

/** A way of writing a day. */
export type DateForm = ${union(forms)};
export const DATE_FORMS: Readonly<Record<Dialect, readonly DateForm[]>> = ${JSON.stringify(Object.fromEntries(dates))};

/** Our name of a field; \`verified.on\` is the key \`on\` of the map \`verified\`. */
export type CanonicalField = ${union(fields.map(([canonical]) => canonical))};

export interface FieldSpec {
  readonly canonical: CanonicalField;
  readonly form: 'text' | 'list' | 'day' | 'interval' | 'records';
  /** Rule under which a wrong value is reported. */
  readonly rule: string;
  /** What is expected, for a message. */
  readonly expects: string;
  /** One text is cut into a list at its commas. */
  readonly split: boolean;
  /** A key without a value is an error, not an absent field. */
  readonly blankIsWrong: boolean;
  /** Names in each dialect; the first one present counts. */
  readonly names: Readonly<Record<Dialect, readonly string[]>>;
  /** Names that are never read, but that detection knows. */
  readonly other: readonly string[];
}
export const FIELDS: readonly FieldSpec[] = [
${rows.join('')}];
`;
}

function formOf({ type, format }: Schema): string {
  if (format !== undefined) return format;
  if (Array.isArray(type)) return 'list';
  return type === 'array' ? 'records' : 'text';
}

/** Path of a config's map (`*` for any name) → its keys; path of a value → what is expected there. As TypeScript. */
export function configTables(schemas: Readonly<Record<string, Schema>>): string {
  return Object.entries(schemas)
    .map(([name, schema]) => {
      const keys: [string, string[]][] = [];
      const expects: [string, string][] = [];
      const visit = (at: Schema, path: readonly string[]): void => {
        if (at.properties) keys.push([path.join('/'), Object.keys(at.properties)]);
        if (at['x-expects'] !== undefined) expects.push([path.join('/'), at['x-expects']]);
        for (const [key, property] of Object.entries(at.properties ?? {})) visit(property, [...path, key]);
        if (typeof at.additionalProperties === 'object') visit(at.additionalProperties, [...path, '*']);
        const { else: otherwise } = at as { else?: Schema };
        if (otherwise) visit(otherwise, path);
      };
      visit(schema, []);
      const upper = name.toUpperCase();
      return `
/** Keys that are known in a map, by its path; \`*\` stands for any name. */
export const ${upper}_KEYS: ReadonlyMap<string, readonly string[]> = new Map(${JSON.stringify(keys, null, 2)});
/** What is expected of a value, by its path. */
export const ${upper}_EXPECTS: ReadonlyMap<string, string> = new Map(${JSON.stringify(expects, null, 2)});
`;
    })
    .join('');
}

/** The schema of a card whose fields have the names of a foreign dialect, for editors. */
export function editorSchema(schema: Schema, dialect: string): string {
  const properties: Record<string, object> = {};
  const ours: Record<string, object> = {};
  for (const [, field] of fieldsOf(schema)) {
    for (const name of field['x-names']?.[dialect] ?? []) {
      if (name.startsWith('kb.')) ours[name.slice('kb.'.length)] = plain(field);
      else properties[name] = plain(field);
    }
  }
  const { $schema, $id } = schema as { $schema?: string; $id?: string };
  const described = {
    $schema,
    $id: `${$id ?? ''}:${dialect}`,
    title: `Front matter of a card, dialect ${dialect}`,
    type: 'object',
    properties: {
      ...properties,
      kb: {
        description: 'The record of `kb`, beside the fields of the dialect.',
        type: 'object',
        properties: ours,
      },
    },
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

const START = '<!-- fields: generated by `npm run generate` -->';
const END = '<!-- /fields -->';

/** The docs page with its table of fields brought up to date. */
export function fieldsTable(schema: Schema, page: string): string {
  const code = (text: string): string => `\`${text}\``;
  const list = (names: readonly string[] = []): string => names.map(code).join(', ');
  const rows = fieldsOf(schema).map(([canonical, field]) => {
    const names = field['x-names'] ?? {};
    const [first] = field.examples ?? [];
    // As YAML: what begins with @ or # needs its quotes.
    const written = typeof first === 'string' && !/^[@#]/.test(first) ? first : JSON.stringify(first);
    const example = field.enum ? list(field.enum) : code(written);
    const fallback = typeof field.default === 'string' ? ` Default: ${code(field.default)}.` : '';
    return `| ${code(canonical)} | ${example} | ${field.description ?? ''}${fallback} | ${list(names['gds'])} | ${list(names['learn'])} | ${list(names['other'])} |`;
  });
  const table = [
    START,
    '| field | example | meaning | in `gds` | in `learn` | also detected |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    END,
  ].join('\n');
  const [before, after] = [page.indexOf(START), page.indexOf(END)];
  if (before === -1 || after === -1) throw new Error(`docs/card-format.md has no line ${START} or ${END}`);
  return page.slice(0, before) + table + page.slice(after + END.length);
}
