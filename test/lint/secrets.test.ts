/** Secrets are recognized by their form, placeholders are not reported, and the value is never shown. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/lint/facts.js';
import { redacted, secretsIn } from '../../src/lint/secrets.js';
import { corpora, hasCorpora } from '../corpora.js';
import { growth, LINEAR } from '../cost.js';
import { baseWith, findingsIn } from './bases.js';

const ALPHABET = 'q7ZkR2vTfH9sXbLm4PwYc6NdGj3KtVxWzQ8rBnMhJyFpS5DgCaTuEeUoAi';
/** Generated, so that no scanner takes this file for a leak. */
const random = (length: number, of = ALPHABET): string =>
  Array.from({ length }, (_, at) => of.charAt((at * 17 + (at >> 2) * 5 + (at % 3) * 11) % of.length)).join(
    '',
  );
const hex = (length: number): string => random(length, '8f3a0c71e92b4d56');
const upper = (length: number): string => random(length, 'QK7XM2LPZ5RTWHN3VY4JGD6BCSF');

const SECRETS: readonly (readonly [kind: string, ...parts: readonly string[]])[] = [
  ['an AWS access key', 'AKIA', upper(16)],
  ['an AWS access key', 'ASIA', upper(16)],
  ...['ghp', 'gho', 'ghs', 'ghu', 'ghr'].map((name) => ['a GitHub token', `${name}_`, random(36)] as const),
  ['a GitHub token', 'github_pat_', random(22), '_', random(59)],
  ['a GitLab token', 'glpat-', random(20)],
  ['a Slack token', 'xoxb-', '208375619442-2083756194428-', random(24)],
  ['a Slack webhook', 'https://hooks.slack.com/services/T', upper(8), '/B', upper(10), '/', random(24)],
  ['a Stripe key', 'sk_live_', random(24)],
  ['a Stripe key', 'rk_live_', random(99)],
  ['a Google API key', 'AIza', random(35)],
  ['an npm token', 'npm_', random(36)],
  ['a PyPI token', 'pypi-', 'AgEIcHlwaS5vcmc', random(140)],
  ['a SendGrid key', 'SG.', random(22), '.', random(43)],
  ['a Twilio key', 'SK', hex(32)],
  ['an OpenAI key', 'sk-', random(20), 'T3BlbkFJ', random(20)],
  ['an OpenAI key', 'sk-proj-', random(120)],
  ['an Anthropic key', 'sk-ant-', 'api03-', random(93), 'AA'],
  ['an Azure storage key', 'AccountName=kb;AccountKey=', random(86), '=='],
  ['a DigitalOcean token', 'dop_v1_', hex(64)],
  ['a Shopify token', 'shpat_', hex(32)],
  ['a Telegram bot token', '1839205746:', 'AA', random(33)],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\n', random(64)],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\\n', random(70)],
  ['a private key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n', random(64)],
];

describe('secrets', () => {
  test.each(SECRETS)('%s is not printed', (_, ...parts) => {
    const shown = redacted(`one “${parts.join('')}” two`);
    const secret = parts.findLast((part) => part.length >= 16) ?? '';
    expect(secret).not.toBe('');
    for (let at = 0; at + 8 <= secret.length; at++) expect(shown).not.toContain(secret.slice(at, at + 8));
    expect(shown).toMatch(/^one “.*…” two$/s);
  });

  test.each(SECRETS)('%s', (kind, ...parts) => {
    const text = parts.join('');
    const at = text.search(/AccountKey|hooks|(?<=:)AA/) || 0;
    for (const [before, after] of [
      ['', ''],
      ['key = "', '"'],
      ['<a href="?t=', '">x'],
      ['**', '**'],
      ['中文', '。'],
    ]) {
      const found = secretsIn(`one\n${before ?? ''}${text}${after ?? ''}\n`);
      expect(found).toMatchObject([{ kind, line: 2, column: (before?.length ?? 0) + Math.max(at, 0) + 1 }]);
    }
  });

  test.each(SECRETS)('%s: what stands for one is none', (_, ...parts) => {
    const last =
      parts.at(-1) === '' || (parts.at(-1)?.length ?? 0) < 10 ? parts.length - 2 : parts.length - 1;
    for (const stand of ['x', 'X', '0', '*', '0123456789abcdef', 'EXAMPLE', '<your token>']) {
      const filled = parts.map((part, at) =>
        at === last ? stand.repeat(part.length).slice(0, part.length) : part,
      );
      expect(secretsIn(filled.join(''))).toEqual([]);
    }
  });

  test.each([
    ['in the middle of a word', `my${['gh', 'p_'].join('')}${random(36)}`],
    ['too short', `${['gh', 'p_'].join('')}${random(20)}`],
    ['a header alone', 'A file that begins with -----BEGIN PRIVATE KEY----- is one.'],
    ['a public key', `-----BEGIN PUBLIC KEY-----\n${random(64)}`],
    ['a test key', `sk_test_${random(24)}`],
    ['a hash', `sha512-${random(86)}`],
    ['a commit', hex(40)],
  ])('no secret: %s', (_, text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  test('are found in front matter and in code, and the value goes nowhere', async () => {
    const key = `${['gh', 'p_'].join('')}${random(36)}`;
    const card = `---\ntitle: Deploy\nowner: "@ops"\nverify-by: 2027-02-19\ntoken: ${key}\n---\n\n\`\`\`\n${key}\n\`\`\`\n`;
    const findings = await findingsIn(card);
    expect(findings.map(({ problem: { rule, line } }) => `${rule} ${line ?? 0}`)).toEqual([
      'secret 5',
      'secret 9',
    ]);
    expect(JSON.stringify(findings)).not.toContain(key);
    const [read] = (await baseWith(card).cards()).cards;
    expect(read && JSON.stringify(factsOf(read))).not.toContain(key);
  });

  test('of a thousand the first are told', () => {
    const dump = Array.from({ length: 1000 }, (_, at) => `npm_${random(36).slice(at % 9)}${random(at % 9)}`);
    expect(secretsIn(dump.join('\n'))).toHaveLength(32);
  });

  test.each([
    '-eyJ',
    'xoxb-',
    'xoxb-1-',
    'sk-proj-',
    'AKIA',
    '12345678:AA',
    'a',
    '-----BEGIN PRIVATE KEY-----',
  ])('take linear time in a text of %s', (part) => {
    expect(growth(secretsIn, part.repeat(Math.ceil(250_000 / part.length)))).toBeLessThan(LINEAR);
  });

  test.runIf(hasCorpora('govuk', 'support-arduino', 'mdn-1k'))(
    'are not in the documentation of others',
    () => {
      for (const corpus of ['govuk', 'support-arduino', 'mdn-1k']) {
        const root = corpora(corpus);
        const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
        const found = names
          .filter((name) => /\.(?:md|erb)$/.test(name))
          .filter((name) => secretsIn(readFileSync(path.join(root, name), 'utf8')).length > 0);
        expect(found).toEqual([]);
      }
    },
  );
});
