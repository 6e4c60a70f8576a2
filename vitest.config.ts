import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    setupFiles: 'test/setup.ts',
    reporters: ['default', './test/count-reporter.ts'],
    env: { KB_TODAY: '2026-11-21', NO_COLOR: '1', LANG: 'C.UTF-8' },
    // By default Vitest leaves one core free, which is half of a machine with two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
