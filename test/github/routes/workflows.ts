/** Workflows, and their runs. */
import { notFound } from '../answer.js';
import { repositoryOf, type Call, type Route } from '../call.js';
import { page } from '../pages.js';
import { repositoryJson } from '../repository-json.js';
import type { Repository } from '../repository.js';
import type { StoredRun, StoredWorkflow } from '../stored.js';
import { nodeId, repositoryUrl, WEB } from '../wire.js';

export const workflowRoutes: Readonly<Record<string, Route>> = {
  'actions/get-workflow': (call) => {
    const repository = repositoryOf(call);
    const { id, file, state } = workflowOf(call, repository);
    const at = repository.clock.now();
    const body = {
      id,
      node_id: nodeId('Workflow', id),
      name: file,
      path: `.github/workflows/${file}`,
      state,
      created_at: at,
      updated_at: at,
      url: `${repositoryUrl(call.api, repository)}/actions/workflows/${id}`,
      html_url: `${WEB}/${repository.fullName}/blob/main/.github/workflows/${file}`,
      badge_url: `${WEB}/${repository.fullName}/workflows/${file}/badge.svg`,
    };
    return { status: 200, body };
  },

  'actions/list-workflow-runs': (call) => {
    const repository = repositoryOf(call);
    const workflow = workflowOf(call, repository);
    const [event, status] = [call.query.get('event'), call.query.get('status')];
    const runs = workflow.runs
      .filter(
        (run) =>
          (event === null || run.event === event) && (status === null || statuses(run).includes(status)),
      )
      .map((run, index) => runJson(call, repository, workflow, run, index + 1))
      .reverse();
    const url = `${repositoryUrl(call.api, repository)}/actions/workflows/${workflow.id}/runs`;
    const answer = page(call, url, runs);
    return { ...answer, body: { total_count: runs.length, workflow_runs: answer.body } };
  },
};

/** The workflow with this id or file name. */
function workflowOf(call: Call, repository: Repository): StoredWorkflow {
  const asked = call.params['workflow_id'];
  const workflow = repository.workflows.find(({ id, file }) => String(id) === asked || file === asked);
  if (workflow === undefined) throw notFound();
  return workflow;
}

/** A filter by status also accepts the words for the outcome. */
function statuses({ conclusion }: StoredRun): readonly string[] {
  return conclusion === null ? ['in_progress'] : ['completed', conclusion];
}

function runJson(
  call: Call,
  repository: Repository,
  workflow: StoredWorkflow,
  run: StoredRun,
  number: number,
): unknown {
  const home = repositoryUrl(call.api, repository);
  const id = workflow.id * 1000 + number;
  const url = `${home}/actions/runs/${id}`;
  const lists = ['jobs', 'logs', 'check_suite', 'artifacts', 'cancel', 'rerun'];
  const owner = repositoryJson(call.api, repository, call.token);
  return {
    id,
    name: workflow.file,
    node_id: nodeId('WorkflowRun', id),
    head_branch: 'main',
    head_sha: '0'.repeat(40),
    path: `.github/workflows/${workflow.file}`,
    run_number: number,
    display_title: workflow.file,
    event: run.event,
    status: statuses(run)[0],
    conclusion: run.conclusion,
    workflow_id: workflow.id,
    url,
    html_url: `${WEB}/${repository.fullName}/actions/runs/${id}`,
    pull_requests: [],
    created_at: run.at,
    updated_at: run.at,
    ...Object.fromEntries(lists.map((name) => [`${name}_url`, `${url}/${name}`])),
    workflow_url: `${home}/actions/workflows/${workflow.id}`,
    head_commit: null,
    repository: owner,
    head_repository: owner,
  };
}
