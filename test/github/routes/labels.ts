/** Labels, of the repository and of an issue. */
import { invalid, notFound, refuse } from '../answer.js';
import { issueOf, mayTriage, needWrite, notAccessible, repositoryOf, type Route } from '../call.js';
import { page } from '../pages.js';
import { labelJson, repositoryUrl } from '../wire.js';

export const labelRoutes: Readonly<Record<string, Route>> = {
  'issues/get-label': (call) => {
    const repository = repositoryOf(call);
    const label = repository.labels.get((call.params['name'] ?? '').toLowerCase());
    if (label === undefined) throw notFound();
    return { status: 200, body: labelJson(call.api, repository, label) };
  },

  'issues/create-label': (call) => {
    const repository = repositoryOf(call);
    needWrite(call);
    // People without the right to push cannot see that it exists.
    if (!mayTriage(call)) throw notFound();
    const name = String(call.body['name']);
    const description = (call.body['description'] ?? null) as string | null;
    const color = (call.body['color'] ?? 'ededed') as string;
    checkLabels([name]);
    if (repository.labels.has(name.toLowerCase())) {
      throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
    }
    if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: 'Label', field: 'color', code: 'invalid' });
    if (Array.from(description ?? '').length > 100) {
      throw invalid({ resource: 'Label', field: 'description', code: 'invalid' });
    }
    return {
      status: 201,
      body: labelJson(call.api, repository, repository.makeLabel(name, color, description)),
    };
  },

  'issues/list-labels-on-issue': (call) => {
    const { repository, issue } = issueOf(call);
    const labels = issue.labels.map((name) => labelJson(call.api, repository, repository.label(name)));
    return page(call, `${repositoryUrl(call.api, repository)}/issues/${issue.number}/labels`, labels);
  },

  'issues/add-labels': (call) => {
    const { repository, issue } = issueOf(call);
    needWrite(call);
    if (!mayTriage(call)) throw notAccessible(call.token);
    const names = labelNames(call.body['labels']);
    checkLabels(names);
    repository.addLabels(call.token.login, issue.number, names);
    return {
      status: 200,
      body: issue.labels.map((name) => labelJson(call.api, repository, repository.label(name))),
    };
  },

  'issues/remove-label': (call) => {
    const { repository, issue } = issueOf(call);
    needWrite(call);
    if (!mayTriage(call)) throw notAccessible(call.token);
    const name = call.params['name'] ?? '';
    if (!issue.labels.some((label) => label.toLowerCase() === name.toLowerCase())) {
      throw refuse(404, 'Label does not exist');
    }
    repository.removeLabel(call.token.login, issue.number, name);
    return {
      status: 200,
      body: issue.labels.map((label) => labelJson(call.api, repository, repository.label(label))),
    };
  },
};

export function labelNames(labels: unknown): readonly string[] {
  const named = (labels ?? []) as readonly (string | { readonly name: string })[];
  return named.map((label) => (typeof label === 'string' ? label : label.name));
}

export function checkLabels(names: readonly string[]): void {
  for (const name of names) {
    if (name.trim() !== '' && Array.from(name).length <= 50) continue;
    throw invalid({ resource: 'Label', field: 'name', code: 'invalid', value: name });
  }
}
