/** The client of GitHub's API: sends one request at a time, pauses between writes, and retries failures patiently. */
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck/light.js';
import { connection } from './connection.js';
import { failureOf } from './errors.js';
import { pauseAfter } from './patience.js';

export interface GitHubSettings {
  /** `acme/kb` */
  readonly repository: string;
  /** `https://api.github.com`, `https://github.example.com/api/v3` */
  readonly apiUrl: string;
  readonly token: string;
  /** Whether kb runs in a workflow of GitHub Actions. */
  readonly isActions: boolean;
  /** Milliseconds between two writes. */
  readonly writeInterval: number;
  /** Sent with every request: `kb/1.2.3`. */
  readonly userAgent: string;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request; default: half a minute. */
  readonly longestWait?: number;
}

/** The `request` option of calls that must never be sent twice, because they would create a second issue or comment. */
export const ONCE = { isRepeatable: false };

const MOST_RETRIES = 5;

/** The part of octokit that is used. Octokit's own types, one for each of a thousand routes, slow down the type checker. */
export interface Client {
  readonly request: {
    (route: string, parameters: object): Promise<Answer>;
    (options: object): Promise<Answer>;
    endpoint(route: string, parameters: object): object;
  };
  graphql(query: string): Promise<unknown>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

export function openClient(settings: GitHubSettings): Client {
  const { apiUrl, token, writeInterval, userAgent, fetch = globalThis.fetch, longestWait } = settings;
  const throttle = {
    // Own groups: those of the plugin are shared by the whole process, and their intervals are fixed.
    global: oneByOne(0),
    write: oneByOne(writeInterval),
    notifications: oneByOne(0),
    onRateLimit: silent,
    onSecondaryRateLimit: silent,
  };
  // Later plugins wrap earlier ones, so that a retried request is throttled again.
  const Patient = Octokit.plugin(throttling, patience(settings), retry);
  const client: Client = new Patient({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    request: { fetch: connection(fetch, apiUrl, longestWait) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    retry: { doNotRetry: [], retryAfterBaseValue: 0 },
    throttle,
  });
  return client;
}

/** Decides before plugin-retry whether to retry, and waits itself: the plugin's own delays have neither jitter nor a limit. */
function patience({ wait, random = Math.random }: GitHubSettings): (octokit: Octokit) => void {
  // A separate count, because plugin-throttling resets that of plugin-retry.
  const attempts = new WeakMap<object, number>();
  return ({ hook }) => {
    hook.error('request', async (error, options) => {
      const { isRepeatable = true } = options.request as { isRepeatable?: boolean };
      const attempt = attempts.get(options) ?? 0;
      attempts.set(options, attempt + 1);
      const failure = attempt < MOST_RETRIES ? failureOf(error) : null;
      const pause = failure && pauseAfter(failure, { isRepeatable, attempt, random: random() });
      options.request = { ...options.request, retries: pause === null ? 0 : MOST_RETRIES };
      if (pause !== null) await wait(pause);
      throw error;
    });
  };
}

function oneByOne(minTime: number): Bottleneck.Group {
  return new Bottleneck.Group({ maxConcurrent: 1, minTime });
}

function silent(): void {
  // Errors say everything that matters.
}
