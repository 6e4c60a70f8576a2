/** Rule `external-link`: links to other sites still work (`kb lint --external`). */
import { rule } from '../rule.js';

export const externalLink = rule({
  name: 'external-link',
  summary: 'external links and images lead to a page that exists',
  why: `
A link that answers 404 costs the reader the search that the card should have saved. The page may have moved, or its content
may no longer apply: find the new page, or remove the link.

Only \`kb lint --external\` checks this, because it needs the network and the result depends on the moment. Run it on a
schedule, not on pull requests. It sends nothing but the URL, at most two requests to a host at once, with a
pause between them. Results are kept under the git directory: good ones for seven days, bad ones for one.

- **Reported**: 404, 410, a host that does not exist, a refused connection, a certificate that has expired or belongs to
  another host. A permanent redirect is an \`info\` with the new URL.
- **Not judged**: servers that refuse programs (401, 403), that are busy (429, 503), that fail or take longer than
  ten seconds, and endless redirects.
- **Never requested**: machines that are not on the public internet, ports other than 80, 443, 8080 and 8443, names
  reserved for examples (\`example.com\`, \`*.test\`), and URLs listed in \`except\`. The part after \`#\` is not checked.`,
  severity: 'warning',
  options: {
    except: {
      description: 'Beginnings of URLs that are not checked: `https://wiki.acme.com/`.',
      default: [],
    },
  },
  check: 'surface',
  examples: [
    { files: '---\ntitle: Fees\n---\n\nSee [the fees](https://acme.com/fees).\n', says: [] },
    {
      files: '---\ntitle: Fees\n---\n\nSee [the fees](https://acme.com/fees-2019).\n',
      says: ['cards/card.md:5 expected a page at “https://acme.com/fees-2019”, found: 404 (not found)'],
    },
  ],
});
