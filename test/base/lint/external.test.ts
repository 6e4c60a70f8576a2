/** `kb lint --external`: from the links of cards to findings, including what was kept from earlier runs. */
import { describe, expect, test } from 'vitest';
import { externalFindings, type ExternalOptions } from '../../../src/base/lint/external.js';
import { RULES } from '../../../src/lint/rules/index.js';
import { noStore } from '../../../src/repo/store.js';
import type { Verdict } from '../../../src/web/verdict.js';
import { baseWith, said } from '../../lint/bases.js';
import { writeOwn } from '../../../src/repo/own-file.js';
import { memoryStore } from '../../memory-store.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const DAY = 24 * 60 * 60 * 1000;

const FILES = {
  'cards/fees.md': `---
title: Fees
---

[fees](https://acme.com/fees#2026), again [fees](https://acme.com/fees), ![logo](https://acme.com/logo.png)

<https://acme.com/old> and <https://ana:secret@acme.com/gone>
`,
  'cards/refunds.md': `---
title: Refunds
---

See [a card](fees.md), [ours](https://wiki.acme.com/refunds), <https://acme.com/gone>, <http://localhost:3000>.
`,
};

const VERDICTS = new Map<string, Verdict>([
  ['https://acme.com/old', { is: 'moved', to: 'https://acme.com/new' }],
  ['https://acme.com/gone', { is: 'dead', why: '404 (not found)' }],
  ['https://wiki.acme.com/refunds', { is: 'unjudged', why: 'the server said 403' }],
]);

async function run(options: Partial<ExternalOptions> = {}, files: Record<string, string> = FILES) {
  const asked: string[] = [];
  const {
    check = (address: string) => Promise.resolve(VERDICTS.get(address) ?? ({ is: 'alive' } as const)),
  } = options;
  const result = await externalFindings(baseWith(files), RULES, {
    store: noStore,
    now: NOON,
    progress: () => undefined,
    ...options,
    check: (address) => {
      asked.push(address);
      return check(address);
    },
  });
  return { ...result, asked: asked.sort(), says: (result?.findings ?? []).map(said) };
}

describe('links of the web', () => {
  test('each address is asked about once, and each place that has it is told', async () => {
    const { asked, says, addresses, open } = await run();
    expect(asked).toEqual([
      'https://acme.com/fees',
      'https://acme.com/gone',
      'https://acme.com/logo.png',
      'https://acme.com/old',
      'https://wiki.acme.com/refunds',
    ]);
    expect(says).toEqual([
      'cards/fees.md:7 “https://acme.com/old” has moved permanently to “https://acme.com/new”',
      'cards/fees.md:7 expected a page at “https://acme.com/gone”, found: 404 (not found)',
      'cards/refunds.md:5 expected a page at “https://acme.com/gone”, found: 404 (not found)',
    ]);
    expect([addresses, open]).toEqual([5, 1]);
  });

  test('what `except` names is not asked', async () => {
    const config = 'rules:\n  external-link:\n    except: ["https://wiki.acme.com/", "https://acme.com/"]\n';
    const { asked } = await run({}, { ...FILES, 'kb.config.yaml': config });
    expect(asked).toEqual([]);
  });

  test('nothing is asked where the rule is off', async () => {
    const { asked, says } = await run({}, { ...FILES, 'kb.config.yaml': 'rules:\n  external-link: off\n' });
    expect([asked, says]).toEqual([[], []]);
  });

  test('without a network nothing is judged, and nothing kept', async () => {
    const store = memoryStore();
    const check = () => Promise.resolve({ is: 'dead', why: 'there is no such host' } as const);
    expect(await run({ check, store })).toMatchObject({ offline: true, findings: [], open: 5 });
    expect(store.files.size).toBe(0);
    const single = await run({ check }, { 'cards/a.md': '<https://nowhere.acme.com/>' });
    expect(single).toMatchObject({ offline: false, open: 0 });
    expect(single.says).toHaveLength(1);
  });

  test('after twenty addresses of which nothing is heard, the others are not asked', async () => {
    const links = Array.from({ length: 60 }, (_, at) => `<https://acme-${at}.com/>`).join(' ');
    let pointless = 0;
    const result = await externalFindings(baseWith({ 'cards/a.md': links }), RULES, {
      store: noStore,
      now: NOON,
      progress: () => undefined,
      check: async (address, isPointless) => {
        await new Promise((done) => setTimeout(done, Number(/\d+/.exec(address))));
        if (isPointless?.()) pointless += 1;
        return { is: 'unjudged', why: 'the server did not answer' };
      },
    });
    expect([pointless > 30, result?.offline, result?.findings]).toEqual([true, true, []]);
  });

  test('progress ends with the last answer', async () => {
    const seen: string[] = [];
    await run({ progress: (done, total) => seen.push(`${done}/${total}`) });
    expect(seen).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });
});

describe('what is kept', () => {
  test('good news for seven days, bad news for one, no news not at all', async () => {
    const store = memoryStore();
    const { says } = await run({ store });
    const later = async (days: number) => run({ store, now: NOON + days * DAY });
    const soon = await later(0.9);
    expect(soon.asked).toEqual(['https://wiki.acme.com/refunds']);
    expect(soon.says).toEqual(says);
    expect((await later(1)).asked).toEqual(['https://acme.com/gone', 'https://wiki.acme.com/refunds']);
    expect((await later(7)).asked).toHaveLength(5);
    expect((await later(-1)).asked).toHaveLength(5);
  });

  test('holds no password', async () => {
    const store = memoryStore();
    await run({ store });
    expect(new TextDecoder().decode(store.files.get('external-links.json'))).not.toContain('secret');
  });

  test.each(['', '{}', 'null', '[]', '{"version":2,"entries":[]}', '{"version":1,"entries":7}'])(
    'as %j is nothing',
    async (text) => {
      const store = memoryStore();
      store.files.set('external-links.json', new TextEncoder().encode(text));
      expect((await run({ store })).asked).toHaveLength(5);
    },
  );

  test('with damaged entries loses those', async () => {
    const store = memoryStore();
    const alive = { at: NOON, verdict: { is: 'alive' } };
    const entries = [
      null,
      ['https://acme.com/fees', alive],
      ['https://acme.com/old'],
      ['https://acme.com/logo.png', { at: NOON, verdict: { is: 'constructor' } }],
      ['https://acme.com/gone', { at: 'now', verdict: { is: 'alive' } }],
    ];
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, entries }));
    await writeOwn(store, 'external-links.json', bytes);
    expect((await run({ store })).asked).toHaveLength(4);
  });

  test('that came with an archive is not believed', async () => {
    const store = memoryStore();
    const verdict = { at: NOON, verdict: { is: 'alive' } };
    const memory = { version: 1, entries: [['https://acme.com/fees', verdict]] };
    store.files.set('external-links.json', new TextEncoder().encode(JSON.stringify(memory)));
    expect((await run({ store })).asked).toContain('https://acme.com/fees');
  });
});
