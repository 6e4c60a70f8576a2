/** All rules, in the order of their names. */
import type { Rule } from '../rule.js';
import { codeChanged } from './code-changed.js';
import { due } from './due.js';
import { duplicateKey } from './duplicate-key.js';
import { duplicateTitle } from './duplicate-title.js';
import { editedSince } from './edited-since.js';
import { expired } from './expired.js';
import { externalLink } from './external-link.js';
import { flagged } from './flagged.js';
import { frontMatterClosed } from './front-matter-closed.js';
import { frontMatterEmpty } from './front-matter-empty.js';
import { frontMatterMap } from './front-matter-map.js';
import { frontMatterMissing } from './front-matter-missing.js';
import { frontMatterOpen } from './front-matter-open.js';
import { frontMatterSize } from './front-matter-size.js';
import { frontMatterYaml } from './front-matter-yaml.js';
import { linkTarget } from './link-target.js';
import { nearDuplicate } from './near-duplicate.js';
import { ownerMissing } from './owner-missing.js';
import { reservedKey } from './reserved-key.js';
import { tabIndentation } from './tab-indentation.js';
import { undated } from './undated.js';
import { unknownOwner } from './unknown-owner.js';
import { unknownTag } from './unknown-tag.js';
import { unquotedAt } from './unquoted-at.js';
import { unquotedColon } from './unquoted-colon.js';
import { unquotedHash } from './unquoted-hash.js';
import { yamlFeature } from './yaml-feature.js';

export const RULES: readonly Rule[] = [
  codeChanged,
  due,
  duplicateKey,
  duplicateTitle,
  editedSince,
  expired,
  externalLink,
  flagged,
  frontMatterClosed,
  frontMatterEmpty,
  frontMatterMap,
  frontMatterMissing,
  frontMatterOpen,
  frontMatterSize,
  frontMatterYaml,
  linkTarget,
  nearDuplicate,
  ownerMissing,
  reservedKey,
  tabIndentation,
  undated,
  unknownOwner,
  unknownTag,
  unquotedAt,
  unquotedColon,
  unquotedHash,
  yamlFeature,
];
