// Runs a search on our own cards, and keeps what V8 made of dist/kb.js: the start on the same V8 need not compile it again.
// Where it is another V8, bin/kb.js does without.
'use strict';
const { writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const light = path.resolve(process.argv[2], 'kb.js');
process.argv = [process.execPath, 'kb', '-q', 'search', 'verify', 'a', 'card'];

const compile = Module.prototype._compile;
let script;
Module.prototype._compile = function (source, file) {
  if (file !== light) return compile.call(this, source, file);
  // The name is kept as well, and comes back in the stacks of errors.
  script = new vm.Script(Module.wrap(source), { filename: 'kb.js' });
  const body = script.runInThisContext();
  return body.call(this.exports, this.exports, (id) => this.require(id), this, file);
};
require(light)
  .run()
  .then(() => {
    // A kb that cannot search is for the tests to find.
    if (!process.exitCode) writeFileSync(`${light}.cache`, script.createCachedData());
    process.exitCode = 0;
  });
