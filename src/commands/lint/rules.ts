/** `kb lint --rules` and `kb lint --explain`: what the rules check, and why. */
import { configAround } from '../../base/base.js';
import type { Context } from '../../context.js';
import { document } from '../../format/json.js';
import { formatRules } from '../../format/rules.js';
import { printed, styleOf } from '../../format/style.js';
import type { Rule } from '../../lint/rule.js';

/** Lists the rules with their severities in this base. */
export async function listRules(
  { io, env, cwd, options, answer }: Context,
  rules: readonly Rule[],
): Promise<void> {
  const config = await configAround(cwd);
  const set = rules.map((rule) => ({
    ...rule,
    severity: config.rules.get(rule.name)?.severity ?? rule.severity,
  }));
  if (options.json) {
    const listed = set.map(({ name, severity, summary }) => ({ name, severity, summary }));
    io.stdout.write(document({ rules: listed }));
  } else await answer(formatRules(set, styleOf(io.stdout, io.unicode, env)));
}

export async function explain({ io, env, options, answer }: Context, rule: Rule): Promise<void> {
  const [{ rulePage }, { parseMarkdown }, { markdownLines }] = await Promise.all([
    import('../../format/rule-page.js'),
    import('../../card/markdown.js'),
    import('../../format/markdown.js'),
  ]);
  const page = rulePage(rule);
  if (options.json) {
    const { name, severity, summary, why } = rule;
    io.stdout.write(document({ rule: { name, severity, summary, why: why.trim(), page } }));
    return;
  }
  const style = styleOf(io.stdout, io.unicode, env);
  await answer(printed(markdownLines(await parseMarkdown(page), style), style));
}
