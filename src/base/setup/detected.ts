/** How kb would read docs that were not written for it: a proposed config, and the trust that the pages have under it. */
import path from 'node:path';
import { rowsOn } from '../../catalog/listing.js';
import { parseConfig } from '../../config/parse.js';
import { KbError } from '../../errors.js';
import type { Findings } from '../../format/init.js';
import { PAGE_GLOBS, propose } from '../../init/propose.js';
import { diskRepo } from '../../repo/disk.js';
import { readPages } from '../../repo/pages.js';
import { baseOf, type BaseOptions } from '../base.js';

/** Examines the Markdown pages below a folder. Throws KbError `no-base` if there are none. */
export async function detected(root: string, dayIn: BaseOptions['dayIn']): Promise<Findings> {
  const repo = diskRepo(root);
  const proposal = propose(await readPages(repo, PAGE_GLOBS));
  if (!proposal) throw new KbError('no-base', `no Markdown page in ${root}`, 'kb init');
  const config = parseConfig(proposal.config, path.join(root, 'kb.config.yaml'));
  const base = baseOf(repo, config, null, { dayIn, progress: () => undefined });
  const { pages, dialect, fields, counts } = proposal.detection;
  return {
    pages,
    dialect,
    fields: Object.fromEntries(fields),
    counts: [...counts].map(([key, count]) => ({ key, pages: count })),
    trust: rowsOn(await base.catalog(), base.today, config.warn, []).map(([, trust]) => trust),
    config: proposal.config,
  };
}
