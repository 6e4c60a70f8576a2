/** Reads the front matter of an issue file. People write it by hand, so each error names its line. */
import { isItems, type Field, type Fields } from '../../../card/value.js';
import { partsOf } from '../../../card/values.js';
import { parseDay } from '../../../day.js';
import { shortened } from '../../../text/shortened.js';

/** Why a file is not a valid issue, and on which line. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile';

  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const NUMBER = /^[1-9]\d{0,8}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z)?$/;

export class FieldReader {
  constructor(readonly fields: Fields) {}

  /** Returns the value; throws WrongFile if it is missing. */
  needed<T>(key: string, value: T | null, example: string): T {
    if (value !== null) return value;
    throw new WrongFile(
      this.fields.get(key)?.keyRange.line ?? 1,
      `expected “${key}: ${example}”, found nothing`,
    );
  }

  number(): number {
    const text = this.needed('number', this.text('number'), '7');
    if (!NUMBER.test(text)) throw this.#wrong('number', 'a number from 1 to 999999999');
    return Number(text);
  }

  text(key: string): string | null {
    const value = this.fields.get(key)?.value ?? null;
    if (value !== null && typeof value !== 'string') throw this.#wrong(key, 'text');
    return value;
  }

  /** Reads one of the words, ignoring case; `not planned` is `not_planned`. */
  oneOf<Word extends string>(key: string, words: readonly Word[]): Word | null {
    const text = this.text(key)?.trim().toLowerCase().replace(/[ -]/g, '_');
    if (text === undefined) return null;
    const found = words.find((word) => word === text);
    if (found === undefined) throw this.#wrong(key, words.join(', ').replace(/, (?=[^,]*$)/, ' or '));
    return found;
  }

  /** Reads a day, or a day with a time in UTC. */
  time(key: string): string | null {
    const text = this.text(key)?.trim();
    if (text === undefined) return null;
    const day = TIME.exec(text)?.[1];
    if (day === undefined || !parseDay(day)) {
      throw this.#wrong(key, 'a date such as 2027-01-31, or a time such as 2027-01-31T09:30:00Z');
    }
    return text === day ? `${day}T00:00:00Z` : text;
  }

  /** Reads a list, or a comma-separated string. */
  names(key: string): string[] {
    const value = this.fields.get(key)?.value ?? null;
    if (typeof value === 'string') return partsOf(value).filter((name) => name !== '');
    if (value === null) return [];
    const names = isItems(value) ? value.map((item) => item.value) : [null];
    if (!names.every((name) => typeof name === 'string')) throw this.#wrong(key, 'a list of names');
    return names;
  }

  #wrong(key: string, expected: string): WrongFile {
    const field: Field | undefined = this.fields.get(key);
    const found = typeof field?.value === 'string' ? `“${shortened(field.value)}”` : 'a list or a map';
    return new WrongFile(field?.keyRange.line ?? 1, `${key}: expected ${expected}, found ${found}`);
  }
}
