/** Making a base the default one, which answers outside of any base: in the personal config. */
import { parsePersonalConfig } from '../../config/parse.js';
import { withDefaultBase } from '../../config/personal.js';
import { KbError } from '../../errors.js';
import type { Write } from '../../format/init.js';
import type { Account } from '../base.js';
import { personalConfigFile, personalConfigText } from '../personal-config.js';

/** Plans the change of the personal config. Throws KbError `usage` if the name cannot be the name of a base. */
export function defaultBase(root: string, name: string, { env, home }: Account): Write {
  const file = personalConfigFile(env, home);
  const before = personalConfigText(file);
  const { default: old } = parsePersonalConfig(before, file);
  const text = withDefaultBase(before, name, root);
  try {
    parsePersonalConfig(text, file);
  } catch (error) {
    // The config could be parsed before the name was added, so the name is wrong.
    if (!(error instanceof KbError)) throw error;
    const hint = 'a name is one word, but not `all`: kb init --default NAME';
    throw new KbError('usage', `“${name}” cannot be the name of a base`, hint);
  }
  const was = old !== null && old !== name ? ` (it was “${old}”)` : '';
  return { file, text, act: 'update', note: `outside of any base, kb uses “${name}”${was}` };
}
