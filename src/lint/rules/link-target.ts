/** Rule `link-target`: a link within the base points to something that exists. */
import { withoutExtension } from '../../card/id.js';
import { Nearby } from '../nearby.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';
import type { FileTarget } from '../places.js';
import { isDead, linksOf, shown } from '../targets.js';

/** `map[Symbol.iterator]()` in a text without backticks is code, not a link without a target. */
const CODE = /^[\w$]+\.[\w$]+$/;

export const linkTarget = rule({
  name: 'link-target',
  summary: 'a link inside the base points to a card, a file or a folder',
  why: `
A reader who follows a dead link is lost, and nobody hears of it: pages are moved and renamed, and the links to
them stay.

kb reads links as GitHub and site generators do: \`refund.md\`, \`../billing/\`, \`refund\` and \`refund.html\` point to the
card \`refund.md\`. A link that starts with \`/\` is relative to the root of the repo or of the site, which is a guess: a dead one
is a warning, and only if there are cards in the folder that it names. Template code and links to other
sites are not judged.`,
  severity: 'error',
  brokenSeverity: 'error',
  check: ({ card }, scope) => {
    const links = scope.shared(linksOf).get(card.path);
    if (links === undefined) return NOTHING;
    return links.flatMap(({ link: { target: written, text, line }, target }) => {
      if (target.kind === 'empty') {
        return CODE.test(text) ? [] : [{ message: `the link “${shown(text)}” has no target`, line }];
      }
      if (target.kind !== 'file' || !isDead(target, scope.files)) return [];
      const near = nearestTo(target, card.path, scope);
      const hint = near === undefined ? '' : `; the nearest card is ${near}`;
      const message = `broken link “${shown(written)}”${hint}`;
      return [{ message, line, link: written, ...(target.absolute && { severity: 'warning' as const }) }];
    });
  },
  examples: [
    {
      files: {
        'cards/refunds.md': `# Refunds

See [the terms](terms.md#eu), [disputes](billing/), [the form](../forms/refund.pdf), [us](https://acme.example) and
[the price](<%= price_url %>) of map[Symbol.iterator]().
`,
        'cards/terms.md': '# Terms\n\n## EU\n',
        'cards/billing/index.md': '# Billing\n',
        'forms/refund.pdf': '%PDF',
      },
      says: [],
    },
    {
      files: {
        'cards/refunds.md':
          '# Refunds\n\nSee [the terms](term.md),\n[disputes](../disputes.md) and [this]().\n',
        'cards/terms.md': '# Terms\n',
      },
      says: [
        'cards/refunds.md:3 broken link “term.md”; the nearest card is cards/terms.md',
        'cards/refunds.md:4 broken link “../disputes.md”',
        'cards/refunds.md:4 the link “this” has no target',
      ],
    },
    {
      files: {
        'cards/manual/a.md':
          '# A\n\n[fees](/manual/fees.html) [gone](/manual/feess.html) [a list](/repos/list.html)\n',
        'cards/manual/fees.md': '# Fees\n',
      },
      says: [
        'cards/manual/a.md:3 broken link “/manual/feess.html”; the nearest card is cards/manual/fees.md',
      ],
    },
  ],
});

interface Pages {
  readonly byName: ReadonlyMap<string, string>;
  readonly nearby: Nearby;
}

function pagesOf({ cards }: Scope): Pages {
  const byName = new Map(cards.map(({ card }) => [withoutExtension(card.path), card.path]));
  return { byName, nearby: new Nearby(byName.keys()) };
}

/** The card that was probably meant, except for the card that has the link. */
function nearestTo({ paths }: FileTarget, from: string, scope: Scope): string | undefined {
  const { byName, nearby } = scope.shared(pagesOf);
  for (const path of paths) {
    const name = nearby.nearest(withoutExtension(path), withoutExtension(from));
    if (name !== undefined) return byName.get(name);
  }
  return undefined;
}
