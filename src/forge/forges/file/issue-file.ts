/** Reads, creates and edits issue files: front matter with the fields of the issue, then its text and its comments. */
import type { Edit } from '../../../card/card.js';
import { decode } from '../../../card/decode.js';
import { afterLine, applyEdits, replaceScalar } from '../../../card/edit.js';
import { findFences } from '../../../card/fences.js';
import { readFrontMatter } from '../../../card/frontmatter.js';
import { nextLine } from '../../../card/position.js';
import type { Fields } from '../../../card/value.js';
import { cutLines } from '../../../card/write/lines.js';
import { blockEntry, scalar } from '../../../card/write/yaml.js';
import type { Issue, IssueComment } from '../../forge.js';
import { FieldReader, WrongFile } from './fields.js';
import { bodySection, readSections, withComment, type Sections } from './sections.js';

/** An issue without its URL, which is the path of its file. */
export type StoredIssue = Omit<Issue, 'url'>;

export interface IssueFile {
  readonly text: string;
  readonly issue: StoredIssue;
  readonly comments: readonly IssueComment[];
}

type Content = string | readonly string[];

/** All keys, in the order of a new file. */
const KEYS = [
  'number',
  'state',
  'reason',
  'title',
  'author',
  'labels',
  'assignees',
  'created',
  'closed',
  'closed-by',
  'locked',
] as const;
type Key = (typeof KEYS)[number];

/** Parses an issue file. Throws WrongFile if it is not valid. */
export function readIssueFile(bytes: Uint8Array): IssueFile {
  const { text, unreadable, problems } = decode(bytes);
  if (unreadable !== null) throw new WrongFile(problems[0]?.line ?? 1, unreadable);
  const { fields, sections } = open(text);
  const read = new FieldReader(fields);
  const state = read.oneOf('state', ['open', 'closed']) ?? 'open';
  const isOpen = state === 'open';
  const issue: StoredIssue = {
    number: read.number(),
    title: read.needed('title', read.text('title'), 'Verify: Refunds'),
    body: sections.body,
    state,
    reason: isOpen ? null : read.oneOf('reason', ['completed', 'not_planned', 'duplicate']),
    author: read.needed('author', read.text('author'), 'ana'),
    closedBy: isOpen ? null : read.text('closed-by'),
    closedAt: isOpen ? null : read.time('closed'),
    createdAt: read.needed('created', read.time('created'), '2027-01-31'),
    labels: read.names('labels'),
    assignees: read.names('assignees'),
    locked: read.oneOf('locked', ['true', 'false']) === 'true',
  };
  return { text, issue, comments: sections.comments };
}

/** Returns the text of a new file. */
export function newIssueFile(issue: StoredIssue): string {
  const entries = [...contents(issue)].map(([key, content]) => entry(key, content, '\n'));
  return `---\n${entries.join('')}---\n${bodySection(issue.body, '\n', true)}`;
}

/** Returns the file's text with the issue changed. Unchanged fields, keys that people added and comments stay as they are. */
export function changedIssueFile({ text, issue: before }: IssueFile, issue: StoredIssue): string {
  const { fields, end, eol, bodyFrom, sections } = open(text);
  const wanted = contents(issue);
  const known = contents(before);
  const edits: Edit[] = [];
  for (const [at, key] of KEYS.entries()) {
    const content = wanted.get(key);
    const field = fields.get(key);
    if (content === undefined) {
      if (field) edits.push(...cutLines(text, field));
      continue;
    }
    if (JSON.stringify(content) === JSON.stringify(known.get(key))) continue;
    if (!field) {
      const above = KEYS.slice(0, at).findLast((each) => fields.has(each));
      const spot = above === undefined ? end : afterLine(text, fields.get(above)?.range.to ?? end);
      edits.push({ from: spot, to: spot, text: entry(key, content, eol) });
    } else if (typeof content === 'string' && typeof field.value === 'string') {
      edits.push(replaceScalar(text, field, content, (old, value) => scalar(value, 'block', old)));
    } else {
      const { from } = field.keyRange;
      edits.push({ from, to: from, text: entry(key, content, eol) }, ...cutLines(text, field));
    }
  }
  if (issue.body !== before.body) {
    const isLast = sections.bodyEnd === text.length;
    edits.push({ from: bodyFrom, to: sections.bodyEnd, text: bodySection(issue.body, eol, isLast) });
  }
  return applyEdits(text, edits);
}

/** Returns the file's text with a comment appended. @param on `YYYY-MM-DD` */
export function commentedIssueFile({ text }: IssueFile, comment: IssueComment, on: string): string {
  return withComment(text, comment, on, open(text).eol);
}

interface Opened {
  readonly fields: Fields;
  /** Offset of the line that closes the front matter. */
  readonly end: number;
  readonly eol: string;
  readonly bodyFrom: number;
  readonly sections: Sections;
}

function open(text: string): Opened {
  const { fields, bodyOffset, problems } = readFrontMatter(text);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong) throw new WrongFile(wrong.line ?? 1, wrong.message);
  const fences = findFences(text);
  if (!fields || fences.kind !== 'closed') {
    throw new WrongFile(
      1,
      'expected front matter, as in "---", "number: 7" and more keys, "---"; found none',
    );
  }
  const aside = [...fields.values()].find(({ keyRange }) => keyRange.column !== 1);
  if (aside) throw new WrongFile(aside.keyRange.line, 'expected each key at the start of a line of its own');
  const eol = text[nextLine(text, 0) - 2] === '\r' ? '\r\n' : '\n';
  const sections = readSections(text, bodyOffset, eol);
  return { fields, end: fences.to + 1, eol, bodyFrom: bodyOffset, sections };
}

/** Returns the values of all keys that the issue has; those about closing are missing from an open one. */
function contents(issue: StoredIssue): ReadonlyMap<Key, Content> {
  const { number, state, reason, title, author, labels, assignees, createdAt, closedAt, closedBy } = issue;
  const all: Readonly<Record<Key, Content | null>> = {
    number: String(number),
    state,
    reason,
    title,
    author,
    labels,
    assignees,
    created: createdAt,
    closed: closedAt,
    'closed-by': closedBy,
    locked: issue.locked ? 'true' : null,
  };
  return new Map(
    KEYS.flatMap((key) => {
      const content = all[key];
      return content === null ? [] : [[key, content] as const];
    }),
  );
}

function entry(key: Key, content: Content, eol: string): string {
  // Numbers and booleans are written unquoted.
  if (key === 'number' || key === 'locked') return `${key}: ${String(content)}${eol}`;
  return blockEntry(key, content, { indent: '', step: '  ', eol });
}
