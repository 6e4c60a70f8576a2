/** The cards' part of CODEOWNERS: what it should say, and what the file would be with it. */
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
  /** The root of the work tree; outside git that of the base. */
  readonly top: string;
  /** The file, from there: the one that is there, else the one that would be made. */
  readonly name: string;
  readonly part: CodeownersPart;
  /** The file as it is; '' where there is none. */
  readonly before: string;
  /** The file as it should be. */
  readonly after: string;
}

/** Throws KbError `io` where the file cannot be read, or the part cannot be put into it. */
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

/** The file that has the part just as it should be; null where none has, or none can be read. */
export async function currentCodeowners(base: Base): Promise<string | null> {
  try {
    const { name, before, after } = await codeownersState(base);
    return findPart(before) !== null && before === after ? name : null;
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}

/** What is no UTF-8 would be lost when it is written back. */
function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new KbError('io', `${name} is not UTF-8`, 'save it as UTF-8');
  }
}
