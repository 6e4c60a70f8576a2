/** What an answer says about a link. Only what is certain counts against it: many servers turn programs away. */
import { NOT_PUBLIC } from './guard.js';
import type { Reply } from './request.js';

export type Verdict =
  | { readonly is: 'alive' }
  /** It leads on for good; the whole address of the new place. */
  | { readonly is: 'moved'; readonly to: string }
  /** What came back, `404 (not found)`. */
  | { readonly is: 'dead'; readonly why: string }
  /** Nobody can tell, at least not now and not from here. */
  | { readonly is: 'unjudged'; readonly why: string };

export const ALIVE: Verdict = { is: 'alive' };

export function unjudged(why: string): Verdict {
  return { is: 'unjudged', why };
}

const DEAD_STATUS = new Map([
  [404, '404 (not found)'],
  [410, '410 (gone)'],
]);

/** The verdict on a reply that leads nowhere else. */
export function verdictOn({ status }: Reply): Verdict {
  if (status >= 200 && status < 300) return ALIVE;
  const why = DEAD_STATUS.get(status);
  return why === undefined ? unjudged(`the server said ${status}`) : { is: 'dead', why };
}

const NO_HOST = 'there is no such host';
const SILENCE = 'the server did not answer';
const PRIVATE = 'the host is not on the public internet';
/** Behind the port stand no pages. */
export const NO_PAGES = 'the port is not used for web pages';

/** A chain of certificates that is not complete, or that a company's own proxy signed, says nothing about the link. */
const DEAD_CODE = new Map([
  ['ENOTFOUND', NO_HOST],
  ['ECONNREFUSED', 'the connection was refused'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
]);

/** The verdict on a request that failed with an error code. */
export function verdictOnFailure(code: string): Verdict {
  const why = DEAD_CODE.get(code);
  if (why !== undefined) return { is: 'dead', why };
  return unjudged(code === NOT_PUBLIC ? PRIVATE : SILENCE);
}

/** Nothing was heard, or nobody was asked: a machine without network gets no other verdicts. */
export function isSilence(verdict: Verdict): boolean {
  return 'why' in verdict && [NO_HOST, SILENCE, PRIVATE, NO_PAGES].includes(verdict.why);
}
