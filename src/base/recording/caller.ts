/** Identifies the user, by the name that records of a base use. */
import type { Base } from '../base.js';
import { UNSEEN } from '../../card/unseen.js';
import { KbError } from '../../errors.js';
import type { Environment } from '../../io.js';
import { callerOf, type Caller } from '../../trust/caller.js';

const NOT_ALLOWED = new RegExp(`[${UNSEEN}]`, 'u');

/** Returns the person in `KB_USER`, else the one whom git would name as an author. Throws KbError `usage` if there is neither. */
export async function callerIn({ repo, config }: Base, env: Environment): Promise<Caller> {
  const identity = env['KB_USER'] || (await ofGit(repo.root, env));
  if (identity === undefined) {
    throw new KbError(
      'usage',
      'cannot tell who you are: git is not installed, and KB_USER is not set',
      'export KB_USER=you@example.com',
    );
  }
  if (identity === null) {
    throw new KbError(
      'usage',
      'cannot tell who you are: git user.email and KB_USER are both unset',
      'git config --global user.email you@example.com',
    );
  }
  if (NOT_ALLOWED.test(identity) || identity.length > 200) {
    throw new KbError(
      'usage',
      'KB_USER or git user.email contains control characters or is too long',
      'git config --get user.email',
    );
  }
  return callerOf(identity, config.people);
}

/** The e-mail address; null if git knows none, undefined if git is not installed. */
async function ofGit(root: string, env: Environment): Promise<string | null | undefined> {
  const { openGit } = await import('../../repo/git.js');
  const git = openGit(root, env);
  const { email } = await git.identity();
  return email === null && (await git.version()) === null ? undefined : email;
}
