/** What lint needs to know of a card. It follows from the card's file alone, so it can be kept as long as the file is the same. */
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

/** Everything in it survives JSON. All lines count in the file. */
export interface CardFacts {
  /** The card without its texts: `body` and `source` are ''. */
  readonly card: ParsedCard;
  /** Tells whether the file's text, apart from its line ends, is the same as another's. */
  readonly digest: string;
  /** As if the code that the card describes had not changed; only git can tell. */
  readonly trust: TrustFacts;
  readonly headings: readonly Heading[];
  /** Fragments that can be linked to. */
  readonly anchors: readonly string[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  /** Of a card with a record: what stays when its links follow a card that has moved; else ''. */
  readonly wording: string;
  /** MinHash of the text (shingles.ts); '' where it is too short to be compared. */
  readonly signature: string;
  /** Tells whether such a short text, apart from its title and marks, is the same as another's; else ''. */
  readonly brief: string;
  readonly secrets: readonly Secret[];
  readonly suppressions: readonly Suppression[];
  /** What its template asked for and nobody has written. */
  readonly unwritten: readonly Unwritten[];
  /** The front matter as plain values under its own keys, where the card has a kind; else null. */
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
  const said = words.filter((each) => each !== '').join('\n');
  return said === '' ? '' : digestOf(said);
}

function frontOf(source: string): PlainMap | null {
  const { fields } = readFrontMatter(source);
  return fields && (toPlain(fields) as PlainMap);
}

function digestOf(source: string): string {
  return createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('base64url');
}
