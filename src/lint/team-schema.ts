/**
 * Checks the front matter of cards against a team's own JSON Schema. The schema may be hostile, so run this where it can be
 * stopped.
 */
import type { ErrorObject, Options } from 'ajv';
import type { Plain, PlainMap } from '../card/plain.js';
import { stepsOf } from '../card/plain.js';
import { lineColumn, type Position } from '../card/position.js';
import { parseDay } from '../day.js';
import { shortened } from '../text/shortened.js';

export interface SchemaJob {
  /** Text of the schema file. */
  readonly schema: string;
  /** Front matter of each card; all scalars are strings. */
  readonly fronts: readonly PlainMap[];
}

/** A violation of the schema in a card. */
export interface Violation {
  /** Keys that lead to the place of the violation; empty for the card as a whole. */
  readonly steps: readonly string[];
  readonly message: string;
}

export type SchemaReport =
  /** One list per card. */
  | { readonly violations: readonly (readonly Violation[])[] }
  /** A problem with the schema itself. */
  | { readonly fault: string; readonly at?: Position };

/** Per card. */
const MOST_VIOLATIONS = 32;
const LONGEST = 200;

const OPTIONS: Options = {
  allErrors: true,
  // As in the JSON Schema standard, unknown keywords are annotations.
  strict: false,
  // The scalars of the front matter are strings: `3` must be accepted as a number.
  coerceTypes: true,
  // Without this, every object would seem to have a key `constructor`.
  ownProperties: true,
  logger: false,
  formats: {
    date: (text: string) => parseDay(text) !== undefined,
    email: /^[^\s@]+@[^\s@]+$/,
    uri: (text: string) => /^[a-z]/i.test(text) && URL.canParse(text),
  },
};

/** Checks the front matter of all cards. Nothing is fetched: a `$ref` to something outside the file is a fault. */
export async function checkAgainst({ schema, fronts }: SchemaJob): Promise<SchemaReport> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(schema.replace(/^\uFEFF/, ''));
  } catch (error) {
    const offset = /position (\d+)/.exec(String(error))?.[1];
    return { fault: 'expected JSON', ...(offset && { at: lineColumn(schema, Number(offset)) }) };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { fault: 'expected a JSON Schema: a map with keys such as `required` and `properties`' };
  }
  if ('$async' in parsed) return { fault: 'expected a schema without `$async`' };
  const written = '$schema' in parsed ? JSON.stringify(parsed.$schema) : '2020-12';
  const draft = /draft-07|2020-12/.exec(written)?.[0];
  if (!draft) return { fault: `$schema: expected draft-07 or 2020-12, found ${shortened(written, LONGEST)}` };
  // In the bundle, the exports of a CommonJS library are only under `default`.
  const Ajv =
    draft === 'draft-07'
      ? (await import('ajv')).default.Ajv
      : (await import('ajv/dist/2020.js')).default.Ajv2020;
  try {
    const validate = new Ajv(OPTIONS).compile(parsed);
    return {
      violations: fronts.map((front) => {
        // Coercion modifies its input.
        const found = validate(structuredClone(front)) ? [] : (validate.errors ?? []);
        return onePerPlace(found)
          .slice(0, MOST_VIOLATIONS)
          .map((error) => violation(error, front));
      }),
    };
  } catch (error) {
    return {
      fault: `this schema cannot be used: ${shortened(error instanceof Error ? error.message : String(error), LONGEST)}`,
    };
  }
}

/** Keeps one error per place. Each missing or unexpected key is a place of its own. */
function onePerPlace(errors: readonly ErrorObject[]): ErrorObject[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    if (sumsUp(error)) return false;
    const place = stepsTo(error).join('\0') + (error.keyword === 'required' ? `\0${missing(error)}` : '');
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** Whether an error only summarizes other errors. */
function sumsUp({ keyword, params }: ErrorObject): boolean {
  // `oneOf` also fails if two alternatives match; then there is no other error.
  return (
    keyword === 'if' || keyword === 'anyOf' || (keyword === 'oneOf' && params['passingSchemas'] === null)
  );
}

function stepsTo({ instancePath, params }: ErrorObject): string[] {
  const extra = (params['additionalProperty'] ?? params['unevaluatedProperty']) as string | undefined;
  return [...stepsOf(instancePath), ...(extra === undefined ? [] : [extra])];
}

function missing({ params }: ErrorObject): string {
  return String(params['missingProperty']);
}

function violation(error: ErrorObject, front: PlainMap): Violation {
  const steps = stepsTo(error);
  const name = steps.length === 0 ? '' : `${shortened(steps.join('.'), LONGEST)}: `;
  const value = valueAt(front, steps);
  const found = typeof value === 'string' ? `, found “${shortened(value, LONGEST)}”` : '';
  return { steps, message: `${name}${expectation(error)}${found}` };
}

function expectation(error: ErrorObject): string {
  const { keyword, params, message = 'does not match the schema' } = error;
  const list = (values: unknown): string => shortened([values].flat().map(String).join(', '), LONGEST);
  switch (keyword) {
    case 'required':
      return `expected \`${shortened(missing(error), LONGEST)}\``;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'this key is not expected';
    case 'enum':
      return `expected one of ${list(params['allowedValues'])}`;
    case 'const':
      return `expected ${list(params['allowedValue'])}`;
    case 'type':
      return `expected ${list(params['type'])}`;
    case 'pattern':
      return `expected text that matches ${list(params['pattern'])}`;
    case 'format':
      return `expected a text of the form ${list(params['format'])}`;
    default:
      return shortened(message, LONGEST);
  }
}

function valueAt(front: PlainMap, steps: readonly string[]): Plain | undefined {
  let value: Plain | undefined = front;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as PlainMap)[step];
  }
  return value;
}
