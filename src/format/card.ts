/** `kb show`: first whether the card can be trusted, then its text. */
import type { Nodes, Root } from 'mdast';
import type { Card } from '../card/card.js';
import type { Trust } from '../trust/trust.js';
import { advice, inWords, longBadge } from './advice.js';
import { trustPaint } from './badge.js';
import { safe, safeLines } from './escape.js';
import { fileAddress } from './link.js';
import { markdownLines, type MarkdownOptions } from './markdown.js';
import { problemLine } from './problems.js';
import { link, printed, shown, type Style } from './style.js';
import { pad } from './width.js';
import { wrap } from './wrap.js';

export interface CardOptions extends MarkdownOptions {
  /** Absolute path of the base, to make the path clickable. */
  readonly root?: string | null;
}

/**
 * Returns the page of a card: banner, title, fields, problems, text.
 * @param body the syntax tree of the card's body; null shows the source as it is (for an unreadable card)
 */
export function formatCard(
  card: Card,
  trust: Trust,
  body: Root | null,
  style: Style,
  options: CardOptions = {},
): string {
  const wide = Math.max(1, options.columns ?? Math.min(style.columns, 100));
  const text =
    body === null
      ? safeLines(card.body.trimEnd()).split('\n')
      : markdownLines(withoutTitle(body, card.title), style, options);
  const problems = card.problems.filter(({ severity }) => card.unreadable !== null || severity !== 'info');
  const sections = [
    banner(card, trust, style).flatMap((line) => wrap(line, wide)),
    wrap(style.paint.bold(shown(card.title, style)), wide),
    facts(card, trust, style, options.root ?? null).flatMap(([label, value]) =>
      fact(label, value, wide, style),
    ),
    problems.map((problem) => problemLine({ path: card.path, problem }, style, options.root)),
    text,
  ];
  return printed(
    sections.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    style,
  );
}

/** The banner, and all other reasons not to trust the card. */
function banner(card: Card, trust: Trust, style: Style): string[] {
  const { marks, paint } = style;
  const [, ...others] = trust.reasons;
  const owner = trust.owner.map((name) => shown(name, style)).join(', ');
  const parts = [
    longBadge(trust, card.supersededBy, marks),
    ...(owner === '' ? [] : [`${trust.owner.length > 1 ? 'owners' : 'owner'} ${owner}`]),
    advice(trust, card.audience),
  ];
  return [
    paint.bold(trustPaint(trust, style)(parts.join(` ${marks.dot} `))),
    ...(others.length > 0 ? [`also: ${others.map((reason) => inWords(reason, trust)).join(', ')}`] : []),
    ...card.flags.map(
      ({ by, on, note }) =>
        `flagged by ${shown(by, style)}${on === null ? '' : ` on ${on}`}: ${shown(note, style)}`,
    ),
  ];
}

function facts(
  card: Card,
  trust: Trust,
  style: Style,
  root: string | null,
): [label: string, value: string][] {
  const { on, by, note } = card.verified;
  const verified = [
    on ?? '',
    by === null ? '' : `by ${shown(by, style)}`,
    note === null ? '' : `(${shown(note, style)})`,
  ];
  const all: [string, string][] = [
    ['id', shown(card.id, style)],
    ['file', link(shown(card.path, style), root === null ? null : fileAddress(root, card.path), style)],
    ['kind', shown(card.kind ?? '', style)],
    ['tags', card.tags.map((tag) => shown(tag, style)).join(', ')],
    ['audience', safe(card.audience)],
    ['status', card.status === 'active' ? '' : card.status],
    ['verified', verified.filter((part) => part !== '').join(' ')],
    ['verify by', trust.verifyBy ?? ''],
    ['related', card.related.map((id) => shown(id, style)).join(', ')],
  ];
  return all.filter(([, value]) => value !== '');
}

const LABEL = 11;

function fact(label: string, value: string, wide: number, style: Style): string[] {
  return wrap(value, wide - LABEL).map(
    (line, at) => pad(at === 0 ? style.paint.dim(label) : '', LABEL) + line,
  );
}

/** The body without a top-level first heading that repeats the title or is template code (`<%= … %>`). */
function withoutTitle(body: Root, title: string): Root {
  const [first, ...rest] = body.children.filter(({ type }) => type !== 'yaml');
  const text = first?.type === 'heading' && first.depth === 1 ? textOf(first).trim() : null;
  const repeats = text !== null && (text === title.trim() || /^<%=[^%]*%>$/.test(text));
  return repeats ? { ...body, children: rest } : body;
}

/** The plain text of a node. Not recursive, because a malicious heading can nest deeper than the stack. */
function textOf(node: Nodes): string {
  let text = '';
  const left = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    if ('children' in next) for (const child of next.children.toReversed()) left.push(child);
    else if ('value' in next) text += next.value;
  }
  return text;
}
