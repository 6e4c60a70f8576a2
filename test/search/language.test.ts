import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  beginningOf,
  detectLanguage,
  documentTerms,
  isStopWord,
  prepareLanguages,
  queryTerms,
  scriptOf,
  stem,
  tokenize,
} from '../../src/search/language.js';
import { corpora, hasCorpora } from '../corpora.js';
import { growth, LINEAR } from '../cost.js';

const words = (text: string): string[] => tokenize(text).map((token) => token.text);

describe('tokenize', () => {
  test.each([
    ['Refund a card, please!', ['refund', 'a', 'card', 'please']],
    ['node.js', ['node.js', 'node', 'js']],
    ['10.0.0.1', ['10.0.0.1', '10', '0', '0', '1']],
    ['v1.2.3', ['v1.2.3', 'v1', '2', '3']],
    ['foo_bar', ['foo_bar', 'foo', 'bar']],
    ['foo__bar', ['foo__bar', 'foo', 'bar']],
    ['user@x.io', ['user@x.io', 'user', 'x', 'io']],
    ['Re-use', ['re-use', 're', 'use']],
    ['re\u2011use', ['re-use', 're', 'use']],
    ['C++', ['c++', 'c']],
    ['C#', ['c#', 'c']],
    ['C++11', ['c', '11']],
    ['issue#', ['issue']],
    ['end. Start', ['end', 'start']],
    ['a -- b', ['a', 'b']],
    ['constructor', ['constructor']],
    ['__proto__', ['proto']],
    ['the user’s card, don’t', ['the', 'user', 'card', 'don']],
    ["l'équipe", ['l', 'équipe']],
    ['Straße STRASSE', ['strasse', 'strasse']],
    ['İstanbul ISTANBUL', ['istanbul', 'istanbul']],
    ['ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ['pass\u00adword', ['password']],
    ['cafe\u0301 café', ['café', 'café']],
    ['ﬁle', ['file']],
    ['👍🏽 ❤️ ❤ 🇮🇱', ['👍', '❤', '❤', '🇮🇱']],
    ['דו"ח צ\'אט ב"הגדרות"', ['דוח', 'צאט', 'ב', 'הגדרות']],
    ['על־ידי', ['על-ידי', 'על', 'ידי']],
    ['ה-cmdlet', ['ה-cmdlet', 'ה', 'cmdlet']],
    ['حِسَاب', ['حِسَاب']],
    ['ใบเสร็จ', ['ใบเสร็จ', 'ใบ', 'เสร็จ']],
    ['iPhone手机', ['iphone', '手机']],
    ['第3章', ['第', '3', '章']],
    ['𝒳 𠮷', ['𝒳', '𠮷']],
    ['', []],
    ['?!… \ud800 \u0301', []],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('gives the place of each word in the text as it was written', () => {
    const text = 'Ein Cafe\u0301 in ใบเสร็จ und か\u3099くせい: user@x.io';
    expect(tokenize(text).map(({ from, to }) => text.slice(from, to))).toEqual(
      'Ein|Cafe\u0301|in|ใบเสร็จ|ใบ|เสร็จ|und|か\u3099く|か\u3099|くせい|く|せい|user@x.io|user|x|io'.split(
        '|',
      ),
    );
  });

  test('pairs of neighbours find text that was segmented otherwise', () => {
    const whole = words('การตั้งค่าบัญชีผู้ใช้');
    for (const part of words('ตั้งค่า')) expect(whole).toContain(part);
    for (const part of words('数据库管理')) expect(words('请打开数据库管理页面')).toContain(part);
  });

  test('caps a token, whole surrogates only', () => {
    expect(words('a'.repeat(100))).toEqual(['a'.repeat(64)]);
    expect(words('a' + '𝒳'.repeat(50))).toEqual(['a' + '𝒳'.repeat(31)]);
    expect(tokenize('b'.repeat(100))[0]).toMatchObject({ from: 0, to: 100 });
  });

  test.each([
    ['a token of a megabyte', 'é'.repeat(1_000_000)],
    ['190 KB of Thai in one run', 'ใบเสร็จรับเงินของลูกค้า'.repeat(2754)],
    ['a hundred thousand marks on one letter', 'ก' + '\u0301\u0323'.repeat(50_000)],
    ['a hundred thousand marks on one Latin letter', 'a' + '\u0301\u0323'.repeat(50_000)],
    ['a compound without end', 'a.'.repeat(100_000)],
    ['quotes without end', 'א"'.repeat(100_000)],
    ['a family without end', '👩\u200d'.repeat(50_000)],
  ])('%s costs no more than its length', (_, text) => {
    expect(growth(tokenize, text)).toBeLessThan(LINEAR);
  });

  test('Thai is cut the same whatever stands before it', () => {
    const sentence = 'ใบเสร็จรับเงินของลูกค้าอยู่ในบัญชี';
    const alone = words(sentence);
    for (const before of [150, 190, 195, 199]) {
      const cut = words('กา'.repeat(before / 2) + sentence);
      expect(cut).toEqual(expect.arrayContaining(alone.slice(2)));
    }
  });
});

/** Texts in which scripts, marks, joiners and quotes meet. */
const mixed = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ...[
          'é',
          'e\u0301',
          'ใบเสร็จ',
          'か\u3099',
          '東京',
          '각',
          'דו"ח',
          'حِسَاب',
          'İ',
          'ß',
          '\u200d',
          '\u0345',
          'ΐ',
          '\u212a',
        ],
        ...['.', '_', '-', '@', '+', '#', "'", '’s', ' ', '👍🏽', '\u0323', '\u0307', 'node.js', 'C++'],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('any text', () => {
  test('tokens lie in the text, in order, the longest first of those that start together', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const tokens = tokenize(text);
        for (const { text: word, from, to } of tokens) {
          expect(0 <= from && from < to && to <= text.length).toBe(true);
          expect(word.length > 0 && word.length <= 64).toBe(true);
        }
        tokens.slice(1).forEach((token, i) => {
          const before = tokens[i] ?? token;
          expect(before.from < token.from || (before.from === token.from && before.to > token.to)).toBe(true);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('composed and decomposed text have the same words', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        expect(words(text.normalize('NFD'))).toEqual(words(text.normalize('NFC')));
      }),
      { numRuns: 1000 },
    );
  });

  test('a word is tokenized to itself, its terms are what its document stores', () => {
    fc.assert(
      fc.property(mixed, fc.constantFrom('en', 'he', 'ar', 'th', 'pl', 'xx'), (text, language) => {
        const stored = new Set(documentTerms(text, language));
        for (const word of words(text)) {
          for (const term of queryTerms(word, [language])) expect(stored).toContain(term);
        }
        expect(typeof detectLanguage(text)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});

describe('detectLanguage', () => {
  test.each([
    ['', 'en'],
    ['git push --force', 'en'],
    ['How to reset the password of a customer', 'en'],
    ['Wie setze ich das Passwort zurück, wenn der Kunde nicht da ist?', 'de'],
    ['Comment réinitialiser le mot de passe dans les paramètres du compte', 'fr'],
    ['Cómo restablecer la contraseña de los usuarios', 'es'],
    ['Come reimpostare la password della tua casella e che cosa fare', 'it'],
    ['Como redefinir a senha dos usuários que não são administradores', 'pt'],
    ['Hoe stel je het wachtwoord van een klant opnieuw in', 'nl'],
    ['Hur återställer jag lösenordet för en kund som inte är inloggad', 'sv'],
    ['Hvordan nulstiller jeg adgangskoden, hvad hvis den bliver afvist af systemet', 'da'],
    ['Hvordan kan noen tilbakestille passordet, hva om det blir avvist av systemet', 'no'],
    ['Miten salasana vaihdetaan, jos se on kadonnut tai ei toimi', 'fi'],
    ['Hogyan kell a jelszót megváltoztatni, ha az nem működik', 'hu'],
    ['Cum se schimbă parola în contul dumneavoastră și ce este de făcut', 'ro'],
    ['Şifre nasıl değiştirilir ve bu işlem için ne gerekir', 'tr'],
    ['Jak zresetować hasło użytkownika, który nie może się zalogować', 'pl'],
    ['Как сбросить пароль, если клиент его забыл', 'ru'],
    ['Як скинути пароль, якщо клієнт його забув', 'uk'],
    ['Πώς επαναφέρω τον κωδικό', 'el'],
    ['כיצד לאפס סיסמה של Microsoft Teams', 'he'],
    ['كيفية إعادة تعيين كلمة المرور', 'ar'],
    ['چگونه گذرواژه را تغییر دهیم', 'fa'],
    ['วิธีรีเซ็ตรหัสผ่านใน Outlook', 'th'],
    ['如何重置密码', 'zh'],
    ['パスワードをリセットする方法', 'ja'],
    ['비밀번호를 재설정하는 방법', 'ko'],
    ['ວິທີຣີເຊັດລະຫັດຜ່ານ', 'lo'],
    ['របៀបកំណត់ពាក្យសម្ងាត់', 'km'],
    ['The team of Los Angeles, Los Angeles, Los Angeles, Los Angeles', 'en'],
    ['Open `настройки пароля сервера` and press the button', 'en'],
    ['---\nauthor: someone\nservice: administration\naudience: Admin\n---\n# איפוס סיסמה\n', 'he'],
  ])('%j is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test.each([
    'a' + '\u0301\u0323'.repeat(125_000),
    '<'.repeat(250_000),
    '`'.repeat(250_000),
    '---\n' + 'a\n'.repeat(100_000),
    '](('.repeat(80_000),
  ])('hostile text costs no more than its length (%#)', (text) => {
    expect(growth(detectLanguage, text)).toBeLessThan(LINEAR);
  });

  const sets = [
    ['langs/support-he', 'he', 0.99],
    ['langs/support-ar', 'ar', 0.99],
    ['langs/support-th', 'th', 0.99],
    ['langs/support-pl', 'pl', 0.99],
    ['langs/tldr-ar', 'ar', 0.99],
    ['langs/tldr-th', 'th', 0.99],
    ['langs/tldr-pl', 'pl', 0.99],
    ['langs/tldr-en', 'en', 0.99],
    ['mdn-1k', 'en', 1],
    ['govuk', 'en', 1],
  ] as const;
  describe.runIf(hasCorpora('langs', 'mdn-1k', 'govuk'))('real cards', () => {
    test.each(sets)('%s is %s', (set, language, share) => {
      const folder = corpora(set);
      const cards = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.md') && path.basename(name) !== 'SOURCE.md',
      );
      const wrong = cards.filter(
        (name) => detectLanguage(readFileSync(path.join(folder, name), 'utf8')) !== language,
      );
      expect(1 - wrong.length / cards.length, wrong.join(' ')).toBeGreaterThanOrEqual(share);
    });
  });
});

describe('terms', () => {
  test.each([
    ['he', 'איך לאפס סיסמה', 'סיסמאות'],
    ['pl', 'jak zresetować hasło', 'hasła'],
    ['ar', 'كيف أعيد تعيين كلمة المرور', 'مرور'],
    ['en', 'how do I reset a password', 'passwords'],
  ])('in %s a question is asked of its telling words', (language, question, word) => {
    const terms = documentTerms(question, language);
    expect(terms).toContain(stem(word, language));
    expect(terms).not.toContain(stem(question.split(' ')[0] ?? '', language));
  });

  beforeAll(() => prepareLanguages(['de', 'nb', 'xx']));

  test('stop words go, the rest is stemmed', () => {
    expect(documentTerms('How to refund the cards of a customer', 'en')).toEqual([
      'refund',
      'card',
      'custom',
    ]);
    expect(isStopWord('the', 'en-GB')).toBe(true);
    expect(isStopWord('the', 'de')).toBe(false);
    expect(isStopWord('إلى', 'ar')).toBe(true);
    expect(isStopWord('constructor', 'en')).toBe(false);
  });

  test('a word is stemmed by its script where the document is of another', () => {
    expect(documentTerms('הגדרות settings', 'he')).toEqual(documentTerms('הגדרות settings', 'en'));
    expect(documentTerms('настройки', 'en')).toEqual(['настройки']);
    expect(documentTerms('การตั้งค่า settings', 'th')).toContain('set');
  });

  test('a query word stands under its stem in each language of its script', () => {
    expect(queryTerms('zahlungen', ['en', 'de'])).toEqual([stem('zahlungen', 'en'), 'zahlung']);
    expect(queryTerms('zahlungen', ['de', 'he'])).toContain(stem('zahlungen', 'de'));
    expect(queryTerms('settings', ['th'])).toEqual(['set']);
    expect(queryTerms('הגדרות', ['en', 'he', 'de'])).toHaveLength(1);
    expect(queryTerms('running', [])).toEqual(['run']);
  });

  test('a stop word has no terms only where it is one in every language', () => {
    expect(queryTerms('the', ['en'])).toEqual([]);
    expect(queryTerms('the', ['en', 'de'])).toEqual(['the']);
  });

  test('a hyphen makes no other word', () => {
    expect(queryTerms('e-mails', ['en'])).toEqual(queryTerms('email', ['en']));
    expect(documentTerms('Re-use', 'en')).toEqual([stem('reuse', 'en'), 're', 'us']);
    expect(stem('e-mail', 'cs')).toBe('email');
  });

  test('names, versions and addresses are terms as they stand', () => {
    for (const word of [
      'node.js',
      'user@x.io',
      'v1.2.3',
      'foo_bars',
      'c++',
      'constructor',
      'hasownproperty',
    ]) {
      expect(stem(word, 'xx')).toBe(word);
    }
    expect(documentTerms('foo_bars', 'en')).toEqual(['foo_bars', 'foo', 'bar']);
    expect(documentTerms('node.js', 'en')).toContain('node.js');
  });

  test('a language that nobody prepared is an error, one without a stemmer is none', () => {
    expect(() => stem('faturalar', 'tr')).toThrow("prepareLanguages(['tr'])");
    expect(stem('slovo', 'cs')).toBe('slovo');
    expect(stem('fakturaene', 'nn')).toBe(stem('fakturaen', 'no'));
  });

  test.each([
    ['node.js', 'latin'],
    ['ה-cmdlet', 'hebrew'],
    ['حساب', 'arabic'],
    ['счёт', 'cyrillic'],
    ['ใบเสร็จ', 'other'],
    ['10.0.0.1', 'other'],
  ])('script of %s: %s', (word, script) => {
    expect(scriptOf(word)).toBe(script);
  });
});

describe('the letters with which a word begins', () => {
  test('are told of plain English terms', () => {
    expect(beginningOf('refund', 'en')).toBe('refun');
    for (const [term, language] of [
      ['x', 'en'],
      ['node.js', 'en'],
      ['401', 'en'],
      ['refund', 'pl'],
      ['החזר', 'he'],
    ])
      expect(beginningOf(term ?? '', language ?? '')).toBeNull();
  });

  test.runIf(hasCorpora('mdn-1k'))('are those of every word of a real base', () => {
    const folder = corpora('mdn-1k');
    const wrong = new Set<string>();
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.md')) continue;
      for (const word of words(readFileSync(path.join(folder, file), 'utf8'))) {
        const beginning = beginningOf(stem(word, 'en'), 'en');
        if (beginning !== null && !word.replaceAll('-', '').startsWith(beginning)) wrong.add(word);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
