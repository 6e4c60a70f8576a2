/** The repository itself, the owner of the token, and how many requests are left. */
import { notAccessible, repositoryOf, type Route } from '../call.js';
import { repositoryJson } from '../repository-json.js';
import { userJson } from '../wire.js';

export const repositoryRoutes: Readonly<Record<string, Route>> = {
  'users/get-authenticated': (call) => {
    const { token, state } = call;
    // The token of a workflow belongs to no user.
    if (token.kind === 'app') throw notAccessible(token);
    return { status: 200, body: { ...userJson(call.api, state.repository, token.login), ...PROFILE } };
  },

  'repos/get': (call) => {
    const repository = repositoryOf(call);
    return { status: 200, body: repositoryJson(call.api, repository, call.token) };
  },

  'rate-limit/get': ({ state }) => {
    const core = { limit: 5000, remaining: 5000, reset: state.clock.seconds() + 3600, used: 0 };
    return { status: 200, body: { resources: { core, search: core }, rate: core } };
  },
};

const PROFILE = {
  name: null,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2020-01-01T00:00:00Z',
} as const;
