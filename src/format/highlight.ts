/** Colors code blocks by the grammars of highlight.js, which are slow to load: only wait for them if color is shown. */
import type { Paint, Style } from './style.js';

/** Returns colored code, or null if the language is unknown or the code too long. The code must be escaped already. */
export type Highlight = (code: string, language: string) => string | null;

/** Maximum characters: the grammars are regular expressions, and a longer block is data rather than something to read. */
const LONGEST = 20_000;

/** Returns the highlighter of a style. Without color, it always returns null, and nothing is loaded. */
export async function loadHighlight(style: Style): Promise<Highlight> {
  if (!style.color) return () => null;
  const { common, createLowlight } = await import('lowlight');
  const lowlight = createLowlight(common);
  const paints = paintsOf(style);
  const render = (node: ReturnType<typeof lowlight.highlight>['children'][number]): string => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return '';
    const text = node.children.map(render).join('');
    const paint = classes(node.properties.className)
      .map((name) => paints.get(name))
      .find((found) => found);
    return paint ? paint(text) : text;
  };
  return (code, language) => {
    if (code.length > LONGEST || !lowlight.registered(language)) return null;
    return lowlight.highlight(language, code).children.map(render).join('');
  };
}

function classes(value: unknown): string[] {
  return Array.isArray(value) ? value.map((name) => String(name).replace(/^hljs-/, '')) : [];
}

function paintsOf({ paint }: Style): ReadonlyMap<string, Paint> {
  const groups: [Paint, string][] = [
    [paint.dim, 'comment quote meta'],
    [paint.magenta, 'keyword selector-tag section'],
    [paint.green, 'string regexp addition'],
    [paint.red, 'deletion'],
    [paint.yellow, 'number literal symbol bullet'],
    [paint.cyan, 'built_in type attr attribute variable template-variable'],
    [paint.blue, 'title name function property selector-id selector-class'],
  ];
  return new Map(groups.flatMap(([group, names]) => names.split(' ').map((name) => [name, group] as const)));
}
