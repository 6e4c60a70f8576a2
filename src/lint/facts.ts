/**
 * What lint needs to know about a card. It is computed from the card's file alone, so it can be cached until the file
 * changes.
 */
import { createHash } from 'node:crypto';
import { readFrontMatter } from '../card/frontmatter.js';
import { outline, type Heading, type Image, type Link, type Outline } from '../card/outline.js';
import type { ParsedCard } from '../card/parse.js';
import type { PlainMap } from '../card/plain.js';
import { toPlain } from '../card/values.js';
import type { TrustFacts } from '../trust/trust.js';
import { trustFacts } from '../trust/verify.js';
import { wordingOf } from '../trust/wording.js';
import { secretsIn, type Secret } from './secrets.js';
import { signatureOf } from './shingles.js';
import { suppressionsIn, type Suppression } from './suppressions.js';
import { unwrittenIn, type Unwritten } from './unwritten.js';

/** Can be serialized as JSON. All line numbers are lines of the file. */
export interface CardFacts {
  /** The card without its text: `body` and `source` are ''. */
  readonly card: ParsedCard;
  /** Hash of the file's text, regardless of line endings. */
  readonly digest: string;
  /** Assumes that the code described by the card has not changed, because only git can tell. */
  readonly trust: TrustFacts;
  readonly headings: readonly Heading[];
  /** Fragments that a link can point to. */
  readonly anchors: readonly string[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  /**
   * Hash of the title and the text without link paths (`wordingOf`), to recognize cards whose links only follow a moved card.
   * It is '' for a card without a record.
   */
  readonly wording: string;
  /** MinHash signature of the text (shingles.ts); '' if the text is too short to be compared. */
  readonly signature: string;
  /** Hash of a text that is too short for a signature, without title and markup; '' for longer or empty texts. */
  readonly brief: string;
  readonly secrets: readonly Secret[];
  readonly suppressions: readonly Suppression[];
  /** Parts of the template that are still to be written. */
  readonly unwritten: readonly Unwritten[];
  /** The front matter as plain values, under the keys as written, if the card has a kind and can be read; otherwise null. */
  readonly front: PlainMap | null;
}

export function factsOf(card: ParsedCard): CardFacts {
  const shape = outline(card.body);
  const signature = signatureOf(shape.text);
  const inFile = <T extends { readonly line: number }>(part: T): T => ({
    ...part,
    line: part.line + card.bodyLine - 1,
  });
  return {
    card: { ...card, body: '', source: '' },
    digest: digestOf(card.source),
    trust: trustFacts(card, null),
    headings: shape.headings.map(inFile),
    anchors: [...shape.anchors],
    links: shape.links.map(inFile),
    images: shape.images.map(inFile),
    wording: card.verified.content === null ? '' : wordingOf(card),
    signature,
    brief: signature === '' ? briefOf(shape) : '',
    secrets: secretsIn(card.source),
    suppressions: suppressionsIn(card),
    unwritten: unwrittenIn(card),
    front: card.kind === null || card.unreadable !== null ? null : frontOf(card.source),
  };
}

function briefOf({ headings, text }: Outline): string {
  const title = headings.find(({ depth }) => depth === 1)?.line;
  const words = text.filter(({ line }) => line !== title).map((each) => each.text.trim());
  const content = words.filter((each) => each !== '').join('\n');
  return content === '' ? '' : digestOf(content);
}

function frontOf(source: string): PlainMap | null {
  const { fields } = readFrontMatter(source);
  return fields && (toPlain(fields) as PlainMap);
}

function digestOf(source: string): string {
  return createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('base64url');
}
