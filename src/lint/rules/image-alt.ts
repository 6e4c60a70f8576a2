/** Rule `image-alt`: an image has alternative text. */
import { NOTHING, rule } from '../rule.js';
import { shown } from '../targets.js';

export const imageAlt = rule({
  name: 'image-alt',
  summary: 'an image has alternative text for people who cannot see it',
  why: `
Search finds a picture by its text, terminals and chats show the text instead, and a screen reader reads it aloud.
Without it, anything that only the picture says is lost to all of them.

Describe what the picture shows: \`![The form with the field “IBAN” empty](form.png)\`. If an image says nothing, mark it as
decoration in HTML, \`<img src="line.png" alt="">\`.`,
  severity: 'warning',
  check: ({ images }) => {
    const mute = images.filter(({ alt, decoration, target }) => alt === '' && !decoration && target !== '');
    if (mute.length === 0) return NOTHING;
    return mute.map(({ target, line }) => ({
      message: `the image “${shown(target)}” has no alternative text`,
      line,
    }));
  },
  examples: [
    {
      files:
        '# Card\n\n![The form](https://acme.example/form.png) <img src="https://acme.example/line.png" alt="">\n',
      says: [],
    },
    {
      files: '# Card\n\n![](https://acme.example/form.png)\n\n<img src="https://acme.example/logo.png">\n',
      says: [
        'cards/card.md:3 the image “https://acme.example/form.png” has no alternative text',
        'cards/card.md:5 the image “https://acme.example/logo.png” has no alternative text',
      ],
    },
  ],
});
