#!/usr/bin/env node
// Starts the built command line. Plain JavaScript, so that an old Node can read it and say what is wrong.
import module from 'node:module';
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  process.stderr.write('kb needs Node 20.19 or newer; this is Node ' + process.versions.node + '.\n');
  process.exitCode = 2;
} else {
  if (module.enableCompileCache) module.enableCompileCache();
  import('../dist/kb.js').then(function (kb) {
    return kb.run();
  });
}
