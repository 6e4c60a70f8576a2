/** The client of GitHub's API, with our manners: one request after another, pauses between writes, patience with failures. */
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
  /** kb runs in a workflow of GitHub Actions. */
  readonly isActions: boolean;
  /** Milliseconds from one write to the next. */
  readonly writeInterval: number;
  /** Sent with every request: `kb/1.2.3`. */
  readonly userAgent: string;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request; default: half a minute. */
  readonly longestWait?: number;
}

/** For `request` of a call that must never be sent twice: it would make a second issue, or say a thing again. */
export const ONCE = { isRepeatable: false };

const MOST_RETRIES = 5;

/** What is used of octokit. Its own types, one for each of a thousand addresses, are too much for the type checker. */
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
    // Groups of ours: those of the plugin belong to the process, and know no other pause than theirs.
    global: oneByOne(0),
    write: oneByOne(writeInterval),
    notifications: oneByOne(0),
    onRateLimit: silent,
    onSecondaryRateLimit: silent,
  };
  // Each plugin is wrapped by those behind it: what is sent again waits for its turn anew.
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

/** Decides in front of plugin-retry what is sent again, and waits in its place: its own waits have no chance in them, and no end. */
function patience({ wait, random = Math.random }: GitHubSettings): (octokit: Octokit) => void {
  // plugin-throttling sets the count of plugin-retry back.
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
  // What is worth saying, errors say.
}
