// Loaded before the built kb (`node --require`), sets its calendar to the noon of KB_TEST_DAY: what a test records is of that day.
// Only `new Date()` is another one; moments that are compared with those of files stay real.
'use strict';
const noon = `${globalThis.process.env.KB_TEST_DAY}T12:00:00Z`;
const Real = Date;
globalThis.Date = class Date extends Real {
  constructor(...given) {
    super(...(given.length > 0 ? given : [noon]));
  }
};
