/** Makes more cards out of real ones: each has the structure of a real card, with blocks from any card in the same language. */
import { wordsOf, type Random, type Text } from './real-cards.js';

type Kind = 'heading' | 'code' | 'text';
type Pools = Record<Kind, string[]> & { readonly titles: string[]; readonly words: string[] };

export interface Remix {
  readonly texts: Text[];
  /** Distinct words in the real and the remixed cards together. */
  readonly words: number;
}

/**
 * Real cards, followed by enough remixed ones to reach the size. New combinations contain no new words, but more real cards
 * would: so new words are made of halves of others, as many as the growth within the real cards predicts (Heaps' law).
 */
export function remix(real: readonly Text[], size: number, random: Random): Remix {
  const texts = real.slice(0, size);
  const known = new Set<string>();
  let half = 0;
  for (const [at, text] of texts.entries()) {
    if (at === Math.floor(texts.length / 2)) half = known.size;
    for (const word of wordsOf(text)) known.add(word);
  }
  const lacking = size - texts.length;
  if (lacking === 0) return { texts, words: known.size };

  const exponent = Math.log2(known.size / Math.max(half, 1));
  const expected = known.size * (size / texts.length) ** exponent;
  const inventions = Math.round((expected - known.size) / lacking);
  const pools = poolsOf(real);
  for (let made = 0; made < lacking; made++) {
    const model = random.of(real);
    const pool = pools.get(model.language);
    if (!pool) continue;
    const title = mixedTitle(random.of(pool.titles), random.of(pool.titles));
    const blocks = blocksOf(model.body).map((block) => random.of(pool[kindOf(block)]));
    const invented: string[] = [];
    for (let count = 0; count < (pool.words.length > 0 ? inventions : 0); count++) {
      const word = halves(random.of(pool.words), random.of(pool.words));
      invented.push(word);
      known.add(word.toLowerCase());
    }
    if (invented.length > 0) blocks.splice(random.below(blocks.length + 1), 0, `See ${invented.join(', ')}.`);
    texts.push({ language: model.language, title, body: `${blocks.join('\n\n')}\n` });
  }
  return { texts, words: known.size };
}

function poolsOf(real: readonly Text[]): Map<string, Pools> {
  const pools = new Map<string, Pools>();
  for (const { language, title, body } of real) {
    const pool = pools.get(language) ?? { heading: [], code: [], text: [], titles: [], words: [] };
    pools.set(language, pool);
    pool.titles.push(title);
    for (const block of blocksOf(body)) pool[kindOf(block)].push(block);
    pool.words.push(...(body.match(/[\p{L}\p{M}]{6,18}/gu) ?? []).slice(0, 40));
  }
  return pools;
}

/** Paragraphs, headings, and whole code fences. */
function blocksOf(body: string): string[] {
  const blocks: string[] = [];
  let fence: string[] | null = null;
  for (const part of body.split(/\n{2,}/)) {
    const opens = (part.match(/^ *(?:```|~~~)/gm) ?? []).length % 2 === 1;
    if (fence) {
      fence.push(part);
      if (opens) {
        blocks.push(fence.join('\n\n'));
        fence = null;
      }
    } else if (opens) fence = [part];
    else if (part.trim() !== '') blocks.push(part.trimEnd());
  }
  return fence ? [...blocks, ...fence] : blocks;
}

function kindOf(block: string): Kind {
  if (block.startsWith('#')) return 'heading';
  return /^ *(?:```|~~~)/.test(block) ? 'code' : 'text';
}

/** The first half of one title's words, followed by the second half of the other's. */
function mixedTitle(one: string, other: string): string {
  const [first, second] = [one.split(/\s+/), other.split(/\s+/)];
  return [
    ...first.slice(0, Math.ceil(first.length / 2)),
    ...second.slice(Math.floor(second.length / 2)),
  ].join(' ');
}

function halves(one: string, other: string): string {
  return one.slice(0, Math.ceil(one.length / 2)) + other.slice(Math.floor(other.length / 2));
}
