/** Runs the steps of a job as GitHub's runner does: each `run:` in its own bash, in a clone, with the files it may write to. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../repo/world.js';
import { filledIn, holds, type Contexts } from './expression.js';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

export interface Job {
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** The surroundings of a job. */
export interface Runner {
  /** The checkout. */
  readonly clone: string;
  readonly github: Contexts;
  readonly inputs?: Contexts;
  /** Added to what every runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Programs that stand in for the real ones: name → lines of sh. Their calls are logged. */
  readonly programs: Readonly<Record<string, string>>;
}

/** A step that was run. */
export interface Ran {
  readonly name: string;
  readonly code: number | null;
  readonly out: string;
}

export interface Result {
  readonly ran: readonly Ran[];
  /** Actions, which are not run, as `uses` and `with`. */
  readonly actions: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[];
  /** Lines like `npm ci`, `gh release create v1 …`. */
  readonly calls: readonly string[];
  readonly summary: string;
  /** Outputs of the steps that have an id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The runner's folder for temporary files. */
  readonly temp: string;
}

/** How the runner starts a step: without `shell`, a failure within a pipe does not count. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  '': ['-e'],
  bash: ['--noprofile', '--norc', '-e', '-o', 'pipefail'],
};

export async function runJob(job: Job, runner: Runner): Promise<Result> {
  const home = tempFolder();
  const temp = path.join(home, '_temp');
  mkdirSync(temp);
  const [summary, log] = [path.join(home, 'summary.md'), path.join(home, 'calls')];
  const bin = programsIn(path.join(home, 'bin'), runner.programs, log);
  const outputs: Record<string, Record<string, string>> = {};
  const ran: Ran[] = [];
  const actions: { uses: string; with: Record<string, string> }[] = [];
  let failed = false;
  for (const [at, step] of job.steps.entries()) {
    const contexts: Contexts = {
      github: runner.github,
      inputs: runner.inputs ?? {},
      runner: { temp },
      steps: Object.fromEntries(Object.entries(outputs).map(([id, values]) => [id, { outputs: values }])),
      functions: { cancelled: false, always: true, success: !failed, failure: failed },
    };
    if (!holds(step.if ?? 'success()', contexts)) continue;
    const filled = (map: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(map).map(([key, value]) => [key, filledIn(String(value), contexts)]));
    if (step.uses !== undefined) actions.push({ uses: step.uses, with: filled(step.with) });
    if (step.run === undefined) continue;
    const script = path.join(home, `${at}.sh`);
    writeFileSync(script, filledIn(step.run, contexts));
    const output = path.join(home, `${at}.outputs`);
    writeFileSync(output, '');
    const env = {
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      HOME: home,
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: runner.clone,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temp,
      ...runner.env,
      ...filled(job.env),
      ...filled(step.env),
    };
    const cwd = filledIn(step['working-directory'] ?? runner.clone, contexts);
    const { code, out } = await bash([...(SHELLS[step.shell ?? ''] ?? []), script], cwd, env);
    ran.push({ name: step.name ?? step.run, code, out });
    failed ||= code !== 0;
    if (step.id !== undefined) outputs[step.id] = valuesIn(readFileSync(output, 'utf8'));
  }
  return { ran, actions, calls: linesOf(log), summary: textOf(summary), outputs, temp };
}

/** Programs that log their arguments and then run the lines. */
function programsIn(folder: string, programs: Runner['programs'], log: string): string {
  mkdirSync(folder);
  for (const [name, lines] of Object.entries(programs)) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${lines}\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

/** Asynchronous, because this process may have to answer as the forge meanwhile. */
function bash(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
    }
    child.on('error', reject).on('close', (code) => {
      resolve({ code, out });
    });
  });
}

/** `name=value` lines; the runner refuses any other line. */
function valuesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [, name, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
        if (name === undefined || value === undefined) throw new Error(`no output: ${line}`);
        return [name, value];
      }),
  );
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function linesOf(file: string): string[] {
  return textOf(file).split('\n').filter(Boolean);
}
