/** The style rules of remark-lint over one body. Its parser is neither ours nor linear: run it where it can be ended. */
import type { Pluggable, Preset, Processor } from 'unified';

export const PRESETS = ['recommended', 'consistent'] as const;
export type PresetName = (typeof PRESETS)[number];

export interface StyleJob {
  readonly body: string;
  readonly preset: PresetName;
}

/** What a style rule says about a place in the body. */
export interface StyleFault {
  /** remark-lint's name of the rule; null for a comment to remark-lint that it does not understand. */
  readonly rule: string | null;
  /** Quotes the body. */
  readonly reason: string;
  /** From 1, in the body. */
  readonly line: number;
  readonly column: number;
}

/** Faults that are told of one body: whoever has more knows enough. */
export const MOST_FAULTS = 100;

type Check = (body: string) => Promise<StyleFault[]>;
const checks = new Map<PresetName, Promise<Check>>();

/** The first faults of a body, in the order in which they stand there. */
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

/** What is made of the tree: the messages alone are wanted. */
function nothing(this: Processor): void {
  this.compiler = () => '';
}

/** A comment for remark-lint that says what it does not know is thrown, and nothing else is checked then. */
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

/** Marks of the coloured boxes that forges draw, `> [!NOTE]`: they look like references, and are none. */
const ALERTS = ['!NOTE', '!TIP', '!IMPORTANT', '!WARNING', '!CAUTION'];
