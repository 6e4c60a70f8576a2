import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/card/card.js';
import { outline } from '../../src/card/outline.js';
import { termsOf, toDocument, type SearchDocument } from '../../src/search/document.js';

function documentOf(body: string, fields: Partial<Card> = {}): SearchDocument {
  const card = {
    path: 'faq/refund-policy.html.md',
    title: 'Refund policy',
    writtenTitle: 'Refund policy',
    tags: ['eu law'],
    keywords: ['money back'],
    body,
    ...fields,
  };
  return toDocument(card as Card, outline(body), 'en');
}

describe('toDocument', () => {
  test('each text in one field', () => {
    expect(documentOf('# Refund policy\n\nText one.\n\n## Cases\n\nText two.\n')).toEqual({
      path: 'faq/refund-policy.html.md',
      title: 'Refund policy',
      tags: ['eu law', 'money back'],
      headings: ['Cases'],
      body: 'Text one.\nText two.',
      language: 'en',
    });
  });

  test('a card that states no title is found by its file name', () => {
    expect(documentOf('Text.', { writtenTitle: null, title: 'Other' }).tags).toContain('refund policy');
    expect(documentOf('Text.').tags).not.toContain('refund policy');
    // As in titles, only the extensions of cards are cut off.
    expect(documentOf('Text.', { path: 'faq/node.js.md', writtenTitle: null }).tags).toContain('node.js');
  });
});

test('termsOf: stems of each field, without stop words; tags do not run into each other', () => {
  expect(termsOf(documentOf('The refunds of the customers, refunds.'))).toEqual({
    title: ['refund', 'polici'],
    tags: ['eu', 'law', 'money', 'back'],
    headings: [],
    body: ['refund', 'custom', 'refund'],
  });
});
