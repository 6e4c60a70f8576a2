/** A comparison for a terminal. */
import type { Comparison } from '../../diff/comparison.js';
import { problemLine } from '../problems.js';
import { printed, shown, type Style } from '../style.js';
import { wrap } from '../wrap.js';
import {
  changeSentence,
  concernSentence,
  headline,
  rankSentence,
  ranksByPath,
  reviewerSentence,
  trustSentence,
  type Sentence,
} from './page.js';

/** @param root absolute path of the base, to make paths clickable */
export function diffText(comparison: Comparison, style: Style, root: string): string {
  const { cards, concerns, findings, reviewers, search } = comparison;
  const { paint } = style;
  const ranks = ranksByPath(search);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
  const item = (sentence: Sentence): string[] => {
    const [first = '', ...rest] = wrap(line(sentence, style), Math.max(20, style.columns - 2));
    return [`${style.marks.bullet} ${first}`, ...rest.map((each) => `  ${each}`)];
  };
  return printed(
    [
      paint.bold(headline(comparison)),
      ...section('Look at this first', concerns.map(concernSentence).flatMap(item)),
      ...section(
        'What is wrong that was not before',
        findings.map((each) => problemLine(each, style, root)),
      ),
      ...section('Who should look', reviewers.map(reviewerSentence).flatMap(item)),
      ...section(
        'Cards',
        cards.flatMap((card) => {
          const rank = card.after ? rankSentence(ranks.get(card.path)) : '';
          const beside = [trustSentence(card), rank === '' ? '' : `hit for its title: ${rank}`].filter(
            Boolean,
          );
          return item([
            { title: card.title },
            ' ',
            { name: card.path },
            ': ',
            ...changeSentence(card),
            ` (${beside.join('; ')})`,
          ]);
        }),
      ),
    ],
    style,
  );
}

function line(sentence: Sentence, style: Style): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string')
        return style.marks.see === '→' ? part : part.replaceAll('→', style.marks.see);
      return 'title' in part ? `“${shown(part.title, style)}”` : style.paint.cyan(shown(part.name, style));
    })
    .join('');
}
