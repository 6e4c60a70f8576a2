/** Format `text`: one problem per line, for people, grep and editors. Existing problems are listed among them as notes. */
import { byPlace } from '../../lint/finding.js';
import { problemLine } from '../problems.js';
import { printed } from '../style.js';
import type { FindingsFormat } from './report.js';

export const text: FindingsFormat = {
  name: 'text',
  answer: ({ findings, known, root }, { style }) => {
    const notes = new Set(known);
    const all = [...findings, ...known].sort(byPlace);
    return printed(
      all.map((each) => problemLine(each, style, root, notes.has(each) ? 'note' : each.problem.severity)),
      style,
    );
  },
};
