// The cards of a folder as other engines get them: front matter cut off by a regular expression, Markdown left as it is.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

exports.cards = function* cards(root) {
  for (const name of readdirSync(path.join(root, 'cards'), { recursive: true })) {
    if (!name.endsWith('.md')) continue;
    const text = readFileSync(path.join(root, 'cards', name), 'utf8');
    const [whole = '', matter = ''] = /^---\n([^]*?)\n---\n/.exec(text) ?? [];
    const title = /^title: (.*)$/m.exec(matter)?.[1] ?? name;
    const tags = /^tags: \[(.*)\]$/m.exec(matter)?.[1] ?? '';
    yield { id: name, title, tags, body: text.slice(whole.length) };
  }
};
