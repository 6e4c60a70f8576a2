/** Comments of an issue, and the events that are not comments. */
import { invalid, refuse } from '../answer.js';
import { issueOf, needWrite, type Route } from '../call.js';
import { page } from '../pages.js';
import { commentJson, eventJson, repositoryUrl } from '../wire.js';

export const commentRoutes: Readonly<Record<string, Route>> = {
  'issues/list-comments': (call) => {
    const { repository, issue } = issueOf(call);
    const comments = issue.comments.map((comment) => commentJson(call.api, repository, issue, comment));
    return page(call, `${repositoryUrl(call.api, repository)}/issues/${issue.number}/comments`, comments);
  },

  'issues/create-comment': (call) => {
    const { repository, issue } = issueOf(call);
    needWrite(call);
    const body = String(call.body['body']);
    if (issue.locked && !call.token.push)
      throw refuse(403, 'Unable to create comment because issue is locked.');
    if (body.trim() === '') throw invalid({ resource: 'IssueComment', field: 'body', code: 'missing_field' });
    if (Array.from(body).length > 65_536) {
      const message = 'body is too long (maximum is 65536 characters)';
      throw invalid({ resource: 'IssueComment', field: 'body', code: 'custom', message });
    }
    const comment = repository.comment(call.token.login, issue.number, body);
    const answer = commentJson(call.api, repository, issue, comment);
    return { status: 201, body: answer, headers: { location: String(answer['url']) } };
  },

  'issues/list-events': (call) => {
    const { repository, issue } = issueOf(call);
    const events = issue.events.map((event) => eventJson(call.api, repository, event));
    return page(call, `${repositoryUrl(call.api, repository)}/issues/${issue.number}/events`, events);
  },
};
