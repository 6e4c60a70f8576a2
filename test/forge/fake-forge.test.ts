/** The forge in memory meets the contract of real ones. */
import { describeForge } from '../contracts/forge.js';
import { fakeForge } from './fake-forge.js';

describeForge('in memory', () => {
  const forge = fakeForge({ assignable: ['ana'] });
  return Promise.resolve({
    forge,
    login: 'kb-bot',
    person: forge.as('bob'),
    assignable: 'ana',
    stranger: 'mallory',
    close: () => Promise.resolve(),
  });
});
