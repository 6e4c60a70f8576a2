/** The config file of a repository, read without running git: what it says of branches and remotes. */
import path from 'node:path';
import { readText } from './open.js';
import { commonDir } from './place.js';

/** Bytes of a config. */
const LONGEST = 1024 * 1024;
const HEADER = /^\s*\[\s*([\w.-]+)\s+"((?:[^"\\]|\\.)*)"\s*\]/;

/** The text of the config file; '' where it cannot be read. Files that it includes are not looked at. */
export function configOf(gitDir: string): string {
  return readText(path.join(commonDir(gitDir), 'config'), LONGEST) ?? '';
}

/** The last value of a key in a config section with a name, as `git config` writes it. */
export function configValue(config: string, section: string, name: string, key: string): string | null {
  let value: string | null = null;
  let inside = false;
  for (const line of config.split(/\r?\n/)) {
    const header = HEADER.exec(line);
    if (header) inside = header[1]?.toLowerCase() === section && unescape(header[2] ?? '') === name;
    else if (/^\s*\[/.test(line)) inside = false;
    const pair = inside ? /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) : null;
    if (pair?.[1]?.toLowerCase() === key) value = unescape((pair[2] ?? '').replace(/^"(.*)"$/, '$1'));
  }
  return value;
}

/** The names that a section is there with: of `remote`, the remotes. */
export function namesOf(config: string, section: string): string[] {
  const names = config.split(/\r?\n/).flatMap((line) => {
    const [, kind = '', name = ''] = HEADER.exec(line) ?? [];
    return kind.toLowerCase() === section ? [unescape(name)] : [];
  });
  return [...new Set(names)];
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
