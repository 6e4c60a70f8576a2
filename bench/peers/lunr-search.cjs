// lunr-search.cjs FILE WORDS: how many documents a stock Lunr index finds.
/* global process, console */
const { readFileSync } = require('node:fs');
const lunr = require('lunr');

const [file, words] = process.argv.slice(2);
const index = lunr.Index.load(JSON.parse(readFileSync(file, 'utf8')));
console.log(index.search(words).length);
