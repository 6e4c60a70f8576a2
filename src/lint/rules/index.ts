/** All rules, sorted by name. */
import type { Rule } from '../rule.js';
import { brokenTemplate } from './broken-template.js';
import { bulkVerify } from './bulk-verify.js';
import { codeChanged } from './code-changed.js';
import { controlCharacters } from './control-characters.js';
import { dateBump } from './date-bump.js';
import { dateFormat } from './date-format.js';
import { due } from './due.js';
import { duplicateKey } from './duplicate-key.js';
import { duplicateTitle } from './duplicate-title.js';
import { editedSince } from './edited-since.js';
import { encoding } from './encoding.js';
import { expired } from './expired.js';
import { externalLink } from './external-link.js';
import { file } from './file.js';
import { flagOld } from './flag-old.js';
import { flagRemoved } from './flag-removed.js';
import { flagged } from './flagged.js';
import { flags } from './flags.js';
import { frontMatterClosed } from './front-matter-closed.js';
import { frontMatterEmpty } from './front-matter-empty.js';
import { frontMatterMap } from './front-matter-map.js';
import { frontMatterMissing } from './front-matter-missing.js';
import { frontMatterOpen } from './front-matter-open.js';
import { frontMatterSize } from './front-matter-size.js';
import { frontMatterYaml } from './front-matter-yaml.js';
import { gateWeakened } from './gate-weakened.js';
import { headingStructure } from './heading-structure.js';
import { hiddenCharacter } from './hidden-character.js';
import { idClash } from './id-clash.js';
import { idDuplicate } from './id-duplicate.js';
import { idFormat } from './id-format.js';
import { imageAlt } from './image-alt.js';
import { imageTarget } from './image-target.js';
import { intervalFormat } from './interval-format.js';
import { kindSchema } from './kind-schema.js';
import { linkAnchor } from './link-anchor.js';
import { linkRetired } from './link-retired.js';
import { linkTarget } from './link-target.js';
import { lostText } from './lost-text.js';
import { markdownStyle } from './markdown-style.js';
import { mergeConflict } from './merge-conflict.js';
import { nearDuplicate } from './near-duplicate.js';
import { orphanCard } from './orphan-card.js';
import { ownerForm } from './owner-form.js';
import { ownerMissing } from './owner-missing.js';
import { pathsTarget } from './paths-target.js';
import { relatedTarget } from './related-target.js';
import { requiredOwner } from './required-owner.js';
import { requiredTitle } from './required-title.js';
import { requiredVerifyBy } from './required-verify-by.js';
import { reservedKey } from './reserved-key.js';
import { secret } from './secret.js';
import { suppression } from './suppression.js';
import { tabIndentation } from './tab-indentation.js';
import { tags } from './tags.js';
import { templateText } from './template-text.js';
import { type } from './type.js';
import { undated } from './undated.js';
import { unknownKey } from './unknown-key.js';
import { unknownOwner } from './unknown-owner.js';
import { unknownTag } from './unknown-tag.js';
import { unquotedAt } from './unquoted-at.js';
import { unquotedColon } from './unquoted-colon.js';
import { unquotedHash } from './unquoted-hash.js';
import { yamlFeature } from './yaml-feature.js';

export const RULES: readonly Rule[] = [
  brokenTemplate,
  bulkVerify,
  codeChanged,
  controlCharacters,
  dateBump,
  dateFormat,
  due,
  duplicateKey,
  duplicateTitle,
  editedSince,
  encoding,
  expired,
  externalLink,
  file,
  flagOld,
  flagRemoved,
  flagged,
  flags,
  frontMatterClosed,
  frontMatterEmpty,
  frontMatterMap,
  frontMatterMissing,
  frontMatterOpen,
  frontMatterSize,
  frontMatterYaml,
  gateWeakened,
  headingStructure,
  hiddenCharacter,
  idClash,
  idDuplicate,
  idFormat,
  imageAlt,
  imageTarget,
  intervalFormat,
  kindSchema,
  linkAnchor,
  linkRetired,
  linkTarget,
  lostText,
  markdownStyle,
  mergeConflict,
  nearDuplicate,
  orphanCard,
  ownerForm,
  ownerMissing,
  pathsTarget,
  relatedTarget,
  requiredOwner,
  requiredTitle,
  requiredVerifyBy,
  reservedKey,
  secret,
  suppression,
  tabIndentation,
  tags,
  templateText,
  type,
  undated,
  unknownKey,
  unknownOwner,
  unknownTag,
  unquotedAt,
  unquotedColon,
  unquotedHash,
  yamlFeature,
];
