import { expect, test } from 'vitest';
import { htmlText } from '../../src/format/html-text.js';

test('every entity of HTML is resolved, as search resolves them; an unknown one stays', () => {
  expect(htmlText('<p>a &rarr; &eacute; &#x5d0; &amp;amp; &lt;b&gt; &nothing;</p>')).toBe(
    'a → é א &amp; <b> &nothing;',
  );
});

test('no entity makes a control character', () => {
  expect(htmlText('a&#27;[2J&#x9b;b')).toBe('a\ufffd[2J\ufffdb');
});
