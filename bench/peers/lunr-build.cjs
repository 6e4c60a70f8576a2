// lunr-build.cjs FOLDER FILE: all cards through a stock Lunr builder, and the index as JSON.
/* global process */
const { writeFileSync } = require('node:fs');
const lunr = require('lunr');
const { cards } = require('./cards.cjs');

const [root, file] = process.argv.slice(2);
const index = lunr(function () {
  this.ref('id');
  this.field('title', { boost: 3 });
  this.field('tags', { boost: 3 });
  this.field('body');
  for (const card of cards(root)) this.add(card);
});
writeFileSync(file, JSON.stringify(index));
