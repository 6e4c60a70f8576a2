/** `kb lint --external`: checks the external links of the cards. */
import type { Base } from '../../base/base.js';
import type { Context } from '../../context.js';
import type { Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import { version } from '../../version.js';

export async function askWeb(
  context: Context,
  base: Base,
  rules: readonly Rule[],
): Promise<readonly Finding[]> {
  const [{ externalFindings }, { linkCheck }, { diskStore, storeFolder }] = await Promise.all([
    import('../../base/lint/external.js'),
    import('../../web/link-check.js'),
    import('../../repo/store.js'),
  ]);
  const result = await externalFindings(base, rules, {
    check: linkCheck({ userAgent: `kb/${version} (link check)` }),
    store: diskStore(storeFolder(base.repo.root, context.env, context.home)),
    now: context.now().getTime(),
    progress: context.progress('checking links'),
  });
  if (result === null) return [];
  const { findings, addresses, asked, open, offline } = result;
  context.note(`${addresses} addresses, ${asked} asked, ${open} not judged`);
  if (offline) context.note('no server answers: are you offline?');
  return findings;
}
