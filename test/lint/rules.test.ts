/** Every rule's own examples: good ones are silent, bad ones report what they should, fixes are idempotent. */
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/lint/rules/index.js';
import { branchFindings, filesOf, findingsIn, fixed, said } from './bases.js';

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const rules = [rule.severity === 'off' ? { ...rule, severity: 'warning' as const } : rule];

  test.each(rule.check === 'surface' ? [] : rule.examples.map((example, at) => [at + 1, example] as const))(
    'example %i',
    async (_, { files, says, fixed: expected }) => {
      const findings = await findingsIn(files, { rules });
      expect(findings.map(said)).toEqual(says);
      if (expected === undefined) {
        expect(findings.filter(({ problem }) => problem.fix)).toEqual([]);
        return;
      }
      const after = fixed(files, findings);
      expect(after).toEqual(filesOf(expected));
      expect(fixed(after, await findingsIn(after, { rules }))).toEqual(after);
    },
  );

  test.each(
    rule.examples.flatMap(({ before, ...example }, at) =>
      before === undefined ? [] : [[at + 1, { ...example, before }] as const],
    ),
  )('example %i of a branch', async (_, { before, files, says }) => {
    expect((await branchFindings(before, files, rules)).map(said)).toEqual(says);
  });

  test('is explained', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.summary).toMatch(/[^.]$/);
    expect(rule.why.length).toBeGreaterThan(60);
    if (rule.check === 'surface') return;
    expect(rule.examples.some(({ says }) => says.length === 0)).toBe(true);
    expect(rule.examples.some(({ says }) => says.length > 0)).toBe(true);
  });
});
