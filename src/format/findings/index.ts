/** All formats of problems, sorted by name. */
import { github } from './github.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import type { FindingsFormat } from './report.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

export const FORMATS: readonly FindingsFormat[] = [github, json, markdown, sarif, text];
