/** All actions on a card; the module of each is loaded on first use. */
import type { ActionName } from '../state.js';
import type { Action } from './action.js';

export const ACTIONS: Readonly<Record<ActionName, () => Promise<Action>>> = {
  copy: async () => (await import('./copy.js')).copyAnswer,
  'copy-link': async () => (await import('./copy.js')).copyLink,
  edit: async () => (await import('./edit.js')).edit,
  verify: async () => (await import('./verify.js')).verify,
  flag: async () => (await import('./flag.js')).flag,
  open: async () => (await import('./open.js')).openPage,
};
