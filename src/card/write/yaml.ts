/** Formats new YAML: plain if every YAML reader takes it for text, otherwise in double quotes. */
import type { Flag } from '../card.js';
import { UNSEEN } from '../unseen.js';

/** In flow context, commas and brackets end a text that has no quotes. */
export type Context = 'block' | 'flow';

/** The content of a key. A map is one that kb creates, in the order of its keys. */
export type Content = string | readonly string[] | readonly Flag[] | ReadonlyMap<string, Content>;

const PLAIN: Readonly<Record<Context, RegExp>> = {
  block: new RegExp(String.raw`^[\p{L}\p{N}](?:[^${UNSEEN}#:]|:(?=\S))*(?<!\s)$`, 'u'),
  flow: new RegExp(String.raw`^[\p{L}\p{N}][^${UNSEEN}#:?,[\]{}]*(?<!\s)$`, 'u'),
};
const OTHER_TYPES = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
/** Read as text by kb but as a number or a time by other tools; even a hash of digits with one `e` is such a number. */
const NUMBER = /^(?:0x[\da-f_]+|0o[0-7_]+|[\d_.,:]+(?:e[-+]?\d+)?)$/i;
/** Characters that are never written raw. Joiners are, inside quotes, because many scripts need them. */
const ESCAPED = new RegExp(String.raw`(?![\u200c\u200d])[${UNSEEN}]`, 'gu');

/** Formats a text as a scalar. @param old the scalar that it replaces, whose style is kept */
export function scalar(value: string, context: Context, old = ''): string {
  if (old.startsWith("'") && value.search(ESCAPED) === -1) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  const isText = !OTHER_TYPES.test(value) && (!NUMBER.test(value) || NUMBER.test(old));
  return isText && PLAIN[context].test(value) && !/^["']/.test(old) ? value : inQuotes(value);
}

function inQuotes(value: string): string {
  return JSON.stringify(value).replace(ESCAPED, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** Formats a key; names in the config may be any text. */
function keyText(key: string): string {
  return PLAIN.flow.test(key) || /^[\w.-]+$/.test(key) ? key : inQuotes(key);
}

/** The format of new lines. */
export interface Layout {
  readonly indent: string;
  /** Additional indentation of what is inside a key. */
  readonly step: string;
  readonly eol: string;
}

/** Formats a key with its content on lines of its own. */
export function blockEntry(key: string, content: Content, layout: Layout): string {
  const { indent, step, eol } = layout;
  const head = `${indent}${keyText(key)}:`;
  if (typeof content === 'string') return `${head} ${scalar(content, 'block')}${eol}`;
  if (!isList(content)) {
    const inside = { ...layout, indent: indent + step };
    return `${head}${eol}${[...content].map(([name, value]) => blockEntry(name, value, inside)).join('')}`;
  }
  if (!isFlags(content)) return `${head} ${flowList(content)}${eol}`;
  return `${head}${eol}${blockItems(content, { ...layout, indent: indent + step })}`;
}

/** Formats items of a list, each on one or more lines. */
export function blockItems(items: readonly string[] | readonly Flag[], { indent, eol }: Layout): string {
  const lines = items.map((item) =>
    typeof item === 'string'
      ? [scalar(item, 'block')]
      : [...entriesOf(item)].map(([key, value]) => `${key}: ${scalar(value, 'block')}`),
  );
  return lines
    .flatMap((item) => item.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}${eol}`))
    .join('');
}

/** Formats keys and their contents as in braces, without the braces. */
export function flowEntries(entries: Iterable<readonly [string, Content]>): string {
  return [...entries].map(([key, content]) => `${keyText(key)}: ${flowContent(content)}`).join(', ');
}

export function flowContent(content: Content): string {
  if (typeof content === 'string') return scalar(content, 'flow');
  return isList(content) ? flowList(content) : flowMap(content);
}

export function flowItems(items: readonly string[] | readonly Flag[]): string {
  return items
    .map((item) => (typeof item === 'string' ? scalar(item, 'flow') : flowMap(entriesOf(item))))
    .join(', ');
}

function flowList(items: readonly string[] | readonly Flag[]): string {
  return `[${flowItems(items)}]`;
}

function flowMap(map: ReadonlyMap<string, Content>): string {
  return `{${flowEntries(map)}}`;
}

function entriesOf({ by, on, note }: Flag): Map<string, string> {
  return new Map([['by', by], ...(on === null ? [] : [['on', on] as const]), ['note', note]]);
}

export function isNested(content: Content): content is ReadonlyMap<string, Content> {
  return content instanceof Map;
}

function isList(content: Exclude<Content, string>): content is readonly string[] | readonly Flag[] {
  return Array.isArray(content);
}

function isFlags(list: readonly string[] | readonly Flag[]): list is readonly Flag[] {
  return typeof list[0] === 'object';
}
