/** What the last word of a line can be. */
import { Command } from '@commander-js/extra-typings';
import { describe, expect, test } from 'vitest';
import { complete } from '../../src/completion/complete.js';
import { follow } from '../../src/completion/line.js';
import type { RowNames } from '../../src/catalog/kept-row.js';
import type { Sources } from '../../src/completion/values.js';
import { globalProgram } from '../../src/flags.js';
import { COMMANDS } from '../../src/commands/index.js';

const nothing = () => Promise.resolve([]);
const ROWS: RowNames[] = [
  {
    path: 'cards/billing/refund-eu.md',
    id: 'billing/refund-eu',
    title: 'Refunds',
    owner: ['@ana'],
    tags: ['refunds'],
  },
  {
    path: 'cards/fax.md',
    id: 'fax',
    title: 'Fax',
    owner: ['@ana', '@acme/ops'],
    tags: ['two words', 'Refunds'],
  },
].map((row) => ({ ...row, kind: null, language: 'en' }) as never);
const SOURCES: Sources = {
  cards: (_, made) => Promise.resolve(ROWS.map(made)),
  bases: () => Promise.resolve([{ value: 'team', about: '/team' }]),
  rules: nothing,
  templates: nothing,
  topics: nothing,
};

/** What is offered for the word after the last space. */
async function offered(line: string): Promise<string[] | string> {
  const words = line.split(' ');
  const word = words.pop() ?? '';
  const program = globalProgram();
  for (const { name, isHidden, load } of COMMANDS) {
    if (isHidden || !words.includes(name)) continue;
    program.addCommand((await load()).command(() => undefined as never, COMMANDS) as Command);
  }
  const answer = await complete(follow(program, words, word), program, SOURCES);
  return answer.is === 'words' ? answer.candidates.map(({ value }) => value) : answer.is;
}

describe('completion', () => {
  test.each<[string, string[] | string]>([
    ['show fa', ['fax']],
    ['show billing', ['billing/refund-eu']],
    ['show cards/f', ['cards/fax.md']],
    ['show ref', ['refund-eu']],
    ['show FA', ['fax']],
    ['show fax ', []],
    ['list -t re', ['refunds']],
    ['list --tag=R', ['--tag=Refunds']],
    ['list -tre', ['-trefunds']],
    ['list -o @', ['@acme/ops', '@ana']],
    ['list -o an', ['ana']],
    ['list --sort d', ['due']],
    ['list --color ', ['auto', 'always', 'never']],
    ['list --du', ['--due-before']],
    ['list --owner', ['--owner']],
    ['-b te', ['team']],
    ['-b', []],
    ['-C ', 'folders'],
    ['-C somewhere show fa', ['fax']],
    ['--base=team show fa', ['fax']],
    ['eval ', 'files'],
    ['owners tr', ['transfer']],
    ['owners transfer @an', ['@ana']],
    ['owners -o @ana ch', ['check']],
    ['verify fax fa', ['fax']],
    ['archive --superseded-by f', ['fax']],
    ['search ow', ['owner:']],
    ['search fax owner:@a', ['owner:@acme/ops', 'owner:@ana']],
    ['search +tag:r', ['+tag:refunds']],
    ['search -- -tag:r', ['-tag:refunds']],
    ['search tag:"', ['tag:"two words"']],
    ['search is:st', ['is:stale']],
    ['search in:ti', ['in:title']],
    ['search http:', []],
    ['stats --min ', []],
    ['doctor x', []],
  ])('kb %s', async (line, values) => {
    expect(await offered(line)).toEqual(values);
  });
});
