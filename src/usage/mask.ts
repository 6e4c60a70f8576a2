/**
 * Masks parts of search queries that may be confidential: account numbers, phone numbers, addresses, passwords, tokens. They
 * are not recorded. Words that only look like one are masked, too: it does no harm if a list of gaps has one query less.
 */
import { beginning } from '../text/shortened.js';

/** UTF-16 units of a query that are kept, and that are examined. */
export const LONGEST_QUERY = 200;
const LONGEST_READ = 2000;

/**
 * Most queries: plain words with nothing to mask. V8 takes milliseconds to compile the Unicode patterns, so they are avoided
 * here.
 */
const HARMLESS = /^[a-z]{1,15}(?: [a-z]{1,15})*$/;

const FEWEST_ACCOUNT_DIGITS = 8;
const FEWEST_CHANGES = 4;

const AT = /([@＠﹫]|%40|\s?[([{]at[)\]}]\s?)/i;

/**
 * A query in the form that is recorded: a long number becomes `#`, an e-mail address `@…`, a secret `…`, and a long text is
 * cut off.
 */
export function masked(query: string): string {
  const text = beginning(query, LONGEST_READ);
  return beginning(
    HARMLESS.test(text) ? text : withoutNumbers(withoutAddresses(withoutSecrets(text))),
    LONGEST_QUERY,
  );
}

function withoutNumbers(text: string): string {
  // Possible account numbers (IBAN): two letters, two digits, groups of letters and digits.
  const account =
    /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,3})?(?![\p{L}\p{N}])/gu;
  // Six or more digits of any script, with what people write between them: spaces, dashes, dots, brackets, slashes and the
  // like.
  const number = /[\p{Nd}\p{No}](?:[\s\p{Pd}\p{Cf}\p{M}.,·'’()[\]/\\|_*+]*[\p{Nd}\p{No}]){5,}/gu;
  return text
    .replace(account, (found) => ((found.match(/\d/g)?.length ?? 0) < FEWEST_ACCOUNT_DIGITS ? found : '#'))
    .replace(number, '#');
}

function withoutSecrets(text: string): string {
  // What follows the name of a secret, in quotes or up to a space.
  const named =
    /((?:pass(?:word|wd|wort|phrase|code)|kennwort|hasło|contraseña|mot de passe|пароль|סיסמה|secret|token|(?:api|access|private|secret)[ _-]?key|credentials?|(?<!\p{L})(?:pass|pwd|pin|cvc|cvv))["']?\s*(?:[:=]|=>)\s*)(?:"[^"]*"?|'[^']*'?|\S+)/giu;
  // An HTTP authorization scheme and what follows, unless it is a plain word: `bearer authentication` is a question.
  const authorization = /(?<!\p{L})((?:bearer|basic|digest)\s+)(?![A-Za-z]?[a-z]{0,15}(?!\S))\S+/giu;
  // Tokens with a known prefix.
  const marked =
    /(?<![A-Za-z0-9])(?:eyJ[\w-]+\.[\w.-]*|gh[a-z]_\w{8,}|github_pat_\w+|(?:sk|pk|rk|whsec)[_-][\w-]{12,}|xox[a-z]-[\w-]+|glpat-[\w-]+|npm_\w{12,}|hf_\w{12,}|ya29\.[\w-]+|A[A-Z]IA[A-Z0-9]{12,}|AIza[\w-]{20,}|-----BEGIN[^]*)/gu;
  // A run without spaces in which letters and digits alternate often.
  const run = /[A-Za-z0-9_+=~-]{20,}/g;
  return text
    .replace(named, '$1…')
    .replace(authorization, '$1…')
    .replace(marked, '…')
    .replace(run, (found) => (changesIn(found) < FEWEST_CHANGES ? found : '…'));
}

/** How often a digit follows a letter, or a letter a digit. */
function changesIn(run: string): number {
  const kinds = run
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/[A-Za-z]+/g, 'a')
    .replace(/\d+/g, '1');
  return kinds.length - 1;
}

function withoutAddresses(text: string): string {
  const [first = '', ...rest] = text.split(AT);
  let result = first;
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const [at = '', part = ''] = rest.slice(i, i + 2);
    const start = startOfLocal(result);
    const domain = lengthOfDomain(part);
    // `@ana` alone is an owner.
    const isAddress = start < result.length && domain > 0;
    result = isAddress ? `${result.slice(0, start)}@…${part.slice(domain)}` : result + at + part;
  }
  return result;
}

const isLocal = (character: string): boolean => /[\p{L}\p{M}\p{N}\p{Cf}._%+'’!$&*=?^`{|}~-]/u.test(character);

/** Length of the part of an address after its @. */
const lengthOfDomain = (text: string): number =>
  /^(?:\[[^\]\s]*\]|[\p{L}\p{M}\p{N}\p{Cf}.。．｡-]+)/u.exec(text)?.[0].length ?? 0;

/**
 * Where the part of an address before its @ begins. Searches backward: a search from the front would try every position in a
 * long text.
 */
function startOfLocal(text: string): number {
  let start = text.length;
  if (text.endsWith('"')) {
    const quote = text.lastIndexOf('"', start - 2);
    return quote < 0 ? start - 1 : quote;
  }
  while (start > 0 && isLocal(characterBefore(text, start))) start -= characterBefore(text, start).length;
  return start;
}

function characterBefore(text: string, end: number): string {
  const code = text.codePointAt(end - 2);
  return end > 1 && code !== undefined && code > 0xffff ? text.slice(end - 2, end) : text.slice(end - 1, end);
}
