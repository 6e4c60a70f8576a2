/** kb help: the commands and the user guide. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTopic, topics } from '../../src/guide.js';
import { root } from '../build.js';
import { kb } from '../memory-io.js';

const cwd = '/';

describe('kb help', () => {
  test('lists commands and pages, and no command that only shells call', async () => {
    const { out, code } = await kb(['help'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('find cards by words');
    expect(out).toMatch(/^ {2}trust-states +What the signs in front of a card mean$/m);
    expect(out).not.toMatch(/^ {2}complete\b/m);
    expect((await kb(['help', '--guide'], { cwd })).out).not.toContain('find cards by words');
  });

  test('shows the help of a command, of one below it, and names the pages about it', async () => {
    const { out } = await kb(['help', 'verify'], { cwd });
    expect(out).toContain('Usage: kb verify [options] [card...]');
    expect(out).toMatch(/^ {2}verify-a-card +/m);
    expect((await kb(['help', 'owners', 'transfer'], { cwd })).out).toContain('Usage: kb owners transfer');
  });

  test('shows a page by its name, or the beginning of it', async () => {
    for (const words of [['trust-states'], ['trust'], ['trust', 'states'], ['Trust-States']]) {
      const { out, code } = await kb(['help', ...words], { cwd });
      expect(code).toBe(0);
      expect(out).toContain('What the signs in front of a card mean');
    }
    expect((await kb(['help', '--guide', 'lint'], { cwd })).out).not.toContain('Usage:');
  });

  test('names no page of the guide by its file, and no file that does not come with the package', () => {
    const schemas = ['card', 'config'].map((name) => `schemas/${name}.schema.json`);
    const texts = ['docs/commands.md', ...schemas].map((file) => readFileSync(path.join(root, file), 'utf8'));
    const files = topics().map(({ id }) => `cards/${id}.md`);
    for (const text of texts) {
      expect(files.filter((file) => text.includes(file))).toEqual([]);
      expect(text).not.toMatch(/\bdocs\/(?:rules|card-format)\b/);
    }
  });

  test.each([
    ['trust-sttes', 'did you mean kb help trust-states?'],
    ['serch', 'did you mean kb help search?'],
    ['card', 'kb help card-fields'],
    ['codeowner-file', 'kb help   lists them all'],
    ['holidays', 'kb help   lists them all'],
    ['evidence', 'kb help verify-a-card'],
  ])('says what may be meant by %s', async (word, hint) => {
    const { out, err, code } = await kb(['help', word], { cwd });
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain(`there is no command or guide page called “${word}”`);
    expect(err).toContain(hint);
  });

  test('answers in JSON', async () => {
    const json = async (...words: string[]): Promise<unknown> =>
      JSON.parse((await kb(['help', ...words, '--json'], { cwd })).out);
    expect(await json()).toMatchObject({
      schemaVersion: 1,
      commands: expect.arrayContaining([expect.objectContaining({ name: 'search' })]) as unknown,
    });
    expect(await json('trust-states')).toMatchObject({ topic: { id: 'trust-states' } });
    expect(await json('verify')).toMatchObject({
      command: { name: 'verify' },
      topics: [{ id: 'verify-a-card' }],
    });
  });

  test('reads the heads of the pages as YAML has them', async () => {
    for (const topic of topics()) {
      const { id, title, keywords, unreadable } = await readTopic(topic);
      expect(unreadable).toBeNull();
      expect({ id: topic.id, title: topic.title }).toEqual({ id, title });
      for (const word of keywords) expect(topic.words).toContain(word.toLowerCase());
    }
  });
});
