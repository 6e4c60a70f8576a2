/** What became of changes in git, as half a sentence. */

/** @param commit its id; null where none was made @param wanted whether one was asked for */
export function commitNote(commit: string | null, wanted: boolean): string {
  if (commit !== null) return `commit ${commit.slice(0, 7)}`;
  return wanted ? 'nothing committed: this is no git repository' : 'nothing committed';
}
