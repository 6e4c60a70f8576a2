/** Commits in messages to users. */

/** The first 7 digits of a commit id, as git abbreviates it. */
export function shortCommit(id: string): string {
  return id.slice(0, 7);
}

/** Says whether changes were committed, as a phrase. @param wanted whether a commit was asked for */
export function commitNote(commit: string | null, wanted: boolean): string {
  if (commit !== null) return `commit ${shortCommit(commit)}`;
  return wanted ? 'nothing committed: this is not a git repository' : 'nothing committed';
}
