/** Rule `image-target`: the file of an image exists. */
import type { Image } from '../../card/outline.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import type { Scope } from '../scope.js';
import { isDead, placesOf, shown } from '../targets.js';

export const imageTarget = rule({
  name: 'image-target',
  summary: 'the file of an image exists',
  why: `
Readers see a broken image. Often the file was never committed, or its name differs in case, which
works on the author's laptop and nowhere else.

A path that starts with \`/\` is judged only if the folder that it names exists, and then as a warning: such images
may be generated elsewhere. Images on other sites and template code are not judged.`,
  severity: 'error',
  brokenSeverity: 'error',
  check: ({ card, images }, scope) => {
    if (images.length === 0) return NOTHING;
    return images.flatMap((image) => complaintOf(image, card.path, scope));
  },
  examples: [
    {
      files: {
        'cards/card.md':
          '# Card\n\n![The form](img/form.png?raw=true) ![Logo](https://acme.example/logo.png) <img src="<%= url %>">\n',
        'cards/img/form.png': 'PNG',
      },
      says: [],
    },
    {
      files: {
        'cards/card.md':
          '# Card\n\n![The form](form.png)\n<img src="/cards/img/Form.png" alt="The form">\n![]()\n',
        'cards/img/form.png': 'PNG',
      },
      says: [
        'cards/card.md:3 missing image “form.png”',
        'cards/card.md:4 missing image “/cards/img/Form.png”',
        'cards/card.md:5 an image has no source',
      ],
    },
  ],
});

function complaintOf({ target: written, line }: Image, from: string, scope: Scope): Complaint[] {
  const target = scope.shared(placesOf).resolve(from, written);
  if (target.kind === 'empty') return [{ message: 'an image has no source', line }];
  if (target.kind !== 'file' || !isDead(target, scope.files)) return [];
  const severity = target.absolute ? ('warning' as const) : ('error' as const);
  return [{ message: `missing image “${shown(written)}”`, line, severity, link: written }];
}
