/** All formats of findings, in the order of their names. */
import type { FindingsFormat } from './report.js';
import { text } from './text.js';

export const FORMATS: readonly FindingsFormat[] = [text];
