/** The front matter of cards against a team's own JSON Schema. The schema may be hostile: call it where it can be ended. */
import type { ErrorObject, Options } from 'ajv';
import type { Plain, PlainMap } from '../card/plain.js';
import { stepsOf } from '../card/plain.js';
import { lineColumn, type Position } from '../card/position.js';
import { parseDay } from '../day.js';
import { shortened } from '../text/shortened.js';

export interface SchemaJob {
  /** Text of the schema's file. */
  readonly schema: string;
  /** Front matter of each card; scalars are text. */
  readonly fronts: readonly PlainMap[];
}

/** What a schema says about a card. */
export interface Violation {
  /** Keys that lead to what is wrong; empty for the card as a whole. */
  readonly steps: readonly string[];
  readonly message: string;
}

export type SchemaReport =
  /** Of each card. */
  | { readonly violations: readonly (readonly Violation[])[] }
  /** What is wrong with the schema itself. */
  | { readonly fault: string; readonly at?: Position };

/** Of one card. */
const MOST_VIOLATIONS = 32;
const LONGEST = 200;

const OPTIONS: Options = {
  allErrors: true,
  // A keyword that ajv does not know is an annotation, as the standard has it.
  strict: false,
  // YAML's scalars are read as text: `3` is one of the forms of a number.
  coerceTypes: true,
  // `constructor` is there only where a card has it.
  ownProperties: true,
  logger: false,
  formats: {
    date: (text: string) => parseDay(text) !== undefined,
    email: /^[^\s@]+@[^\s@]+$/,
    uri: (text: string) => /^[a-z]/i.test(text) && URL.canParse(text),
  },
};

/** Nothing is fetched: a `$ref` that leads out of the file is a fault. */
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
  // In the bundle a CommonJS library has its exports under `default` only.
  const Ajv =
    draft === 'draft-07'
      ? (await import('ajv')).default.Ajv
      : (await import('ajv/dist/2020.js')).default.Ajv2020;
  try {
    const validate = new Ajv(OPTIONS).compile(parsed);
    return {
      violations: fronts.map((front) => {
        // Coercion changes what it is given.
        const found = validate(structuredClone(front)) ? [] : (validate.errors ?? []);
        return telling(found)
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

/** One error for each place, but for keys that are missing or too many. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const told = new Set<string>();
  return errors.filter((error) => {
    if (sumsUp(error)) return false;
    const place = stepsTo(error).join('\0') + (error.keyword === 'required' ? `\0${missing(error)}` : '');
    if (told.has(place)) return false;
    told.add(place);
    return true;
  });
}

/** Whether an error only says that others, which are told before it, belong together. */
function sumsUp({ keyword, params }: ErrorObject): boolean {
  // A value that two alternatives take has no other error.
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
  const { keyword, params, message = 'not as the schema asks' } = error;
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
