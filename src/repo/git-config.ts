/** Reads the config file of a repository without running git: its branches and remotes. */
import path from 'node:path';
import { readText } from './open.js';
import { commonDir } from './place.js';

/** Bytes of a config, at most. */
const LONGEST = 1024 * 1024;
const HEADER = /^\s*\[\s*([\w.-]+)\s+"((?:[^"\\]|\\.)*)"\s*\]/;

/** The text of the config file; '' if it cannot be read. Included files are not read. */
export function configOf(gitDir: string): string {
  return readText(path.join(commonDir(gitDir), 'config'), LONGEST) ?? '';
}

/** The last value of a key in a named section, in the syntax that `git config` writes; null if there is none. */
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

/** The names of the sections of one kind: for `remote`, the names of the remotes. */
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
