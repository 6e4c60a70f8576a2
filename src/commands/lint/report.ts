/** Prints the report, and in a workflow of GitHub also writes the summary of the step and its outputs. */
import type { Context } from '../../context.js';
import { FORMATS } from '../../format/findings/index.js';
import type { Report } from '../../format/findings/report.js';
import { styleOf } from '../../format/style.js';
import type { Rule } from '../../lint/rule.js';
import { prefixOf } from '../../repo/place.js';
import { version } from '../../version.js';

/** @param name of the format */
export async function printReport(
  { io, env, answer }: Context,
  report: Report,
  name: string,
  rules: readonly Rule[],
): Promise<void> {
  const format = FORMATS.find((each) => each.name === name);
  const style = styleOf(io.stdout, io.unicode, env);
  const page = env['GITHUB_STEP_SUMMARY'];
  const around = {
    style,
    rules,
    version,
    prefix: prefixOf(report.root),
    pages: null,
    hasSummary: Boolean(page),
  };
  await answer(format?.answer(report, around) ?? '');
  const outputs = env['GITHUB_OUTPUT'];
  if (!page && !outputs) return;
  const { appendText } = await import('../../repo/append.js');
  if (page && format?.stepSummary) await appendText(page, format.stepSummary(report, around));
  if (outputs && format?.stepOutputs) await appendText(outputs, format.stepOutputs(report));
}
