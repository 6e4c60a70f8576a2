/** Judges a link by the response of its server. Only clear evidence counts against it, because many servers block bots. */
import { NOT_PUBLIC } from './guard.js';
import type { Reply } from './request.js';

export type Verdict =
  | { readonly is: 'alive' }
  /** Moved permanently; `to` is the absolute URL. */
  | { readonly is: 'moved'; readonly to: string }
  /** Broken; `why` is the evidence, `404 (not found)`. */
  | { readonly is: 'dead'; readonly why: string }
  /** Impossible to tell, at least now and from this machine. */
  | { readonly is: 'unjudged'; readonly why: string };

export const ALIVE: Verdict = { is: 'alive' };

export function unjudged(why: string): Verdict {
  return { is: 'unjudged', why };
}

const DEAD_STATUS = new Map([
  [404, '404 (not found)'],
  [410, '410 (gone)'],
]);

/** The verdict on a reply that is not a redirect. */
export function verdictOn({ status }: Reply): Verdict {
  if (status >= 200 && status < 300) return ALIVE;
  const why = DEAD_STATUS.get(status);
  return why === undefined ? unjudged(`the server said ${status}`) : { is: 'dead', why };
}

const NO_HOST = 'there is no such host';
const SILENCE = 'the server did not answer';
const PRIVATE = 'the host is not on the public internet';
/** Why a link to a port that serves no web pages is not judged. */
export const NO_PAGES = 'the port is not used for web pages';

/**
 * Error codes that count against a link. Those for an incomplete certificate chain, or one that a company's proxy signed, are
 * not among them: they say nothing about the link.
 */
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

/** Whether no server responded or was asked. A machine without a network gets no other verdicts. */
export function isSilence(verdict: Verdict): boolean {
  return 'why' in verdict && [NO_HOST, SILENCE, PRIVATE, NO_PAGES].includes(verdict.why);
}
