// fts5-search.cjs FILE WORDS: the ten best of a full-text table of SQLite.
/* global process, console */
const Database = require('better-sqlite3');

const [file, words] = process.argv.slice(2);
const database = new Database(file, { readonly: true });
const found = database
  .prepare('select id from cards where cards match ? order by bm25(cards, 0, 3, 3, 1) limit 10')
  .all(words.split(' ').join(' OR '));
console.log(found.length);
