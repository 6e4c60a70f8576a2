/** Format `text`: a finding a line, for eyes, grep and editors. */
import { problemLine } from '../problems.js';
import { printed } from '../style.js';
import type { FindingsFormat } from './report.js';

export const text: FindingsFormat = {
  name: 'text',
  answer: ({ findings, root }, { style }) =>
    printed(
      findings.map((each) => problemLine(each, style, root)),
      style,
    ),
};
