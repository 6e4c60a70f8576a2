/** What the reader of an issue can do about the card, with the exact commands, and how the issue gets closed. */
import { quoted, quotedPath } from '../../text/shell.js';
import { codeBlock, codeSpan, linkTo } from './defuse.js';
import type { Report } from './report.js';

export function answersTo(report: Report): readonly string[] {
  const {
    card: { id },
    pages,
    folder,
  } = report;
  const kb = folder === '' ? 'kb' : `kb -C ${quotedPath(folder)}`;
  const command = (verb: string, rest: string): string =>
    `\n${codeBlock(`${kb} ${verb} ${quoted(id)}${rest}`, 'sh')}`;
  return [
    `**Still correct?** Verify it, and type what you checked it against:${command('verify', ' --note "what you checked it against"')}\n${withoutKb(report)}`,
    pages.edit === null
      ? `**Wrong?** Fix it, then verify it:${command('edit', ' --verify')}`
      : `**Wrong?** ${linkTo('Edit it', pages.edit)}, then verify it with the command above.`,
    `**Not yours?** Name the new owner:${command('verify', ' --reassign @name')}`,
    `**Not needed any more?** Archive it:${command('archive', '')}`,
  ];
}

/** Help for people who know whether the card is correct, but do not have kb. */
function withoutKb({ pages, byHand }: Report): string {
  if (byHand === null) return 'No `kb`? Install it (`npm install -g kbcards`), or ask somebody who has it.';
  const { field, means } = byHand;
  const edit = pages.edit === null ? 'Change its file' : linkTo('Edit it', pages.edit);
  const day = means === 'checked' ? 'the date of your check' : 'the date by which it must be checked again';
  return `No \`kb\`? ${edit} and set ${codeSpan(field)} to ${day}. That only moves the date: kb keeps no record of your check.`;
}

/** Returns what closes the issue, and how to put it off. */
export function outlookOf({ isFile }: Report): string {
  const until = 'it stays closed until the date of the card changes.';
  return isFile
    ? 'Each command makes one commit. This issue closes by itself in the next run of `kb issues sync`. Not now? Write ' +
        `\`state: closed\` and \`reason: not_planned\` at the top of this file: ${until}`
    : 'Each command makes one commit: push it, or open a pull request. This issue closes by itself once that is on the ' +
        `default branch. Not now? Close it as “not planned”: ${until}`;
}
