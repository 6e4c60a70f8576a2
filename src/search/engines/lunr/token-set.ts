/** The one repair to Lunr 2.3.9: keys of automaton nodes that cannot be mistaken for each other. */
import lunr from 'lunr';

/** Lunr's automaton over index terms, with the members that its types leave out. */
export interface TokenSet {
  readonly id: number;
  readonly final: boolean;
  readonly edges: Readonly<Record<string, TokenSet>>;
  intersect(other: TokenSet): TokenSet;
  toArray(): string[];
}

/**
 * Lunr shares nodes that end alike, and knows them by a key: label and id of each edge, joined with nothing between.
 * With digits as labels the key is ambiguous (edge `1` to node 23, or edge `12`… to node 3), so different nodes are
 * merged: about one term in a thousand is lost, and some queries then ask for a term that was never indexed and throw.
 * A comma after each id makes the key exact, because a label is always one character. Calling it again changes nothing.
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
