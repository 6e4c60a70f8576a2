/** CODEOWNERS as a source of owners: the last pattern that matches a path wins, as on GitHub and GitLab. */
import ignore from 'ignore';

/** Where forges look for the file, in their order. */
export const CODEOWNERS_FILES = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
] as const;

/** Path from the root → its owners; empty where no pattern matches, or the last one that does names nobody. */
export type OwnersOfPath = (path: string) => readonly string[];

/** Reads the text of a CODEOWNERS file. Sections of GitLab (`[Name]`) and lines that are no pattern are skipped. */
export function parseCodeowners(text: string): OwnersOfPath {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('[') && !line.startsWith('^[') && !line.startsWith('!'))
    .map((line) => {
      const [pattern = '', ...owners] = line.split(/(?<!\\)\s+/);
      return { matcher: ignore({ ignorecase: false }).add(pattern), owners };
    })
    .reverse();
  return (path) => rules.find(({ matcher }) => matcher.ignores(path))?.owners ?? [];
}
