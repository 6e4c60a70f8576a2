/** Documents to fill a search engine with: the cards of a corpus, roughly as an index sees them, and made-up ones. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { outline } from '../../src/card/outline.js';
import { textOf } from '../../src/search/document.js';
import type { IndexedDocument } from '../../src/search/engine.js';
import { detectLanguage } from '../../src/search/language.js';

/** Documents of a folder and its subfolders. @param every reads only every nth file */
export function documentsIn(folder: string, every = 1): IndexedDocument[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .filter((_, at) => at % every === 0)
    .map((name) => {
      const file = readFileSync(path.join(folder, name), 'utf8');
      const [, matter = '', text = file] = /^---\n([^]*?)\n---\n([^]*)$/.exec(file) ?? [];
      const title = /^title: *"?(.*?)"?$/m.exec(matter)?.[1] ?? '';
      const tags = path.dirname(name).split(path.sep).slice(0, 3);
      return {
        path: name,
        title,
        tags,
        ...textOf(outline(text), title),
        language: detectLanguage(text),
        stored: name,
      };
    });
}

const WORDS: Readonly<Record<string, string>> = {
  en: 'refund refunds refunded payment order orders login error the customer how to ship 401 4011 node.js v1.2.3',
  he: 'החזר החזרים להחזר תשלום הזמנה הזמנות לקוח הלקוחות שגיאה',
  ar: 'استرداد الطلب الطلبات دفع العميل خطأ والدفع',
  th: 'คืนเงิน คำสั่งซื้อ ลูกค้า ชำระเงิน ข้อผิดพลาด',
  pl: 'zwrot zwroty płatność płatności zamówienie zamówienia klient błąd i na',
  de: 'Rückerstattung Zahlung Zahlungen Bestellung Bestellungen Kunde Kunden Fehler und',
  ru: 'возврат возвраты оплата заказ заказы клиент ошибка',
};

/** A document with a small vocabulary, so that common words are in most documents. */
export function madeUp(at: number, random: () => number): IndexedDocument {
  const languages = Object.keys(WORDS);
  const language = languages[Math.floor(random() * languages.length)] ?? 'en';
  const words = (WORDS[language] ?? '').split(' ');
  const text = (length: number): string =>
    Array.from({ length: Math.floor(random() * length) }, () =>
      random() < 0.15
        ? `nr${Math.floor(random() * 500)}`
        : (words[Math.floor(random() ** 2 * words.length)] ?? ''),
    ).join(' ');
  const path = `${language}/${at % 7 === 0 ? 'Ä' : ''}${at}.md`;
  const document = { path, title: text(6), tags: [text(2), text(3)], headings: [text(4)], body: text(60) };
  return { ...document, language, stored: `${path} ${at}`, mark: at % 3 };
}
