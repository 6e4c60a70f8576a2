/** The part of CODEOWNERS for cards: what it should say, and the file with it. */
import type { Base } from '../base.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { codeownersFile } from '../../repo/codeowners.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';
import {
  codeownersPart,
  findPart,
  LONGEST_CODEOWNERS,
  withPart,
  type CodeownersPart,
} from '../../trust/codeowners-part.js';
import { CODEOWNERS_FILES } from '../../trust/codeowners.js';

export interface CodeownersState {
  /** The root of the work tree; outside git, that of the base. */
  readonly top: string;
  /** Path of the file, from `top`: the existing one, else the one to create. */
  readonly name: string;
  readonly part: CodeownersPart;
  /** The current text of the file; '' if there is none. */
  readonly before: string;
  /** The text as it should be. */
  readonly after: string;
}

/** Compares CODEOWNERS with the cards. Throws KbError `io` if the file cannot be read, or the part cannot be written into it. */
export async function codeownersState({ repo, config, cards }: Base): Promise<CodeownersState> {
  const top = findWorkTree(repo.root)?.root ?? repo.root;
  const lead = prefixOf(repo.root);
  const part = codeownersPart((await cards()).cards, config.people, lead, (text) => safe(text) === text);
  const found = codeownersFile(top);
  const name = found?.path ?? CODEOWNERS_FILES[0];
  const before = found === null ? '' : textOf(found.bytes, name);
  if (findPart(before) === 'broken') {
    throw new KbError(
      'io',
      `${name}: expected one line “# kb: begin” and, below it, one line “# kb: end”`,
      'fix or delete these lines',
    );
  }
  const after = withPart(before, part);
  if (Buffer.byteLength(after) > LONGEST_CODEOWNERS) {
    throw new KbError(
      'io',
      `${name} would be longer than 3 MB, and GitHub ignores such a file`,
      'set owners for folders in CODEOWNERS instead',
    );
  }
  return { top, name, part, before, after };
}

/** Returns the path of CODEOWNERS if its part is up to date; null if it is not, or if the file cannot be read. */
export async function currentCodeowners(base: Base): Promise<string | null> {
  try {
    const { name, before, after } = await codeownersState(base);
    return findPart(before) !== null && before === after ? name : null;
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}

/** Refuses other encodings than UTF-8, because writing the file back would damage it. */
function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new KbError('io', `${name} is not UTF-8`, 'save it as UTF-8');
  }
}
