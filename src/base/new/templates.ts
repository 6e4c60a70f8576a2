/** The templates of a base: its own in `_templates` folders, and those shipped with kb. */
import path from 'node:path';
import type { Base } from '../base.js';
import { decode } from '../../card/decode.js';
import { dialectNames, type DialectNames } from '../../card/fields.js';
import { withoutExtension } from '../../card/id.js';
import { readTemplate, shippedTemplate, type NoTemplate, type Template } from '../../card/template.js';
import { KbError } from '../../errors.js';
import type { FileEntry } from '../../repo/repo.js';
import { fileOf, isTemplate, TEMPLATES } from '../../repo/cards.js';
import { shippedFiles } from '../../repo/shipped.js';
import { oneLine, quoted } from '../../text/shell.js';
import { isBuilt } from '../../version.js';

/** The shipped templates: in the source tree those of kb's own guide, which the build copies next to its output. */
const SHIPPED = new URL(isBuilt ? './templates/' : '../../../cards/_templates/', import.meta.url);

/** By name; a string with the place and the reason if the file is not a valid template. */
export type Templates = ReadonlyMap<string, Template | string>;

/** Returns the templates for cards in a folder. Of several with one name, the nearest folder wins; the shipped ones come last. */
export async function templatesFor({ repo, config }: Base, folder: string): Promise<Templates> {
  return templatesIn(repo, folder, dialectNames(config.dialect, config.fields));
}

/** Returns the names of the usable templates. Reads no config, because the names of fields make no difference here. */
export async function templateNames(repo: Base['repo'], folder: string): Promise<readonly string[]> {
  const templates = await templatesIn(repo, folder, dialectNames('kb'));
  return [...templates].flatMap(([name, each]) => (typeof each === 'string' ? [] : [name]));
}

async function templatesIn(repo: Base['repo'], folder: string, names: DialectNames): Promise<Templates> {
  const found = new Map<string, Template | string>();
  for (const { path: file, text } of shippedFiles(SHIPPED, '')) {
    found.set(nameOf(file), shippedTemplate(nameOf(file), text, names));
  }
  for (const above of foldersTo(folder)) {
    const entries = await repo.list([above + TEMPLATES]);
    for (const entry of entries.filter(isTemplate)) {
      const read = await templateIn(repo, entry, names);
      found.set(
        nameOf(entry.path),
        'why' in read ? `${oneLine(entry.path)}:${read.line}: ${read.why}` : read,
      );
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the template with a name. Throws KbError `not-found` if there is none, and `config` if it is invalid. */
export function templateNamed(templates: Templates, name: string): Template {
  const found = templates.get(name) ?? templates.get(name.toLowerCase());
  if (found === undefined) {
    const names = [...templates.keys()].join(', ');
    // Several words are a title whose kind was forgotten.
    const title = /\s/.test(name) ? name : 'Refund a duplicate charge';
    const hint = `kb new ${templates.has('how-to') ? 'how-to' : 'KIND'} ${quoted(title)}`;
    throw new KbError('not-found', `no template “${name}”: expected one of ${names}`, hint);
  }
  if (typeof found !== 'string') return found;
  throw new KbError('config', `the template cannot be used: ${found}`, 'kb new --help');
}

/** Reads a file of the base as a template. */
export async function templateIn(
  repo: Base['repo'],
  entry: FileEntry,
  names: DialectNames,
): Promise<Template | NoTemplate> {
  const { path: file, bytes, refused } = await fileOf(repo, entry);
  const { text, unreadable } = decode(bytes);
  const why = refused ?? unreadable;
  return why === null ? readTemplate(nameOf(file), text, names) : { why, line: 1, column: 1 };
}

function nameOf(file: string): string {
  return withoutExtension(path.posix.basename(file));
}

/** The folders from the root down to this one, each with a `/` at its end. Leaves out names with characters special to globs. */
function foldersTo(folder: string): string[] {
  const names = folder === '' ? [] : folder.split('/');
  return ['', ...names.map((_, at) => `${names.slice(0, at + 1).join('/')}/`)].filter(
    (each) => !/[*?{}[\]!\\]/.test(each),
  );
}
