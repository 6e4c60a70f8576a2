/** Finds out for which bases a GitHub workflow runs kb. Reads it line by line, because a workflow may contain anything. */

/** A base's folder from the root of the repository: `docs/kb`, '' for the root; null if only known at run time. */
export type Folder = string | null;

export interface WorkflowText {
  /** Bases for which it runs `kb issues sync`, or kb's action with `run: sync`. */
  readonly syncs: readonly Folder[];
  /** Bases that it names, whatever command it runs there. */
  readonly names: readonly Folder[];
  readonly isScheduled: boolean;
}

interface Step {
  /** Everything that a shell may run, line by line. */
  readonly lines: string[];
  readonly inputs: Map<string, string>;
  directory: string;
}

const KEY = /^([ \t]*(?:- +)*)["']?([\w-]+)["']?:(?=[ \t]|$)/;
const COMMAND = /\bissues[ \t]+sync\b/;
/** The folder in `-C FOLDER` of kb, but not of other programs that have a `-C`. */
const IN_FOLDER = /(?<!\b(?:git|tar|make|grep|diff))[ \t]-C[ \t]*((?:"[^"\n]*"|'[^'\n]*'|[^\s"'])+)/g;
const WORKSPACE = /^(?:\$\{\{ *github\.workspace *\}\}|\$GITHUB_WORKSPACE|\$\{GITHUB_WORKSPACE\})(?:\/|$)/;
/** Keys whose values are only displayed. */
const PROSE: ReadonlySet<string> = new Set(['name', 'run-name', 'description']);

export function readWorkflow(text: string): WorkflowText {
  let isScheduled = false;
  /** The default of all steps. */
  let directory = '';
  let step: Step = { lines: [], inputs: new Map(), directory };
  const steps = [step];
  /** The parent keys of the line, outermost first. */
  const open: { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    const [head = '', lead = '', key = ''] = KEY.exec(line) ?? [];
    if (key === '') {
      step.lines.push(line);
      continue;
    }
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= lead.length) open.pop();
    const parent = open.at(-1)?.key;
    const value = line.slice(head.length).trim();
    if (lead.includes('-') && (parent === 'steps' || parent === undefined))
      steps.push((step = { lines: [], inputs: new Map(), directory }));
    if (parent === 'with') step.inputs.set(key, scalar(value));
    else if (key === 'working-directory' && parent === 'run') step.directory = directory = scalar(value);
    else if (key === 'working-directory') step.directory = scalar(value);
    else if (!PROSE.has(key)) step.lines.push(` ${value}`);
    isScheduled ||= parent === 'on' && key === 'schedule';
    open.push({ indent: lead.length, key });
  }
  return {
    syncs: steps.filter(isSync).flatMap(foldersOf),
    names: steps.filter(isNamed).flatMap(foldersOf),
    isScheduled,
  };
}

function isSync({ lines, inputs }: Step): boolean {
  return inputs.get('run') === 'sync' || lines.some((line) => COMMAND.test(line));
}

function isNamed(step: Step): boolean {
  return isSync(step) || step.inputs.has('folder') || step.lines.some((line) => line.search(IN_FOLDER) >= 0);
}

function foldersOf({ lines, inputs, directory }: Step): Folder[] {
  const text = lines.join('\n');
  const named = [...text.matchAll(IN_FOLDER)].map(([, folder = '']) => folder.replace(/["']/g, ''));
  const input = inputs.get('folder');
  if (input !== undefined) named.push(input);
  if (named.length === 0) return [/\bcd[ \t]/.test(text) ? null : folderIn(directory)];
  return named.map((folder) => {
    if (WORKSPACE.test(folder) || input !== undefined) return folderIn(folder);
    return folder.startsWith('/') ? null : folderIn(`${directory}/${folder}`);
  });
}

function folderIn(text: string): Folder {
  const way = text.replace(WORKSPACE, '').split('/');
  const names = way.filter((name) => name !== '' && name !== '.');
  const isKnown = !names.some((name) => name === '..' || /[$~]/.test(name));
  return isKnown ? names.join('/') : null;
}

/** Returns a single-line value without quotes and trailing comment. */
function scalar(value: string): string {
  const [quote] = value;
  if (quote === '"' || quote === "'") return value.slice(1).split(quote, 1)[0] ?? '';
  return value.split(/[ \t]#/, 1)[0]?.trimEnd() ?? '';
}
