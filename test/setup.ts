/** Runs before each test file: properties are tested with the same values every day, and with new ones in a soak. */
import fc from 'fast-check';

if (!process.env['KB_SOAK']) fc.configureGlobal({ seed: 20_261_121 });
