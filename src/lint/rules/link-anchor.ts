/** Rule `link-anchor`: the part of a link after `#` is a heading or an id in the card that it points to. */
import { composed } from '../../card/composed.js';
import type { CardFacts } from '../facts.js';
import { Nearby } from '../nearby.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import type { Scope } from '../scope.js';
import { linksOf, shown } from '../targets.js';

export const linkAnchor = rule({
  name: 'link-anchor',
  summary: 'the part of a link after `#` is a heading or an id in the card it points to',
  why: `
If a heading is reworded, its anchor changes, and links to it lead to the top of the page: the reader has to search a
long card for what the link promised.

Generators turn headings into anchors in different ways (\`pay-back\`, \`pay_back\`, \`1-pay-back\`), so only letters and digits
are compared. A card with template code in its headings is not judged, because kb cannot know what the code produces.`,
  severity: 'warning',
  brokenSeverity: 'error',
  check: ({ card }, scope) => {
    const links = scope.shared(linksOf).get(card.path);
    if (links === undefined) return NOTHING;
    const complaints: Complaint[] = [];
    for (const { link, target } of links) {
      if ((target.kind !== 'anchor' && target.kind !== 'card') || NO_HEADING.test(target.anchor)) continue;
      const path = target.kind === 'card' ? target.path : card.path;
      const fragments = scope.shared(fragmentsOf).in(path);
      if (fragments === null || fragments.has(target.anchor)) continue;
      const near = fragments.nearest(target.anchor);
      const where = path === card.path ? 'here' : `in ${path}`;
      const hint = near === undefined ? '' : `; the nearest is “#${near}”`;
      complaints.push({
        message: `no heading or id “#${shown(target.anchor)}” ${where}${hint}`,
        line: link.line,
        link: link.target,
      });
    }
    return complaints;
  },
  examples: [
    {
      files: {
        'cards/refunds.md': `# Refunds

[Fees](#fees), [EU](terms.md#eu-uk), [form](terms.md#form), [top](#top), [line](terms.md#L3).

## Fees {#what-it-costs}

See [the costs](#what-it-costs).
`,
        'cards/terms.md': '# Terms\n\n## EU & UK\n\n<a id="form"></a>\n',
      },
      says: [],
    },
    {
      files: {
        'cards/refunds.md': '# Refunds\n\n[Fees](#feess) and [EU](terms.md#eu)\n\n## Fees\n',
        'cards/terms.md': '# Terms\n\n## EU & UK\n',
      },
      says: [
        'cards/refunds.md:3 no heading or id “#eu” in cards/terms.md; the nearest is “#eu--uk”',
        'cards/refunds.md:3 no heading or id “#feess” here; the nearest is “#fees”',
      ],
    },
  ],
});

/** Fragments that are not headings: the top of the page, lines of a source file, text fragments, routes of an app. */
const NO_HEADING = /^(?:top|L\d+(?:-L\d+)?|:~:.*|[!/].*)?$/is;
const TEMPLATE = /\{\{|\{%|<%|\$\{/;
/**
 * `## Fees {#costs}`, as many generators read it. The id must end before a character that cannot be part of it: a second way
 * to split it would take quadratic time.
 */
const OWN_ID = /\{:?\s*#([\w.:-]+)(?:[^\w.:{}-][^{}]*)?\}\s*$/;
/** Some sites number a repeated term, and which one gets which number is unknown. */
const REPEATED = /_\d+$/;
const NO_LETTER = /[^\p{L}\p{M}\p{N}]+/gu;

/** The fragments of a card, compared only by letters and digits, on which all generators agree. */
class Fragments {
  readonly #anchors: readonly string[];
  readonly #letters: ReadonlySet<string>;
  #nearby: Nearby | null = null;

  constructor({ headings, anchors }: CardFacts) {
    const own = headings.flatMap(({ text }) => {
      const id = OWN_ID.exec(text);
      return id ? [id[1] ?? '', text.slice(0, id.index)] : [];
    });
    this.#anchors = anchors;
    this.#letters = new Set([...anchors, ...own].map(lettersOf));
  }

  has(anchor: string): boolean {
    return this.#letters.has(lettersOf(anchor)) || this.#letters.has(lettersOf(anchor.replace(REPEATED, '')));
  }

  /** Returns an anchor that is a typo away, otherwise the only one that starts with the given text. */
  nearest(anchor: string): string | undefined {
    this.#nearby ??= new Nearby(this.#anchors);
    return this.#nearby.nearest(anchor) ?? this.#nearby.beginning(anchor);
  }
}

function lettersOf(anchor: string): string {
  const folded = composed(anchor).toLowerCase();
  return folded.replace(NO_LETTER, '') || folded;
}

/** Finds the fragments of a card by its path, computed on first use; null if template code generates some of them. */
function fragmentsOf({ byPath }: Scope): { readonly in: (path: string) => Fragments | null } {
  const made = new Map<string, Fragments | null>();
  return {
    in: (path) => {
      const known = made.get(path);
      if (known !== undefined) return known;
      const facts = byPath.get(path);
      const fragments =
        facts === undefined || facts.headings.some(({ text }) => TEMPLATE.test(text))
          ? null
          : new Fragments(facts);
      made.set(path, fragments);
      return fragments;
    },
  };
}
