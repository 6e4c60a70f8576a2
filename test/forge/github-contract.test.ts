/** The GitHub adapter meets the contract of all forges, tested on a loopback GitHub. */
import { expect } from 'vitest';
import { githubForge } from '../../src/forge/forges/github.js';
import { describeForge } from '../contracts/forge.js';
import { startGitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';

describeForge('GitHub', async () => {
  const github = await startGitHub({ people: ['ana'] });
  const forge = await githubForge({
    repository: 'acme/kb',
    apiUrl: github.url,
    token: TOKENS.user,
    isActions: false,
    writeInterval: 0,
    userAgent: 'kb/test',
    wait: () => Promise.resolve(),
  });
  const { repository } = github.state;
  const bob = github.state.asPerson('bob');
  return {
    forge,
    login: 'kb-robot',
    person: {
      login: 'bob',
      open: ({ title, body, labels }) => Promise.resolve(bob.open(title, body, labels).number),
      edit: (number, { title, body, state, reason }) => {
        repository.edit('bob', number, {
          ...(title !== undefined && { title }),
          ...(body !== undefined && { body }),
        });
        if (state === 'closed') bob.close(number, reason);
        if (state === 'open') bob.reopen(number);
        return Promise.resolve();
      },
      comment: (number, body) => {
        bob.comment(number, body);
        return Promise.resolve();
      },
      relabel: (number, labels) => {
        for (const label of repository.issue(number).labels) bob.removeLabel(number, label);
        for (const label of labels) bob.addLabel(number, label);
        return Promise.resolve();
      },
      unassign: (number, login) => {
        bob.unassign(number, login);
        return Promise.resolve();
      },
      lock: (number) => {
        bob.lock(number);
        return Promise.resolve();
      },
      remove: (number) => {
        bob.delete(number);
        return Promise.resolve();
      },
    },
    assignable: 'ana',
    stranger: 'mallory',
    close: async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    },
  };
});
