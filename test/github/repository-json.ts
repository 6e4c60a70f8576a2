/** The JSON of a repository; most of its fields are URLs. */
import type { Token } from './directory.js';
import type { Repository } from './repository.js';
import { nodeId, repositoryUrl, userJson, type ApiUrl } from './wire.js';

const ADDRESSES = [
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads',
  'events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges',
  'milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees',
].flatMap((line) => line.split(' '));

const COUNTS = [
  'forks forks_count open_issues open_issues_count size stargazers_count watchers watchers_count network_count',
  'subscribers_count',
].flatMap((line) => line.split(' '));

export function repositoryJson(api: ApiUrl, repository: Repository, token: Token): Record<string, unknown> {
  const url = repositoryUrl(api, repository);
  const page = `https://github.com/${repository.fullName}`;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    owner: userJson(api, repository, repository.owner),
    private: false,
    html_url: page,
    url,
    description: null,
    fork: false,
    ...Object.fromEntries(ADDRESSES.map((name) => [`${name}_url`, `${url}/${name}`])),
    ...Object.fromEntries(COUNTS.map((name) => [name, 0])),
    clone_url: `${page}.git`,
    git_url: `git://github.com/${repository.fullName}.git`,
    ssh_url: `git@github.com:${repository.fullName}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: 'main',
    has_issues: repository.hasIssues,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    permissions: { admin: false, maintain: false, push: token.push, triage: token.push, pull: true },
    pushed_at: '2020-01-01T00:00:00Z',
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}
