/** Comments by kb: each ends in a hidden key, so that the next run does not repeat it. */
import type { Forge } from '../forge.js';
import { shortHash } from '../block/hash.js';
import { once } from './once.js';

/** Returns a comment with its key. @param occasion distinguishes comments with the same text on different occasions */
export function withKey(text: string, occasion: string): string {
  return `${text}\n\n<!-- kb:said key=${shortHash(`${occasion}\n${text}`)} -->`;
}

/** Posts a comment made by `withKey`, unless kb has already posted it. */
export async function postOnce(
  forge: Forge,
  { issue, comment }: { issue: number; comment: string },
  { isOurs, wait }: { isOurs: (login: string) => boolean; wait: (ms: number) => Promise<void> },
): Promise<void> {
  const key = comment.slice(comment.lastIndexOf('\n') + 1);
  const findPosted = async (): Promise<true | null> => {
    const comments = await forge.comments(issue);
    return comments.some(({ author, body }) => isOurs(author) && body.includes(key)) || null;
  };
  if (await findPosted()) return;
  const post = async (): Promise<true> => {
    await forge.comment(issue, comment);
    return true;
  };
  await once(post, findPosted, { what: `a comment on #${issue}`, wait });
}
