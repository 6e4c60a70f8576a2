/** A comparison for a terminal. */
import type { Comparison } from '../../diff/comparison.js';
import { problemLine } from '../problems.js';
import { printed, shown, type Style } from '../style.js';
import { wrap } from '../wrap.js';
import { concernSentences } from './concerns.js';
import { cardRows, claimSentences, codeSentence, headline, reviewerSentence, unsearched } from './page.js';
import type { Sentence } from './sentence.js';

/** @param root absolute path of the base, to make paths clickable */
export function diffText(comparison: Comparison, style: Style, root: string): string {
  const { cards, concerns, claims, findings, reviewers, code, search } = comparison;
  const { paint } = style;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
  const item = (sentence: Sentence): string[] => {
    const [first = '', ...rest] = wrap(line(sentence, style), Math.max(20, style.columns - 2));
    return [`${style.marks.bullet} ${first}`, ...rest.map((each) => `  ${each}`)];
  };
  return printed(
    [
      paint.bold(headline(comparison)),
      ...section('Check this first', concernSentences(concerns).flatMap(item)),
      ...section('Verifications in this branch', claimSentences(claims).flatMap(item)),
      ...section(
        'New problems',
        findings.map((each) => problemLine(each, style, root)),
      ),
      ...section(
        'Cards about code that this branch changes',
        code.flatMap((each) => item(codeSentence(each, comparison))),
      ),
      ...section('Reviewers', reviewers.map(reviewerSentence).flatMap(item)),
      ...section(
        'Cards',
        cardRows(cards).flatMap(({ card, what, trust }) =>
          item([...card, ': ', ...what, trust === '' ? '' : ` (${trust})`]),
        ),
      ),
      ...(search === null ? ['', unsearched()] : []),
    ],
    style,
  );
}

function line(sentence: Sentence, style: Style): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string')
        return style.marks.see === '→' ? part : part.replaceAll('→', style.marks.see);
      if ('message' in part) return shown(part.message, style);
      if ('title' in part) return `“${shown(part.title, style)}”`;
      return style.paint.cyan(shown('path' in part ? part.path : part.name, style));
    })
    .join('');
}
