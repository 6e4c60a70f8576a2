/** Finds the templates of a base that cannot be used, because `kb new` reports one only to people who choose it. */
import type { Base } from '../base.js';
import type { Finding } from '../../lint/finding.js';
import { brokenTemplate } from '../../lint/rules/broken-template.js';
import { templateIn } from './templates.js';

export async function brokenTemplates({ repo, survey }: Base): Promise<readonly Finding[]> {
  const { names, templates } = await survey();
  const findings: Finding[] = [];
  for (const entry of templates) {
    const read = await templateIn(repo, entry, names);
    if (!('why' in read)) continue;
    const { why: message, line, column } = read;
    const problem = { rule: brokenTemplate.name, severity: 'warning', message, line, column } as const;
    findings.push({ path: entry.path, problem });
  }
  return findings;
}
