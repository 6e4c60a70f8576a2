/** Pages of a list, with the header that links to the next one. */
import type { Answer } from './answer.js';
import type { Call } from './call.js';

/** `address` is the URL of the list, without a query. */
export function page(call: Call, address: string, all: readonly unknown[]): Answer {
  const size = Math.min(100, Math.max(1, number(call, 'per_page', 30)));
  const current = Math.max(1, number(call, 'page', 1));
  const last = Math.max(1, Math.ceil(all.length / size));
  const to = (target: number, rel: string): string => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(target));
    return `<${address}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [to(current - 1, 'prev')] : []),
    ...(current < last ? [to(current + 1, 'next'), to(last, 'last')] : []),
    ...(current > 1 ? [to(1, 'first')] : []),
  ];
  const body = all.slice((current - 1) * size, current * size);
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

function number(call: Call, name: string, otherwise: number): number {
  const value = Number(call.query.get(name) ?? otherwise);
  return Number.isInteger(value) ? value : otherwise;
}
