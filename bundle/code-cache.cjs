// Runs a search on kb's own cards and stores the code that V8 compiled for dist/kb.js, so that starting kb on the same
// version of V8 need not compile it again. On another version, bin/kb.js does not use it.
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
  // The cache stores the file name too, and stack traces show it.
  script = new vm.Script(Module.wrap(source), { filename: 'kb.js' });
  const body = script.runInThisContext();
  return body.call(this.exports, this.exports, (id) => this.require(id), this, file);
};
require(light)
  .run()
  .then(() => {
    // A failed search writes no cache, but does not fail the build: the tests will report it.
    if (!process.exitCode) writeFileSync(`${light}.cache`, script.createCachedData());
    process.exitCode = 0;
  });
