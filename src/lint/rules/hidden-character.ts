/** Rule `hidden-character`: names that people and programs compare have no invisible characters. */
import type { CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import { HIDING } from '../../card/unseen.js';
import { lineOf } from '../line-of.js';
import { rule, type Complaint } from '../rule.js';

export const hiddenCharacter = rule({
  name: 'hidden-character',
  summary: 'names in a card, and its file name, have no invisible characters',
  why: `
With an invisible character in it, \`@ana\` is somebody else, \`tag:refunds\` finds nothing, and a file name looks like
\`card.md\` but ends differently. Some of these characters reverse the direction of text, which is how one name
passes for another in a review.

Delete the character: type the name again instead of pasting it, or rename the file. For titles and text the rule is
\`control-characters\`; joiners, which some scripts need for correct spelling, are fine everywhere.`,
  severity: 'error',
  check: ({ card }, scope) => [
    ...complaints([card.path], () => ({ line: 1, column: 1 }), 'the file name'),
    ...FIELDS.flatMap(([field, valuesOf]) =>
      complaints(valuesOf(card), () => lineOf(card, scope, field), field),
    ),
  ],
  examples: [
    { files: owned('@ana'), says: [] },
    {
      files: owned('#le\\u200Bgal'),
      says: ['cards/card.md:3:1 owner: expected text without invisible characters, found U+200B in it'],
    },
    {
      files: { 'cards/refund\u202edm.md': owned('@ana') },
      says: [
        'cards/refund\u202edm.md:1:1 the file name: expected text without invisible characters, found U+202E in it',
      ],
    },
  ],
});

const HIDDEN = new RegExp(`[${HIDING}]`, 'u');

/** Fields that contain names and whose format, as checked by the reader, does not already exclude such characters. */
const FIELDS: readonly (readonly [CanonicalField, (card: ParsedCard) => readonly string[]])[] = [
  ['owner', ({ owner, ownerFrom }) => (ownerFrom === 'card' ? owner : [])],
  ['verifiers', ({ verifiers }) => verifiers],
  ['tags', ({ tags }) => tags],
  ['keywords', ({ keywords }) => keywords],
  ['aliases', ({ aliases }) => aliases],
  ['related', ({ related }) => related],
  ['superseded-by', ({ supersededBy }) => (supersededBy === null ? [] : [supersededBy])],
  ['audience', ({ audience }) => [audience]],
  ['paths', ({ paths }) => paths],
];

/** Reports only the first such character of a field, because the whole field must be typed again anyway. */
function complaints(
  values: readonly string[],
  place: () => { readonly line: number; readonly column: number },
  name: string,
): Complaint[] {
  const found = values.map((value) => HIDDEN.exec(value)?.[0]).find((each) => each !== undefined);
  if (found === undefined) return [];
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [
    { message: `${name}: expected text without invisible characters, found U+${code} in it`, ...place() },
  ];
}

function owned(owner: string): string {
  return `---
title: Refund policy
owner: "${owner}"
verify-by: 2027-02-19
---

Within 14 days.
`;
}
