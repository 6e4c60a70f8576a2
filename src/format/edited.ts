/** `kb edit`: the problems that the edit introduced, and the trust of the card after it. */
import type { TrustedRow } from '../catalog/listing.js';
import type { Finding } from '../lint/finding.js';
import { findingJson } from './findings/json.js';
import { cardJson, document } from './json.js';
import { problemLine } from './problems.js';
import { printed, type Style } from './style.js';

/** One line per problem. @param root absolute path of the base, to make the paths clickable */
export function formatFindings(findings: readonly Finding[], style: Style, root: string): string {
  return printed(
    findings.map((each) => problemLine(each, style, root)),
    style,
  );
}

/** `kb edit --json`. */
export function editedJson(changed: boolean, [row, trust]: TrustedRow, findings: readonly Finding[]): string {
  return document({ changed, ...cardJson(row, trust), findings: findings.map(findingJson) });
}
