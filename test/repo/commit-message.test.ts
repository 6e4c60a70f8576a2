/** The text of a note cannot pass for a trailer, a comment or a second line. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChanges } from '../../src/repo/commit.js';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import { messageText } from '../../src/repo/message.js';
import type { CommitMessage } from '../../src/trust/commit-message.js';
import { edit, repository, USER } from './committing.js';
import { git, tempFolder } from './world.js';

const FORGED = 'Kb-Verified: forged';
const HOSTILE = [
  FORGED,
  `read\n${FORGED}`,
  `read\n\n${FORGED}`,
  `read\r${FORGED}`,
  `read\u2028\u2028${FORGED}\u2029${FORGED}`,
  `read\n\n${FORGED}\n---\n`,
  `read\n\n${FORGED}\n(cherry picked from commit 0)`,
  `# read\n\n # ------------------------ >8 ------------------------\n${FORGED}`,
  `read\0\n\n${FORGED}\x1b[2K\u202e`,
  `\n\n${FORGED}\n\n`,
  `Kb-Verified : forged\nKb-Verified\t:forged`,
  `Signed-off-by: x\n${FORGED}`,
];

/** Trailers as git reads them: from a log, and from a file that may be an email. */
function trailers(message: string): string[] {
  const parse = (...options: string[]): string =>
    execFileSync('git', ['interpret-trailers', '--parse', ...options], {
      input: `${message}\n`,
      cwd: tempFolder(),
      env: USER,
      encoding: 'utf8',
    });
  return [parse(), parse('--no-divider')].map((text) => text.trim());
}

test.each(HOSTILE)('%j', (text) => {
  const real = [
    ['Kb-Verified', 'refund-eu'],
    ['Kb-Evidence', text],
  ] as const;
  const message = messageText({ subject: text, body: text, trailers: real });
  const evidence = message.split('\n').at(-1) ?? '';
  expect(evidence).toMatch(/^Kb-Evidence: /);
  for (const found of trailers(message)) {
    expect(found.split('\n').filter((line) => line.startsWith('Kb-Verified'))).toEqual([
      'Kb-Verified: refund-eu',
    ]);
  }
  for (const found of trailers(messageText({ subject: text, body: text }))) expect(found).toBe('');
});

test('whatever the texts hold, there are the lines that were meant', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
  fc.assert(
    fc.property(text, text, (subject, value) => {
      const lines = messageText({ subject: `s${subject}`, trailers: [['Kb-Evidence', `v${value}`]] }).split(
        '\n',
      );
      expect(lines).toHaveLength(3);
      expect(lines[1]).toBe('');
      expect(lines.join('')).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test('git keeps it letter by letter', async () => {
  const root = repository();
  const message: CommitMessage = {
    subject: 'Verify refund-eu',
    body: '# not a comment\n\ntwo\n\n\nthree  ',
    trailers: [
      ['Kb-Verified', 'refund-eu'],
      ['Kb-Evidence', 'อ่านแล้ว: ok # fine'],
      ['Kb-Nothing', ' \n'],
    ],
  };
  await makeChanges(diskRepo(root), [edit(root)], { git: openGit(root, USER), message });
  const kept = git(root, 'cat-file', 'commit', 'HEAD');
  expect(kept.slice(kept.indexOf('\n\n') + 2)).toBe(messageText(message));
  expect(git(root, 'log', '-1', '--format=%(trailers)')).toBe(
    'Kb-Verified: refund-eu\nKb-Evidence: อ่านแล้ว: ok # fine',
  );
});
