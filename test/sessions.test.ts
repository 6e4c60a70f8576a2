/** The transcripts in test/sessions: what a user types, and what kb prints. `KB_UPDATE=1` updates them with the actual output. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './build.js';
import { matches, rewritten, Stage, stepsOf } from './transcript.js';

const folder = path.join(root, 'test/sessions');
const sessions = readdirSync(folder).filter((name) => name.endsWith('.md'));

// The transcripts use bash, which is missing on Windows.
describe.skipIf(process.platform === 'win32')('transcripts', () => {
  test.each(sessions)('%s', (name) => {
    const markdown = readFileSync(path.join(folder, name), 'utf8');
    const steps = stepsOf(markdown);
    expect(steps.length).toBeGreaterThan(0);
    const outputs = new Map<number, string>();
    // `<!-- base: NAME -->` copies test/NAME to the stage; `none` leaves it empty.
    const base = /<!-- base: (\S+) -->/.exec(markdown)?.[1] ?? 'kb';
    const stage = new Stage(base === 'none' ? null : `test/${base}`);
    try {
      for (const { command, line, expected } of steps) {
        const actual = stage.run(command);
        const place = `${name}:${line} $ ${command}\n`;
        outputs.set(line, matches(expected, actual) ? expected : actual);
        if (process.env['KB_UPDATE'] || matches(expected, actual)) continue;
        expect(place + actual).toBe(place + expected);
      }
    } finally {
      stage.remove();
    }
    if (process.env['KB_UPDATE']) writeFileSync(path.join(folder, name), rewritten(markdown, outputs));
  });
});
