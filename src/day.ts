/** Calendar days and intervals as plain values: no clock, no time zone, no Date. */

/** `YYYY-MM-DD`, checked against the calendar; can be compared with < and >. */
export type Day = string & { readonly __day: unique symbol };

/** A length of time counted in days or in calendar months. */
export interface Interval {
  readonly count: number;
  readonly unit: 'day' | 'month';
}

/** The ends of the calendar. Arithmetic stops here instead of leaving it. */
const FIRST = '0001-01-01' as Day;
const LAST = '9999-12-31' as Day;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Parses `YYYY-MM-DD`. Returns undefined if the text has another form or the calendar has no such day. */
export function parseDay(text: string): Day | undefined {
  const match = DAY.exec(text);
  if (!match) return undefined;
  return dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The day with this year (1 to 9999), month (1 to 12) and day of the month; undefined if there is none. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (![year, month, day].every(Number.isInteger)) return undefined;
  if (year < 1 || year > 9999 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > lengthOfMonth(year, month)) return undefined;
  return format(year, month, day);
}

/** The day `count` days later (earlier if negative). */
export function addDays(day: Day, count: number): Day {
  return fromEpoch(toEpoch(day) + count);
}

/** The day `count` calendar months later, or the last day of that month if it is shorter (31 August + 6 = 28 February). */
export function addMonths(day: Day, count: number): Day {
  const [year, month, dayOfMonth] = parts(day);
  const months = year * 12 + (month - 1) + count;
  const toYear = Math.floor(months / 12);
  const toMonth = (months % 12) + 1;
  return format(toYear, toMonth, Math.min(dayOfMonth, lengthOfMonth(toYear, toMonth)));
}

export function addInterval(day: Day, { count, unit }: Interval): Day {
  return unit === 'day' ? addDays(day, count) : addMonths(day, count);
}

/** Days from one day to another; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toEpoch(to) - toEpoch(from);
}

const MONTHS_OF_WORD: Readonly<Record<string, number>> = {
  monthly: 1,
  quarterly: 3,
  biannual: 6,
  biannually: 6,
  annual: 12,
  annually: 12,
  yearly: 12,
};
const UNITS: Readonly<Record<string, Interval>> = {
  d: { count: 1, unit: 'day' },
  w: { count: 7, unit: 'day' },
  m: { count: 1, unit: 'month' },
  y: { count: 12, unit: 'month' },
};
const COUNTED = /^(\d{1,5})[\s-]*(d|days?|w|weeks?|m|months?|y|years?)?$/;
const ISO_8601 = /^p(?=\d)(?:(\d{1,4})y)?(?:(\d{1,4})m)?(?:(\d{1,4})w)?(?:(\d{1,5})d)?$/;

/**
 * Parses `90d`, `6 months`, `4 weeks`, `1 year`, `180-days`, `365` (days), `monthly`, `quarterly`, `biannual` (twice a year),
 * `annual`, and ISO 8601 durations in years and months or in weeks and days (`P90D`, `P6M`, `P1Y6M`).
 * Returns undefined if the text is none of these, zero, or longer than about a century.
 */
export function parseInterval(text: string): Interval | undefined {
  const word = text.trim().toLowerCase();
  const months = Object.hasOwn(MONTHS_OF_WORD, word) ? MONTHS_OF_WORD[word] : undefined;
  if (months !== undefined) return { count: months, unit: 'month' };
  const counted = COUNTED.exec(word);
  if (counted) {
    const unit = UNITS[counted[2]?.[0] ?? 'd'];
    return unit && positive({ count: Number(counted[1]) * unit.count, unit: unit.unit });
  }
  const iso = ISO_8601.exec(word);
  if (!iso) return undefined;
  const inMonths = Number(iso[1] ?? 0) * 12 + Number(iso[2] ?? 0);
  const inDays = Number(iso[3] ?? 0) * 7 + Number(iso[4] ?? 0);
  if (inMonths > 0 && inDays > 0) return undefined;
  return positive(inMonths > 0 ? { count: inMonths, unit: 'month' } : { count: inDays, unit: 'day' });
}

/** Rejects intervals of more than a century: they are typing mistakes and could leave the calendar. */
function positive(interval: Interval): Interval | undefined {
  const days = interval.unit === 'day' ? interval.count : interval.count * 31;
  return interval.count > 0 && days <= 37_200 ? interval : undefined;
}

function parts(day: Day): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function format(year: number, month: number, day: number): Day {
  if (year < 1) return FIRST;
  if (year > 9999) return LAST;
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day;
}

function lengthOfMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. Days count from 1970-01-01.
// Years begin in March, so that a leap day is the last day of its year; an era is 400 years, or 146,097 days.

function toEpoch(day: Day): number {
  const [civilYear, month, dayOfMonth] = parts(day);
  const year = month <= 2 ? civilYear - 1 : civilYear;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function fromEpoch(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return format(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth);
}
