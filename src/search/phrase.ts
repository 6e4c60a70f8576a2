/** Matches phrases: words that follow each other in a text, in any inflection. */
import { beginningOf, tokenize } from './language.js';
import { termIn, wordsOf, type Unit } from './units.js';

/** A text to search for phrases. */
export class PhraseText {
  #stems: string | undefined;

  /** @param language primary language of the card */
  constructor(
    readonly text: string,
    readonly language: string,
  ) {}

  /** The stems of its words, separated by spaces where the script uses them, with a space at each end; made on first use. */
  get stems(): string {
    return (this.#stems ??= ` ${joinStems(wordsOf(tokenize(this.text)).units, this.language)} `);
  }
}

/** What the stems of a text must contain, and a pattern for the places where it can occur; null if that can be anywhere. */
interface Form {
  readonly stems: string;
  readonly places: RegExp | null;
}

/** A phrase: the words of a query in quotes. */
export class Phrase {
  readonly #units: readonly Unit[];
  readonly #forms = new Map<string, Form>();

  constructor(text: string) {
    this.#units = wordsOf(tokenize(text)).units;
  }

  /** Whether a text contains the phrase. In English text only the places where it can occur are tokenized. */
  isIn(text: PhraseText): boolean {
    const { stems, places } = this.#formIn(text.language);
    if (stems === '') return true;
    if (places === null || STRAY.test(text.text)) return text.stems.includes(stems);
    return stretches(text.text, places).some((stretch) =>
      new PhraseText(stretch, text.language).stems.includes(stems),
    );
  }

  #formIn(language: string): Form {
    let form = this.#forms.get(language);
    if (!form) this.#forms.set(language, (form = formOf(this.#units, language)));
    return form;
  }
}

function formOf(units: readonly Unit[], language: string): Form {
  const stems = joinStems(units, language);
  if (stems === '') return { stems, places: null };
  // In scripts without spaces, the text may be split into words differently than the phrase.
  const [start, end] = [isUnspaced(units[0]) ? '' : ' ', isUnspaced(units.at(-1)) ? '' : ' '];
  return { stems: start + stems + end, places: placesOf(units, language) };
}

/** What can be between two words: punctuation and English clitics like `'s`, which the tokenizer drops. */
const GAP = `(?:['’][a-z]{1,2}(?![a-z0-9]))?[^a-z0-9]*`;

/** Returns a pattern that matches wherever the words can occur in a text without STRAY characters; null if there is none. */
function placesOf(units: readonly Unit[], language: string): RegExp | null {
  const beginnings = units.map(({ text }) => {
    const term = termIn(text, language);
    return beginningOf(term, language) ?? (language === 'en' && /^[a-z0-9]+$/.test(term) ? '' : null);
  });
  if (beginnings.includes(null)) return null;
  return new RegExp(
    `(?<![a-z0-9])${beginnings.map((letters) => `${letters}[a-z0-9]*(?![a-z0-9])`).join(GAP)}`,
    'gi',
  );
}

/** Characters that the tokenizer removes from words or folds to ASCII letters. */
const STRAY =
  /[ßẞſ\u0130\u00ad\u200c\u200e\u200f\u2060\u212a\ufb00-\ufb06\udb40]|[\u180b-\u180f]|[\ufe00-\ufe0f]|\u0307|\u200d/;

/** Returns the parts of a text around the matches of a pattern, from space to space, because no word contains a space. */
function stretches(text: string, places: RegExp): string[] {
  const found: string[] = [];
  let known = 0;
  places.lastIndex = 0;
  for (let place = places.exec(text); place; place = places.exec(text)) {
    const end = place.index + place[0].length;
    // The next match may begin within this one.
    places.lastIndex = place.index + 1;
    if (end <= known) continue;
    let from = place.index;
    while (from > 0 && text.charCodeAt(from - 1) > SPACE) from--;
    known = end;
    while (known < text.length && text.charCodeAt(known) > SPACE) known++;
    found.push(text.slice(from, known));
  }
  return found;
}

const SPACE = 0x20;

function joinStems(units: readonly Unit[], language: string): string {
  return units.map(({ text, joined }, i) => (i > 0 && !joined ? ' ' : '') + termIn(text, language)).join('');
}

function isUnspaced(unit: Unit | undefined): boolean {
  const unspaced =
    /^[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
  return unit !== undefined && unspaced.test(unit.text);
}
