/** Adds a base to the text of a user's own config. Comments, line breaks and the byte order mark stay. */
import { isMap, parseDocument } from 'yaml';

/** Adds a base and makes it the default. `text` is the present config, '' if there is none. */
export function withDefaultBase(text: string, name: string, folder: string): string {
  const document = parseDocument(text);
  // `bases:` without a value is not a map that a base could be added to.
  if (document.has('bases') && !isMap(document.get('bases'))) document.delete('bases');
  document.setIn(['bases', name], folder);
  document.setIn(['default'], name);
  const yaml = document.toString({ lineWidth: 0 });
  return (
    (text.startsWith('\uFEFF') ? '\uFEFF' : '') +
    (text.includes('\r\n') ? yaml.replaceAll('\n', '\r\n') : yaml)
  );
}
