/** Before each test file: properties are tried on the same values every day, and on new ones in a soak. */
import fc from 'fast-check';

if (!process.env['KB_SOAK']) fc.configureGlobal({ seed: 20_261_121 });
