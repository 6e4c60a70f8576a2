/** Names of files in what kb says: see text/shell.ts. */
export { oneLine, quoted } from '../text/shell.js';
