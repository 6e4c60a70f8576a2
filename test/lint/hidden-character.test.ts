/** Invisible characters in names are an error, whichever rule reports them. */
import { describe, expect, test } from 'vitest';
import { findingsIn } from './bases.js';

const CHARACTERS = ['\\x1b', '\\u0007', '\\u200B', '\\u202E', '\\u2066', '\\uFEFF'];
const VALUES: Readonly<Record<string, string>> = {
  id: 'refund@policy',
  owner: '#leg@al',
  verifiers: '#leg@al',
  tags: 'ref@und',
  keywords: 'ref@und',
  aliases: 'ref@und',
  related: 'ref@und',
  'superseded-by': 'ref@und',
  audience: 'restricted:le@gal',
  paths: 'src/@a.ts',
  kind: 'how@to',
  language: 'he@',
};

describe.each(Object.entries(VALUES))('%s', (field, value) => {
  test.each(CHARACTERS)('%s is an error', async (character) => {
    const owner = field === 'owner' ? '' : 'owner: "@legal"\n';
    const written = value.replace('@', character);
    const card = `---\ntitle: Refunds\n${owner}verify-by: 2027-02-19\n${field}: "${written}"\n---\n\nWithin 14 days.\n`;
    const errors = (await findingsIn(card)).filter(({ problem }) => problem.severity === 'error');
    expect(errors.map(({ problem }) => problem.line)).toContain(field === 'owner' ? 4 : 5);
  });
});

test('joiners that a word needs are none', async () => {
  const card = `---\ntitle: Refunds\nowner: "@legal"\nverify-by: 2027-02-19\nkeywords: [می\u200cخواهم, 👩\u200d💻]\n---\n\nText.\n`;
  expect(await findingsIn(card)).toEqual([]);
});
