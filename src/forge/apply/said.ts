/** Comments that kb makes: each ends in a hidden key, by which the next run knows that it was said. */
import type { Forge } from '../forge.js';
import { shortHash } from '../block/hash.js';
import { once } from './once.js';

/** The comment with its key. @param occasion tells it from one of the same words on another occasion */
export function withKey(text: string, occasion: string): string {
  return `${text}\n\n<!-- kb:said key=${shortHash(`${occasion}\n${text}`)} -->`;
}

/** Says what `withKey` made, unless one of the comments that are kb's own says it already. */
export async function sayOnce(
  forge: Forge,
  { issue, comment }: { issue: number; comment: string },
  { isOurs, wait }: { isOurs: (login: string) => boolean; wait: (ms: number) => Promise<void> },
): Promise<void> {
  const key = comment.slice(comment.lastIndexOf('\n') + 1);
  const findSaid = async (): Promise<true | null> => {
    const comments = await forge.comments(issue);
    return comments.some(({ author, body }) => isOurs(author) && body.includes(key)) || null;
  };
  if (await findSaid()) return;
  const say = async (): Promise<true> => {
    await forge.comment(issue, comment);
    return true;
  };
  await once(say, findSaid, { what: `a comment on #${issue}`, wait });
}
