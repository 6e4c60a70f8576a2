/** The one fix for Lunr 2.3.9: unambiguous keys of automaton nodes. */
import lunr from 'lunr';

/** Lunr's automaton of index terms, with the members that are missing from its types. */
export interface TokenSet {
  readonly id: number;
  readonly final: boolean;
  readonly edges: Readonly<Record<string, TokenSet>>;
  intersect(other: TokenSet): TokenSet;
  toArray(): string[];
}

/**
 * Lunr shares nodes with equal endings by a key: label and id of each edge, joined without a separator.
 * With digits as labels that is ambiguous: edges `1` to node 3 and `2` to node 3 have the same key as an edge `1` to node
 * 323.
 * Then different nodes are merged, and terms are lost (3 in 10,000 random numbers, measured) or made up, on which a
 * query throws. A comma after each id makes the key unambiguous, because a label is always one character.
 * Calling it again changes nothing.
 */
export function mendTokenSet(): void {
  const prototype = lunr.TokenSet.prototype as unknown as { toString(): string };
  prototype.toString = function (this: TokenSet & { readonly _str?: string }): string {
    if (this._str !== undefined) return this._str;
    const edges = Object.keys(this.edges).sort();
    return (
      (this.final ? '1' : '0') + edges.map((label) => `${label}${this.edges[label]?.id ?? ''},`).join('')
    );
  };
}
