/** What people and attackers write between the fences, and what kb reports. */
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { cost } from '../cost.js';

const card = (yaml: string): string => `---\n${yaml}\n---\n# Refunds\n`;

describe('fences', () => {
  const unopened = 'front-matter-open';
  const unclosed = 'front-matter-closed';
  test.each([
    ['a blank line first', '\n---\ntitle: A\n---\n# Refunds\n', unopened, 2, 4],
    ['a blank first', ' ---\ntitle: A\n---\n# Refunds\n', unopened, 1, 3],
    ['a mark and a blank line first', '\uFEFF\r\n---\r\ntitle: A\r\n---\r\n# Refunds\r\n', unopened, 2, 4],
    ['four dashes', '----\ntitle: A\n---\n# Refunds\n', unopened, 1, 3],
    ['a word behind the dashes', '---oops\ntitle: A\n---\n# Refunds\n', unopened, 1, 3],
    ['a language', '---yaml\ntitle: A\n---\n# Refunds\n', unopened, 1, 3],
    ['TOML', '+++\ntitle = "A"\n+++\n# Refunds\n', unopened, 1, 3],
    ['no fence above', 'title: A\nowner: b\n---\n# Refunds\n', unopened, 1, 3],
    ['no fence at all', 'title: A\nowner: b\n\n# Refunds\n', unopened, 1, 0],
    ['no end', '---\ntitle: A\n# Refunds\n', unclosed, 1, 0],
    ['only a fence', '---\n# Refunds', unclosed, 1, 0],
    ['closed by a word', '---\ntitle: A\n---oops\n# Refunds\n', unclosed, 3, 3],
    ['closed by four dashes', '---\ntitle: A\n----\n# Refunds\n', unclosed, 3, 3],
    ['closed by two dashes', '---\ntitle: A\n--\n# Refunds\n', unclosed, 3, 3],
    ['closed by a long dash', '---\ntitle: A\n—\n# Refunds\n', unclosed, 3, 3],
    ['closed by a comment', '---\ntitle: A\n--- # x\n# Refunds\n', unclosed, 3, 3],
    ['empty', '---\n---\n# Refunds\n', 'front-matter-empty', 1, 2],
    ['blank', '---\n\n  \n---\n# Refunds\n', 'front-matter-empty', 1, 4],
    ['only comments', '---\n# a\n#\n---\n# Refunds\n', 'front-matter-empty', 1, 4],
  ])('%s', (_, text, rule, line, headLines) => {
    const { fields, unreadable, problems, body, bodyLine } = readFrontMatter(text);
    expect(problems).toMatchObject([{ rule, severity: 'error', line, column: text.startsWith(' ') ? 2 : 1 }]);
    expect(problems[0]?.message).toMatch(/^expected .+, found /);
    expect(fields).toBeNull();
    expect(unreadable).toBe(`front matter, line ${line}: ${problems[0]?.message ?? ''}`);
    expect(bodyLine).toBe(headLines + 1);
    expect(body).toContain('# Refunds');
  });

  test('blanks before the fence are taken away by the fix', () => {
    const text = '\uFEFF \n\n---\ntitle: A\n---\n';
    const fix = readFrontMatter(text).problems[0]?.fix;
    expect(fix).toEqual({ from: 1, to: 4, text: '' });
    expect(readFrontMatter(text.slice(0, 1) + text.slice(4)).problems).toEqual([]);
  });

  test.each([
    '# Refunds\n',
    '',
    'Q: Why?\nA: So.\n',
    'Note: that\nis: this',
    '\n\n---\n\nA rule\n\n---\n',
    '- a\n',
    '\uFEFF',
  ])('none in %j is information', (text) => {
    const { fields, unreadable, problems, body } = readFrontMatter(text);
    expect(problems).toMatchObject([{ rule: 'front-matter-missing', severity: 'info', line: 1 }]);
    expect({ fields, unreadable, body }).toEqual({
      fields: null,
      unreadable: null,
      body: text.replace('\uFEFF', ''),
    });
  });

  test('two rules around text are no front matter that can be read: the title stays findable', () => {
    const { unreadable, body, bodyLine } = readFrontMatter('---\n\n# Refunds\n\nPay back.\n\n---\nMore.\n');
    expect(unreadable).not.toBeNull();
    expect(body).toBe('# Refunds\n\nPay back.\n\n---\nMore.\n');
    expect(bodyLine).toBe(3);
  });
});

describe('what is no map of text', () => {
  test.each([
    ['text', 'refunds', 'front-matter-map', 2, 'found "refunds"'],
    ['a list', '- a', 'front-matter-map', 2, 'found a list'],
    ['null', 'null', 'front-matter-map', 2, 'found "null"'],
    ['two documents', 'a: b\n...\nc: d', 'front-matter-map', 3, 'found a second one'],
    ['an alias', 'a: b\nc: *b', 'yaml-feature', 3, 'c: "*b"'],
    ['emphasis', 'title: FAQ: *all* of it', 'yaml-feature', 2, 'title: "FAQ: *all* of it"'],
    ['a glob', 'paths: [src/a.ts, **/*.ts]', 'yaml-feature', 2, '"**/*.ts"'],
    ['an anchor', 'a: &b c', 'yaml-feature', 2, 'a: "&b c"'],
    ['a tag', 'a: !!binary c', 'yaml-feature', 2, 'a: "!!binary c"'],
    ['a directive', '%YAML 1.1\na: b', 'yaml-feature', 2, 'a directive (%)'],
    ['a merge key', 'a: b\n<<: {c: d}', 'yaml-feature', 3, 'a merge key (<<)'],
    ['a key twice', 'a: b\nc: d\na: e', 'duplicate-key', 4, 'the first is on line 2'],
    ['a key twice further in', 'a:\n  b: c\n  b: d', 'duplicate-key', 4, 'the first is on line 3'],
    ['a key twice, quoted', 'a: b\n"a": e', 'duplicate-key', 3, 'the first is on line 2'],
    ['__proto__', 'a: b\n__proto__: {x: y}', 'reserved-key', 3, '"__proto__"'],
    ['constructor, quoted', '"constructor": b', 'reserved-key', 2, '"constructor"'],
    ['prototype further in', 'a:\n  - {prototype: b}', 'reserved-key', 3, '"prototype"'],
    ['a list as key', '[a]: b', 'front-matter-yaml', 2, 'a key is text'],
    ['no key', ': b', 'front-matter-yaml', 2, 'a key is text'],
    [
      'template code',
      'a: {{ page.title }}',
      'front-matter-yaml',
      2,
      'put quotes around text that starts with [ or {',
    ],
    ['indentation by tab', 'tags:\n\t- a', 'tab-indentation', 3, 'YAML allows no tabs'],
    ['a quote that stays open', 'a: b\nc: "d\ne: f', 'front-matter-yaml', 3, 'expected a closing "'],
    ['a bracket that stays open', 'a: b\nc: [d, e\nf: g', 'front-matter-yaml', 3, 'expected a closing ]'],
    ['text after a quote', 'a: "b" c', 'front-matter-yaml', 2, String.raw`a: "\"b\" c"`],
    ['text after a bracket', 'a: [b] c', 'front-matter-yaml', 2, 'a: "[b] c"'],
    ['a list beside its key', 'a: - b', 'front-matter-yaml', 2, 'a: "- b"'],
    ['a backslash in quotes', 'a: "b\\5"', 'front-matter-yaml', 2, String.raw`write \\ for a backslash`],
    ['no blank after the colon', 'a: b\nc:d', 'front-matter-yaml', 3, 'as in "c: d"'],
    ['a line without a key', 'a: b\nrefunds\nc: d', 'front-matter-yaml', 3, 'found "refunds"'],
    [
      'a key further in for no reason',
      'a: b\n  c: d',
      'front-matter-yaml',
      3,
      'start the line at the margin',
    ],
    [
      'indentation that goes back halfway',
      'a:\n    b: c\n  d: e',
      'front-matter-yaml',
      4,
      'the same indentation',
    ],
  ])('%s', (_, yaml, rule, line, message) => {
    for (const text of [card(yaml), card(yaml).replaceAll('\n', '\r\n'), `\uFEFF${card(yaml)}`]) {
      const { fields, unreadable, problems, body } = readFrontMatter(text);
      expect(problems).toMatchObject([{ rule, severity: 'error', line }]);
      expect(problems[0]?.message).toContain(message);
      expect(unreadable).toContain(`line ${line}: `);
      expect(fields).toBeNull();
      expect(body.trimEnd()).toBe('# Refunds');
    }
  });
});

describe('text that needs quotes', () => {
  test.each([
    ['owner: @alice', 'unquoted-at', [['owner: "@alice"']], 'owner: "@alice"'],
    [
      'owner: @acme/billing, @ana # both',
      'unquoted-at',
      [['owner: "@acme/billing, @ana"']],
      'owner: "@acme/billing, @ana" # both',
    ],
    ['owner: [@ana, bob, @eve]', 'unquoted-at', [['"@ana"'], ['"@eve"']], 'owner: ["@ana", bob, "@eve"]'],
    ['owner:\n  - @ana', 'unquoted-at', [['"@ana"']], 'owner:\n  - "@ana"'],
    ['a: `b`\nc: @d', 'unquoted-at', [['a: "`b`"'], ['c: "@d"']], 'a: "`b`"\nc: "@d"'],
    ['aliases:\n  - %\n  - foreach', 'front-matter-yaml', [['"%"']], 'aliases:\n  - "%"\n  - foreach'],
    ['tags: [#a, #b c]', 'unquoted-hash', [['"#a", "#b c"']], 'tags: ["#a", "#b c"]'],
    ['tags: [a, #b, "c"] # d', 'unquoted-hash', [['"#b", "c"']], 'tags: [a, "#b", "c"] # d'],
    ['title: FAQ: Opta', 'unquoted-colon', [['title: "FAQ: Opta"']], 'title: "FAQ: Opta"'],
    [
      'title: Say "no": how\nb: c: # d',
      'unquoted-colon',
      [['title: "Say \\"no\\": how"'], ['b: "c:"']],
      'title: "Say \\"no\\": how"\nb: "c:" # d',
    ],
    ['title: @ana: b', 'unquoted-colon', [['title: "@ana: b"']], 'title: "@ana: b"'],
  ])('%s', (yaml, rule, messages, fixed) => {
    const text = card(yaml);
    const { fields, problems } = readFrontMatter(text);
    expect(fields).toBeNull();
    expect(problems.map((problem) => problem.rule)).toEqual(messages.map(() => rule));
    messages.forEach(([message], index) => {
      expect(problems[index]?.message).toContain(message);
    });
    let now = text;
    for (const { fix } of problems.toReversed()) {
      if (fix) now = now.slice(0, fix.from) + fix.text + now.slice(fix.to);
    }
    expect(now).toBe(card(fixed));
    expect(readFrontMatter(now)).toMatchObject({ problems: [], unreadable: null });
  });

  test('a value lost in a comment is an error, the other fields are read', () => {
    const text = card('owner_slack: #team # ours\ntags:\n  - #a\n  - b\nkind: # none yet\nlast: #');
    const { fields, unreadable, problems } = readFrontMatter(text);
    expect(unreadable).toBeNull();
    expect(fields?.get('owner_slack')?.value).toBeNull();
    expect(problems).toMatchObject([
      { rule: 'unquoted-hash', severity: 'error', line: 2, column: 14, fix: { text: '"#team"' } },
      { rule: 'unquoted-hash', severity: 'error', line: 4, column: 5, fix: { text: '"#a"' } },
      { rule: 'unquoted-hash', severity: 'warning', line: 6 },
      { rule: 'unquoted-hash', severity: 'warning', line: 7 },
    ]);
    expect(problems[0]?.message).toContain('"#team"');
    const [first] = problems;
    const fixed = text.slice(0, first?.fix?.from) + (first?.fix?.text ?? '') + text.slice(first?.fix?.to);
    expect(fixed).toContain('owner_slack: "#team" # ours\n');
    expect(readFrontMatter(fixed).fields?.get('owner_slack')?.value).toBe('#team');
  });

  test('a comment behind a key whose value follows is none of these', () => {
    expect(readFrontMatter(card('tags: #ours\n  - a\nb: [c, #first\n  d]\ne: f #g')).problems).toEqual([]);
  });

  test('a value over several lines is shown, but not fixed', () => {
    for (const yaml of ['title: FAQ: Opta\n  and more', 'title: @ana\n  and more']) {
      const [problem] = readFrontMatter(card(yaml)).problems;
      expect(problem?.rule).toMatch(/^unquoted-/);
      expect(problem?.fix).toBeUndefined();
    }
  });

  test('all that is certain is told at once', () => {
    const { problems } = readFrontMatter(card('owner: @ana\na: 1\na: 2\nprototype: x\nverifier: @bob'));
    expect(problems.map(({ rule, line }) => `${line ?? 0} ${rule}`)).toEqual([
      '2 unquoted-at',
      '4 duplicate-key',
      '5 reserved-key',
      '6 unquoted-at',
    ]);
  });
});

describe('limits', () => {
  const quick = (text: string): ReturnType<typeof readFrontMatter> => {
    let read = readFrontMatter('');
    const spent = cost(() => {
      read = readFrontMatter(text);
    });
    // Milliseconds, twenty times the slowest of them: an attack that works takes minutes.
    expect(spent).toBeLessThan(40_000);
    return read;
  };
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');

  test.each([
    ['30,000 nested lists', `a: ${'['.repeat(30_000)}`, 'front-matter-size'],
    ['30,000 nested maps', `a: ${'{b: '.repeat(10_000)}`, 'front-matter-size'],
    ['20,000 nested lists by dashes', '- '.repeat(20_000), 'front-matter-size'],
    ['21 levels by indentation', many(21, (i) => `${' '.repeat(i)}a:`), 'front-matter-size'],
    ['21 levels by brackets', `a: ${'['.repeat(20)}${']'.repeat(20)}`, 'front-matter-size'],
    [
      '21 levels by both',
      `${many(10, (i) => `${' '.repeat(i)}a:`)} ${'['.repeat(11)}${']'.repeat(11)}`,
      'front-matter-size',
    ],
    ['over 64 KiB', `a: ${'x'.repeat(64 * 1024)}`, 'front-matter-size'],
    ['65 keys', many(65, (i) => `k${i}: v`), 'front-matter-size'],
    ['65 keys further in', `a: {${many(65, (i) => `k${i}: v,`).replaceAll('\n', '')}}`, 'front-matter-size'],
    ['thousands of blank lines', `a: b${'\n'.repeat(60_000)}c: d`, 'front-matter-size'],
    ['thousands of line separators', `a: b${'\u2028'.repeat(60_000)}c`, 'front-matter-size'],
    ['thousands of aliases', `a: [${'*a, '.repeat(15_000)}]`, 'yaml-feature'],
    ['thousands of broken lines', `a: ${'%\n'.repeat(30_000)}`, 'front-matter-yaml'],
    ['thousands of colons', many(8_000, () => 'a: b: c'), 'unquoted-colon'],
    ['thousands of one key', many(10_000, () => 'a: b'), 'duplicate-key'],
    ['thousands of hashes', many(9_000, () => 'a: #b'), 'unquoted-hash'],
  ])('%s', (_, yaml, rule) => {
    const { fields, problems, body } = quick(card(yaml));
    expect(problems.some((problem) => problem.rule === rule)).toBe(true);
    expect(problems.length).toBeLessThanOrEqual(64);
    expect(fields).toBeNull();
    expect(body).toBe('# Refunds\n');
  });

  test.each([
    ['20 levels by indentation', many(20, (i) => `${' '.repeat(i)}a:`)],
    ['20 levels by brackets', `a: ${'['.repeat(19)}${']'.repeat(19)}`],
    [
      '64 keys, again in each of 40 maps',
      `a:\n${many(40, () => `  - {${many(64, (i) => `k${i}: v,`).replaceAll('\n', '')}}`)}`,
    ],
    ['64 KiB', `a: ${'x'.repeat(64 * 1024 - 8)}`],
    ['10,000 tags', `tags:\n${many(10_000, () => '- a')}`],
    ['100 blank lines', `a: b${'\n'.repeat(100)}c: d`],
    ['a long text', `a: |\n${many(500, () => '  - - - - [[[[ {{{{ "')}`],
  ])('%s is allowed', (_, yaml) => {
    expect(quick(card(yaml))).toMatchObject({ unreadable: null, problems: [] });
  });

  test('of thousands of conflicts in a body the first 32 are told', () => {
    const conflicts = quick('<<<<<<< \n'.repeat(25_000)).problems.filter(
      ({ rule }) => rule === 'merge-conflict',
    );
    expect(conflicts.map(({ line }) => line)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });
});

describe('merge conflicts', () => {
  const conflict = '<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> main';
  test('in front matter: the card is unreadable, and nothing else is said', () => {
    const { fields, unreadable, problems, body } = readFrontMatter(card(`title: A\n${conflict}\nb: [`));
    expect(problems).toMatchObject([{ rule: 'merge-conflict', severity: 'error', line: 3, column: 1 }]);
    expect(fields).toBeNull();
    expect(unreadable).toMatch(/^front matter, line 3: a merge conflict/);
    expect(body).toBe('# Refunds\n');
  });

  test('before the first fence: unreadable too', () => {
    const { unreadable, problems } = readFrontMatter(
      `<<<<<<< HEAD\n---\ntitle: A\n---\n=======\n>>>>>>> x\n`,
    );
    expect(problems).toMatchObject([{ rule: 'merge-conflict', line: 1 }]);
    expect(unreadable).not.toBeNull();
  });

  test('in the body: an error, the fields are read', () => {
    const { fields, unreadable, problems } = readFrontMatter(
      `${card('title: A')}\n${conflict}\n\n${conflict}\r\n`,
    );
    expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['merge-conflict', 6],
      ['merge-conflict', 12],
    ]);
    expect({ title: fields?.get('title')?.value, unreadable }).toEqual({ title: 'A', unreadable: null });
  });

  test.each([
    ['a code fence', `\`\`\`\n${conflict}\n\`\`\``],
    ['a fence in a list', `- \`\`\`diff\n  x\n${conflict}\n  \`\`\``],
    ['a tilde fence that holds others', `~~~~\n\`\`\`\n~~~\n${conflict}\n~~~~`],
    ['indented code', conflict.replaceAll(/^/gm, '    ')],
    ['other arrows', '<<<<<<<< x\n<<<<<<<x\n<<<<<< x\n=======\n>>>>>>> x'],
  ])('%s is text', (_, body) => {
    expect(readFrontMatter(`${card('title: A')}${body}\n`).problems).toEqual([]);
  });

  test.each([
    ['after a closed fence', `\`\`\`\nx\n\`\`\`\n${conflict}`],
    ['after code in one line', `\`\`\`x\`\`\`\n${conflict}`],
  ])('%s it counts', (_, body) => {
    expect(readFrontMatter(`${card('title: A')}${body}\n`).problems).toMatchObject([
      { rule: 'merge-conflict' },
    ]);
  });
});
