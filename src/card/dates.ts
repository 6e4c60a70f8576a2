/**
 * Reads days in the forms that other tools write, and writes them back. A date that is not in the calendar is never
 * turned into another day.
 */
import { dayOf, parseDay, type Day } from '../day.js';
import type { DateForm } from './fields.generated.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const NAMED_MONTH = /^(\d{4})-([a-z]{3})-(\d{1,2})$/i;
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/i;

const READERS: Readonly<Record<DateForm, (text: string) => Day | undefined>> = {
  'YYYY-MM-DD': parseDay,
  'MM/DD/YYYY': (text) => {
    const match = AMERICAN.exec(text);
    return match ? dayOf(Number(match[3]), Number(match[1]), Number(match[2])) : undefined;
  },
  'YYYY-mon-DD': (text) => {
    const match = NAMED_MONTH.exec(text);
    const month = MONTHS.indexOf((match?.[2] ?? '').toLowerCase()) + 1;
    return match ? dayOf(Number(match[1]), month, Number(match[3])) : undefined;
  },
  // The day as written, whatever its time zone: it is never shifted to another zone.
  timestamp: (text) => parseDay(TIMESTAMP.exec(text)?.[1] ?? ''),
};

/** Returns the day that a text names in one of the forms, or undefined if it names none. */
export function readDay(text: string, forms: readonly DateForm[]): Day | undefined {
  for (const form of forms) {
    const day = READERS[form](text);
    if (day) return day;
  }
  return undefined;
}

/** Returns the only day that `MM/DD/YYYY` or `DD/MM/YYYY` can mean; undefined if it could be two days or none. */
export function meantDay(text: string): Day | undefined {
  const match = AMERICAN.exec(text);
  if (!match) return undefined;
  const [year, first, second] = [Number(match[3]), Number(match[1]), Number(match[2])];
  const [american, european] = [dayOf(year, first, second), dayOf(year, second, first)];
  return american && european && american !== european ? undefined : (american ?? european);
}

/** Formats a day (`YYYY-MM-DD`) like another text if that text is in one of the forms; otherwise returns it unchanged. */
export function dayLike(day: string, like: string, forms: readonly DateForm[]): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (forms.includes('MM/DD/YYYY') && AMERICAN.test(like)) return `${month}/${date}/${year}`;
  const letters = forms.includes('YYYY-mon-DD') ? NAMED_MONTH.exec(like)?.[2] : undefined;
  if (letters === undefined) return day;
  const name = MONTHS[Number(month) - 1] ?? '';
  const [first = '', second = ''] = letters;
  const isUpper = (letter: string): boolean => letter === letter.toUpperCase();
  const head = isUpper(first) ? name.charAt(0).toUpperCase() : name.charAt(0);
  return `${year}-${head}${isUpper(second) ? name.slice(1).toUpperCase() : name.slice(1)}-${date}`;
}
