import { describe, expect, test } from 'vitest';
import { absentIn } from '../../src/catalog/absent.js';
import { parseFilter } from '../../src/catalog/filter.js';
import { kb } from '../memory-io.js';
import { put, tempFolder } from '../repo/world.js';

const CARD = (more: string): string => `---\ntitle: A card\nverify-by: 2027-01-31\n${more}\n---\nText.\n`;

/** What `kb list` prints on stderr for a base of three cards. */
async function told(...args: readonly string[]): Promise<string> {
  const cwd = tempFolder();
  put(cwd, {
    'cards/a.md': CARD('owner: "@acme/Billing"\ntags: [refunds, billing]\nkind: how-to'),
    'cards/b.md': CARD('owner: "@acme/Billing"\ntags: [billing]'),
    'cards/c.md': CARD('owner: "#support"\ntags: [login]'),
  });
  const { err } = await kb(args, { cwd });
  return err;
}

describe('a list that is empty', () => {
  test.each([
    [['-t', 'refnds'], 'no card has the tag “refnds”; did you mean “refunds”?'],
    [['-o', '@acme/biling'], 'no card has the owner “acme/biling”; did you mean “@acme/Billing”?'],
    [['--kind', 'howto'], 'no card has the kind “howto”; did you mean “how-to”?'],
    [['-t', 'zebra'], 'no card has the tag “zebra”; known: billing, refunds, login'],
  ])('names what no card has, and what is near: %j', async (filters, line) => {
    expect((await told('list', ...filters)).split('\n')).toEqual(['0 cards', line, '']);
    expect(await told('stale', ...filters)).toContain(line);
  });

  test('says nothing of values that cards have, alone or together, and nothing where it shall be quiet', async () => {
    expect(await told('list', '-t', 'login', '-t', 'refunds')).toBe('0 cards\n');
    expect(await told('stale', '-t', 'login')).not.toContain('no card has');
    expect(await told('list', '-t', 'zebra', '-q')).toBe('');
  });

  test('knows no name where there is none', () => {
    const [absent] = absentIn([], [parseFilter('tag', 'x'), parseFilter('is', 'stale')]);
    expect(absent).toEqual({ key: 'tag', value: 'x', near: null, known: [] });
    expect(absentIn([], [parseFilter('tag', 'x', true)])).toEqual([]);
  });
});
