/** Reads folders of files that are shipped with kb. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The names of the folders in one of kb's own folders, sorted. */
export function shippedFolders(place: URL): string[] {
  const entries = readdirSync(place, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** All files of one of these folders, sorted, with paths relative to it. */
export function shippedFiles(place: URL, folder: string): { readonly path: string; readonly text: string }[] {
  const root = path.join(fileURLToPath(place), folder);
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
