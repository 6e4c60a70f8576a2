/** What people paste into a search may be a customer's: account numbers, telephone numbers, addresses. It is not kept. */
import { beginning } from '../text/shortened.js';

/** UTF-16 units of a query that are kept, and those that are looked at. */
export const LONGEST_QUERY = 200;
const LONGEST_READ = 2000;

/** Six digits of any script or more, with what people write between them: blanks, dashes, dots, brackets, slashes. */
const NUMBER = /\p{Nd}(?:[\s\p{Pd}\p{Cf}.()/]*\p{Nd}){5,}/gu;
const AT = /([@＠])/;
const LOCAL = /[\p{L}\p{M}\p{N}\p{Cf}._%+'-]/u;
/** The part of an address behind its @. */
const DOMAIN = /^[\p{L}\p{M}\p{N}\p{Cf}.-]+/u;

/** A query as it is kept: a long number is `#`, an e-mail address `@…`, and the rest of a long text is cut off. */
export function masked(query: string): string {
  const text = withoutAddresses(beginning(query, LONGEST_READ));
  return beginning(text.replace(NUMBER, '#'), LONGEST_QUERY);
}

function withoutAddresses(text: string): string {
  if (!AT.test(text)) return text;
  const [first = '', ...rest] = text.split(/[@＠]/);
  let result = first;
  for (const part of rest) {
    const start = startOfLocal(result);
    const domain = DOMAIN.exec(part)?.[0].length ?? 0;
    // `@ana` alone is an owner.
    const isAddress = start < result.length && domain > 0;
    result = isAddress ? `${result.slice(0, start)}@…${part.slice(domain)}` : `${result}@${part}`;
  }
  return result;
}

/** Where the part of an address before its @ begins; a search from the front would try each place in a long text. */
function startOfLocal(text: string): number {
  let start = text.length;
  while (start > 0 && LOCAL.test(characterBefore(text, start))) start -= characterBefore(text, start).length;
  return start;
}

function characterBefore(text: string, end: number): string {
  const code = text.codePointAt(end - 2);
  return end > 1 && code !== undefined && code > 0xffff ? text.slice(end - 2, end) : text.slice(end - 1, end);
}
