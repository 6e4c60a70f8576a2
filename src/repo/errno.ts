/** Explains in words why the operating system could not read or write a file. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EBUSY', 'another program is using it'],
  ['EDQUOT', 'the disk quota is exceeded'],
  ['EEXIST', 'it already exists'],
  ['EFBIG', 'the system does not allow a file of this size'],
  ['EIO', 'the disk failed'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'it is a symbolic link'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOENT', 'it does not exist'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['ENXIO', 'it is not a regular file'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the disk is read-only'],
]);

/** The system's code of an error (`ENOENT`), or undefined if it has none. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Half a sentence for users: why the system refused. */
export function causeOf(error: unknown): string {
  const code = codeOf(error) ?? 'unknown error';
  return WORDS.get(code) ?? code;
}
