/**
 * Runs the style rules of remark-lint on one body. Its parser is a dependency and not linear, so run it where it can be
 * stopped.
 */
import type { Pluggable, Preset, Processor } from 'unified';

export const PRESETS = ['recommended', 'consistent'] as const;
export type PresetName = (typeof PRESETS)[number];

export interface StyleJob {
  readonly body: string;
  readonly preset: PresetName;
}

/** A problem that a style rule reports in the body. */
export interface StyleFault {
  /** The name of the rule in remark-lint; null for a control comment that remark-lint does not understand. */
  readonly rule: string | null;
  /** The message, which may quote the body. */
  readonly reason: string;
  /** Line of the body, from 1. */
  readonly line: number;
  readonly column: number;
}

/** Maximum number of faults reported per body; more would not help anybody. */
export const MOST_FAULTS = 100;

type Check = (body: string) => Promise<StyleFault[]>;
const checks = new Map<PresetName, Promise<Check>>();

/** Returns the first faults of a body, in document order. */
export async function styleFaults({ body, preset }: StyleJob): Promise<readonly StyleFault[]> {
  const check = checks.get(preset) ?? load(preset);
  checks.set(preset, check);
  return (await check)(body);
}

async function load(name: PresetName): Promise<Check> {
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }, preset] = await Promise.all([
    import('unified'),
    import('remark-parse'),
    import('remark-gfm'),
    loadPreset(name),
  ]);
  const processor = unified().use(remarkParse).use(remarkGfm).use(preset).use(nothing).freeze();
  return async (body) => {
    const messages = await processor.process(body).then((file) => file.messages, misread);
    return messages
      .map(({ ruleId, reason, line, column }) => ({
        rule: ruleId ?? null,
        reason,
        line: line ?? 1,
        column: column ?? 1,
      }))
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .slice(0, MOST_FAULTS);
  };
}

type Message = Awaited<ReturnType<Processor['process']>>['messages'][number];

/** A compiler without output: unified requires one, but only the messages are needed. */
function nothing(this: Processor): void {
  this.compiler = () => '';
}

/** For a control comment that it does not understand, remark-lint throws the message and checks nothing else. */
function misread(error: unknown): readonly Message[] {
  if (error instanceof Error && 'reason' in error && 'place' in error) return [error as Message];
  throw error;
}

async function loadPreset(name: PresetName): Promise<Preset> {
  const { default: preset } =
    name === 'recommended'
      ? await import('remark-preset-lint-recommended')
      : await import('remark-preset-lint-consistent');
  const plugins = (preset.plugins as readonly Pluggable[]).map((plugin): Pluggable =>
    typeof plugin === 'function' && plugin.name === 'remark-lint:no-undefined-references'
      ? [plugin, { allow: ALERTS }]
      : plugin,
  );
  return { plugins };
}

/** Markers of alerts on GitHub and GitLab, `> [!NOTE]`, which look like undefined references. */
const ALERTS = ['!NOTE', '!TIP', '!IMPORTANT', '!WARNING', '!CAUTION'];
