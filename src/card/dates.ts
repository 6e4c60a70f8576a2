/** Days as other tools write them → `YYYY-MM-DD`. Never another day: what is no day of the calendar stays as written. */
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
  // The day that is written, in whichever zone it was: there is no clock here to move it.
  timestamp: (text) => parseDay(TIMESTAMP.exec(text)?.[1] ?? ''),
};

/** The day that a text names in one of the forms; undefined where it names none. */
export function readDay(text: string, forms: readonly DateForm[]): Day | undefined {
  for (const form of forms) {
    const day = READERS[form](text);
    if (day) return day;
  }
  return undefined;
}

/** The one day that `MM/DD/YYYY` or `DD/MM/YYYY` can mean; undefined where it may be two. */
export function meantDay(text: string): Day | undefined {
  const match = AMERICAN.exec(text);
  if (!match) return undefined;
  const [year, first, second] = [Number(match[3]), Number(match[1]), Number(match[2])];
  const [american, european] = [dayOf(year, first, second), dayOf(year, second, first)];
  return american && european && american !== european ? undefined : (american ?? european);
}

/** A day (`YYYY-MM-DD`) written in the form of another text, where that is one of the forms. */
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
