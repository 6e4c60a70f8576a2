/** All rules, in the order of their names. */
import type { Rule } from '../rule.js';
import { duplicateKey } from './duplicate-key.js';
import { expired } from './expired.js';
import { frontMatterClosed } from './front-matter-closed.js';
import { frontMatterEmpty } from './front-matter-empty.js';
import { frontMatterMap } from './front-matter-map.js';
import { frontMatterMissing } from './front-matter-missing.js';
import { frontMatterOpen } from './front-matter-open.js';
import { frontMatterSize } from './front-matter-size.js';
import { frontMatterYaml } from './front-matter-yaml.js';
import { reservedKey } from './reserved-key.js';
import { tabIndentation } from './tab-indentation.js';
import { unquotedAt } from './unquoted-at.js';
import { unquotedColon } from './unquoted-colon.js';
import { unquotedHash } from './unquoted-hash.js';
import { yamlFeature } from './yaml-feature.js';

export const RULES: readonly Rule[] = [
  duplicateKey,
  expired,
  frontMatterClosed,
  frontMatterEmpty,
  frontMatterMap,
  frontMatterMissing,
  frontMatterOpen,
  frontMatterSize,
  frontMatterYaml,
  reservedKey,
  tabIndentation,
  unquotedAt,
  unquotedColon,
  unquotedHash,
  yamlFeature,
];
