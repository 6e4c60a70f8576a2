/** JSON Schema as far as our schemas use it, with our own annotations. */

export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  /** Rule under which a wrong value is reported. */
  readonly 'x-rule'?: string;
  /** What is expected, in a message. */
  readonly 'x-expects'?: string;
  /** `wrong`: a key without a value is an error, not an absent field. */
  readonly 'x-blank'?: 'wrong';
  /** One text is cut into a list at its commas. */
  readonly 'x-split'?: boolean;
  /** Dialect → names, the first one present counts; `other`: names that detection also knows. */
  readonly 'x-names'?: Readonly<Record<string, readonly string[]>>;
  readonly 'x-dialects'?: Readonly<
    Record<string, { readonly title: string; readonly dates: readonly string[] }>
  >;
}

/** A field that a card can state: those with `x-names`, `verified.on` for a nested one. */
export function fieldsOf(schema: Schema, prefix = ''): [canonical: string, field: Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]): [string, Schema][] =>
    property['x-names'] ? [[prefix + key, property]] : fieldsOf(property, `${prefix}${key}.`),
  );
}

/** A schema without what is for readers: annotations, and `x-` keys. */
export function bare(schema: Schema): Schema {
  return strip(schema, (key) => /^(\$id|title|description|default|examples|x-.*)$/.test(key));
}

/** A schema without the titles: each would become a type of its own. */
export function untitled(schema: Schema): Schema {
  return strip(schema, (key) => /^(\$id|title|examples|x-.*)$/.test(key));
}

/** A schema without our own `x-` keys, for editors. */
export function plain(schema: Schema): Schema {
  return strip(schema, (key) => key.startsWith('x-'));
}

function strip(schema: Schema, drop: (key: string) => boolean, named = false): Schema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => named || !drop(key))
      .map(([key, value]): [string, unknown] => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [key, value];
        // Below `properties` the keys are names of fields, not keywords: a field may be called `title`.
        return [key, strip(value as Schema, drop, !named && key === 'properties')];
      }),
  );
}
