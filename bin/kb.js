#!/usr/bin/env node
// Starts the built command line. ES5 only, so that an old version of Node can parse it and print what is wrong.
'use strict';
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  process.stderr.write('kb needs Node 20.19 or newer; this is Node ' + process.versions.node + '.\n');
  process.exitCode = 2;
} else {
  start();
}

function start() {
  var program = require('path').join(__dirname, '../dist/kb.js');
  if (!require('fs').existsSync(program)) {
    process.stderr.write('kb: this clone is not built yet\n    npm ci\n');
    process.exitCode = 2;
    return;
  }
  if (version[0] < 22) compileFromCache(program);
  else if (require('module').enableCompileCache) require('module').enableCompileCache();
  require(program).run();
}

// Node 20 has no compile cache, so the build stores compiled code. V8 ignores the data if it does not fit this version.
function compileFromCache(program) {
  var fs = require('fs');
  var vm = require('vm');
  var Module = module.constructor;
  var compile = Module.prototype._compile;
  if (!fs.existsSync(program + '.cache')) return;
  Module.prototype._compile = function (source, file) {
    if (file !== program) return compile.call(this, source, file);
    Module.prototype._compile = compile;
    var code = new vm.Script(Module.wrap(source), {
      filename: file,
      cachedData: fs.readFileSync(file + '.cache'),
    });
    var self = this;
    var ask = function (id) {
      return self.require(id);
    };
    return code.runInThisContext().call(this.exports, this.exports, ask, this, file);
  };
}
