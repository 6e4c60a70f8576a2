/** Adds a base to the text of a personal config; its comments, line ends and byte order mark stay. */
import { isMap, parseDocument } from 'yaml';

/** Names a base and makes it the default one. `text` is the config as it is, '' where there is none. */
export function withDefaultBase(text: string, name: string, folder: string): string {
  const document = parseDocument(text);
  // `bases:` with nothing behind it is no map that could be added to.
  if (document.has('bases') && !isMap(document.get('bases'))) document.delete('bases');
  document.setIn(['bases', name], folder);
  document.setIn(['default'], name);
  const yaml = document.toString({ lineWidth: 0 });
  return (
    (text.startsWith('\uFEFF') ? '\uFEFF' : '') +
    (text.includes('\r\n') ? yaml.replaceAll('\n', '\r\n') : yaml)
  );
}
