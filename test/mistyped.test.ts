/** A command line without a meaning is answered with one that has one. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.js';
import { instead } from '../src/mistyped.js';
import { kb } from './memory-io.js';

/** The hint of the error, line by line, without ` --json`. */
async function hints(...args: readonly string[]): Promise<string[]> {
  const { out, code } = await kb([...args, '--json'], { cwd: '/' });
  expect(code).toBe(2);
  const { error } = JSON.parse(out) as { error: { hint: string } };
  return error.hint.split('\n').map((line) => line.replace(' --json', ''));
}

describe('a word that is no command', () => {
  test.each([
    [['refund'], ['kb search refund   searches the cards for it']],
    [['duplicate charge', 'eu'], ["kb search 'duplicate charge' eu   searches the cards for it"]],
    [['-C', '/', 'refund'], ['kb -C / search refund   searches the cards for it']],
    [['serch', 'refund'], ['kb search refund   did you mean this?']],
    [['ls'], ['kb list   did you mean this?', 'kb search ls   searches the cards for it']],
    [
      ['Cat', 'x'],
      ['kb show x   did you mean this?', 'kb search Cat x   searches the cards for it'],
    ],
  ])('%j', async (args, expected) => {
    expect((await hints(...args)).slice(0, -1)).toEqual(expected);
  });

  test('whatever is offered is a command', () => {
    const names = COMMANDS.map(({ name }) => name);
    for (const word of ['find', 'ls', 'rm', 'add', 'create', 'log', 'check', 'stales', 'zebra']) {
      const message = `error: unknown command '${word}'`;
      for (const line of instead({ code: 'commander.unknownCommand', message }, [word]))
        expect(names).toContain(line.split(' ')[1]);
    }
  });
});

describe('words that the command does not take', () => {
  test.each([
    [['list', '@acme/billing'], ['kb list --owner @acme/billing']],
    [['stale', '@ana'], ['kb stale --owner @ana']],
    [['show', 'Refund', "don't"], [`kb search Refund 'don'\\''t'   searches the cards for it`]],
    [['list', '@ana', 'eu'], ['kb search @ana eu   searches the cards for it']],
    [['doctor', 'eu'], []],
  ])('%j', async (args, expected) => {
    expect((await hints(...args)).slice(0, -1)).toEqual(expected);
  });
});

test('a state that is no option, and a card that is not named', async () => {
  expect((await hints('list', '--stale'))[0]).toBe('kb list --is stale');
  expect(await hints('lint', '--stale')).toEqual(['kb lint --help']);
  expect(await hints('show')).toEqual(['kb list   lists the cards', 'kb show --help']);
});
