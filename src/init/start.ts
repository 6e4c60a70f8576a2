/** The files of a new base: a config with comments, and a first card about how to keep cards. */
import { addDays, type Day } from '../day.js';

/** A file to write; its path is relative to the root of the base. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** @param owner the owner of the first card: an email address, or anything else that can be an owner */
export function startingFiles(today: Day, owner: string): NewFile[] {
  return [
    { path: 'kb.config.yaml', text: CONFIG },
    { path: 'cards/how-we-keep-cards.md', text: firstCard(today, owner) },
  ];
}

const CONFIG = `# A knowledge base: https://www.npmjs.com/package/kbcards
# Every key is optional; what is commented out is the default.

# cards:
#   - cards/**/*.md

# Used if neither a card nor its folder says otherwise.
# defaults:
#   verify-every: 90d
#   owner: "@acme/support"
#   audience: internal

# How many days before its date a card is due.
# warn: 14

# The time zone that decides what day it is.
# timezone: UTC

# People who can be owners, with their names in git.
# people:
#   ana:
#     login: "@ana"
#     emails: [ana@acme.com]
#     teams: ["@acme/billing"]
`;

const firstCard = (today: Day, owner: string): string => `---
id: how-we-keep-cards
title: How we keep cards
owner: ${JSON.stringify(owner)}
tags: [kb]
kind: reference
verify-by: ${addDays(today, 90)}
---

# How we keep cards

A card answers one question. Its owner vouches for it until the date under \`verify-by\`.

## Write a card

Put a Markdown file in \`cards/\`, with the four lines above: \`title\`, \`owner\`, \`tags\`, \`verify-by\`.
Quote an owner that starts with \`@\`, or YAML will not accept it.

## Read a card

Look at the sign in front of it. A stale card may still be right, but nobody has confirmed it for a while:
ask its owner before you send it to a customer.
`;
