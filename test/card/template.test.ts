import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialectNames, type CanonicalField, type Dialect } from '../../src/card/fields.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { parseCard, type ParsedCard } from '../../src/card/parse.js';
import {
  fillTemplate,
  readTemplate,
  shippedTemplate,
  type NewCard,
  type Template,
} from '../../src/card/template.js';
import { firstHeading } from '../../src/card/title.js';
import { STEERING } from '../../src/card/unseen.js';
import { toPlain } from '../../src/card/values.js';
import type { Written } from '../../src/card/write.js';
import { unwrittenIn } from '../../src/lint/unwritten.js';
import { root } from '../build.js';

const FOLDER = path.join(root, 'cards/_templates');
const SHIPPED = readdirSync(FOLDER).map(
  (file) => [file.replace('.md', ''), readFileSync(path.join(FOLDER, file), 'utf8')] as const,
);
const NOTHING: NewCard = { title: 'Fax', fields: new Map(), keys: new Map(), body: null };

function templateOf(text: string, dialect: Dialect = 'kb'): Template {
  const template = readTemplate('own', text, dialectNames(dialect));
  if ('why' in template) throw new Error(template.why);
  return template;
}

function filled(template: Template, card: Partial<NewCard>, dialect: Dialect = 'kb'): string {
  const result = fillTemplate(template, { ...NOTHING, ...card }, dialectNames(dialect));
  if (!result.ok) throw new Error(result.why);
  return result.text;
}

function cardIn(text: string, dialect: Dialect = 'kb'): ParsedCard {
  const defaults = { owner: [], ownerFrom: null, verifyEvery: null, audience: 'internal', tags: [] } as const;
  const context = { names: dialectNames(dialect), roots: ['cards/'], people: new Set<string>(), defaults };
  return parseCard({ path: 'cards/a.md', bytes: Buffer.from(text) }, context);
}

describe('the templates of kb', () => {
  test.each(SHIPPED)('%s makes a card in every dialect', (name, text) => {
    for (const dialect of ['kb', 'gds', 'learn', 'custom'] as const) {
      const template = shippedTemplate(name, text, dialectNames(dialect));
      expect(template.summary).toMatch(/^[a-z].{10,60}$/);
      const card = cardIn(filled(template, {}, dialect), dialect);
      expect([card.unreadable, card.title, card.kind]).toEqual([null, 'Fax', dialect === 'kb' ? name : null]);
      expect(firstHeading(card.body)).toBe(dialect === 'kb' ? 'Fax' : null);
      expect(unwrittenIn(card).length).toBeGreaterThan(1);
      expect(unwrittenIn(card).every(({ what }) => what !== '')).toBe(true);
      expect(card.body).not.toContain('{{');
    }
  });
});

describe('a template of a team', () => {
  const OWN = `---
# kept
layout: manual_layout   # kept, too
template:
  summary: a page
  ask: {section: Which section}
section: 'Databases'
owner_slack: "#a"
last_reviewed_on: 2020-01-01
verified: {by: me}
---

About {{title}}.
`;

  test('gives all but what it says of itself and what a verification left', () => {
    const template = templateOf(OWN, 'gds');
    expect(template.summary).toBe('a page');
    expect(template.questions).toEqual([{ field: 'section', text: 'Which section' }]);
    const card = {
      keys: new Map([
        ['section', "it's"],
        ['part', 'two'],
      ]),
    };
    expect(filled(template, card, 'gds')).toBe(`---
# kept
layout: manual_layout   # kept, too
section: 'it''s'
title: Fax
owner_slack: "#a"
part: two
verified: {by: me}
---

About Fax.
`);
  });

  test('has no need of front matter', () => {
    expect(filled(templateOf('Text\n'), {})).toBe('---\ntitle: Fax\n---\n\nText\n');
    expect(filled(templateOf('---\ntemplate:\n  summary: x\n---\nText\n'), {})).toBe(
      '---\ntitle: Fax\n---\n\nText\n',
    );
  });

  test.each([
    ['---\ntemplate: x\n---\n', /`template` expects a map/, [2, 11]],
    ['---\ntemplate: {summary: [x]}\n---\n', /`template.summary` expects a text/, [2, 21]],
    ['---\ntemplate: {ask: [x]}\n---\n', /`template.ask` expects a map/, [2, 17]],
    ['---\ntemplate: {ask: {tags: [x]}}\n---\n', /`template.ask` expects a map/, [2, 17]],
    ['---js\n---\n', /./, [1, 1]],
    ['---\na: 1\na: 2\n---\n', /./, [3, 1]],
  ])('%j is none', (text, why, at) => {
    expect(readTemplate('own', text, dialectNames('kb'))).toMatchObject({
      why: expect.stringMatching(why) as string,
      line: at[0],
      column: at[1],
    });
  });

  test('whose key holds a map takes no text for it', () => {
    const template = templateOf('---\nproduct: {name: x}\nlist: [a]\n---\n');
    for (const key of ['product', 'list', 'list.a']) {
      const result = fillTemplate(template, { ...NOTHING, keys: new Map([[key, 'x']]) }, dialectNames('kb'));
      expect(result).toMatchObject({ ok: false });
    }
  });
});

describe('a text that is there already', () => {
  const template = templateOf('---\nkind: faq\n---\n\n# {{title}}\n\n<!-- kb-write: x -->\n');

  test.each([
    ['Text', '# Fax\n\nText\n'],
    ['\n\nText\n\n\n', '# Fax\n\nText\n'],
    ['# Telefax\n\nText', '# Telefax\n\nText\n'],
    ['---\nowner: x\n---\nText', '# Fax\n\n---\nowner: x\n---\nText\n'],
    ['$& {{title}} $1', '# Fax\n\n$& {{title}} $1\n'],
    ['One\r\ntwo', '# Fax\r\n\r\nOne\r\ntwo\n'],
  ])('%j', (body, text) => {
    expect(readFrontMatter(filled(template, { body })).body).toBe(`\n${text}`);
  });
});

describe('whatever somebody asks for', () => {
  const line = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('#:-[]{}&*!|>\'"%@`,? \\~<_ =yn0.1eא👍')),
        minLength: 1,
        maxLength: 300,
      }),
      fc.constantFrom(
        'no',
        'null',
        '~',
        '12:30',
        '0x1F',
        '1e3',
        '- a',
        'a: b',
        'a #b',
        '---',
        '{{title}}',
        '<!-- kb-write -->',
        '<%= x %>',
      ),
    )
    .map((text) => text.replace(new RegExp(`[${STEERING}\\p{Cs}]`, 'gu'), '').trim())
    .filter((text) => text !== '');
  const list = fc.uniqueArray(
    line.map((text) => text.replaceAll(',', ';')),
    { minLength: 1, maxLength: 5 },
  );

  test.each(['kb', 'learn'] as const)('the card says it, in %s', (dialect) => {
    const names = dialectNames(dialect);
    const [name, text] = SHIPPED[0] ?? ['', ''];
    const template = shippedTemplate(name, text, names);
    fc.assert(
      fc.property(line, list, line, (title, owner, value) => {
        const fields = new Map<CanonicalField, Written>([['owner', owner]]);
        const keys = new Map([
          ['product', value],
          ['a.b', value],
        ]);
        const written = filled(template, { title, fields, keys }, dialect);
        const front = readFrontMatter(written);
        expect(front.unreadable).toBeNull();
        const plain = Object.fromEntries(
          [...(front.fields ?? [])].map(([key, field]) => [key, toPlain(field.value)]),
        );
        const people = plain[dialect === 'kb' ? 'owner' : 'ms.author'];
        expect([plain['title'], plain['product'], [people].flat(), plain['a']]).toEqual([
          title,
          value,
          owner,
          { b: value },
        ]);
        // Characters that are special in Markdown or on a site are still read as text.
        const heading = firstHeading(front.body);
        if (dialect === 'kb' && heading !== null)
          expect(heading.replace(/\s+/g, ' ')).toBe(title.replace(/\s+/g, ' '));
        expect(unwrittenIn(cardIn(written, dialect))).toHaveLength(
          unwrittenIn(cardIn(filled(template, {}, dialect), dialect)).length,
        );
      }),
      { numRuns: process.env['KB_SOAK'] ? 5000 : 60 },
    );
  });
});
