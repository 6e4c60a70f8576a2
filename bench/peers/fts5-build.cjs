// fts5-build.cjs FOLDER FILE: all cards in a full-text table of SQLite.
/* global process */
const Database = require('better-sqlite3');
const { cards } = require('./cards.cjs');

const [root, file] = process.argv.slice(2);
const database = new Database(file);
database.exec(
  "create virtual table cards using fts5(id unindexed, title, tags, body, tokenize = 'porter unicode61')",
);
const insert = database.prepare('insert into cards values (:id, :title, :tags, :body)');
database.transaction(() => {
  for (const card of cards(root)) insert.run(card);
})();
database.exec("insert into cards (cards) values ('optimize')");
database.close();
