/** The transcripts in test/sessions: what a user types, and what kb answers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './build.js';
import { matches, Stage, stepsOf } from './transcript.js';

const folder = path.join(root, 'test/sessions');
const sessions = readdirSync(folder).filter((name) => name.endsWith('.md'));

// The shell of the transcripts is bash, which Windows lacks.
describe.skipIf(process.platform === 'win32')('transcripts', () => {
  test.each(sessions)('%s', (name) => {
    const markdown = readFileSync(path.join(folder, name), 'utf8');
    const base = /<!-- base: (\S+) -->/.exec(markdown)?.[1];
    const stage = new Stage(base === 'none' ? null : `test/${base ?? 'kb'}`);
    try {
      for (const { command, line, expected } of stepsOf(markdown)) {
        const actual = stage.run(command);
        if (!matches(expected, actual))
          expect(`${name}:${line} $ ${command}\n${actual}`).toBe(`${name}:${line} $ ${command}\n${expected}`);
      }
    } finally {
      stage.remove();
    }
    expect(stepsOf(markdown).length).toBeGreaterThan(0);
  });
});
