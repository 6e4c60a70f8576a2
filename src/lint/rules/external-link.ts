/** Rule `external-link`: links out of the base still lead somewhere (`kb lint --external`). */
import { rule } from '../rule.js';

export const externalLink = rule({
  name: 'external-link',
  summary: 'links and images of the web lead to a page that is there',
  why: `
A link that answers 404 costs the reader the search that the card was to save. The page may have moved, or what it says
may hold no more: look for the new place, or take the link out.

Only \`kb lint --external\` asks, because it needs the network and what it finds depends on the hour: so run it on a
schedule, not on pull requests. It sends the address and nothing else, at most two requests to a host at once, with a
pause between them. What it finds is kept under the git directory: good news for seven days, bad news for one.

- **A finding**: 404, 410, a host that does not exist, a refused connection, a certificate that is out of date or of
  another host. A permanent redirect is an \`info\` with the new address.
- **Not judged**: servers that turn programs away (401, 403), that are busy (429, 503), that fail or take longer than
  ten seconds, and redirects without end.
- **Never asked**: machines that are not on the public internet, ports other than 80, 443, 8080 and 8443, the names
  kept for examples (\`example.com\`, \`*.test\`), and what \`except\` names. The part behind \`#\` is not checked.`,
  severity: 'warning',
  options: {
    except: {
      description: 'How addresses begin that are not asked about: `https://wiki.acme.com/`.',
      default: [],
    },
  },
  check: 'surface',
  examples: [
    { files: '---\ntitle: Fees\n---\n\nSee [the fees](https://acme.com/fees).\n', says: [] },
    {
      files: '---\ntitle: Fees\n---\n\nSee [the fees](https://acme.com/fees-2019).\n',
      says: ['cards/card.md:5 expected a page behind “https://acme.com/fees-2019”, found: 404 (not found)'],
    },
  ],
});
