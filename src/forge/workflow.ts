/** Whether a workflow of GitHub keeps the issues in step with the cards: told from its lines, since anything may stand in it. */

export interface WorkflowText {
  /** It runs `kb issues sync`, or our action with `run: sync`. */
  readonly syncs: boolean;
  readonly isScheduled: boolean;
}

const KEY = /^([ \t]*(?:- +)*)["']?([\w-]+)["']?:(?=[ \t]|$)/;
const COMMAND = /\bissues[ \t]+sync\b/;
const INPUT = /^["']?sync["']?[ \t]*(?:#.*)?$/;
/** Keys whose value is told to people. */
const PROSE: ReadonlySet<string> = new Set(['name', 'run-name', 'description']);

export function readWorkflow(text: string): WorkflowText {
  let [syncs, isScheduled] = [false, false];
  /** The keys that the line stands in, the outermost first. */
  const open: { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    const [head = '', lead = '', key = ''] = KEY.exec(line) ?? [];
    if (key === '') {
      syncs ||= COMMAND.test(line);
      continue;
    }
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= lead.length) open.pop();
    const parent = open.at(-1)?.key;
    const value = line.slice(head.length).trim();
    syncs ||= parent === 'with' ? key === 'run' && INPUT.test(value) : !PROSE.has(key) && COMMAND.test(value);
    isScheduled ||= parent === 'on' && key === 'schedule';
    open.push({ indent: lead.length, key });
  }
  return { syncs, isScheduled };
}
