/** GitHub workflow commands that put a message beside a line of a pull request, or on the page of the run. */
import { disarm, safe } from './escape.js';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** `::error file=cards/a.md,line=3,title=kb expired::message`; properties without a value are left out. */
export function annotation(
  level: AnnotationLevel,
  properties: readonly (readonly [name: string, value: string | number | undefined])[],
  message: string,
): string {
  const list = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level} ${list.join(',')}::${visible(encoded(safe(message)))}`;
}

/** Encodes before it escapes, so that the runner decodes line breaks in a file name and finds the file. */
function property(text: string): string {
  return visible(encoded(text).replaceAll(':', '%3A').replaceAll(',', '%2C'));
}

function encoded(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function visible(text: string): string {
  return disarm(safe(text));
}
