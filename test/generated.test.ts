import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generate } from '../schemas/generate.js';
import { FIELDS } from '../src/card/fields.js';

const generated = await generate();

describe('what is generated from the schemas', () => {
  test.each([...generated])('%s is up to date (npm run generate)', (file, text) => {
    expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toBe(text);
  });

  test('validators import nothing', () => {
    const loads = /^\s*import\b|^\s*export .* from\b|(?<!['"])\brequire\(["']|\bimport\(/m;
    const validators = [...generated].filter(([file]) => file.endsWith('.js'));
    expect(validators.map(([file, text]) => [file, loads.exec(text)?.[0]])).toEqual(
      validators.map(([file]) => [file, undefined]),
    );
  });

  test('no name is read as two fields of one dialect', () => {
    for (const dialect of ['kb', 'gds', 'learn', 'custom'] as const) {
      const names = FIELDS.flatMap((field) => field.names[dialect]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
