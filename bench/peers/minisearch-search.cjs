// minisearch-search.cjs FILE WORDS: how many documents a stored MiniSearch index finds.
/* global process, console */
const { readFileSync } = require('node:fs');
const MiniSearch = require('minisearch');

const [file, words] = process.argv.slice(2);
const index = MiniSearch.loadJSON(readFileSync(file, 'utf8'), { fields: ['title', 'tags', 'body'] });
console.log(index.search(words).length);
