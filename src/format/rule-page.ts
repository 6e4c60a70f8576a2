/** Generates the page of a lint rule as Markdown from the rule itself, whose examples are also its tests. */
import type { Example, ExampleFiles, OptionSpec, OptionSpecs, Rule } from '../lint/rule.js';
import { safe } from './escape.js';
import { shortened } from '../text/shortened.js';

/** Maximum lines of an example, and characters of a line. */
const MOST_LINES = 40;
const MOST_COLUMNS = 160;

/** Returns the page: why the rule exists, what is right and wrong, and how to configure it. */
export function rulePage(rule: Rule): string {
  const { name, summary, why, examples, options = {} } = rule;
  const right = examples.filter(({ says }) => says.length === 0);
  const wrong = examples.filter(({ says }) => says.length > 0);
  return text(
    `# ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    severityOf(rule),
    '## Why',
    why.trim(),
    ...(right.length > 0 ? ['## Right', ...apart(right)] : []),
    ...(wrong.length > 0 ? ['## Wrong', ...apart(wrong)] : []),
    '## Configure',
    ...optionTable(options),
    'In `kb.config.yaml`:',
    fenced(configOf(rule), 'yaml'),
    isOfBranch(rule)
      ? 'In a card, a comment ignores it only if it was there before the branch: above its line, or at the end of a line in the front matter:'
      : 'To ignore one problem, write the reason above its line, or at the end of a line in the front matter:',
    fenced(`<!-- kb-ignore ${name}: the reason -->`, 'markdown'),
    fenced(`key: value # kb-ignore ${name}: the reason`, 'yaml'),
  );
}

function severityOf(rule: Rule): string {
  const { severity, sinceSeverity, brokenSeverity, ownCard, check } = rule;
  return [
    severity === 'off' ? 'Off unless the config or `--rule` turns it on.' : `Severity: **${severity}**.`,
    sinceSeverity === undefined ? '' : `With \`--since\`: **${sinceSeverity}**.`,
    brokenSeverity === undefined
      ? ''
      : `With \`--since\`, if the branch breaks something that worked: **${brokenSeverity}**.`,
    ownCard ? 'With `--since`, only cards that the branch touches count.' : '',
    isFixable(rule) ? '`kb lint --fix` can fix it.' : '',
    isOfBranch(rule)
      ? 'It checks branches: `kb lint --since`.'
      : check === 'surface'
        ? 'It needs more than the cards, and takes longer.'
        : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether `--fix` can fix what the rule finds. */
export function isFixable({ examples }: Rule): boolean {
  return examples.some(({ fixed }) => fixed !== undefined);
}

/** Whether the rule checks what a branch does. */
function isOfBranch({ examples }: Rule): boolean {
  return examples.some(({ before }) => before !== undefined);
}

function optionTable(options: OptionSpecs): string[] {
  const rows = Object.entries(options).map(
    ([name, spec]) =>
      `| \`${name}\` | ${cell(`${spec.description}${allowed(spec)}`)} | \`${JSON.stringify(spec.default)}\` |`,
  );
  return rows.length === 0
    ? []
    : [['| option | meaning | default |', '| --- | --- | --- |', ...rows].join('\n')];
}

/** The values that an option allows, as a sentence; '' if it allows any value of its type. */
function allowed({ range, choices }: OptionSpec): string {
  if (range !== undefined) return ` From ${range[0]} to ${range[1]}.`;
  return choices === undefined ? '' : ` One of ${choices.map((each) => `\`${each}\``).join(', ')}.`;
}

/** The default config of the rule, as a starting point. */
function configOf({ name, severity, options = {} }: Rule): string {
  const own = Object.entries(options).map(([key, spec]) => `    ${key}: ${JSON.stringify(spec.default)}`);
  const others = ['error', 'warning', 'info', 'off'].filter((each) => each !== severity).join(', ');
  const lines =
    own.length === 0
      ? [`  ${name}: ${severity} # or ${others}`]
      : [`  ${name}:`, `    severity: ${severity} # or ${others}`];
  return ['rules:', ...lines, ...own].join('\n');
}

function apart(examples: readonly Example[]): string[] {
  return examples.flatMap((example, at) => (at === 0 ? shown(example) : ['---', ...shown(example)]));
}

function shown({ before, files, says, fixed }: Example): string[] {
  return [
    ...(before === undefined ? [] : ['At the start of the branch:', ...filesOf(before), 'The branch:']),
    ...filesOf(files),
    ...(says.length > 0 ? ['kb says:', fenced(says.map(safe).join('\n'), '')] : []),
    ...(fixed === undefined ? [] : ['After `--fix`:', ...filesOf(fixed)]),
  ];
}

function filesOf(files: ExampleFiles): string[] {
  if (typeof files === 'string') return [fenced(files, 'markdown')];
  return Object.entries(files).flatMap(([name, content]) => [
    `\`${safe(name)}\``,
    fenced(content, /\.ya?ml$/.test(name) ? 'yaml' : name.endsWith('.md') ? 'markdown' : ''),
  ]);
}

/** A fenced code block. Misleading characters are escaped; long lines and long examples are cut. */
function fenced(content: string, language: string): string {
  const all = content.replace(/\n$/, '').split('\n');
  const lines = all.slice(0, MOST_LINES).map((line) => {
    const visible = line.replace(/\r$/, '').split('\t').map(safe).join('\t');
    return shortened(visible, MOST_COLUMNS);
  });
  if (all.length > MOST_LINES) lines.push('…');
  const longest = lines.reduce((most, line) => Math.max(most, /^\s*(`{3,})/.exec(line)?.[1]?.length ?? 2), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

function cell(words: string): string {
  return words.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function text(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
