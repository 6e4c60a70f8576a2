/** Commits as people read them. */

/** As many digits of an id as git shows of it. */
export function shortCommit(id: string): string {
  return id.slice(0, 7);
}

/** What became of changes in git, as half a sentence. @param wanted whether a commit was asked for */
export function commitNote(commit: string | null, wanted: boolean): string {
  if (commit !== null) return `commit ${shortCommit(commit)}`;
  return wanted ? 'nothing committed: this is not a git repository' : 'nothing committed';
}
