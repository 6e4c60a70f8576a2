// minisearch-build.cjs FOLDER FILE: all cards in a MiniSearch index, as JSON.
/* global process */
const { writeFileSync } = require('node:fs');
const MiniSearch = require('minisearch');
const { cards } = require('./cards.cjs');

const [root, file] = process.argv.slice(2);
const index = new MiniSearch({ fields: ['title', 'tags', 'body'] });
for (const card of cards(root)) index.add(card);
writeFileSync(file, JSON.stringify(index));
